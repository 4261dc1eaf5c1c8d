"""What a page says of its origin where no reader looks: meta tags, JSON-LD, microdata and attributes.

A mark's name is the way to the value: the kind of object, the relations from it to what holds the value, the kinds of
those, and the property, with dots between: `NewsArticle.image.ImageObject.digitalSourceType`.
"""

import json
import re
from collections.abc import Iterator

from lxml import html as lxml_html

from index.reading.characters import whole
from index.reading.limits import is_deep
from index.types import Mark

_META = re.compile(
    r"(?:^|[.:_-])ai(?:$|[.:_-]|(?-i:[A-Z])|generated|assisted|content|disclosure|written|created)|digital-?source-?type|content-origin",
    re.IGNORECASE,
)
_SOURCE_TYPE = "digitalsourcetype"
_PROPERTIES = frozenset(
    {_SOURCE_TYPE, "iptcdigitalsourcetype", "creativeworkstatus", "aidisclosure"}
)
_AUTHORS = frozenset({"author", "creator", "editor"})
_HOLDERS = frozenset({"@graph", "mainentity", "mainentityofpage", "@reverse"})
"""relations that lead from a page to its article"""
_MEDIA = frozenset(
    {
        "image",
        "thumbnail",
        "primaryimageofpage",
        "photo",
        "video",
        "audio",
        "logo",
        "associatedmedia",
    }
)
_DISCLOSURE = "ai-disclosure"


def page_marks(tree: lxml_html.HtmlElement) -> Iterator[Mark]:
    """The statements of a page that may speak of a machine, in the order meta, JSON-LD, microdata, attributes."""
    for meta in tree.iter("meta"):
        names = (meta.get(key) for key in ("name", "property", "http-equiv"))
        name = next((name for name in names if name), "")
        if _META.search(name) and meta.get("content"):
            yield Mark("meta", name, meta.get("content"))
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() == "application/ld+json":
            yield from _json_marks(script.text or "")
    for element in tree.xpath("//*[@itemscope]//*[@itemprop]"):
        if any(name.casefold() in _PROPERTIES for name in element.get("itemprop").split()):
            yield Mark("microdata", _itemway(element), _value(element))
    for element in tree.xpath(f"//*[@{_DISCLOSURE}]"):
        yield Mark("attribute", f"{element.tag}.{_DISCLOSURE}", element.get(_DISCLOSURE))


def _json_marks(text: str) -> Iterator[Mark]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    if not is_deep(data):
        yield from _walk(data, "Article", ())


def _walk(data: object, kind: str, way: tuple[str, ...]) -> Iterator[Mark]:
    """Marks of an object and of what it holds; `way` is the kinds and relations that lead to it."""
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, kind, way)
    elif isinstance(data, dict):
        kind = _kind(data, kind)
        for key, value in data.items():
            name = whole(re.split(r"[:/#]", key)[-1])
            here = (*way, kind, name)
            if name.casefold() in _PROPERTIES:
                yield from (Mark("schema.org", ".".join(here), said) for said in _strings(value))
            elif name.casefold() in _AUTHORS:
                yield from _software(value, here)
            elif name.casefold() in _HOLDERS:
                yield from _walk(value, kind, way)
            else:
                yield from _walk(value, "ImageObject" if name.casefold() in _MEDIA else kind, here)


def _kind(data: dict[object, object], given: str) -> str:
    kinds = list(_strings(data.get("@type")))
    return kinds[0].rpartition("/")[2].rpartition(":")[2] if kinds else given


def _strings(value: object) -> Iterator[str]:
    """A JSON-LD value as text: a string, a reference by `@id`, or a list of them."""
    if isinstance(value, str):
        yield whole(value)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(value.get("@id") or value.get("@value"))


def _software(value: object, way: tuple[str, ...]) -> Iterator[Mark]:
    """Authors that are no people."""
    for author in value if isinstance(value, list) else [value]:
        if isinstance(author, dict) and _kind(author, "Person") in (
            "SoftwareApplication",
            "SoftwareSourceCode",
        ):
            yield from (
                Mark("schema.org", ".".join(way), name) for name in _strings(author.get("name"))
            )


def _itemway(element: lxml_html.HtmlElement) -> str:
    """The kinds and relations of the items that hold a microdata property."""
    way = [element.get("itemprop").split()[0]]
    for item in element.xpath("ancestor::*[@itemscope]")[::-1]:
        way.insert(0, (item.get("itemtype") or "Article").rstrip("/").rpartition("/")[2])
        if relation := item.get("itemprop"):
            way.insert(0, relation.split()[0])
    return ".".join(way)


def _value(element: lxml_html.HtmlElement) -> str:
    given = (element.get(key) for key in ("content", "href", "resource", "src"))
    return str(next(filter(None, given), "") or element.text_content().strip())
