"""How much of a submission is read; what is larger is refused, or left out where it is beside the text."""

import re
from collections.abc import Iterable, Mapping

from index.errors import UnreadableArticle

MOST_TEXT = 500_000
"""code points; a long feature has 60,000"""
MOST_HTML = 5_000_000
"""code points"""
MOST_TAGS = 20_000
"""opening and closing tags, and whatever else begins with "<"; the largest of 258 pages of publishers has 8,100"""
MOST_ATTRIBUTES = 5_000
"""of one tag; the parser's time grows with their square"""
MOST_TITLE = 1_000
"""code points; a longer title of a page or an item is none"""
MOST_ADDRESS = 2_000
"""code points"""
MOST_AUTHORS = 50
LONGEST_AUTHOR = 200
"""code points; a longer name is none"""
MOST_DEPTH = 100
"""lists and objects of JSON inside each other"""

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")
_ATTRIBUTE = r"[\s/]++[^\s/>=<]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_CROWDED = re.compile(rf"<[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}}", re.IGNORECASE)


def check_text(text: str) -> None:
    """Refuse a text that is too long.

    Raises:
        UnreadableArticle: it is.
    """
    if len(text) > MOST_TEXT:
        raise UnreadableArticle(
            f"the text has {len(text):,} characters; at most {MOST_TEXT:,} are read: send it in parts"
        )


def check_html(html: str) -> None:
    """Refuse a page that is too large, or whose tags are too many or hold too much.

    Raises:
        UnreadableArticle: it is.
    """
    if len(html) > MOST_HTML:
        raise UnreadableArticle(
            f"the page has {len(html):,} characters; at most {MOST_HTML:,} are read: send the article alone"
        )
    if (tags := html.count("<")) > MOST_TAGS:
        raise UnreadableArticle(
            f"the page has {tags:,} tags; at most {MOST_TAGS:,} are read: send the article alone"
        )
    if _CROWDED.search(html):
        raise UnreadableArticle(
            f"a tag of the page has more than {MOST_ATTRIBUTES:,} attributes; send the article alone"
        )


def is_deep(data: object) -> bool:
    """Whether lists and objects stand in each other deeper than is read."""
    level: list[object] = [data]
    for _ in range(MOST_DEPTH + 1):
        level = [held for item in level for held in _held(item)]
    return bool(level)


def _held(item: object) -> Iterable[object]:
    if isinstance(item, Mapping):
        return item.values()
    return item if isinstance(item, list) else ()


def title(text: str | None) -> str | None:
    """A title as it was found; None where it is too long for one."""
    return text if text and len(text) <= MOST_TITLE else None


def address(text: str | None) -> str | None:
    """An address of the web as it was found; None for any other, and where it is too long for one."""
    if not text or len(text) > MOST_ADDRESS:
        return None
    return text if _ADDRESS.fullmatch(text) else None


def authors(names: tuple[str, ...]) -> tuple[str, ...]:
    """The first names that are not too long."""
    return tuple(name for name in names[:MOST_AUTHORS] if len(name) <= LONGEST_AUTHOR)
