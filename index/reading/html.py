"""HTML pages to lines: trafilatura finds the article, its head says what it says of itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree

from index.errors import UnreadableArticle
from index.reading import characters, dates, languages, limits
from index.reading.blocks import with_blocks
from index.reading.captions import with_captions
from index.reading.comments import drop_comments
from index.reading.head import added_to, keep_own
from index.reading.labels import author_name, author_statement
from index.reading.marks import page_marks
from index.reading.sight import uncover
from index.types import Mark

_BESIDE = " or ".join(
    f"ancestor::{tag}" for tag in ("script", "style", "nav", "header", "footer", "aside")
)
"""elements whose text is no part of an article"""
_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9])"
    r"|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""references to characters that XML forbids: lxml leaves out such characters, but not references to them, and then finds no text"""
_DATES: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
}
"""a moment that the page gives, its address last; an extensive search makes one of any year in the text"""


@dataclass(frozen=True)
class HtmlPage:
    """What trafilatura and the head of a page give."""

    title: str | None
    lines: str
    captions: frozenset[str]
    """the lines that are captions or labels"""
    published_at: datetime | None
    authors: tuple[str, ...]
    language: str | None
    marks: tuple[Mark, ...]
    updated_at: datetime | None
    """when a live blog was last added to"""


def read_html(html: str, url: str | None, language: str | None = None) -> HtmlPage:
    """Find the article of a page, of which the language may be known.

    Raises:
        UnreadableArticle: the page is too large, or has no article text.
    """
    limits.check_html(html)
    html = _CONTROL.sub("", html)
    tree = _tree(html)
    shielded = characters.shield(html)
    language = language or languages.primary(tree.get("lang"))
    body = _tree(shielded)
    uncover(body)
    drop_comments(body)
    found = trafilatura.bare_extraction(body, url=url, include_comments=False, include_tables=False)
    lines = (found.text or "") if found is not None else ""
    if not lines.strip():
        raise UnreadableArticle(
            "the HTML holds no article text; send the page of one article, or its text"
        )
    lines, captions, held = with_captions(with_blocks(lines, body), body)
    limits.check_text(lines)
    head = _head(shielded, url, language)
    return HtmlPage(
        title=limits.title(head.title),
        lines=lines if shielded is html else characters.unshield(lines),
        captions=frozenset(map(characters.unshield, captions)),
        published_at=dates.parse(head.date) if head.date else None,
        authors=limits.authors(_authors(tree, head.author)),
        language=language,
        marks=(*characters.normalise(_seen(tree)).marks, *page_marks(tree), *_places(held)),
        updated_at=added_to(tree),
    )


def _places(held: Mapping[str, str]) -> Iterator[Mark]:
    """Where the labels stand whose words do not tell what they speak of, each label as the article's text has it."""
    for label, place in held.items():
        yield Mark("element", place, characters.normalise(characters.unshield(label)).text)


def _head(html: str, url: str | None, language: str | None) -> Any:
    """What a page says of its article."""
    tree = _tree(html)
    keep_own(tree, language)
    return trafilatura.extract_metadata(tree, url, _DATES, extensive=False)


def _authors(tree: Any, found: str | None) -> tuple[str, ...]:
    """The authors that were found, else a program that the page names as its author; what finds them takes no name of one word."""
    names = (found or "").split(";") if found else tree.xpath("//meta[@name='author']/@content")
    bare = filter(None, map(author_name, names))
    return tuple(name for name in bare if found or author_statement(name))


def _tree(html: str) -> Any:
    try:
        tree = trafilatura.load_html(html)
    except (ValueError, etree.LxmlError) as fault:
        raise UnreadableArticle(f"this is not HTML that can be read: {fault}") from fault
    if tree is None:
        raise UnreadableArticle("this is not HTML; send plain text as `text`")
    return tree


def _seen(tree: Any) -> str:
    """The text of a page's article, or of its body, as it stands there, invisible characters and all."""
    for root in ("//article", "//main", "//body"):
        if pieces := tree.xpath(f"{root}//text()[not({_BESIDE})]"):
            return "\n".join(map(str, pieces))
    return ""


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
    hosts = (_host(str(link)) for link in links)
    return next((host.removeprefix("www.") for host in hosts if host), None)


def _host(link: str) -> str | None:
    try:
        return urlsplit(link).hostname
    except ValueError:
        return None
