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
_JSON_LD = "application/ld+json"
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
_ARTICLE = re.compile(r"(?:article|posting|report)$", re.IGNORECASE)
_PROGRAMS = frozenset({"softwareapplication", "softwaresourcecode"})
_DISCLOSURE = "ai-disclosure"
MOST_TITLES = 10
LONGEST_TITLE = 500
"""code points; beyond both a page has no titles, however many it is given"""
_OPENS = re.compile(r"(?://|/\*)?\s{0,9}<!\[CDATA\[\s{0,9}(?:\*/)?")
_CLOSES = re.compile(r"(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?\Z")
"""what older pages put around a script so that it passes as XML"""


def page_marks(tree: lxml_html.HtmlElement) -> Iterator[Mark]:
    """The statements of a page that may speak of a machine, in the order meta, JSON-LD, microdata, attributes."""
    for meta in tree.iter("meta"):
        names = (meta.get(key) for key in ("name", "property", "http-equiv"))
        name = next((name for name in names if name), "")
        if _META.search(name) and meta.get("content"):
            yield Mark("meta", name, meta.get("content"))
    data = [part for _, part in scripts(tree)]
    _, others = own_objects(tree, data)
    for part in data:
        yield from _walk(part, "Article", (), others)
    for element in tree.xpath("//*[@itemscope]//*[@itemprop]"):
        if any(name.casefold() in _PROPERTIES for name in element.get("itemprop").split()):
            yield Mark("microdata", _itemway(element), _value(element))
    disclosing = tree.xpath(f"//*[@{_DISCLOSURE}]")
    own = own_article(tree) if disclosing else None
    for element in disclosing:
        way = f"{_beside(element, own)}{element.tag}.{_DISCLOSURE}"
        yield Mark("attribute", way, element.get(_DISCLOSURE))


def own_article(tree: lxml_html.HtmlElement) -> lxml_html.HtmlElement | None:
    """The outermost article element with the most text: the others are cards and teasers."""
    outermost = tree.xpath(
        "//article[not(ancestor::article or ancestor::aside or ancestor::nav or ancestor::footer)]"
    )
    return max(outermost, key=lambda article: len(article.text_content()), default=None)


def is_beside(element: lxml_html.HtmlElement, own: lxml_html.HtmlElement | None) -> bool:
    """Whether an element stands in an aside, among links or in another article, not in the page's own."""
    return _beside(element, own) not in ("", "footer.")


def _beside(element: lxml_html.HtmlElement, own: lxml_html.HtmlElement | None) -> str:
    """What sets an element apart from the page's article, as the beginning of a name; empty where nothing does."""
    apart = next(element.iterancestors("aside", "nav", "footer"), None)
    if apart is not None:
        return f"{apart.tag}."
    around = [element, *element.iterancestors("article")]
    other = own is not None and own not in around and around[-1].tag == "article"
    within = element.tag == "article" and len(around) > 1
    return "article." if other or within else ""


def scripts(tree: lxml_html.HtmlElement) -> Iterator[tuple[lxml_html.HtmlElement, object]]:
    """The scripts of a page that hold JSON-LD, each with its data."""
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().casefold() != _JSON_LD:
            continue
        text = _CLOSES.sub("", (script.text or "").strip())
        opens = _OPENS.match(text)
        try:
            data = json.loads(text[opens.end() if opens else 0 :], strict=False)
        except (ValueError, RecursionError):
            continue
        if not is_deep(data):
            yield script, data


def own_objects(
    tree: lxml_html.HtmlElement, data: list[object]
) -> tuple[frozenset[int], frozenset[int]]:
    """Of the articles that a page describes (their `id`), the page's and the others; it is the first where none is told by name."""
    articles = [found for part in data for found in _articles(part)]
    if len(articles) < 2:
        return frozenset(map(id, articles)), frozenset()
    addresses = {
        _address(said)
        for said in tree.xpath(
            "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
        )
    }
    titles = [
        _title(said[:LONGEST_TITLE])
        for said in (
            *(element.text_content() for element in tree.xpath("//h1 | //title")[:MOST_TITLES]),
            *tree.xpath("//meta[@property='og:title']/@content")[:MOST_TITLES],
        )
    ]
    told = [found for found in articles if _is_of(found, addresses, titles)] or articles[:1]
    own = frozenset(map(id, told))
    return own, frozenset(map(id, articles)) - own


def _articles(data: object) -> Iterator[dict[object, object]]:
    """The articles that JSON-LD describes beside each other."""
    if isinstance(data, list):
        for item in data:
            yield from _articles(item)
    elif isinstance(data, dict):
        if _ARTICLE.search(_kind(data, "")):
            yield data
        for key, value in data.items():
            if key.casefold() in _HOLDERS:
                yield from _articles(value)


def _is_of(article: dict[object, object], addresses: set[str], titles: list[str]) -> bool:
    """Whether an article has an address of the page or a headline that stands in its titles, or neither address nor headline."""
    keys = ("@id", "url", "mainEntityOfPage")
    named = [_address(said) for key in keys for said in _strings(article.get(key))]
    headlines = [_title(said) for said in _strings(article.get("headline")) if said.strip()]
    if not named and not headlines:
        return True
    return not addresses.isdisjoint(named) or any(
        headline in title for headline in headlines for title in titles
    )


def _address(said: str) -> str:
    return re.sub(r"^https?:|[?#].*$", "", said.strip()).rstrip("/").casefold()


def _title(said: str) -> str:
    return " ".join(said.split()).casefold()


def _walk(data: object, kind: str, way: tuple[str, ...], others: frozenset[int]) -> Iterator[Mark]:
    """Marks of an object and of what it holds; `way` is the kinds and relations that lead to it."""
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, kind, way, others)
    elif isinstance(data, dict) and id(data) not in others:
        kind = _kind(data, kind)
        for key, value in data.items():
            name = whole(re.split(r"[:/#]", key)[-1])
            here = (*way, kind, name)
            if name.casefold() in _PROPERTIES:
                yield from (Mark("schema.org", ".".join(here), said) for said in _strings(value))
            elif name.casefold() in _AUTHORS:
                yield from _software(value, here)
            elif name.casefold() in _HOLDERS:
                yield from _walk(value, kind, way, others)
            else:
                inner = "ImageObject" if name.casefold() in _MEDIA else kind
                yield from _walk(value, inner, here, others)


def _kind(data: dict[object, object], given: str) -> str:
    """The kind of an object: of several, that of an article."""
    kinds = _kinds(data)
    return next(filter(_ARTICLE.search, kinds), kinds[0] if kinds else given)


def _kinds(data: dict[object, object]) -> list[str]:
    return [said.rpartition("/")[2].rpartition(":")[2] for said in _strings(data.get("@type"))]


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
        if isinstance(author, dict) and _PROGRAMS & {kind.casefold() for kind in _kinds(author)}:
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
