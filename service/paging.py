"""Pages of a list: how long one is, what it comes after, and what the next one comes after."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from service import schemas

Item = TypeVar("Item")

_BEFORE = "`next_cursor` of the page before."

Limit = Annotated[int, Query(ge=1, le=100, description="Most entries of a page.")]
AfterId = Annotated[schemas.Id | None, Query(description=_BEFORE)]
AfterNumber = Annotated[int, Query(ge=0, le=2**31 - 1, description=_BEFORE)]


def cut(found: Sequence[Item], limit: int) -> tuple[Sequence[Item], Item | None]:
    """What is shown of a list read with one entry more than fits, and its last entry where more follows."""
    shown = found[:limit]
    return shown, shown[-1] if len(found) > limit else None
