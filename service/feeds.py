"""Takes what is new in feeds: each new entry becomes an article of the corpus, and all new ones of a round are audited."""

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from index.errors import StoreFault, UnreadableArticle, UnreadableFeed
from index.reading.feed import Entry, Feed, read_feed
from index.subscriptions import (
    MOST_ATTEMPTS,
    EntryState,
    EntryStatus,
    Subscription,
    Subscriptions,
)
from index.types import Article
from service.charsets import page_text
from service.engine import Engine
from service.fetching import Answer, AskedToWait, Fetcher, Gone, Limits, Unfetched
from service.schemas import MOST_ARTICLES, ArticleIn, told

log = logging.getLogger(__name__)

GONE_FOR = timedelta(days=30)
"""how long a feed that said it is gone is left alone"""
TOGETHER = 8
"""articles stored together; after a kill at most so many pages are fetched again"""
_WORLDWIDE = re.compile(
    r"https?://[^/?#\s]|tag:[^:,\s]+,\d{4}(?:-\d\d){0,2}:|urn:(?:uuid|newsml):", re.IGNORECASE
)
"""ids that nobody else gives; "post:17" is also one of other feeds"""
_PAGES = ("text/html", "application/xhtml+xml", "")
_DISCLOSURES = ("ai-disclosure", "link")
"""fields of a reply in which an article says where it comes from"""


@dataclass(frozen=True)
class FeedReport:
    """What a round found in one feed; `entries == new + known + failed + left_out`."""

    url: str
    entries: int = 0
    new: int = 0
    """stored, and in an audit of the round"""
    known: int = 0
    """taken in an earlier round, or given up after the last attempt"""
    failed: int = 0
    left_out: int = 0
    """summaries whose pages were not to be fetched, entries behind the first 1,000, those under the id of one before them, and
    those that are no objects of JSON"""
    faults: tuple[str, ...] = ()
    """a line for each entry that failed, or why the feed could not be read"""
    note: str = ""
    """why there is nothing to count, where that is no fault"""


@dataclass(frozen=True)
class Round:
    """What a round found, and the audits of what was new: one, or where that is more than one takes, several."""

    reports: tuple[FeedReport, ...]
    audit_ids: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every feed and every entry could be read."""
        return not any(report.faults for report in self.reports)


@dataclass(frozen=True)
class _Source:
    """Where entries come from: the feed's name in the records, its address now, and its title."""

    name: str
    url: str
    title: str


class Feeds:
    """Takes feeds into the corpus of an engine, round by round."""

    def __init__(
        self,
        engine: Engine,
        *,
        pages: bool = True,
        outlet: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._engine = engine
        self._subscriptions = Subscriptions(engine.corpus.database)
        self._pages = pages
        self._outlet = outlet
        self._limits = limits or Limits()

    def round(self, feeds: Sequence[str], webhook: str | None = None) -> Round:
        """Look at every feed once, by address or path, and ask for an audit of what is new.

        Raises:
            StoreFault: the database cannot be written.
        """
        private = self._engine.settings.private_feeds
        fetcher = Fetcher(self._subscriptions, private=private, limits=self._limits)
        reports = tuple(self._look(feed, fetcher) for feed in dict.fromkeys(feeds))
        audit_ids = self._subscriptions.audit({*map(name_of, feeds)}, MOST_ARTICLES, webhook)
        return Round(reports, tuple(audit_ids))

    def _look(self, feed: str, fetcher: Fetcher) -> FeedReport:
        """One feed. What it says of its state is kept only when all its entries were seen to."""
        before = self._subscriptions.get(name_of(feed), pages=self._pages)
        if before.gone_until and before.gone_until > datetime.now(UTC):
            return FeedReport(feed, note=f"gone; asked again after {before.gone_until:%Y-%m-%d}")
        try:
            answer = fetcher.feed(before) if _is_address(feed) else self._file(feed)
            if answer.unchanged:
                self._subscriptions.put(replace(before, location=answer.url))
                return FeedReport(feed, note="unchanged")
            found = read_feed(answer.body, answer.url, answer.headers.get("content-type", ""))
        except Gone as fault:
            until = datetime.now(UTC) + GONE_FOR
            self._subscriptions.put(replace(before, gone_until=until))
            return FeedReport(feed, faults=(f"{fault}; asked again after {until:%Y-%m-%d}",))
        except (Unfetched, UnreadableFeed) as fault:
            return FeedReport(feed, faults=(str(fault),))
        except StoreFault:
            raise
        except Exception as fault:
            log.exception("feed %s failed", feed)
            return FeedReport(feed, faults=(f"{fault}; more is in the log",))
        source = _Source(before.url, answer.url, found.title or Path(feed).stem)
        report = self._take(feed, source, found, fetcher)
        etag, modified = (answer.headers.get(name) for name in ("etag", "last-modified"))
        self._subscriptions.put(Subscription(before.url, answer.url, etag, modified))
        return report

    def _file(self, path: str) -> Answer:
        try:
            with Path(path).open("rb") as file:
                content = file.read(self._limits.most_bytes + 1)
        except OSError as fault:
            raise Unfetched(f"cannot be read: {fault.strerror}") from fault
        if len(content) > self._limits.most_bytes:
            raise Unfetched(f"it is larger than {self._limits.most_bytes} bytes")
        return Answer(name_of(path), {}, content)

    def _take(self, feed: str, source: _Source, found: Feed, fetcher: Fetcher) -> FeedReport:
        """Store what is new, a few entries at a time, and count what became of all."""
        entries: dict[str, Entry] = {}
        for entry in found.entries:
            # a feed has the newest first, and a correction is put before what it corrects
            entries.setdefault(article_id(source.name, entry), entry)
        doubles = len(found.entries) - len(entries)
        states = self._subscriptions.states(entries)
        self._subscriptions.keep_only(source.name, entries)
        fresh = {
            key: entry
            for key, entry in entries.items()
            if key not in states or states[key].is_open(pages=self._pages)
        }
        aside = [key for key, entry in fresh.items() if not (self._pages or entry.is_whole)]
        left_out = EntryState(EntryStatus.LEFT_OUT, 0)
        self._subscriptions.note(source.name, dict.fromkeys(aside, left_out))
        wanted = [(key, fresh[key]) for key in fresh if key not in aside]
        new, faults = 0, list[str]()
        for start in range(0, len(wanted), TOGETHER):
            some = dict(wanted[start : start + TOGETHER])
            failed = self._store(some, source, states, fetcher)
            new += len(some) - len(failed)
            faults += failed
        return FeedReport(
            feed,
            entries=len(found.entries) + found.beyond + found.broken,
            new=new,
            known=len(entries) - len(fresh),
            failed=len(faults),
            left_out=len(aside) + doubles + found.beyond + found.broken,
            faults=tuple(faults),
        )

    def _store(
        self,
        entries: Mapping[str, Entry],
        source: _Source,
        states: Mapping[str, EntryState],
        fetcher: Fetcher,
    ) -> list[str]:
        """Store some entries together; a line for each that could not be."""
        articles: list[Article] = []
        failed: dict[str, Exception] = {}
        for key, entry in entries.items():
            try:
                articles.append(self._article(key, entry, source, fetcher))
            except StoreFault:
                raise
            except Exception as fault:
                if not isinstance(fault, Unfetched | UnreadableArticle):
                    log.exception("entry %s of %s failed", entry.id, source.name)
                failed[key] = fault
        failed |= self._ingest(articles)
        noted = dict.fromkeys(entries, EntryState(EntryStatus.STORED, 0))
        for key, reason in failed.items():
            tried = states[key].attempts if key in states else 0
            noted[key] = EntryState(EntryStatus.FAILED, _attempts(tried, reason))
        self._subscriptions.note(source.name, noted)
        return [
            f"{entry.url or entry.title or entry.id}: {failed[key]}"
            for key, entry in entries.items()
            if key in failed
        ]

    def _ingest(self, articles: Sequence[Article]) -> dict[str, Exception]:
        """Store articles together, or on a fault one by one; what was wrong, by article. Raises StoreFault."""
        try:
            self._engine.ingest(articles)
        except StoreFault:
            raise
        except Exception as fault:
            if len(articles) == 1:
                log.exception("article %s cannot be stored", articles[0].id)
                return {articles[0].id: fault}
            alone = [self._ingest([article]) for article in articles]
            return {key: fault for found in alone for key, fault in found.items()}
        return {}

    def _article(self, key: str, entry: Entry, source: _Source, fetcher: Fetcher) -> Article:
        """An entry, read; its page is fetched where it must be."""
        given: dict[str, Any] = {"text": entry.text}
        if entry.html is not None:
            given = {"html": f"<html><body><article>{entry.html}</article></body></html>"}
        elif entry.text is None:
            given = _page(entry, fetcher)
        try:
            sent = ArticleIn(
                id=key,
                url=entry.url,
                outlet=self._outlet or _outlet(entry, source),
                title=entry.title,
                published_at=entry.published_at,
                language=entry.language,
                authors=list(entry.authors),
                **given,
            )
        except ValidationError as fault:
            said = (f"{'.'.join(map(str, e['loc']))}: {told(e)}" for e in fault.errors())
            raise UnreadableArticle("; ".join(said)) from fault
        return self._engine.read([sent.submission()])[0]


def name_of(feed: str) -> str:
    """What a feed is called in the records: its address, also that of a file."""
    return feed if _is_address(feed) else Path(feed).resolve().as_uri()


def article_id(feed: str, entry: Entry) -> str:
    """The id of the article that an entry becomes: of the entry's own id where nobody else gives it, so that it is one in all feeds."""
    name = entry.id if _WORLDWIDE.match(entry.id) else f"{feed}\n{entry.id}"
    return "f-" + hashlib.sha256(name.encode()).hexdigest()[:16]


def _page(entry: Entry, fetcher: Fetcher) -> dict[str, Any]:
    """The page of an entry, and the fields of its reply that speak of the text."""
    if entry.url is None:
        raise UnreadableArticle("it has neither content nor an address")
    answer = fetcher.page(entry.url)
    content_type = answer.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().casefold()
    if kind not in _PAGES:
        raise Unfetched(f"its page is {kind}, not HTML")
    headers = {name: answer.headers[name] for name in _DISCLOSURES if name in answer.headers}
    return {"html": page_text(answer.body, content_type), "headers": headers}


def _outlet(entry: Entry, source: _Source) -> str:
    """The host that an entry stands on, or its feed; a file of a feed goes by its title."""
    host = urlsplit(entry.url or source.url).hostname
    return host.removeprefix("www.") if host else source.title[:200]


def _attempts(tried: int, fault: Exception) -> int:
    """Attempts after one that failed: what is gone is given up, and what must wait was not tried."""
    if isinstance(fault, Gone):
        return MOST_ATTEMPTS
    return tried if isinstance(fault, AskedToWait) else tried + 1


def _is_address(feed: str) -> bool:
    return feed.casefold().startswith(("http://", "https://"))
