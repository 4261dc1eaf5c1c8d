import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from claims.types import Flag, Verdict
from index.jobs import Audit
from index.types import JobStatus
from service import errors, replies, report
from service.engine import Engine
from service.schemas import AuditResult, Review
from tests.parts import article

TEXT = "The ferry <b>Solveig</b> carried 214 passengers to Skerrow. Why? It ran aground near the harbour."
AUDIT = Audit("one", JobStatus.COMPLETED, 2, 2, 1, datetime(2026, 3, 11, tzinfo=UTC), None, None)


class Page(HTMLParser):
    """What a page holds: its tags, and the text of each mark."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.marks: list[str] = []
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._inside.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "mark" in self._inside and "sup" not in self._inside:
            self.marks[-1] += data


def audited(engine: Engine) -> AuditResult:
    rival = "The ferry Solveig carried 241 passengers to Skerrow <script>alert(1)</script>."
    engine.ingest(
        [article(rival, id="rival", outlet="rival.example", url="https://rival.example/1")]
    )
    own = article(TEXT, id="wire")
    return replies.audited(engine, 0, engine.audit(own, None))


def test_marked_spans_are_the_claims_and_joined_the_text(engine: Engine) -> None:
    """Nothing of the text is lost or doubled, and each mark has the number of its claim."""
    result = audited(engine)
    spans = list(report.marked(result))
    assert "".join(span.text for span in spans) == result.text
    assert [(span.number, span.text) for span in spans if span.claim] == [
        (claim.number, claim.text) for claim in result.claims
    ]
    doubled = result.model_copy(update={"claims": [*result.claims, result.claims[-1]]})
    assert "".join(span.text for span in report.marked(doubled)) == result.text


def test_a_page_shows_claims_and_evidence_and_runs_nothing(engine: Engine) -> None:
    """Texts stand in it as text, whatever they hold; what failed is told with its reason."""
    done = audited(engine)
    failed = replies.unaudited(1, None, errors.described(422, "no <i>text</i> is left"))
    text = "".join(report.pages(AUDIT, [done, failed]))
    page = Page(text)
    assert page.marks == [claim.text for claim in done.claims]
    assert not {"script", "b", "i", "img", "link"} & set(page.tags)
    assert "src" not in page.attributes
    assert re.search(r"^body {[^}]*overflow-wrap: anywhere;", text, re.MULTILINE)
    assert "Place 1, failed: no &lt;i&gt;text&lt;/i&gt; is left</p>" in text
    assert "number: 214 here, 241 there" in text
    assert 'href="https://rival.example/1"' in text
    assert (
        'href="https://rival.example/1#:~:text=The%20ferry%20Solveig%20carried%20241%20passengers'
        in text
    )


def test_what_a_person_found_stands_beside_the_verdict(engine: Engine) -> None:
    """Reviewer, day, decision and note are shown under the verdict of the machine, which stays."""
    done = audited(engine)
    review = Review(
        record=2,
        decision="overridden",
        verdict=Verdict.SUPPORTED,
        flagged=None,
        reviewer="Ada Moss",
        at=datetime(2026, 3, 12, tzinfo=UTC),
        note="The operator said <b>so</b>.",
    )
    claims = [done.claims[0].model_copy(update={"review": review}), *done.claims[1:]]
    text = "".join(report.pages(AUDIT, [done.model_copy(update={"claims": claims})]))
    assert text.count("Ada Moss, 2026-03-12: overridden, supported</strong>") == 1
    assert "The operator said &lt;b&gt;so&lt;/b&gt;." in text
    assert "Claim 0: refuted (" in text


def test_evidence_that_was_taken_from_the_article_is_named_so(engine: Engine) -> None:
    """A copy of it stands beside the claim, and the page says that it is one, or the same text where nothing tells who took it."""
    text = (
        "The ferry Solveig carried 214 passengers when it ran aground off Skerrow on Tuesday night. "
        "All of them were taken off by lifeboats before midnight in heavy rain and wind."
    )
    early, late = (datetime(2026, 3, 11, hour, tzinfo=UTC) for hour in (8, 9))
    engine.ingest([article(text, id="copy", outlet="copy.example", published_at=late)])
    own = article(text, id="wire", published_at=early)
    done = replies.audited(engine, 0, engine.audit(own, None))
    assert done.counts.not_enough_evidence == len(done.claims)
    page = "".join(report.pages(AUDIT, [done]))
    assert page.count("supports, taken from this article, ") == len(done.claims)
    untold = replies.audited(engine, 0, engine.audit(replace(own, published_at=late), None))
    page = "".join(report.pages(AUDIT, [untold]))
    assert page.count("supports, the text of this article, ") == len(done.claims)


def test_a_date_without_a_time_is_shown_as_one(engine: Engine) -> None:
    """A page that gives the day alone was not published at midnight."""
    result = audited(engine)
    for hour, shown in ((0, ", 2026-03-11: "), (8, ", 2026-03-11 08:00 UTC: ")):
        dated = result.model_copy(update={"published_at": datetime(2026, 3, 11, hour, tzinfo=UTC)})
        assert shown in "".join(report.pages(AUDIT, [dated]))


def test_what_rests_on_machines_alone_is_said_in_words(engine: Engine) -> None:
    """The flags of a claim stand as sentences under its verdict, and each text that is marked says by what, the article's own too."""
    early, late = (datetime(2026, 3, 11, hour, tzinfo=UTC) for hour in (8, 9))
    labelled = f"{TEXT}\n\nThis article was generated by AI."
    engine.ingest([article(labelled, id="first", published_at=early)])
    own = article(f"{TEXT}\n\nWritten by AI", outlet="wire.example", published_at=late)
    done = replies.audited(engine, 0, engine.audit(own, None))
    claim = done.claims[0]
    assert (claim.verdict, claim.flags) == ("supported", [Flag.AI_GENERATED, Flag.SINGLE_SOURCE])
    assert claim.circular_support is True
    text = "".join(report.pages(AUDIT, [done]))
    shown = re.findall(r"<li class=\"(.+?)\">(.+?)</li>", text)
    assert shown[:3] == [
        ("ai_generated", "only texts marked as made by a machine say it"),
        ("single_source", "a single source besides the article"),
        ("circular_support", "no text that says it rests on a human one, as far as was seen"),
    ]
    assert len(shown) == 3 * len(done.claims)
    beside = (
        "marked as made by a machine, declared (phrase): “This article was generated by AI”</span>"
    )
    assert text.count(beside) == len(done.claims)
    own_mark = "The text is marked as made by a machine, declared (phrase): “Written by AI”</p>"
    assert text.count(own_mark) == 1


def test_what_people_alone_say_is_marked_in_no_way(engine: Engine) -> None:
    """Neither a label of a picture nor a human text gets a word on machines, and a claim without flags has no list."""
    engine.ingest([article(f"{TEXT}\n\nImage generated by AI", id="first")])
    own = article(TEXT, outlet="wire.example")
    done = replies.audited(engine, 0, engine.audit(own, None))
    bare = [claim.model_copy(update={"flags": []}) for claim in done.claims]
    text = "".join(report.pages(AUDIT, [done.model_copy(update={"claims": bare})]))
    assert "supports, " in text
    assert "made by a machine" not in text
    assert '<ul class="flags">' not in text


def test_an_older_figure_is_named_as_one(engine: Engine) -> None:
    """Evidence that newer reports have overtaken says that it has no part in the verdict, and the claim that it was superseded."""
    done = audited(engine)
    (against,) = done.claims[0].conflicting
    update = {
        "conflicting": [against.model_copy(update={"overtaken": True})],
        "flags": [Flag.AGREEMENT, Flag.DIVERGENCE, Flag.SUPERSEDED],
    }
    claims = [done.claims[0].model_copy(update=update)]
    text = "".join(report.pages(AUDIT, [done.model_copy(update={"claims": claims})]))
    assert re.findall(r"<li class=\"(?:.+?)\">(.+?)</li>", text) == [
        "several independent sources agree",
        "contradicted",
        "newer reports have replaced it",
    ]
    assert text.count("; an older figure, without a part in the verdict</p>") == 1


def test_a_claim_that_was_recorded_names_its_record(engine: Engine) -> None:
    """So nobody records it again."""
    done = audited(engine)
    claims = [done.claims[0].model_copy(update={"record": 7}), *done.claims[1:]]
    text = "".join(report.pages(AUDIT, [done.model_copy(update={"claims": claims})]))
    assert re.findall(r"<h3>(Claim .+?):", text) == ["Claim 0 (record 7)", "Claim 1"]
