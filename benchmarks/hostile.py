"""Articles and feeds made to hang or to fill the memory: `python -m benchmarks.hostile [NAME …]`.

Each is read in a process of its own; of an article the claims are found, its provenance assessed and the facts of its sentences
read, all without a model. Prints for each what became of it, seconds of processor time and the highest memory, worst first; leaves
with 1 where one took over 5 seconds or 2 GB, or ended in anything but an article, a feed or a refusal.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from claims.facts.reader import read_facts
from claims.provenance import assess
from index.errors import UnreadableArticle, UnreadableFeed
from index.reading import read
from index.reading.feed import read_feed
from index.reading.limits import MOST_ATTRIBUTES, MOST_DEPTH, MOST_TAGS, MOST_TEXT
from index.types import Submission
from service.fetching import Limits
from tests.parts import WORD_DETECTOR

MOST_SECONDS = 5.0
MOST_MEGABYTES = 2048.0
MOST_FEED = Limits().most_bytes
PATIENCE = 60
"""seconds of the clock after which a process is ended"""
Bomb = Callable[[float], Submission | bytes]
"""makes a hostile article or, as bytes, a feed: whole at 1 and smaller below"""
PROSE = "The ferry carried 214 passengers and ran aground on Tuesday evening, officials said. "
"""what a reader takes for an article"""


@dataclass(frozen=True)
class Outcome:
    """What became of a bomb."""

    name: str
    became: str
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it ended as asked, within time and memory."""
        fine = self.became.startswith(("article", "feed", "refused"))
        return fine and self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES


def through(given: Submission | bytes) -> str:
    """The whole way of an article that needs no model, or of a feed, and what became of it."""
    if isinstance(given, bytes):
        try:
            found = read_feed(given, "https://x.example/feed")
        except UnreadableFeed as refusal:
            return f"refused: {refusal}"
        return f"feed of {len(found.entries)} entries and {found.beyond} beyond"
    try:
        article = read(given)
    except UnreadableArticle as refusal:
        return f"refused: {refusal}"
    (claims,) = WORD_DETECTOR.detect([article])
    assess(article)
    today = article.published_at.date() if article.published_at else None
    for sentence in article.sentences:
        read_facts(sentence.text, today)
    return f"article of {len(article.sentences)} sentences and {len(claims)} claims"


def of_text(content: str) -> Submission:
    """A plain text."""
    return Submission("x.example", text=content)


def page(body: str, head: str = "") -> Submission:
    """A page around an article."""
    prose = f"<p>{PROSE * 3}</p>" * 3
    return Submission(
        "x.example",
        html=f"<html><head>{head}</head><body><article>{prose}{body}</article></body></html>",
    )


def sized(most: int, make: Callable[[int], Submission | bytes]) -> Bomb:
    """What is made in a size, `most` where the share is 1."""
    return lambda share: make(int(most * share))


def plain(piece: str, opening: str = PROSE, ending: str = "") -> Bomb:
    """A text that is one piece again and again, as long as a text may be."""
    most = (MOST_TEXT - len(opening) - len(ending)) // len(piece)
    return sized(most, lambda size: of_text(opening + piece * size + ending))


def tags(piece: str, behind: str = "") -> Bomb:
    """A page with one piece of HTML again and again, and another as often behind it, with as many tags as are read."""
    most = (MOST_TAGS - 20) // (piece + behind).count("<")
    return sized(most, lambda size: page(piece * size + behind * size))


def head(piece: str, most: int) -> Bomb:
    """A page whose head holds one piece again and again."""
    return sized(most, lambda size: page("", piece * size))


def linked_data(most: int, make: Callable[[int], str]) -> Bomb:
    """A page with JSON-LD."""
    return sized(
        most,
        lambda size: page("", f'<script type="application/ld+json">{make(size)}</script>'),
    )


def item(most: int, make: Callable[[int], dict[str, Any]]) -> Bomb:
    """A ninjs item with a body."""
    return sized(
        most, lambda size: Submission("x.example", ninjs={"body_text": PROSE, **make(size)})
    )


def nested(depth: int) -> dict[str, Any]:
    """Pictures in pictures."""
    inner: dict[str, Any] = {"type": "picture", "digitalsourcetype": "trainedAlgorithmicMedia"}
    for _ in range(depth):
        inner = {"type": "picture", "associations": {"featured": inner}}
    return inner


def lists(depth: int) -> str:
    """JSON lists in lists."""
    return "[" * depth + "]" * depth


def objects(depth: int) -> str:
    """JSON objects in objects."""
    return '{"image":' * depth + '{"digitalSourceType":"x"}' + "}" * depth


def entities(size: int) -> Submission:
    """A page whose entities hold each ten of the one before."""
    declared = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(size))
    return Submission(
        "x.example",
        html=f"<!DOCTYPE html [<!ENTITY a0 'ha'>{declared}]><html><body><article><p>{PROSE * 5}</p>"
        f"<p>&a{size};</p></article></body></html>",
    )


def feed(piece: str, opening: str = "", ending: str = "") -> Bomb:
    """A feed with one piece again and again, as large as a feed may be."""
    start, end = (
        f"<rss version='2.0'><channel><title>x</title>{opening}",
        f"{ending}</channel></rss>",
    )
    most = (MOST_FEED - len(start) - len(end)) // len(piece.encode())
    return sized(most, lambda size: f"{start}{piece * size}{end}".encode())


def json_feed(most: int, make: Callable[[int], object]) -> Bomb:
    """A JSON Feed whose items are made in a size."""
    version = "https://jsonfeed.org/version/1.1"
    return sized(most, lambda size: json.dumps({"version": version, "items": make(size)}).encode())


def laughs(size: int) -> bytes:
    """A feed whose entities hold each ten of the one before."""
    declared = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(size))
    return (
        f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{declared}]><rss version='2.0'><channel><item><title>&a{size};"
        "</title></item></channel></rss>"
    ).encode()


ATTRIBUTES = " ".join(f"a{n}=1" for n in range(MOST_ATTRIBUTES))
OVER: dict[str, Bomb] = {
    "100,000 nested tags": sized(100_000, lambda size: page("<div>" * size)),
    "100,000 attributes": sized(
        100_000, lambda size: page(f"<p {' '.join(f'a{n}=1' for n in range(size))}>x</p>")
    ),
    "a million comments": sized(10**6, lambda size: page("<!--" * size)),
    "10 MB without a full stop": sized(10**7, lambda size: of_text("a" * size)),
    "10 MB of tags": sized(10**7, lambda size: page("<b>" * (size // 3))),
    "30 MB of ninjs text": item(3 * 10**7, lambda size: {"body_text": "word " * (size // 5)}),
    "30 MB of ninjs HTML": item(3 * 10**7, lambda size: {"body_html": "<p>a " * (size // 5)}),
    "ninjs of 100,000 pictures in each other": item(100_000, nested),
    "JSON-LD of 500,000 lists in each other": linked_data(500_000, lists),
    "JSON-LD of 100,000 objects in each other": linked_data(100_000, objects),
}
"""more than is read"""
PAGES: dict[str, Bomb] = {
    "nested div": tags("<div>"),
    "nested div, closed": tags("<div>", "</div>"),
    "nested div with text": tags("<div>word "),
    "nested span": tags("<span>a"),
    "nested b and i": tags("<b><i>"),
    "nested p": tags("<p>"),
    "nested lists": tags("<ul><li>x"),
    "nested tables": tags("<table><tr><td>"),
    "nested quotations": tags("<blockquote>word "),
    "nested items": tags('<div itemscope itemprop="image"><meta itemprop="digitalSourceType">'),
    "closing tags alone": tags("</div>"),
    "empty paragraphs": tags("<p></p>"),
    "paragraphs": tags(f"<p>{PROSE[:30]}</p>"),
    "different paragraphs": sized(
        9_000, lambda size: page("".join(f"<p>Ship {n} sank at sea.</p>" for n in range(size)))
    ),
    "links": tags("<a href='/x'>Ferry</a> "),
    "line breaks": tags("<br>"),
    "times": tags("<time datetime='2026-13-45'>0000-00-00</time>"),
    "comments": tags("<!--"),
    "open brackets": tags("<"),
    "open tags": tags("<p "),
    "attributes": sized(10, lambda size: page(f"<p {ATTRIBUTES}>x</p>" * size)),
    "one attribute": sized(4_900_000, lambda size: page(f'<p class="{"x" * size}">x</p>')),
    "an attribute of words": sized(2_400_000, lambda size: page(f'<p class="{"a " * size}">x</p>')),
    "entities": sized(990_000, lambda size: page("&amp;" * size)),
    "entities of joiners": sized(700_000, lambda size: page("&#8205;" * size)),
    "unknown entities": sized(800_000, lambda size: page("&lolz;" * size)),
    "a billion laughs": sized(10, entities),
    "no HTML": sized(2_400_000, lambda size: Submission("x.example", html="x " * size)),
    "NUL": sized(4_900_000, lambda size: page("\0" * size)),
    "open scripts": head("<script ", 19_000),
    "open scripts of a type": head("<script type=", 19_000),
    "open manifest links": head(f"<link rel=c2pa-manifest {' ' * 200}", 19_000),
    "manifest scripts": head("<script type='application/c2pa'>AAAA</script>", 9_000),
    "one manifest script": sized(
        4_900_000, lambda size: page("", f"<script type='application/c2pa'>{'A' * size}</script>")
    ),
    "meta tags": head("<meta name='ai-generated' content='true'>", 19_000),
    "author tags": head("<meta name='author' content='Ada Moss'>", 19_000),
    "a title of 1 MB": sized(200_000, lambda size: page("", f"<title>{'word ' * size}</title>")),
    "a title of one word": sized(10**6, lambda size: page("", f"<title>{'x' * size}</title>")),
    "a title of dashes": sized(330_000, lambda size: page("", f"<title>{' - ' * size}</title>")),
    "an author of 1 MB": sized(
        200_000, lambda size: page("", f"<meta name='author' content='{'A b, ' * size}'>")
    ),
    "a date of 1 MB": sized(
        10**6,
        lambda size: page("", f"<meta property='article:published_time' content='{'1' * size}'>"),
    ),
}
LINKED_DATA: dict[str, Bomb] = {
    "JSON-LD of lists in each other": linked_data(900, lists),
    "JSON-LD of objects in each other": linked_data(MOST_DEPTH - 1, objects),
    "JSON-LD of 50,000 objects": linked_data(
        50_000,
        lambda size: json.dumps(
            {"@graph": [{"@type": "ImageObject", "digitalSourceType": "x"}] * size}
        ),
    ),
    "JSON-LD of a long number": linked_data(10_000, lambda size: f'{{"position": {"9" * size}}}'),
    "JSON-LD of many types": linked_data(
        400_000, lambda size: json.dumps({"@type": ["Article"] * size})
    ),
    "JSON-LD of a long date": linked_data(
        10**6, lambda size: json.dumps({"datePublished": "9" * size})
    ),
    "JSON-LD of odd authors": linked_data(
        50_000, lambda size: json.dumps({"@type": "NewsArticle", "author": [[7]] * size})
    ),
}
NINJS: dict[str, Bomb] = {
    "ninjs of pictures in each other": item((MOST_DEPTH - 2) // 2, nested),
    "ninjs of many pictures": item(
        100_000, lambda size: {"associations": {str(n): nested(0) for n in range(size)}}
    ),
    "ninjs of many people": item(
        300_000, lambda size: {"people": [{"rel": "author", "name": "Ada Moss"}] * size}
    ),
    "ninjs of a long byline": item(5_000_000, lambda size: {"byline": "By " + "A" * size}),
    "ninjs of a long headline": item(2_500_000, lambda size: {"headline": "A " * size}),
    "ninjs of a long date": item(2_500_000, lambda size: {"versioncreated": "1 " * size}),
    "ninjs of a long note": item(350_000, lambda size: {"ednote": "AI written by " * size}),
}
LINES: dict[str, Bomb] = {
    "sentences": plain("Go. "),
    "different sentences": sized(
        20_000, lambda size: of_text(" ".join(f"Ship {n} sank at sea." for n in range(size)))
    ),
    "most sentences": sized(
        4_900, lambda size: of_text(" ".join(f"Ship {n} sank, they said." for n in range(size)))
    ),
    "lines": plain("a\n"),
    "headings": plain("Ab\n\nRelated\n\n", ""),
    "blank lines": plain("\n", ending=PROSE),
    "lines of spaces": plain(" \n", ending=PROSE),
    "paragraphs of a letter": plain("a\n\n"),
    "labels": plain("Written by AI.\n\n", PROSE + "\n\n"),
    "labels in one line": plain("written by AI, ", ""),
    "captions": plain("A ferry at sea\nImage generated by AI\n\n", PROSE + "\n\n"),
    "self statements": plain("This article was not written with the help of AI. ", ""),
    "notes on AI": plain("AI note: ", ""),
    "date lines": plain("Published: 99 99 99999 at\n\n", PROSE + "\n\n"),
    "dates before paragraphs": plain(f"date 2025-99-99 {PROSE}\n\n", PROSE + "\n\n"),
    "datelines of dates": plain(f"SEOUL, May 99 — {PROSE}\n\n", PROSE + "\n\n"),
    "datelines": plain("SEOUL (AP) — ", ""),
    "datelines without a dash": plain("A B-", "", PROSE),
    "manifests": plain("-----BEGIN C2PA MANIFEST-----", "", "-----END C2PA MANIFEST-----"),
    "manifests that do not end": plain("-----BEGIN C2PA MANIFEST-----"),
    "dashes before a manifest": plain("-", PROSE, "-----BEGIN C2PA MANIFEST-----"),
    "wrappers": plain("\ufeff\U000e0133\U000e0122\U000e0140\U000e0131"),
    "a Greek letter behind": plain("a", PROSE + "γ", "γ"),
    "a full stop behind": plain("word, ", "", "."),
    "an address": plain("a.", "http://"),
}
FEEDS: dict[str, Bomb] = {
    "a feed of tags": feed("<a>"),
    "a feed of entries": feed("<item><title>x</title></item>"),
    "a feed of entries in each other": feed("<item>"),
    "a feed of open brackets": feed("<"),
    "a feed of dates": feed("<item><pubDate>Mon, 99 Xxx 99999 99:99</pubDate></item>"),
    "a feed of one date": feed("9", "<item><pubDate>", "</pubDate></item>"),
    "a feed of one title": feed("word ", "<item><title>", "</title></item>"),
    "a feed of one address": feed("a.", "<item><link>http://", "</link></item>"),
    "a feed of one author": feed("A b, ", "<item><author>", "</author></item>"),
    "a feed of authors": feed("<item><author>a@b.example (A)</author></item>"),
    "a feed of ampersands": feed("&", "<item><title>", "</title></item>"),
    "a feed of unknown entities": feed("&lolz;", "<item><title>", "</title></item>"),
    "a feed of escaped tags": feed("&lt;b&gt;", "<item><description>", "</description></item>"),
    "a feed of CDATA": feed("<![CDATA[x]]>", "<item><description>", "</description></item>"),
    "a feed of comments": feed("<!-- x -->"),
    "a feed of namespaces": feed("<x:a xmlns:x='u'/>"),
    "a feed of NUL": feed("\0"),
    "a feed of a billion laughs": sized(10, laughs),
    "a JSON Feed of items": json_feed(300_000, lambda size: [{"id": "x"}] * size),
    "a JSON Feed of lists": sized(2_000_000, lambda size: b'{"items":' + b"[" * size),
    "a JSON Feed of a long number": sized(5_000_000, lambda size: b'{"items":' + b"9" * size),
    "a JSON Feed of a long date": json_feed(
        5_000_000, lambda size: [{"id": "x", "date_published": "9" * size}]
    ),
    "a JSON Feed of authors": json_feed(
        200_000, lambda size: [{"id": "x", "authors": [{"name": "A"}] * size}]
    ),
}
RUNS = [
    "a", ",", ", ", '"', "“”", "“", "‘", "’", " ", "\t", "\u00a0", "(", ".", "-", "— ", ";", ": ", "! ", "?", "_", "A. ", "www.a.b",
    "1", "1,", "111,", "1.", "1 ", "1-", "1/", "7, ", "a-", "A", "A.", "Ab ", "Ab of ", "Words ", "Monday ", "in May ", "1999-", "on Monday, 5 May",
    "and ", "half a ", "one ", "one hundred and ", "twenty-", "said ", ", said ", "said it, ", "” said ab ", "according to ", "from 2 to ",
    "a ", "the ", "a b c d chief of ", "minister of ", ", who was held, ", ", a man of, ", "he was there, and the ", "not ", "refused to ",
    "rose ", "1 percent ", "1 miles ", "1 million ", "“a ”", "ing", "ed ", "aа ", "aа", "\u200d", "👩\u200d", "\U0001f3f4\U000e0067", "\u0301", "\ufe0f",
    "\u202e", "\ud800", "ﷺ", "а\u200bb\u0301\ufe0f\u202e😀\u00a0ａ\U000e0041",
]  # fmt: skip
"""what patterns go back and forth over when it does not end"""
BOMBS = (
    OVER
    | PAGES
    | LINKED_DATA
    | NINJS
    | LINES
    | FEEDS
    | {f"only {run!a}": plain(run) for run in RUNS}
)


def explode(name: str, told: Connection) -> None:
    """Take one bomb through and tell what became of it."""
    bomb = BOMBS[name](1.0)
    started = time.process_time()
    try:
        became = through(bomb)
    except BaseException as fault:  # noqa: BLE001
        became = f"FAULT {type(fault).__name__}: {str(fault)[:100]}"
    seconds = time.process_time() - started
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.send(Outcome(name, became, seconds, highest))


def outcomes(names: list[str]) -> Iterator[Outcome]:
    """What becomes of each bomb in a process of its own."""
    start = multiprocessing.get_context("fork")
    for name in names:
        told, tells = start.Pipe(duplex=False)
        process = start.Process(target=explode, args=(name, tells))
        process.start()
        tells.close()
        try:
            fine = told.poll(PATIENCE)
            yield told.recv() if fine else Outcome(name, "HANGS", PATIENCE)
        except EOFError:
            yield Outcome(name, "CRASH")
        finally:
            process.kill()
            process.join()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; all without one")
    found = sorted(
        outcomes(parser.parse_args().names or list(BOMBS)),
        key=lambda one: (one.holds, -one.seconds),
    )
    for one in found:
        print(f"{one.seconds:8.2f} s {one.megabytes:8.0f} MB  {one.name:<40} {one.became[:90]}")
    if not all(one.holds for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
