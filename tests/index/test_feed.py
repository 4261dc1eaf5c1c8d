import json
from datetime import UTC, datetime

import pytest

from index.errors import UnreadableFeed
from index.reading.feed import MOST_ENTRIES, Entry, read_feed

AT = "https://gazette.example/feeds/news"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Skerrow Gazette</title><language>en-gb</language>
<item><title>Ferry &amp;amp; &lt;b&gt;harbour&lt;/b&gt;</title><link>/ferry</link><guid isPermaLink="false">42</guid>
<pubDate>Wed, 11 Mar 2026 07:10:00 +0100</pubDate><dc:creator>Ada Moss</dc:creator>
<description>Aground.</description><content:encoded><![CDATA[<p>The ferry ran&nbsp;aground.</p>]]></content:encoded></item>
<item><title>Harbour closed</title><link>https://gazette.example/harbour</link><description>Read on there.</description></item>
<item><description>A note &lt;b&gt;without&lt;/b&gt; a page.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><id>tag:wire.example,2026:1</id><title type="text">5 &lt; 6</title><link href="one"/>
<updated>2026-03-11T06:10:00Z</updated><author><name>Ben Rae</name></author>
<content type="text">It carried 214 passengers.</content></entry>
<entry><id>tag:wire.example,2026:2</id><title>Two</title><link href="https://wire.example/two"/>
<updated>yesterday</updated><summary>Short.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Ledger",
    "language": "en",
    "items": [
        {
            "id": 7,
            "url": "https://ledger.example/7",
            "title": "Ferry",
            "content_html": "<p>It ran aground.</p>",
            "date_published": "2026-03-11T07:10:00+01:00",
            "authors": [{"name": "Cay Lund"}, {"url": "x"}],
        },
        {"id": "8", "url": "/8", "summary": "Short.", "author": {"name": "Dot"}},
        {"id": "9", "content_text": "A note.", "language": "de-AT"},
        "no item",
    ],
}


def test_rss_is_read() -> None:
    """Content in full is taken, a summary with a page is not, and one without is the whole entry; addresses are absolute."""
    feed = read_feed(RSS.encode(), AT)
    assert (feed.title, feed.beyond) == ("Skerrow Gazette", 0)
    first, second, third = feed.entries
    assert first == Entry(
        id="42",
        url="https://gazette.example/ferry",
        title="Ferry & harbour",
        published_at=datetime(2026, 3, 11, 6, 10, tzinfo=UTC),
        language="en",
        authors=("Ada Moss",),
        html="<p>The ferry ran&nbsp;aground.</p>",
    )
    assert (second.id, second.url, second.is_whole) == (
        "https://gazette.example/harbour",
        "https://gazette.example/harbour",
        False,
    )
    assert (third.url, third.html, len(third.id)) == (None, "A note <b>without</b> a page.", 64)


def test_atom_is_read() -> None:
    """Text stays text, a date that is none is left out."""
    first, second = read_feed(ATOM.encode(), AT).entries
    assert first == Entry(
        id="tag:wire.example,2026:1",
        url="https://gazette.example/feeds/one",
        title="5 < 6",
        published_at=datetime(2026, 3, 11, 6, 10, tzinfo=UTC),
        language="en",
        authors=("Ben Rae",),
        text="It carried 214 passengers.",
    )
    assert (second.published_at, second.is_whole) == (None, False)


def test_json_feed_is_read() -> None:
    """Authors of 1.1 and the author of 1.0, language by entry, ids that are numbers; what is no item is passed over."""
    first, second, third = read_feed(json.dumps(JSON).encode("utf-8-sig"), AT).entries
    assert first == Entry(
        id="7",
        url="https://ledger.example/7",
        title="Ferry",
        published_at=datetime.fromisoformat("2026-03-11T07:10:00+01:00"),
        language="en",
        authors=("Cay Lund",),
        html="<p>It ran aground.</p>",
    )
    assert (second.url, second.authors, second.is_whole) == (
        "https://gazette.example/8",
        ("Dot",),
        False,
    )
    assert (third.text, third.language) == ("A note.", "de")


def test_broken_markup_is_mended() -> None:
    """Names of HTML's characters, bare ampersands and missing ends do not keep entries from being read."""
    text = "<rss version='2.0'><channel><item><title>Fish & chips&nbsp;– caf&eacute;</title><guid>1</guid></item><item><guid>2"
    entries = read_feed(text.encode(), AT).entries
    assert [entry.id for entry in entries] == ["1", "2"]
    assert entries[0].title == "Fish & chips\xa0– café"


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("text/xml; charset=iso-8859-1", "iso-8859-1"), ("text/xml; charset=none-such", "utf-8")],
)
def test_the_charset_of_the_reply_counts(kind: str, encoding: str) -> None:
    """A feed without a declaration is read as its reply says, where that is a charset."""
    text = "<rss version='2.0'><channel><item><title>Fähre</title></item></channel></rss>"
    assert read_feed(text.encode(encoding), AT, kind).entries[0].title == "Fähre"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no feed",
        b"<html><body>page</body></html>",
        b"{",
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": 1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00",
        b"\0" * 100,
    ],
)
def test_what_is_no_feed_is_said(content: bytes) -> None:
    """Pages, other JSON, bare text and nothing are refused by name."""
    with pytest.raises(UnreadableFeed):
        read_feed(content, AT)


def test_a_feed_is_read_up_to_a_number_of_entries() -> None:
    """What stands behind the first thousand is counted and not read, in markup and in JSON."""
    items = "".join(f"<item><guid>{n}</guid></item>" for n in range(MOST_ENTRIES + 5))
    markup = read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), AT)
    listed = {**JSON, "items": [{"id": n} for n in range(MOST_ENTRIES + 5)]}
    for feed in (markup, read_feed(json.dumps(listed).encode(), AT)):
        assert (len(feed.entries), feed.beyond, feed.entries[-1].id) == (MOST_ENTRIES, 5, "999")


@pytest.mark.parametrize(
    "inside",
    [
        "<item>" * 50_000,
        "<item><description>" + "<b>" * 50_000,
        "<item><author>" + "a" * 500_000 + "</author></item>",
        "<item><title>" + "&lt;" * 100_000 + "</title></item>",
        "<item><pubDate>" + "1:" * 200_000 + "</pubDate></item>",
    ],
)
def test_hostile_markup_is_read_at_once(inside: str) -> None:
    """Depth, missing ends and endless fields, each of which holds feedparser up for minutes, do not get to it."""
    feed = read_feed(f"<rss version='2.0'><channel>{inside}".encode(), AT)
    assert len(feed.entries) < MOST_ENTRIES


def test_entities_do_not_explode() -> None:
    """Entities that name entities are not followed to their end."""
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "aha">' for n in range(12)
    )
    text = f"<!DOCTYPE rss [{levels}]><rss version='2.0'><channel><title>&e11;</title><item><guid>1</guid></item></channel></rss>"
    assert len(read_feed(text.encode(), AT).title or "") < 100_000


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://q.example/bridge at ostley.html", "https://q.example/bridge%20at%20ostley.html"),
        ("/news/bridge at ostley", "https://gazette.example/news/bridge%20at%20ostley"),
        ("https://q.example/a\u00a0b?q=c d", "https://q.example/a%C2%A0b?q=c%20d"),
        ("https://q.example/a%20b", "https://q.example/a%20b"),
        ("https://q.example/küste", "https://q.example/küste"),
        ("https://q example/bridge", None),
        ("https://q.example/" + "a " * 900, None),
        ("mailto:desk@q.example", None),
    ],
)
def test_a_blank_in_an_address_is_written_as_addresses_write_it(link: str, url: str | None) -> None:
    """As readers of feeds and browsers do; an entry with its text in the feed is one without an address, too."""
    item = {"id": "1", "url": link, "content_text": "The bridge at Ostley is closed."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    (entry,) = read_feed(json.dumps(feed).encode(), "https://gazette.example/feed.json").entries
    assert (entry.url, entry.is_whole) == (url, True)
