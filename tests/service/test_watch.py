from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from claims.judge import Judge
from claims.stance import Probabilities
from claims.types import Judgement, Pair
from index.jobs import Jobs, Outcome
from index.outbox import Outbox
from index.turns import MODELS
from index.types import JobStatus, Submission
from index.watching import Seen, WatchedClaim
from service.auditor import Auditor
from service.batches import Batches
from service.engine import Engine
from service.watch import Watch
from tests.parts import WORD_JUDGE, WordStance, article
from tests.service.logged import logged

HOOK = "https://desk.example/hook"
OWN = "The ferry carried 214 passengers to Skerrow. It ran aground near the harbour."


@dataclass
class Desk:
    """An engine whose audits and watch take their steps by hand."""

    engine: Engine
    auditor: Auditor
    watch: Watch

    def store(self, text: str, **given: object) -> None:
        self.engine.ingest([article(text, **given)])

    def audit(self) -> None:
        self.engine.jobs.add("one", ["own"], HOOK)
        assert self.auditor.step()
        self.step()

    def step(self) -> tuple[WatchedClaim, int]:
        """Watch until nothing is new: the first claim as it is then, and how many events wait."""
        while self.watch.step():
            pass
        return self.claims()[0], self.engine.outbox.webhooks()[0].waiting

    def claims(self) -> list[WatchedClaim]:
        return [claim for some in self.engine.watchlist.claims(10) for claim in some]


@pytest.fixture
def desk(engine: Engine) -> Iterator[Desk]:
    """A desk with a webhook."""
    Outbox(engine.corpus.database).register(HOOK)
    batches = Batches(engine)
    yield Desk(engine, Auditor(engine, "nobody", batches), Watch(engine, batches))
    batches.close()


def test_evidence_that_is_corrected_is_judged_anew(desk: Desk) -> None:
    """A rival that now says otherwise changes the verdict, and its webhook is told."""
    desk.store(OWN, id="own")
    desk.store("The ferry carried 214 passengers to Skerrow.", id="rival", outlet="rival.example")
    desk.audit()
    claim, before = desk.step()
    assert (claim.verdict, claim.evidence) == ("supported", ("rival",))
    desk.store("The ferry carried 241 passengers to Skerrow.", id="rival", outlet="rival.example")
    claim, events = desk.step()
    assert (claim.verdict, events) == ("refuted", before + 1)


def test_evidence_that_is_taken_back_is_judged_anew(desk: Desk) -> None:
    """An article that drops the sentence a verdict rests on is no evidence any more, though nothing near it is new."""
    desk.store(OWN, id="own")
    desk.store("The ferry carried 214 passengers to Skerrow.", id="rival", outlet="rival.example")
    desk.audit()
    desk.store("Our report of this morning is being checked.", id="rival", outlet="rival.example")
    claim, _ = desk.step()
    assert (claim.verdict, claim.evidence) == ("not_enough_evidence", ())


def test_evidence_that_is_removed_is_judged_anew(desk: Desk) -> None:
    """A rival that is removed bears no verdict any more, its webhook is told, and that is done once."""
    desk.store(OWN, id="own")
    desk.store("The ferry carried 214 passengers to Skerrow.", id="rival", outlet="rival.example")
    desk.store("The council passed its budget.", id="other", outlet="rival.example")
    desk.audit()
    _, before = desk.step()
    desk.engine.corpus.remove("other")
    claim, events = desk.step()
    assert (claim.verdict, events) == ("supported", before)
    desk.engine.corpus.remove("rival")
    claim, events = desk.step()
    assert (claim.verdict, claim.evidence, events) == ("not_enough_evidence", (), before + 1)
    assert not desk.watch.step()


def test_evidence_that_is_removed_during_the_audit_is_judged_anew(desk: Desk) -> None:
    """Though the removal was handled before the claims that rest on it came to be watched."""
    desk.store(OWN, id="own")
    desk.store("The ferry carried 214 passengers to Skerrow.", id="rival", outlet="rival.example")
    jobs = desk.engine.jobs
    jobs.add("one", ["own"], HOOK)
    task = jobs.take("nobody")
    assert task is not None
    seen = Seen(desk.engine.corpus.newest(), desk.engine.watchlist.last_removal())
    own = desk.engine.stored(["own"])[0]
    (text,) = [sentence.text for sentence in own.sentences[:1]]
    vector = desk.engine.encoder.encode([text])[0]
    resting = WatchedClaim("one", 0, 0, "own", text, None, "supported", ("rival",), vector)
    desk.engine.corpus.remove("rival")
    while desk.watch.step():
        pass
    jobs.finish(task, "nobody", Outcome(JobStatus.COMPLETED, "own", "{}", (resting,), seen))
    claim, _ = desk.step()
    assert (claim.verdict, claim.evidence) == ("not_enough_evidence", ())


class Faulty(Judge):
    """A judge that fails at one claim."""

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """The stance of each pair."""
        if any("harbour" in pair.claim for pair in pairs):
            raise ZeroDivisionError
        return super().judge(pairs)


class Counting(Jobs):
    """Audits that count how often all articles of one are read."""

    read = 0

    def contents(self, audit_id: str) -> list[Submission | str]:
        """What an audit's articles are."""
        type(self).read += 1
        return super().contents(audit_id)


class Asking(Engine):
    """An engine with such audits."""

    @property
    def jobs(self) -> Jobs:
        """The audits."""
        return Counting(self.corpus.database)


def test_an_article_that_nobody_stored_is_read_alone(engine: Engine) -> None:
    """Of an audit whose claims are judged anew all articles are read once, for its batch, and for each claim only its own."""
    Outbox(engine.corpus.database).register(HOOK)
    asking = Asking(**vars(engine))
    batches = Batches(asking)
    desk = Desk(asking, Auditor(asking, "nobody", batches), Watch(asking, batches))
    engine.jobs.add("one", [Submission("gazette.example", id="own", text=OWN)], HOOK)
    assert desk.auditor.step()
    for said in (
        "The ferry carried 214 passengers to Skerrow.",
        "It ran aground near the harbour.",
    ):
        desk.store(said, id=said[:5], outlet="rival.example")
    desk.step()
    batches.close()
    assert [claim.verdict for claim in desk.claims()] == ["supported", "supported"]
    assert Counting.read == 1


class Turning(WordStance):
    """A model that takes a turn for what it is asked, and notes on how many cores."""

    def __init__(self) -> None:
        self.cores: list[int] = []

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        with MODELS.turn() as cores:
            self.cores += [cores] * bool(pairs)
        return super().probabilities(pairs)


def test_audits_and_watching_share_the_cores(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another thread of the background is at work, each of them computes on half of the cores."""
    monkeypatch.setattr("index.turns.all_cores", lambda: 8)
    Outbox(engine.corpus.database).register(HOOK)
    model = Turning()
    turning = replace(engine, judge=Judge(model, WORD_JUDGE.combination))
    batches = Batches(turning)
    desk = Desk(turning, Auditor(turning, "nobody", batches), Watch(turning, batches))
    desk.store(OWN, id="own")
    desk.store("The ferry carried 214 passengers to Skerrow.", id="rival", outlet="rival.example")
    with MODELS.background():
        desk.audit()
        audited = len(model.cores)
        desk.store("The ferry carried 241 people to Skerrow.", id="r", outlet="rival.example")
        desk.step()
    assert 0 < audited < len(model.cores)
    assert set(model.cores) == {4}


def test_a_claim_that_cannot_be_judged_holds_up_no_other(desk: Desk) -> None:
    """It stays as it was, and the log says so; the others are judged and the watch goes on."""
    desk.store("It ran aground near the harbour. The ferry carried 214 passengers.", id="own")
    desk.audit()
    faulty = replace(desk.engine, judge=Faulty(WORD_JUDGE.model, WORD_JUDGE.combination))
    batches = Batches(faulty)
    desk.watch = Watch(faulty, batches)
    rival = "The Sula ran aground near the harbour. Aboard the ferry 214 passengers were carried."
    desk.store(rival, id="rival", outlet="rival.example")
    with logged() as stream:
        desk.step()
    verdicts = {claim.text: claim.verdict for claim in desk.claims()}
    assert verdicts == {
        "It ran aground near the harbour.": "not_enough_evidence",
        "The ferry carried 214 passengers.": "supported",
    }
    assert "stays as it was" in stream.getvalue()


def test_a_corrected_claim_is_judged_in_its_new_words(desk: Desk) -> None:
    """The audited article's own correction changes the watched claim, its verdict, and what is watched from then on."""
    desk.store(OWN, id="own")
    desk.store("The ferry carried 241 passengers to Skerrow.", id="rival", outlet="rival.example")
    desk.audit()
    claim, before = desk.step()
    assert claim.verdict == "refuted"
    desk.store(OWN.replace("214", "241"), id="own")
    claim, events = desk.step()
    assert claim.text == "The ferry carried 241 passengers to Skerrow."
    assert (claim.verdict, events) == ("supported", before + 1)
    desk.store("Some 300 passengers were on board.", id="third", outlet="third.example")
    later, told = desk.step()
    assert (later.text, later.verdict, told) == (claim.text, claim.verdict, events)


def test_a_correction_that_changes_no_verdict_is_followed_in_silence(desk: Desk) -> None:
    """The claim is watched in its new words, and no event is sent; one that was dropped is left as it was."""
    desk.store(OWN, id="own")
    desk.audit()
    _, before = desk.step()
    desk.store("The ferry carried 219 passengers to Skerrow. Nobody knows why.", id="own")
    claim, events = desk.step()
    assert (claim.text, events) == ("The ferry carried 219 passengers to Skerrow.", before)
    other = desk.claims()[1]
    assert other.text == "It ran aground near the harbour."


REPORT = (
    "The ferry carried 214 passengers when it ran aground off Skerrow on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight in heavy rain. "
    "A tug stood by on Wednesday to keep the diesel in its tanks."
)


@pytest.mark.parametrize("inline", [0, 1, 2])
def test_a_copy_that_is_stored_later_changes_no_verdict(desk: Desk, inline: int) -> None:
    """What was taken from the audited article does not bear it out, be it stored, or sent alone or with another one."""
    when = datetime(2026, 3, 11, 8, tzinfo=UTC)
    own = Submission("gazette.example", text=REPORT, id="own", published_at=when)
    other = Submission("gazette.example", text="Nobody knows why.", id="why")
    if inline == 0:
        desk.store(REPORT, id="own", published_at=when)
    desk.engine.jobs.add("one", [own, other][:inline] or ["own"], HOOK)
    while desk.auditor.step():
        pass
    later = when.replace(hour=10)
    desk.store(REPORT, id="copy", outlet="beacon.example", published_at=later)
    claim, _ = desk.step()
    assert (claim.verdict, claim.evidence) == ("not_enough_evidence", ("copy",))
