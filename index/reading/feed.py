"""Feeds to entries: RSS and Atom by feedparser, JSON Feed 1.1 (jsonfeed.org/version/1.1) by its few fields.

A feed is others' input: markup is first made well-formed by lxml, which is quick on whatever it is given and bounds
depth and entities, so that feedparser never comes to its tolerant parser, which is not.
"""

import calendar
import hashlib
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from html.entities import html5
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.parsers import expat

import feedparser
from lxml import etree

from index.errors import UnreadableFeed
from index.reading.dates import in_utc
from index.reading.languages import primary
from index.reading.limits import MOST_ADDRESS

MOST_ENTRIES = 1_000
"""entries of one feed that are read, the first ones; a feed has the newest first"""
_MOST_FIELD = 2_000
"""code points of a field that is no content, as of an address; feedparser takes time out of proportion for long ones"""
_MOST = {
    "title": 1_000,
    **dict.fromkeys(
        ("author", "creator", "contributor", "publisher", "managingeditor", "webmaster", "owner"),
        200,
    ),
}
"""the same for some fields by name"""
_CONTENTS = frozenset({"encoded", "content", "description", "summary", "item", "entry"})
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,31};)")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]*>")
_TEXT = "text/plain"


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `html` or `text` holds its content where the feed gives it whole."""

    id: str
    """the feed's own id, else its address, else one made from what it holds"""
    url: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    html: str | None = None
    text: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the feed gives its content; else it stands at its address."""
        return self.html is not None or self.text is not None


@dataclass(frozen=True)
class Feed:
    """What a feed holds, in its order."""

    title: str | None
    entries: tuple[Entry, ...]
    beyond: int = 0
    """entries behind the first `MOST_ENTRIES`, which were not read"""
    broken: int = 0
    """entries that are no objects of JSON"""


def read_feed(content: bytes, url: str, content_type: str = "") -> Feed:
    """Read RSS, Atom or JSON Feed.

    Args:
        content: the feed as it came.
        url: where it stands; addresses in it may be relative to that.
        content_type: of the reply that it came in, for its charset.

    Raises:
        UnreadableFeed: it is none of the three.
    """
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return _json_feed(content, url) if start == b"{" else _markup_feed(content, url, content_type)


def _markup_feed(content: bytes, url: str, content_type: str) -> Feed:
    sound, beyond = _well_formed(content, _charset(content_type))
    found = feedparser.parse(
        io.BytesIO(sound),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        raise UnreadableFeed("this is no RSS, Atom or JSON Feed; send the address of the feed")
    language = primary(_words(found.feed.get("language")))
    entries = (_markup_entry(item, url, language) for item in found.entries)
    return Feed(_title(found.feed), tuple(entries), beyond)


def _markup_entry(item: Mapping[str, Any], base: str, language: str | None) -> Entry:
    link = _address(item.get("link"), base)
    kind, content = _content(item, link)
    day = "published_parsed" if "published_parsed" in item else "updated_parsed"
    return Entry(
        id=_words(item.get("id")) or link or _made_id(_title(item), content),
        url=link,
        title=_title(item),
        published_at=_moment(item.get(day)),
        language=language,
        authors=tuple(_names(item.get("authors"))),
        html=content if kind != _TEXT else None,
        text=content if kind == _TEXT else None,
    )


def _content(item: Mapping[str, Any], link: str | None) -> tuple[str, str | None]:
    """Media type and words of the whole content. A summary is whole where there is no page to look for more (RSS 2.0)."""
    given = [*item.get("content", ())]
    if link is None and "summary_detail" in item:
        given.append(item["summary_detail"])
    for part in given:
        if words := _words(part.get("value")):
            return str(part.get("type")), words
    return "", None


def _json_feed(content: bytes, url: str) -> Feed:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise UnreadableFeed(f"this is not JSON: {fault}") from fault
    items = data.get("items") if "jsonfeed.org" in str(data.get("version")) else None
    if not isinstance(items, list):
        raise UnreadableFeed(
            "this is JSON, but no JSON Feed: it has no version of one, or no items"
        )
    language = primary(_words(data.get("language")))
    first, beyond = items[:MOST_ENTRIES], len(items[MOST_ENTRIES:])
    entries = [_json_entry(item, url, language) for item in first if isinstance(item, dict)]
    title = _words(data.get("title"))
    return Feed(title, tuple(entries), beyond, broken=len(first) - len(entries))


def _json_entry(item: Mapping[str, Any], base: str, language: str | None) -> Entry:
    link = _address(item.get("url"), base)
    markup, text = _words(item.get("content_html")), _words(item.get("content_text"))
    if link is None and markup is None:
        text = text or _words(item.get("summary"))
    title = _words(item.get("title"))
    day = _words(item.get("date_published")) or _words(item.get("date_modified"))
    return Entry(
        id=_words(item.get("id")) or link or _made_id(title, markup or text),
        url=link,
        title=title,
        published_at=_day(day) if day else None,
        language=primary(_words(item.get("language"))) or language,
        authors=tuple(_names(item.get("authors") or [item.get("author")])),
        html=markup,
        text=None if markup else text,
    )


def _well_formed(content: bytes, charset: str | None) -> tuple[bytes, int]:
    """The feed as well-formed XML in UTF-8 without a DTD, cut behind the last entry that is read; how many were cut."""
    root = _tree(content, charset)
    if root is None:
        raise UnreadableFeed("this is neither XML nor JSON; send the address of the feed itself")
    entries = list(root.iter("{*}item", "{*}entry"))
    for entry in entries[MOST_ENTRIES:]:
        if (holder := entry.getparent()) is not None:
            holder.remove(entry)
    for holder in (root, *root, *entries[:MOST_ENTRIES]):
        _shorten(holder)
    sound = etree.tostring(root, encoding="utf-8")
    try:
        expat.ParserCreate("utf-8", " ").Parse(sound, True)
    except expat.ExpatError as fault:
        raise UnreadableFeed(f"this is not well-formed XML: {fault}") from fault
    return sound, len(entries[MOST_ENTRIES:])


def _tree(content: bytes, charset: str | None) -> etree._Element | None:
    """The root of a feed; one that is not well-formed is mended as far as can be."""
    bounds: dict[str, Any] = {
        "no_network": True,
        "resolve_entities": "internal",
        "encoding": charset,
    }
    try:
        return etree.fromstring(content, etree.XMLParser(**bounds))
    except (etree.LxmlError, ValueError):
        mended = _AMPERSAND.sub(b"&amp;", _ENTITY.sub(_number, content))
    try:
        return etree.fromstring(mended, etree.XMLParser(recover=True, **bounds))
    except (etree.LxmlError, ValueError) as fault:
        raise UnreadableFeed(f"this is not XML: {fault}") from fault


def _shorten(holder: etree._Element) -> None:
    """Cut the fields of an entry or of a feed that are no content."""
    for field in holder.iterchildren("{*}*"):
        name = etree.QName(field).localname.casefold()
        most = _MOST.get(name, _MOST_FIELD)
        for part in () if name in _CONTENTS else field.iter():
            part.text = (part.text or "")[:most]


def _number(match: re.Match[bytes]) -> bytes:
    """A named entity of HTML by its number; XML does not know the names."""
    if match[1] in _XML_ENTITIES:
        return match[0]
    return (
        "".join(
            f"&#{ord(character)};" for character in html5.get(f"{match[1].decode()};", "")
        ).encode()
        or match[0]
    )


def _charset(content_type: str) -> str | None:
    """The charset that a reply names, where it is one that lxml knows."""
    header = Message()
    header["content-type"] = content_type
    named = header.get_content_charset()
    try:
        etree.XMLParser(encoding=named)
    except LookupError:
        return None
    return named


def _title(item: Mapping[str, Any]) -> str | None:
    """A title without markup."""
    title = _words(item.get("title"))
    kind = (item.get("title_detail") or {}).get("type")
    return html.unescape(_TAG.sub("", title)).strip() if title and kind != _TEXT else title


def _address(value: object, base: str) -> str | None:
    """An address of the web, made absolute, blanks in it written as addresses write them; None of what is none or too long for one."""
    try:
        parts = urlsplit(urljoin(base, _words(value) or ""))
    except ValueError:
        return None
    host = parts.hostname
    if not value or parts.scheme not in ("http", "https") or not host or _BLANK.search(host):
        return None
    address = _BLANK.sub(lambda found: quote(found[0]), parts.geturl())
    return address if len(address) <= MOST_ADDRESS else None


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, dict) and (name := _words(author.get("name"))):
            yield name


def _moment(parsed: Any) -> datetime | None:
    """What feedparser makes of a date: nine numbers in UTC."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> datetime | None:
    """A time as RFC 3339 writes it, in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_utc(moment)


def _words(value: object) -> str | None:
    """A value that is text, or a number as an id may be, and not blank; half a surrogate pair cannot be kept."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _made_id(*parts: str | None) -> str:
    return hashlib.sha256(
        "\n".join(part or "" for part in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()
