"""What a page says of its own article, what it says of others taken out: titles, authors and moments of publication."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from lxml import html as lxml_html

from index.reading import dates
from index.reading.characters import REPLACEMENT, whole
from index.reading.marks import is_beside, own_article, own_objects, scripts

_MOMENT = "datePublished"
_ANY = re.compile("")
_PAGE = re.compile(r"page\W*$", re.IGNORECASE)
_UPDATES = "liveBlogUpdate"
_FORBIDDEN = re.compile("[\ufffe\uffff]")
"""characters that JSON can spell and a tree cannot hold"""
_DATED = (
    "self::time or self::abbr or @datetime or contains(@class, 'date') or contains(@class, 'time')"
    " or contains(@class, 'publish') or contains(@id, 'date') or contains(@itemprop, 'date')"
)


def keep_own(tree: lxml_html.HtmlElement, language: str | None) -> None:
    """Leave of what tells a page's head and moment only what tells those of its article, in place."""
    _keep_own_objects(tree)
    own = own_article(tree)
    for element in tree.xpath(f"//body//*[{_DATED}]"):
        if is_beside(element, own) and element.getparent() is not None:
            element.drop_tree()
    _order_days(tree, language)


def added_to(tree: lxml_html.HtmlElement) -> datetime | None:
    """When the live blog of a page was last added to, by what it says of itself and of its entries; None for any other article."""
    found = [data for _, data in scripts(tree)]
    own, _ = own_objects(tree, found)
    blogs = [
        item for data in found for item in _objects(data) if id(item) in own and _UPDATES in item
    ]
    entries = chain.from_iterable(_objects(blog[_UPDATES]) for blog in blogs)
    said = (item.get(key) for item in (*blogs, *entries) for key in ("dateModified", _MOMENT))
    return max(filter(None, map(_moment, said)), default=None)


def _moment(said: object) -> datetime | None:
    try:
        return dates.in_utc(datetime.fromisoformat(str(said).strip()))
    except ValueError:
        return None


def _keep_own_objects(tree: lxml_html.HtmlElement) -> None:
    """JSON-LD without other articles and without the moments of all that is not the article."""
    found = list(scripts(tree))
    own, others = own_objects(tree, [data for _, data in found])
    if not own:
        return
    dated = {id(item) for _, data in found for item in _moments(data)}
    dated = (dated & own) or {id(item) for _, data in found for item in _moments(data, _PAGE)}
    for script, data in found:
        left = _own(data, dated, others)
        if left != data:
            said = json.dumps(left, ensure_ascii=False)
            script.text = _FORBIDDEN.sub(REPLACEMENT, whole(said))


def _moments(data: Any, kind: re.Pattern[str] = _ANY) -> Iterator[dict[str, Any]]:
    """The objects in JSON-LD that give a moment of publication, those of one kind."""
    for item in _objects(data):
        if _MOMENT in item and kind.search(str(item.get("@type"))):
            yield item


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in JSON-LD, each before those that it holds."""
    if isinstance(data, dict):
        yield data
    held = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for item in held:
        yield from _objects(item)


def _own(data: Any, dated: set[int], others: frozenset[int]) -> Any:
    """A value without other articles and their moments; what a live blog added is a part of it."""
    if isinstance(data, list):
        return [_own(item, dated, others) for item in data if id(item) not in others]
    if not isinstance(data, dict):
        return data
    if id(data) in others:
        return {}
    return {
        "hasPart" if key == _UPDATES else key: _own(value, dated, others)
        for key, value in data.items()
        if id(data) in dated or key != _MOMENT
    }


def _order_days(tree: lxml_html.HtmlElement, language: str | None) -> None:
    """Days in digits with the day first, as they are read here and by what looks for moments; those that may be two are gone."""
    for element in tree.xpath("//body//*[not(self::script or self::style)] | //meta[@content]"):
        element.text = _ordered(element.text, language)
        element.tail = _ordered(element.tail, language)
        for name in ("content", "datetime", "title"):
            if value := element.get(name):
                element.set(name, _ordered(value, language))


def _ordered(text: str | None, language: str | None) -> str | None:
    """A text with the day first; one that is too long for a date as it is."""
    return dates.day_first(text, language) if text and len(text) <= dates.LONGEST else text
