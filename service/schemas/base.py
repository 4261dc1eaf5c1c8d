"""What every wire object is made of: its base, and text and time as they may come in."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from index.reading.characters import normalise, whole

_LOST_PLUS = re.compile(r"T[\d:.]+ \d\d:?\d\d$")
_BOUNDS = {"too_long": ("at most", "max_length"), "too_short": ("at least", "min_length")}
ADDRESS = r"^https?://\S+$"
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_ID = r"^[A-Za-z0-9_.:~@-]+$"
_FORMS = {
    ADDRESS: "is no address of the web; write it with http:// or https:// and without blanks",
    LANGUAGE: "is no tag of a language; write it as en or pt-BR",
    _ID: "stands in addresses, so it may hold English letters, digits and _.:~@- but no blank and no /",
}
"""what a text must look like, in words"""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _no_control(text: str) -> str:
    if found := _CONTROL.search(text):
        raise ValueError(
            f"holds the control character U+{ord(found.group()):04X} at {found.start()}; remove it"
        )
    return text


def _without_control(text: str) -> str:
    """Pages of others hold such characters by accident; nobody sees them there."""
    return _CONTROL.sub("", text)


def _visible(text: str) -> str:
    """What a reader cannot see must not change a verdict; articles are normalised when they are read."""
    return normalise(text).text


def _not_blank(text: str) -> str:
    if not re.search(r"\w", text):
        raise ValueError("is blank; write at least one word")
    return text


def _in_one_line(text: str) -> str:
    """A name without the blanks around it and the second ones in it, which a table or a page brings along."""
    return " ".join(text.split())


def _named(text: str) -> str:
    """`.` and `..` are steps in an address, which clients take before they ask."""
    if not re.search(r"[A-Za-z0-9]", text):
        raise ValueError("has no letter or digit; give it one")
    return text


def _moment(value: object) -> object:
    """A bare date is midnight UTC; only text is a time on the wire."""
    if value is None or isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("is not a time; write it as 2025-11-17 or 2025-11-17T09:00:00Z")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        # in an address a + stands for a space
        lost = "; send its + as %2B" if _LOST_PLUS.search(value) else ""
        raise ValueError(
            f"is not a time; write it as 2025-11-17 or 2025-11-17T09:00:00Z{lost}"
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the years that can be kept") from None


Text = Annotated[str, AfterValidator(whole), AfterValidator(_no_control)]
Words = Annotated[Text, AfterValidator(_not_blank)]
Name = Annotated[Words, AfterValidator(_visible), AfterValidator(_in_one_line)]
Prose = Annotated[str, AfterValidator(whole), AfterValidator(_not_blank)]
"""a text to be read: reading leaves out what cannot be seen, and names it as a signal"""
Markup = Annotated[
    str, AfterValidator(whole), AfterValidator(_without_control), AfterValidator(_not_blank)
]
Statement = Annotated[Text, AfterValidator(_visible), AfterValidator(_not_blank)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Id = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=_ID),
    AfterValidator(_named),
]


def refuse_no_time(after: datetime | None, before: datetime | None) -> None:
    """Raises ValueError where nothing can be published at one time or later and before the other."""
    if after and before and before <= after:
        raise ValueError("is not later than published_after; nothing was published then")


def told(error: Mapping[str, Any]) -> str:
    """What pydantic says is wrong with a value."""
    # behind a validator it counts the characters of a text as the items of a list
    if isinstance(error.get("input"), str) and (bound := _BOUNDS.get(error["type"])):
        name, limit = bound[0], error["ctx"][bound[1]]
        return f"String should have {name} {limit} character{'s' * (limit != 1)}"
    if error["type"] == "string_pattern_mismatch" and (form := _FORMS.get(error["ctx"]["pattern"])):
        return form
    return str(error["msg"]).removeprefix("Value error, ")


class Schema(BaseModel):
    """Base of all wire objects: unknown fields are an error, domain objects are read by their attributes."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)
