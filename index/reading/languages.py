"""The language of a tag as pages and items write it: "en-GB", "en_US", "EN"."""

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)


def primary(tag: str | None) -> str | None:
    """The language alone ("en"), as articles keep it; None where the tag names none."""
    match = _TAG.fullmatch((tag or "").strip().casefold())
    return match[1] if match else None
