"""HTML pages to lines: trafilatura finds the article, its head says what it says of itself."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableArticle
from index.reading import dates
from index.types import Mark

_META = re.compile(
    r"(?:^|[.:_-])(?:ai|digital-?source-?type|generator-ai|content-origin)(?:$|[.:_-])",
    re.IGNORECASE,
)
_JSON_KEYS = frozenset({"digitalsourcetype", "iptcdigitalsourcetype", "creativeworkstatus"})


@dataclass(frozen=True)
class HtmlPage:
    """What trafilatura and the head of a page give."""

    title: str | None
    lines: str
    published_at: datetime | None
    authors: tuple[str, ...]
    language: str | None
    marks: tuple[Mark, ...]


def read_html(html: str, url: str | None) -> HtmlPage:
    """Find the article of a page.

    Raises:
        UnreadableArticle: the page has no article text.
    """
    tree = _tree(html)
    found = trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, include_tables=False
    )
    lines = (found.text or "") if found is not None else ""
    if not lines.strip():
        raise UnreadableArticle(
            "the HTML holds no article text; send the page of one article, or its text"
        )
    return HtmlPage(
        title=found.title or None,
        lines=lines,
        published_at=dates.parse(found.date) if found.date else None,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        language=((tree.get("lang") or "").partition("-")[0] or None),
        marks=tuple(_marks(tree)),
    )


def _tree(html: str) -> Any:
    try:
        tree = trafilatura.load_html(html)
    except (ValueError, etree.LxmlError) as fault:
        raise UnreadableArticle(f"this is not HTML that can be read: {fault}") from fault
    if tree is None:
        raise UnreadableArticle("this is not HTML; send plain text as `text`")
    return tree


def _marks(tree: lxml_html.HtmlElement) -> Iterator[Mark]:
    """The statements of the head and of JSON-LD that may speak of a machine."""
    for meta in tree.iter("meta"):
        name = (
            meta.get("name")
            or meta.get("property")
            or meta.get("itemprop")
            or meta.get("http-equiv")
            or ""
        )
        if name and _META.search(name) and meta.get("content"):
            yield Mark("meta", name, meta.get("content"))
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() == "application/ld+json":
            yield from _json_marks(script.text or "")


def _json_marks(text: str) -> Iterator[Mark]:
    try:
        data = json.loads(text, strict=False)
    except ValueError:
        return
    yield from _walk(data, "Article")


def _walk(data: object, kind: str) -> Iterator[Mark]:
    """Marks of an object and of what it holds; the name says on what kind of object each stood."""
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, kind)
    elif isinstance(data, dict):
        own = data.get("@type", kind)
        kind = own if isinstance(own, str) else str(next(iter(own), kind))
        for key, value in data.items():
            if key.rpartition(":")[2].casefold() in _JSON_KEYS and isinstance(value, str):
                yield Mark("schema.org", f"{kind}.{key}", value)
            else:
                yield from _walk(value, kind)


def outlet_of(html: str) -> str | None:
    """The host that a page says it lives on (canonical link or `og:url`), without "www."; None where it does not say."""
    try:
        tree = _tree(html)
    except UnreadableArticle:
        return None
    links = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ]
    hosts = (urlsplit(str(link)).hostname for link in links)
    return next((host.removeprefix("www.") for host in hosts if host), None)
