from datetime import UTC, datetime

import pytest

from claims.errors import UnusableClaim
from claims.types import Flag, Verdict, Verification
from claims.verify import Question, pairs_of, search, verify
from index.corpus import Corpus
from index.types import Article
from tests.parts import WORD_JUDGE, article

WIRE = (
    "The ferry carried 214 passengers to Skerrow on Tuesday. "
    "All of them were taken off by lifeboats before midnight, and nobody was seriously injured there. "
    "The operator said that the ship had passed its yearly inspection in the winter without faults."
)
NINE = datetime(2026, 3, 11, 9, tzinfo=UTC)
CLAIM = "The ferry carried 214 passengers."


def sent(name: str, text: str, hour: int = 6) -> Article:
    when = datetime(2026, 3, 11, hour, tzinfo=UTC)
    return article(text, outlet=f"{name}.example", id=name, published_at=when)


def ask(corpus: Corpus, claim: str, limit: int = 10, as_of: datetime | None = None) -> Verification:
    return verify(corpus, WORD_JUDGE, Question(claim, as_of, limit=limit))


def test_copies_count_as_one_origin(corpus: Corpus) -> None:
    """Three outlets with one text are one independent source; a report of its own is another."""
    corpus.ingest([sent("wire", WIRE), sent("gazette", WIRE, 8), sent("beacon", WIRE, 9)])
    found = ask(corpus, CLAIM)
    assert (found.verdict, found.supporting_origins, len(found.supporting)) == (
        Verdict.SUPPORTED,
        1,
        3,
    )
    assert found.flags == (Flag.SINGLE_SOURCE,)
    assert {item.origin for item in found.supporting} == {"wire"}
    corpus.ingest([sent("ledger", "Officials said the ferry carried 214 passengers.", 10)])
    assert ask(corpus, CLAIM).flags == (Flag.AGREEMENT,)
    assert ask(corpus, CLAIM).supporting_origins == 2


def test_an_outlet_counts_once_on_a_side(corpus: Corpus) -> None:
    """A second report of an outlet, in words of its own, is listed and bears nothing out."""
    again = article("Officials said the ferry carried 214 passengers.", outlet="wire.example")
    corpus.ingest([sent("wire", WIRE), again])
    found = ask(corpus, CLAIM)
    assert (found.supporting_origins, len(found.supporting)) == (1, 2)
    assert found.flags == (Flag.SINGLE_SOURCE,)
    assert len({item.origin for item in found.supporting}) == 2


def test_an_outlet_counts_once_in_any_spelling(corpus: Corpus) -> None:
    """Three reports of one outlet under three spellings of its name are one source."""
    told = {
        "North Post": "The ferry carried 214 passengers to Skerrow.",
        "north post": "To Skerrow the ferry carried 214 passengers, its owner said.",
        "www.North Post": "It carried 214 passengers, the ferry to Skerrow, on Tuesday.",
    }
    corpus.ingest([article(text, outlet=outlet) for outlet, text in told.items()])
    found = ask(corpus, CLAIM)
    assert {e.article.outlet for e in found.supporting} == set(told)
    assert (found.supporting_origins, found.flags) == (1, (Flag.SINGLE_SOURCE,))


def test_an_article_speaks_with_its_strongest_sentence(corpus: Corpus) -> None:
    """Verdict and counts take each article once, though both of its sentences are listed."""
    corpus.ingest(
        [sent("wire", "The ferry carried 214 passengers. The ferry did not carry 214 passengers.")]
    )
    found = ask(corpus, CLAIM)
    assert (len(found.supporting), len(found.conflicting)) == (1, 1)
    assert (found.supporting_origins, found.conflicting_origins) == (1, 0)


def test_a_claim_that_only_ai_texts_make_is_flagged(corpus: Corpus) -> None:
    """The flag stands while every article that says it is marked, and falls with the first that is not."""
    corpus.ingest([sent("pulse", f"{CLAIM}\n\nThis article was written by AI.")])
    assert Flag.AI_GENERATED in ask(corpus, CLAIM).flags
    corpus.ingest([sent("wire", "Officials said the ferry carried 214 passengers.")])
    assert Flag.AI_GENERATED not in ask(corpus, CLAIM).flags


def test_support_by_machines_alone_is_circular(corpus: Corpus) -> None:
    """Texts marked as AI that rest on none but themselves support in a circle; where a human report says it, none does."""
    corpus.ingest([sent("pulse", f"{CLAIM}\n\nThis article was written by AI.")])
    assert ask(corpus, CLAIM).circular_support
    corpus.ingest([sent("beacon", f"{WIRE}\n\nThis article was written by AI.", 9)])
    assert ask(corpus, CLAIM).circular_support
    assert Flag.AI_GENERATED in ask(corpus, CLAIM).flags
    corpus.ingest([sent("wire", WIRE)])
    found = ask(corpus, CLAIM)
    assert Flag.AI_GENERATED not in found.flags
    assert {item.origin for item in found.supporting} == {"pulse", "wire"}
    assert not found.circular_support


def test_related_sentences_take_no_side(corpus: Corpus) -> None:
    """Close sentences that decide nothing are listed apart, and captions not at all."""
    corpus.ingest(
        [
            sent(
                "wire",
                "The ferry reached the harbour of Skerrow.\n\nPhoto: the ferry in the harbour of Skerrow/Gazette",
            )
        ]
    )
    found = ask(corpus, "The ferry left Skerrow without any passengers.")
    assert found.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    assert [item.sentence.text for item in found.related] == [
        "The ferry reached the harbour of Skerrow."
    ]


def test_a_teaser_of_another_story_says_nothing(corpus: Corpus) -> None:
    """What stands under a head of related stories is no report of the article that it ends."""
    for name, about in (
        ("one", "Eggs became cheaper in Anders during May."),
        ("two", "The mayor of Lorn opened a library on Monday."),
    ):
        corpus.ingest([sent(name, f"{about}\n\nRelated stories\n\n{CLAIM}")])
    found = ask(corpus, CLAIM)
    assert (found.verdict, found.supporting, found.judged) == (Verdict.NOT_ENOUGH_EVIDENCE, (), 2)
    corpus.ingest([sent("wire", CLAIM)])
    found = ask(corpus, CLAIM)
    assert (found.supporting_origins, found.judged) == (1, 3)


def test_what_time_has_overtaken_decides_nothing(corpus: Corpus) -> None:
    """A claim that a figure has moved is not refuted by an older one, which stands last; one from later, or from who knows when, refutes it."""
    claim = "The number of passengers on the ferry rose to 241."
    corpus.ingest([sent("wire", "The number of passengers on the ferry was 214.", 6)])
    assert ask(corpus, claim).verdict is Verdict.REFUTED
    found = ask(corpus, claim, as_of=NINE)
    assert (found.verdict, found.flags) == (Verdict.NOT_ENOUGH_EVIDENCE, (Flag.DIVERGENCE,))
    assert (found.conflicting_origins, [e.overtaken for e in found.conflicting]) == (0, [True])
    for told in ("was 241", "was 241, and its fare was revised"):
        still = ask(corpus, claim.replace("rose to 241", told), as_of=NINE)
        assert [e.overtaken for e in still.conflicting] == [False]
    corpus.ingest([sent("late", "Officials put the number of passengers on the ferry at 219.", 10)])
    found = ask(corpus, claim, as_of=NINE)
    assert (found.verdict, found.conflicting_origins) == (Verdict.REFUTED, 1)
    assert [(e.article.id, e.overtaken) for e in found.conflicting] == [
        ("late", False),
        ("wire", True),
    ]


def test_a_newer_report_that_bears_a_claim_out_overtakes_older_ones(corpus: Corpus) -> None:
    """The claim need not say itself that the figure has moved; a report that is not newer, or does not say so, overtakes none."""
    claim = "The number of passengers on the ferry was 241."
    corpus.ingest([sent("wire", "The number of passengers on the ferry was 214.", 6)])
    corpus.ingest([sent("gazette", "The number of passengers on the ferry was 241.", 10)])
    assert ask(corpus, claim).verdict is Verdict.CONFLICTING
    corpus.ingest([sent("ledger", "The number of passengers on the ferry rose to 241.", 11)])
    found = ask(corpus, claim)
    assert (found.verdict, found.conflicting_origins) == (Verdict.SUPPORTED, 0)
    assert [item.overtaken for item in found.conflicting] == [True]
    corpus.ingest([sent("late", "Officials put the number of passengers on the ferry at 219.", 12)])
    found = ask(corpus, claim)
    assert found.verdict is Verdict.CONFLICTING
    assert [(e.article.id, e.overtaken) for e in found.conflicting] == [
        ("late", False),
        ("wire", True),
    ]


def test_a_dated_claim_that_nobody_repeats_is_superseded(corpus: Corpus) -> None:
    """A newer report brings the figure up to date; without a date of the claim nobody knows which is newer."""
    corpus.ingest([sent("wire", "The number of passengers on the ferry rose to 241.", 10)])
    claim = "The number of passengers on the ferry was 214."
    assert ask(corpus, claim, as_of=NINE).flags == (Flag.DIVERGENCE, Flag.SUPERSEDED)
    assert ask(corpus, claim).flags == (Flag.DIVERGENCE,)


@pytest.mark.parametrize(
    "claim", ["…!", "ferry", "a", "Skerrow.", "well-known", "can’t", "2026", "of the", "“ferry” …"]
)
def test_what_is_no_statement_is_refused(corpus: Corpus, claim: str) -> None:
    """A word alone, whatever corpus holds it, and words that say nothing of anything, cannot be true or false."""
    corpus.ingest(
        [sent("wire", "Ferry. It is a well-known ferry of 2026 and can’t leave Skerrow.")]
    )
    with pytest.raises(UnusableClaim, match="says nothing"):
        ask(corpus, claim)


@pytest.mark.parametrize(
    "claim", ["Ferries sank.", "It sank.", "渡轮沉没", "Паром затонул", "فيري غرقت", "เรือจม"]
)
def test_two_words_are_a_statement(corpus: Corpus, claim: str) -> None:
    """So are the characters of a script that leaves no space between words."""
    assert ask(corpus, claim).verdict is Verdict.NOT_ENOUGH_EVIDENCE


def test_of_equals_the_earlier_report_comes_first(corpus: Corpus) -> None:
    """Evidence of one score stands in the order in which it was published, what has no date last, whatever was stored first."""
    undated = article(CLAIM, outlet="undated.example", id="undated")
    corpus.ingest([undated, sent("b", CLAIM, 9), sent("c", CLAIM, 7), sent("a", CLAIM, 9)])
    found = [(item.article.id, round(item.score, 4)) for item in ask(corpus, CLAIM).supporting]
    score = found[0][1]
    assert found == [(name, score) for name in ("c", "a", "b", "undated")]


def test_each_pair_knows_what_of_the_claim_is_spoken_of(corpus: Corpus) -> None:
    """The sentence that says it covers it all; an article on something else is behind it, and farther."""
    corpus.ingest([sent("wire", CLAIM), sent("gazette", "The ferry carried a choir.")])
    question = Question(CLAIM)
    pairs = {pair.evidence: pair.covered for pair in pairs_of(question, search(corpus, question))}
    said, sang = pairs[CLAIM], pairs["The ferry carried a choir."]
    assert said is not None
    assert sang is not None
    assert said.by_sentence == pytest.approx(1.0, abs=0.002)
    assert (said.behind, said.farther) == (0.0, 0.0)
    assert sang.by_sentence < said.by_sentence
    assert sang.behind < 0.0
    assert sang.farther < 0.0
