"""ninjs items (IPTC, versions 1 to 3) to the parts of an article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from index.errors import UnreadableArticle
from index.reading import dates, languages, limits
from index.reading.characters import normalise, whole
from index.reading.labels import author_name
from index.types import Mark


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


def read_ninjs(item: Mapping[str, Any]) -> NinjsItem:
    """Map an item's fields; version 1 has `body_html`, version 2 and 3 have lists of bodies and headlines.

    Raises:
        UnreadableArticle: the item has no body, or is nested too deeply.
    """
    if limits.is_deep(item):
        raise UnreadableArticle(
            f"the ninjs item is nested deeper than {limits.MOST_DEPTH} levels; send it without what hangs on it"
        )
    html = _text(item.get("body_html")) or _valued(item.get("bodies"), "html")
    text = (
        None
        if html
        else _text(item.get("body_text"))
        or _text(item.get("body_xhtml"))
        or _valued(item.get("bodies"), "")
    )
    if not html and not text:
        raise UnreadableArticle(
            "the ninjs item has no body: give `body_html`, `body_text` or `bodies`"
        )
    when = (
        _text(item.get("firstpublished"))
        or _text(item.get("versioncreated"))
        or _text(item.get("firstcreated"))
    )
    return NinjsItem(
        title=limits.title(
            _clean(_text(item.get("headline")) or _valued(item.get("headlines"), ""))
        ),
        html=html,
        text=text,
        published_at=dates.parse(when) if when else None,
        language=languages.primary(_text(item.get("language"))),
        url=limits.address(_text(item.get("url"))) or limits.address(_text(item.get("uri"))),
        authors=limits.authors(tuple(filter(None, map(_clean, _authors(item))))),
        marks=tuple(_marks(item, "")),
    )


def _marks(item: Mapping[str, Any], way: str) -> Iterator[Mark]:
    """What an item and the pictures, videos and texts beside it say of their making."""
    for key in ("digitalsourcetype", "digitalSourceType"):
        if said := _text(item.get(key)):
            yield Mark("ninjs", f"{way}digitalsourcetype", said)
    for key in ("ednote", "usageterms"):
        if not way and (said := _text(item.get(key))):
            yield Mark("ninjs", key, said)
    for other in _associated(item):
        yield from _marks(other, f"{way}{_text(other.get('type')) or 'associated'}.")


def _associated(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items beside an item: by name in version 1, in a list since version 2."""
    beside = item.get("associations")
    return _objects(list(beside.values()) if isinstance(beside, dict) else beside)


def _objects(items: object) -> list[Mapping[str, Any]]:
    """The objects of a list; none of anything else."""
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _text(value: object) -> str | None:
    return whole(value) if isinstance(value, str) and value.strip() else None


def _clean(text: str | None) -> str | None:
    """A title or a name without characters that cannot be seen; None where nothing else is in it."""
    return (normalise(text).text.strip() or None) if text else None


def _valued(items: object, content: str) -> str | None:
    """The value of the first entry whose `contenttype` names the wanted content."""
    fitting = (
        _text(entry.get("value"))
        for entry in _objects(items)
        if content in (_text(entry.get("contenttype")) or "").casefold()
    )
    return next(filter(None, fitting), None)


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    people = _objects(item.get("people")) or _objects(item.get("person"))
    names = [
        name
        for person in people
        if person.get("rel") == "author" and (name := _text(person.get("name")))
    ]
    byline = _text(item.get("byline")) or _text(item.get("by"))
    return tuple(names) or ((author_name(byline),) if byline else ())
