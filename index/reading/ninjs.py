"""ninjs items (IPTC, versions 1 to 3) to the parts of an article.

The versions write names in several ways (`body_html`, `versioncreated`, `versionCreated`); here they stand in lower case
without underscores.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from index.errors import UnreadableArticle
from index.reading import dates, languages, limits
from index.reading.characters import normalise, whole
from index.reading.labels import author_name
from index.types import Mark

_WORD = re.compile(r"\w")
_OUTSIDE_TAGS = re.compile(r"(?:^|>)([^<>]+)")


@dataclass(frozen=True)
class NinjsItem:
    """The fields of an item that an article needs; exactly one of `html` and `text` is set."""

    title: str | None
    html: str | None
    text: str | None
    published_at: datetime | None
    language: str | None
    url: str | None
    authors: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class _Valued:
    """A headline or a body of an item."""

    text: str
    content: str
    """its media type, as far as that is told"""
    role: str | None = None

    @property
    def is_main(self) -> bool:
        """Whether it is the one to be read, and not a teaser or the like."""
        return self.role == "main"

    @property
    def is_html(self) -> bool:
        """Whether it says that it is HTML; `body_xhtml` stands for a media type too."""
        return "html" in self.content

    @property
    def is_markup(self) -> bool:
        """Whether it has tags."""
        begins = "plain" not in self.content and self.text.lstrip().startswith("<")
        return self.is_html or begins

    @property
    def has_words(self) -> bool:
        """Whether anything of it can be read; an editor leaves `<p>&nbsp;</p>` where nothing was written."""
        if not self.is_markup:
            return _WORD.search(self.text) is not None
        parts = (unescape(part[1]) for part in _OUTSIDE_TAGS.finditer(self.text))
        return any(map(_WORD.search, parts))


def read_ninjs(item: Mapping[str, Any]) -> NinjsItem:
    """Map an item's fields; version 1 has `body_html`, versions 2 and 3 have lists of bodies and headlines.

    Raises:
        UnreadableArticle: no body of the item holds a word, or it is nested too deeply.
    """
    if limits.is_deep(item):
        raise UnreadableArticle(
            f"the ninjs item is nested deeper than {limits.MOST_DEPTH} levels; send it without what hangs on it"
        )
    item = _fields(item)
    body = next((body for body in _bodies(item) if body.has_words), None)
    if body is None:
        raise UnreadableArticle(
            "the ninjs item has no body with words: give `body_html`, `body_text` or `bodies`"
        )
    when = (
        _text(item.get("firstpublished"))
        or _text(item.get("versioncreated"))
        or _text(item.get("firstcreated"))
    )
    return NinjsItem(
        title=limits.title(_clean(_text(item.get("headline")) or _main_headline(item))),
        html=body.text if body.is_markup else None,
        text=None if body.is_markup else body.text,
        published_at=dates.parse(when) if when else None,
        language=languages.primary(_text(item.get("language"))),
        url=limits.address(_text(item.get("url"))) or limits.address(_text(item.get("uri"))),
        authors=limits.authors(tuple(filter(None, map(_clean, _authors(item))))),
        marks=tuple(_marks(item, "")),
    )


def provider_of(item: Mapping[str, Any]) -> str | None:
    """Who an item says it is from: its first source with a name, else who holds the rights."""
    item = _fields(item)
    named = (_text(source.get("name")) for source in _objects(item.get("infosources")))
    return (
        next(filter(None, named), None)
        or _text(item.get("copyrightholder"))
        or _text(item.get("source"))
    )


def _fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an object by the names that all versions have in common."""
    return {name.replace("_", "").lower(): value for name, value in item.items()}


def _bodies(item: Mapping[str, Any]) -> Iterator[_Valued]:
    """The bodies of an item, the one to be read first: the main one, HTML before text before other markup such as NITF."""
    for name, content in (("bodyhtml", "html"), ("bodyxhtml", "html"), ("bodytext", "plain")):
        if text := _text(item.get(name)):
            yield _Valued(text, content)
    found = _valued(item.get("bodies"))
    yield from sorted(found, key=lambda body: (not body.is_main, not body.is_html, body.is_markup))


def _main_headline(item: Mapping[str, Any]) -> str | None:
    found = _valued(item.get("headlines"))
    return min(found, key=lambda headline: not headline.is_main).text if found else None


def _valued(items: object) -> list[_Valued]:
    """The entries of a list that have a value."""
    return [
        _Valued(text, (_text(entry.get("contenttype")) or "").casefold(), _text(entry.get("role")))
        for entry in _objects(items)
        if (text := _text(entry.get("value")))
    ]


def _marks(item: Mapping[str, Any], way: str) -> Iterator[Mark]:
    """What an item and the pictures, videos and texts beside it say of their making."""
    for key in ("digitalsourcetype",) if way else ("digitalsourcetype", "ednote", "usageterms"):
        if said := _text(item.get(key)):
            yield Mark("ninjs", f"{way}{key}", said)
    for other in _associated(item):
        yield from _marks(other, f"{way}{_text(other.get('type')) or 'associated'}.")


def _associated(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items beside an item: by name in version 1, in a list since version 2."""
    beside = item.get("associations")
    return _objects(list(beside.values()) if isinstance(beside, dict) else beside)


def _objects(items: object) -> list[Mapping[str, Any]]:
    """The fields of each object of a list; none of anything else."""
    listed = items if isinstance(items, list) else []
    return [_fields(item) for item in listed if isinstance(item, dict)]


def _text(value: object) -> str | None:
    return whole(value) if isinstance(value, str) and value.strip() else None


def _clean(text: str | None) -> str | None:
    """A title or a name without characters that cannot be seen; None where nothing else is in it."""
    return (normalise(text).text.strip() or None) if text else None


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    people = _objects(item.get("people")) or _objects(item.get("person"))
    names = [
        name
        for person in people
        if person.get("rel") == "author" and (name := _text(person.get("name")))
    ]
    byline = _text(item.get("byline")) or _text(item.get("by"))
    return tuple(names) or ((author_name(byline),) if byline else ())
