"""When a page says it was published: `date …` lines, "Published 17 November 2025" lines and datelines."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import dateparser

_DATE_LINE = re.compile(
    r"^(?:(?:date|published|posted|updated|last\supdated|first\spublished|publish(?:ed)?\sdate|created|veröffentlicht|publié|publicado)"
    r"(?:\s(?:on|at|le|am|el))?\s*[:\-]?\s*)(?P<date>.{6,60})$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^date\s+(?P<date>\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)\s+", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’\- ]{2,30}(?:,\s[A-Z][\w.'’\- ]{1,24})?)"
    r"(?:,\s(?P<date>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?))?"
    r"\s?(?:\((?P<agency>[A-Z][\w .&/-]{1,30})\)\s?)?(?:—|–|--|-)\s+(?=\S)"
)
_AGENCY_DATELINE = re.compile(
    r"^(?P<place>[A-Z][\w.'’-]+(?:[ /,]+[A-Z][\w.'’-]+){0,4})\s\((?P<agency>AP|AFP|Reuters|dpa|UPI|Xinhua|Yonhap|Kyodo|ANI|PTI|EFE)\)\s?(?:—|–|--|-)\s+(?=\S)"
)
_SETTINGS: dict[str, Any] = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
}
_ABSOLUTE = ("timestamp", "absolute-time")
_RELATIVE = ("relative-time",)


def date_line(line: str) -> str:
    """What a line of its own gives as a time; empty where the line is no such line."""
    match = _DATE_LINE.match(line.strip())
    return match["date"] if match else ""


def leading_date(line: str) -> tuple[str, str]:
    """The `2025-11-17` of a `date 2025-11-17` that stands glued before the text, empty without one; and the line without it."""
    match = _LEADING.match(line)
    return (match["date"], line[match.end() :]) if match else ("", line)


def dateline_length(paragraph: str) -> int:
    """How many code points at the head of a paragraph are a dateline ("SEOUL, South Korea — "); 0 for none."""
    match = _AGENCY_DATELINE.match(paragraph) or _DATELINE.match(paragraph)
    return match.end() if match else 0


def dateline_date(paragraph: str) -> str:
    """The month and day of a dateline; empty where it names none."""
    match = _DATELINE.match(paragraph)
    return (match["date"] or "") if match else ""


LONGEST = 100
"""code points; a longer text is no date"""


def parse(text: str) -> datetime | None:
    """A full date in words or digits as an aware time (UTC unless it says otherwise); None for anything less.

    "3 hours ago" is none: the same text would say another time whenever it is read.
    """
    if len(text) > LONGEST:
        return None
    text = text.strip(" .|")
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _in_words(text, _ABSOLUTE)
    return in_utc(moment) if moment else None


def is_relative(text: str) -> bool:
    """Whether a text is a time counted from that of the reader ("3 hours ago", "yesterday at 10:14")."""
    return len(text) <= LONGEST and _in_words(text.strip(" .|"), _RELATIVE) is not None


def _in_words(text: str, parsers: Sequence[str]) -> datetime | None:
    try:
        found: datetime | None = dateparser.parse(
            re.sub(r"\s+(?:at|\|)\s+", " ", text),
            languages=["en", "de", "fr", "es"],
            settings={**_SETTINGS, "PARSERS": list(parsers)},
        )
    except (ValueError, OverflowError):  # dateparser lets through what its calendar cannot hold
        return None
    return found


def in_utc(moment: datetime) -> datetime | None:
    """The same moment in UTC; None where that lies outside the years 1 to 9999."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None
