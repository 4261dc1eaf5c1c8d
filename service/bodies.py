"""The JSON of a request."""

import json
from typing import Any

from fastapi import Request


class RepeatedKey(ValueError):
    """A key stands twice in one object, and nobody could say which of its values counts."""


class JsonRequest(Request):
    """A request in whose JSON each key of an object stands once."""

    async def json(self) -> Any:
        """The body; raises RepeatedKey, or what `json.loads` does."""
        return json.loads(await self.body(), object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RepeatedKey(key)
        found[key] = value
    return found
