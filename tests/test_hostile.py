import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import BOMBS, OVER, PROSE, through
from claims.facts.dates import read_dates
from index.errors import UnreadableArticle
from index.reading import read
from index.reading.dates import parse
from index.types import Submission

SMALL = 0.005
"""share of a bomb that a test takes"""
PIECES = [
    "<p>", "</p>", "<div", "<article>", "</article>", "<b>", "</i>", "<br/>", "<!--", "-->", "<![CDATA[", "<script type='application/ld+json'>", "</script>", "</head>",
    "<title>", "<meta name='author' content='", "<meta property='article:published_time' content=\"", "<meta name='ai-generated' content='true'>", "<html lang='", "'>", '">', ">",
    "<link rel='canonical' href='http://[", "<link rel=c2pa-manifest href=", "<script type='application/c2pa'>", "<time datetime='99999-99-99'>", "<p itemprop='digitalSourceType'>",
    "<div itemscope itemprop=' '>", "<p ai-disclosure='", "&#0;", "&#xD800;", "&#x110000;", "&amp", "&lolz;", '{"@type": ', '"datePublished": "0000-00-00"', '["author"]', "}",
    "\x00", "\x1b", "\ud800", "\udfff", "\u200b", "\u200d", "\u202e", "\u2066", "\ufe0f", "\U000e0100", "\U000e0041", "\ufeff", "\u2028", "\u0085", "\u0301", "👩", "ﷺ", "аdress", "٣٤",
    "-----BEGIN C2PA MANIFEST-----", "-----END C2PA MANIFEST-----", "data:application/c2pa;base64,", "\n", "\n\n", "\t", "  ", ", ", "“", "”", '"', "’", "—", " - ",
    "date 0000-00-00 ", "Published: 31 February 99999", "Updated: 9999-12-31T23:59:59-14:00", "SEOUL (AP) — ", "Related", "Image by AI", "This article was written by AI.",
    "on Monday", "last week", "in May", "99/99/2025", "1e400", "9" * 400, "0." + "0" * 400 + "1 percent", "half a ", "½", "²", "3 in 0 ", "$1,0,0", "he said", ", who", PROSE,
]  # fmt: skip
"""what a page or a text is broken with"""
JUNK = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=60).map("".join)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(PIECES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
FIELDS = [
    "body_html", "body_text", "body_xhtml", "bodies", "headline", "headlines", "firstpublished", "versioncreated", "firstcreated", "language", "url", "uri", "people",
    "person", "byline", "by", "associations", "digitalsourcetype", "digitalSourceType", "ednote", "usageterms", "type",
]  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(FIELDS), VALUES)
LINKED = st.dictionaries(
    st.sampled_from(["@type", "@graph", "@id", "@value", "author", "image", "digitalSourceType", "mainEntity", "datePublished", "headline", "name", "http://schema.org/:#"]),
    VALUES,
)  # fmt: skip
often = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("name", [name for name in BOMBS if name not in OVER])
def test_a_small_bomb_is_read_or_refused(name: str) -> None:
    """Whatever it is made of, an article is read, its claims, provenance and facts found, or it is refused with a reason; so is a feed."""
    assert through(BOMBS[name](SMALL)).startswith(("article of ", "feed of ", "refused: "))


@pytest.mark.parametrize("name", OVER)
def test_what_is_too_large_is_refused(name: str) -> None:
    """Too many tags, too long a text, too deep an item: refused before any work is done; JSON-LD too deep is not looked at."""
    bomb = OVER[name](1.0)
    assert isinstance(bomb, Submission)
    if name.startswith("JSON-LD"):
        assert len(read(bomb).sentences) == 3
        assert read(bomb).marks == ()
    else:
        with pytest.raises(UnreadableArticle, match=r"at most|more than|deeper than"):
            read(bomb)


@often
@given(JUNK)
def test_any_text_is_an_article_or_refused(junk: str) -> None:
    """Control characters, lone surrogates, directions, broken manifests and impossible dates end in no other exception."""
    assert through(Submission("x.example", text=junk)).startswith(("article of ", "refused: "))


@often
@given(JUNK, JUNK, LINKED)
def test_any_page_is_an_article_or_refused(head: str, body: str, data: dict[str, Any]) -> None:
    """Tags that do not close, attributes that do not end, entities of nothing, JSON-LD of anything."""
    linked = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    html = f"<html><head>{linked}{head}</head><body><article><p>{PROSE * 3}</p>{body}</article></body></html>"
    assert through(Submission("x.example", html=html)).startswith(("article of ", "refused: "))


@often
@given(ITEMS)
def test_any_item_is_an_article_or_refused(item: dict[str, Any]) -> None:
    """A ninjs item may have anything in any field."""
    for ninjs in (item, {"body_text": PROSE, **item}, {**item, "bodies": [{"value": PROSE}]}):
        told = through(Submission("x.example", ninjs=ninjs))
        assert told.startswith(("article of ", "refused: "))


@often
@given(JUNK, VALUES)
def test_any_feed_is_read_or_refused(junk: str, value: object) -> None:
    """Markup that does not close, entries of nothing, JSON of anything in any field."""
    version = "https://jsonfeed.org/version/1.1"
    item = dict.fromkeys(("id", "url", "title", "content_html", "date_published", "authors"), value)
    for made in (
        junk,
        f"<rss version='2.0'><channel><item><title>{junk}</title>{junk}</item></channel></rss>",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>{junk}</id>{junk}</entry></feed>",
        json.dumps({"version": version, "items": value, "language": value}),
        json.dumps({"version": version, "items": [item, value]}),
    ):
        told = through(made.encode("utf-8", "replace"))
        assert told.startswith(("feed of ", "refused: "))


@often
@given(JUNK, st.dates() | st.none())
def test_any_text_has_dates_or_none(junk: str, today: date | None) -> None:
    """Also one that was written on the first or the last day of the calendar."""
    for day in (today, date.min, date.max):
        text = f"{junk} yesterday, next week, 99 years ago, tomorrow"
        dates = read_dates(text, day)
        assert [found.text for found in dates] == [text[d.start : d.end] for d in dates]
        assert [found.start for found in dates] == sorted({found.start for found in dates})
        assert all(found.first <= found.last for found in dates if found.first and found.last)


@pytest.mark.parametrize(
    "text",
    ["0000-00-00", "99999-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "31 February 2025", "9" * 5000, "١٢", "", "-"],
)  # fmt: skip
def test_a_date_of_nonsense_is_none(text: str) -> None:
    """Outside the calendar, or none at all."""
    assert parse(text) is None


def test_lone_surrogates_are_replaced() -> None:
    """A text, a page and an item that hold halves of characters can be stored and sent: U+FFFD stands in their place."""
    linked = '<script type="application/ld+json">{"digitalSourceType": "a\\ud800"}</script>'
    for given_ in (
        Submission("x.example", text=f"\ud800 {PROSE}"),
        Submission("x.example", html=f"<html><head>{linked}</head><p>\udfff {PROSE * 5}</p></html>"),
        Submission("x.example", ninjs={"body_text": f"\ud800 {PROSE}", "headline": "\udfff", "ednote": "\ud800"}),
    ):  # fmt: skip
        article = read(given_)
        said = [article.text, article.title or "", *(mark.value for mark in article.marks)]
        assert "\ufffd" in article.text
        "".join(said).encode()
