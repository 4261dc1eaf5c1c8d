import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.leases import Holder
from index.reading.feed import Entry
from index.subscriptions import MOST_ATTEMPTS, Subscriptions
from index.types import Article, Filters, Ingested, Submission
from service.auditor import Auditor
from service.batches import Batches
from service.engine import Engine
from service.feeds import FeedReport, Feeds, Round, article_id
from service.fetching import Limits
from tests.service.site import Reply, serving

QUICK = Limits(pause=0.0)
PAGE = "<html><body><article><p>The harbour of Skerrow is closed until Friday, said its warden.</p></article></body></html>"
HTML = {"content-type": "text/html; charset=utf-8"}


def item(number: int, **given: Any) -> dict[str, Any]:
    return {
        "id": f"tag:gazette.example,2026:{number}",
        "content_html": f"<p>The ferry to Skerrow carried {number} passengers on Tuesday evening.</p>",
        "date_published": "2026-03-11T07:10:00Z",
        **given,
    }


def feed(*items: dict[str, Any]) -> str:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Gazette", "items": items})


def taking(engine: Engine, **given: Any) -> Feeds:
    settings = engine.settings.model_copy(update={"private_feeds": True})
    return Feeds(replace(engine, settings=settings), limits=QUICK, **given)


def counts(found: Round, at: int = 0) -> tuple[int, int, int, int, int]:
    report = found.reports[at]
    assert report.entries == report.new + report.known + report.failed + report.left_out
    return report.entries, report.new, report.known, report.failed, report.left_out


def stored(engine: Engine) -> list[str]:
    return sorted(article.text for article in engine.page(Filters(), None, 100))


def audited(engine: Engine, found: Round) -> list[Article]:
    (audit_id,) = found.audit_ids
    return engine.stored([str(content) for content in engine.jobs.contents(audit_id)])


def test_new_entries_are_stored_and_audited_once(engine: Engine) -> None:
    """The second round knows them, takes the one that came, and a third that nothing changed asks only whether."""
    with serving(feed=feed(item(1), item(2))) as site:
        url = f"{site.url}/feed"
        first = taking(engine).round([url])
        assert counts(first) == (2, 2, 0, 0, 0)
        assert len(audited(engine, first)) == 2
        site.replies["/feed"] = Reply(feed(item(3), item(1), item(2)), headers={"etag": '"b"'})
        second = taking(engine).round([url])
        assert counts(second) == (3, 1, 2, 0, 0)
        third = taking(engine).round([url])
        assert third == Round((FeedReport(url, note="unchanged"),), ())
        assert site.requests[-1][1]["if-none-match"] == '"b"'
    assert stored(engine)[0] == "The ferry to Skerrow carried 1 passengers on Tuesday evening."
    (article,) = audited(engine, second)
    assert (article.outlet, str(article.published_at)) == ("127.0.0.1", "2026-03-11 07:10:00+00:00")


def test_the_audit_is_that_of_the_other_articles(engine: Engine) -> None:
    """The articles of a round are audited as stored ones are, and see each other."""
    with serving(feed=feed(item(214), item(241))) as site:
        found = taking(engine).round([f"{site.url}/feed"])
    holder = Holder(engine.corpus.database)
    holder.beat()
    auditor = Auditor(engine, holder.id, Batches(engine))
    while auditor.step():
        pass
    results = engine.jobs.results(found.audit_ids[0], 0, 10)
    verdicts = [json.loads(item.result or "")["claims"][0]["verdict"] for item in results]
    assert verdicts == ["refuted", "refuted"]


def test_an_entry_in_two_feeds_is_taken_once(engine: Engine) -> None:
    """What a feed of all and a feed of a desk share is known to the second."""
    with serving(all=feed(item(1), item(2)), desk=feed(item(2))) as site:
        found = taking(engine).round([f"{site.url}/all", f"{site.url}/desk", f"{site.url}/all"])
    assert len(found.reports) == 2
    assert [counts(found, at) for at in (0, 1)] == [(2, 2, 0, 0, 0), (1, 0, 1, 0, 0)]


@pytest.mark.parametrize(
    ("given", "shared"),
    [
        ("https://gazette.example/17", True),
        ("http://gazette.example/?p=17", True),
        ("tag:gazette.example,2026:17", True),
        ("tag:desk@gazette.example,2026-03-11:17", True),
        ("urn:uuid:1f0e4c6a-9a51-4c4e-8f7c-0d6a3c5b1e22", True),
        ("urn:newsml:wire.example:20260311:17", True),
        ("17", False),
        ("article:17", False),
        ("2026-03-11 07:10:00", False),
        ("https:17", False),
        ("tag:17", False),
        ("urn:article:17", False),
    ],
)
def test_only_an_id_that_nobody_else_gives_is_one_in_all_feeds(given: str, shared: bool) -> None:
    """An address, a tag with its authority and a registered name are; what only has a colon is the feed's own."""
    names = ("https://gazette.example/feed", "https://wire.example/feed")
    one, other = (article_id(name, Entry(given)) for name in names)
    assert (one == other) is shared


def test_of_one_id_the_newest_entry_is_taken(engine: Engine) -> None:
    """A feed has the newest first, so what stands behind it under its id is left out, in every round."""
    corrected = "<p>The ferry to Skerrow carried 241 passengers on Tuesday evening.</p>"
    with serving(feed=feed(item(1, content_html=corrected), item(1), item(2))) as site:
        url = f"{site.url}/feed"
        assert counts(taking(engine).round([url])) == (3, 2, 0, 0, 1)
        assert counts(taking(engine).round([url])) == (3, 0, 2, 0, 1)
    assert stored(engine) == [
        f"The ferry to Skerrow carried {number} passengers on Tuesday evening."
        for number in (2, 241)
    ]


def test_what_is_no_object_among_the_items_is_counted(engine: Engine) -> None:
    """A JSON Feed's items that cannot be entries are left out, not lost."""
    items: list[Any] = [item(1), None, "a line", 7, ["x"]]
    with serving(feed=feed(*items)) as site:
        found = taking(engine).round([f"{site.url}/feed"])
    assert counts(found) == (5, 1, 0, 0, 4)


def test_a_summary_is_read_on_its_page(engine: Engine) -> None:
    """The page is fetched with what its reply says of itself, its date is the feed's."""
    with serving() as site:
        summary = {"content_html": None, "summary": "Closed.", "url": f"{site.url}/page"}
        site.replies["/feed"] = Reply(feed(item(1, **summary)))
        site.replies["/page"] = Reply(PAGE, headers={**HTML, "ai-disclosure": "mode=none"})
        found = taking(engine, outlet="gazette.example").round([f"{site.url}/feed"])
    assert counts(found) == (1, 1, 0, 0, 0)
    (article,) = audited(engine, found)
    assert article.text.startswith("The harbour of Skerrow is closed")
    assert (article.outlet, article.url) == ("gazette.example", f"{site.url}/page")
    assert [(mark.method, mark.value) for mark in article.marks] == [("header", "mode=none")]


def test_a_page_is_read_in_the_charset_of_its_reply(engine: Engine) -> None:
    """What the page itself does not say the field of its reply does."""
    page = PAGE.replace("its warden", "su alcalde señaló").encode("cp1252")
    with serving() as site:
        site.replies["/feed"] = Reply(feed(item(1, content_html=None, url=f"{site.url}/page")))
        headers = {"content-type": "text/html; charset=windows-1252"}
        site.replies["/page"] = Reply(page, headers=headers)
        found = taking(engine).round([f"{site.url}/feed"])
    (article,) = audited(engine, found)
    assert article.text.endswith("said su alcalde señaló.")


def test_without_pages_summaries_are_left_out_and_taken_later(engine: Engine) -> None:
    """They are counted each round, hold no conditions up, and come in when pages are wanted again."""
    with serving() as site:
        summary = {"content_html": None, "summary": "Closed.", "url": f"{site.url}/page"}
        site.replies["/feed"] = Reply(feed(item(1), item(2, **summary)), headers={"etag": '"a"'})
        site.replies["/page"] = Reply(PAGE, headers=HTML)
        url = f"{site.url}/feed"
        assert counts(taking(engine, pages=False).round([url])) == (2, 1, 0, 0, 1)
        assert taking(engine, pages=False).round([url]).reports[0].note == "unchanged"
        assert site.paths == ["/feed", "/feed"]
        assert counts(taking(engine).round([url])) == (2, 1, 1, 0, 0)


def test_a_bad_entry_is_a_line_and_tried_a_few_times(engine: Engine) -> None:
    """The others are stored; it is tried in three rounds even where the feed is unchanged, then known."""
    with serving() as site:
        gone = {"content_html": None, "url": f"{site.url}/none"}
        page = {"content_html": None, "url": f"{site.url}/feed"}
        bare = item(4, content_html="<p> </p>", url=None)
        site.replies["/feed"] = Reply(
            feed(item(1, **gone), item(2), bare, item(5, **page), item(6, title="x" * 1001)),
            headers={"etag": '"a"', "content-type": "application/json"},
        )
        url = f"{site.url}/feed"
        rounds = [taking(engine).round([url]) for _ in range(MOST_ATTEMPTS)]
        assert [counts(found)[1:4] for found in rounds] == [(1, 0, 4), (0, 1, 4), (0, 1, 4)]
        assert not rounds[0].is_sound
        faults = rounds[0].reports[0].faults
        assert faults[0] == f"{site.url}/none: it answered 404"
        assert "application/json, not HTML" in faults[2]
        assert "title" in faults[3]
        assert taking(engine).round([url]).reports[0].note == "unchanged"
        site.replies["/feed"] = Reply(feed(item(1, **gone), bare))
        assert counts(taking(engine).round([url])) == (2, 0, 2, 0, 0)


def test_a_page_that_is_gone_is_given_up_and_one_that_must_wait_is_not(engine: Engine) -> None:
    """410 ends the attempts; 503 uses none up, and no other page of the host is asked for."""
    with serving() as site:
        site.replies["/gone"] = Reply(status=410)
        site.replies["/busy"] = Reply(status=503)
        items = [
            item(n, content_html=None, url=f"{site.url}/{path}")
            for n, path in enumerate(("gone", "busy", "third"))
        ]
        site.replies["/feed"] = Reply(feed(*items))
        assert counts(taking(engine).round([f"{site.url}/feed"])) == (3, 0, 0, 3, 0)
        assert site.paths == ["/feed", "/robots.txt", "/gone", "/busy"]
    states = Subscriptions(engine.corpus.database).states
    ids = [article_id("", Entry(entry["id"])) for entry in items]
    assert [states(ids)[key].attempts for key in ids] == [MOST_ATTEMPTS, 0, 0]


def test_a_bad_feed_stops_no_other(engine: Engine) -> None:
    """What is no feed, not there, gone or no file is a line; one that is gone is not asked for again."""
    with serving(feed=feed(item(1)), page=PAGE) as site:
        site.replies["/gone"] = Reply(status=410)
        urls = [f"{site.url}/{path}" for path in ("gone", "page", "none", "feed")]
        found = taking(engine).round([*urls, "none-such.xml"])
        assert [len(report.faults) for report in found.reports] == [1, 1, 1, 0, 1]
        assert counts(found, 3) == (1, 1, 0, 0, 0)
        again = taking(engine).round(urls[:1])
        assert again.reports[0].note.startswith("gone; asked again after")
        assert site.paths.count("/gone") == 1


def test_a_feed_that_moved_is_asked_for_where_it_is(engine: Engine) -> None:
    """A permanent redirect is kept over a restart, and the entries stay known."""
    with serving(new=feed(item(1, id="1"))) as site:
        site.replies["/old"] = Reply(status=301, headers={"location": "/new"})
        url = f"{site.url}/old"
        taking(engine).round([url])
        assert counts(taking(engine).round([url])) == (1, 0, 1, 0, 0)
        assert site.paths == ["/old", "/new", "/new"]


def test_a_feed_in_a_file_goes_by_its_title(engine: Engine, tmp_path: Path) -> None:
    """Entries without an address are of the outlet that the feed names; a file that is too large is refused."""
    (tmp_path / "feed.json").write_text(feed(item(1)))
    (tmp_path / "large.json").write_bytes(b" " * (QUICK.most_bytes + 1))
    found = taking(engine).round([str(tmp_path / "feed.json"), str(tmp_path / "large.json")])
    assert counts(found) == (1, 1, 0, 0, 0)
    assert "larger than" in found.reports[1].faults[0]
    (article,) = audited(engine, found)
    assert article.outlet == "Gazette"


def test_a_moment_outside_the_years_of_utc_is_no_date(engine: Engine) -> None:
    """The entry is stored without one, and the others with theirs."""
    early = item(2, date_published="0001-01-01T00:00:00+01:00")
    with serving(feed=feed(item(1), early)) as site:
        found = taking(engine).round([f"{site.url}/feed"])
    assert counts(found) == (2, 2, 0, 0, 0)
    dates = {article.text[29:30]: article.published_at for article in audited(engine, found)}
    assert dates["2"] is None
    assert dates["1"] is not None


class Unstoring(Engine):
    """An engine with a defect where articles of one number are stored."""

    def ingest(self, articles: Sequence[Article]) -> list[Ingested]:
        if any("carried 2 " in article.text for article in articles):
            raise RuntimeError("2 cannot be stored")
        return super().ingest(articles)


def test_an_entry_that_cannot_be_stored_holds_nothing_else_up(engine: Engine) -> None:
    """It is a line, tried again in the next rounds and then known; the entries beside it are stored at once."""
    with serving(feed=feed(*map(item, range(4)))) as site:
        rounds = [
            taking(Unstoring(**vars(engine))).round([f"{site.url}/feed"])
            for _ in range(MOST_ATTEMPTS + 1)
        ]
    tried = [(4, 3, 0, 1, 0), *[(4, 0, 3, 1, 0)] * (MOST_ATTEMPTS - 1), (4, 0, 4, 0, 0)]
    assert [counts(found) for found in rounds] == tried
    assert rounds[0].reports[0].faults == ("tag:gazette.example,2026:2: 2 cannot be stored",)
    assert len(audited(engine, rounds[0])) == 3


class Interrupted(Engine):
    """An engine whose process ends at the tenth article."""

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        if "carried 9 " in (submissions[0].html or ""):
            raise KeyboardInterrupt
        return super().read(submissions)


def test_a_round_that_ended_half_way_takes_nothing_twice(engine: Engine) -> None:
    """What was stored is audited by the next round, and validators are kept only after all entries were seen to."""
    with serving() as site:
        site.replies["/feed"] = Reply(feed(*map(item, range(10))), headers={"etag": '"a"'})
        url = f"{site.url}/feed"
        with pytest.raises(KeyboardInterrupt):
            taking(Interrupted(**vars(engine))).round([url])
        assert len(stored(engine)) == 8
        found = taking(engine).round([url])
        assert counts(found) == (10, 2, 8, 0, 0)
        assert len({article.id for article in audited(engine, found)}) == 10
