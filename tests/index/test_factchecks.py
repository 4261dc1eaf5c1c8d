from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.corpus import Corpus
from index.errors import StoreFault, UnknownFactCheck
from index.factchecks import FactChecks
from index.types import FactCheck, IngestStatus, Search
from tests.parts import WordEncoder, article

FERRY = FactCheck(
    "k-1", "The ferry had 241 passengers.", "False", "Facts", "https://a.example", None
)
BRIDGE = replace(FERRY, id="k-2", claim="The bridge was closed on Monday.")


@pytest.fixture
def checks(corpus: Corpus) -> FactChecks:
    return FactChecks(corpus.database, WordEncoder())


def test_fact_checks_are_found_by_meaning(checks: FactChecks) -> None:
    """The closest comes first with its cosine; what is further than asked, and too many, are left out."""
    assert checks.near("The ferry had 241 passengers.", 5, 0.5) == []
    checks.put([BRIDGE, FERRY])
    ((found, similarity),) = checks.near("The ferry had 241 passengers.", 5, 0.5)
    assert found == FERRY
    assert similarity == pytest.approx(1.0, abs=1e-3)
    assert [c for c, _ in checks.near("ferry passengers", 5, -1.0)] == [FERRY, BRIDGE]
    assert [c for c, _ in checks.near("ferry passengers", 1, -1.0)] == [FERRY]


def test_the_same_one_sent_again_is_one(checks: FactChecks, corpus: Corpus) -> None:
    """A new rating replaces the old one; nothing new leaves the revision of the corpus as it is, and anything new moves it."""
    assert checks.put([FERRY, FERRY]) == [(FERRY, IngestStatus.ADDED)] * 2
    before = corpus.revision()
    assert checks.put([FERRY]) == [(FERRY, IngestStatus.UNCHANGED)]
    assert corpus.revision() == before
    changed = replace(FERRY, rating="True")
    assert checks.put([changed]) == [(changed, IngestStatus.UPDATED)]
    assert corpus.revision() == before + 1
    assert checks.page(None, 10) == [changed]


OLD, NEW = (
    replace(FERRY, rating=rating, published_at=datetime(2026, 5, day, tzinfo=UTC))
    for rating, day in (("Unproven", 6), ("True", 9))
)
CORRECTED = replace(NEW, rating="Mostly true")


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (OLD, NEW, NEW),
        (NEW, OLD, NEW),
        (NEW, FERRY, NEW),
        (FERRY, OLD, OLD),
        (NEW, CORRECTED, CORRECTED),
    ],
    ids=["newer", "older", "undated", "dated", "of one date"],
)
def test_the_newest_rating_counts(
    checks: FactChecks, corpus: Corpus, first: FactCheck, then: FactCheck, stands: FactCheck
) -> None:
    """In whatever order they come, together or one by one, the later one stands; of one date it is the one sent last."""
    checks.put([first])
    before = corpus.revision()
    became = IngestStatus.UPDATED if stands is then else IngestStatus.UNCHANGED
    assert checks.put([then]) == [(stands, became)]
    assert corpus.revision() == before + (stands is then)
    checks.remove(FERRY.id)
    assert checks.put([first, BRIDGE, then]) == [
        (stands, IngestStatus.ADDED),
        (BRIDGE, IngestStatus.ADDED),
        (stands, IngestStatus.ADDED),
    ]
    assert checks.page(None, 10) == [stands, BRIDGE]


def test_what_another_process_changes_is_seen(checks: FactChecks, corpus: Corpus) -> None:
    """Additions, replacements and removals by somebody else are there at the next question."""
    other = FactChecks(corpus.database, WordEncoder())
    for change in (FERRY, replace(FERRY, rating="True")):
        other.put([change])
        assert [c for c, _ in checks.near(FERRY.claim, 5, 0.5)] == [change]
    other.remove("k-1")
    assert checks.near(FERRY.claim, 5, 0.5) == []
    with pytest.raises(UnknownFactCheck, match="k-1"):
        other.remove("k-1")


def test_the_corpus_is_searched_as_before(checks: FactChecks, corpus: Corpus) -> None:
    """A fact check is no sentence of the corpus, whatever comes first."""
    checks.put([FERRY])
    corpus.ingest([article("The ferry carried 214 passengers.")])
    checks.put([BRIDGE])
    (hits,) = corpus.search(corpus.asked(["the bridge and the ferry"]), Search(10))
    assert [hit.sentence.text for hit in hits] == ["The ferry carried 214 passengers."]


def test_they_are_listed_page_by_page(checks: FactChecks) -> None:
    """In the order of their ids, from behind one."""
    checks.put([BRIDGE, FERRY])
    assert checks.page(None, 1) == [FERRY]
    assert checks.page("k-1", 10) == [BRIDGE]


def test_another_encoder_is_refused(checks: FactChecks, corpus: Corpus) -> None:
    """It stores nothing beside the vectors that are there, and compares none with them."""
    other = WordEncoder()
    other.name, other.dimension = "other", 8
    there = FactChecks(corpus.database, other)
    checks.put([FERRY])
    with pytest.raises(StoreFault, match="encoded with words, not other"):
        there.put([BRIDGE])
    with pytest.raises(StoreFault, match="encoded with words, not other"):
        there.near(FERRY.claim, 5, 0.5)
    assert checks.page(None, 10) == [FERRY]
