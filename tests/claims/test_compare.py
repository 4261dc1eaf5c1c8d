from datetime import UTC, datetime

import pytest

from claims.types import CellStance, Comparison, Flag, ProvenanceStatus
from index.types import Article
from service.engine import Engine
from service.sample import sample_story
from tests.parts import article, compared


def at(day: int, name: str, text: str) -> Article:
    return article(
        text, id=name, outlet=f"{name}.example", published_at=datetime(2026, 3, day, tzinfo=UTC)
    )


def rows(found: Comparison) -> dict[str, list[str]]:
    return {row.text: [cell.stance.value for cell in row.cells] for row in found.claims}


def test_those_who_say_the_same_share_a_row() -> None:
    """A rewording asserts, another number contradicts with its divergence, the rest is silent."""
    found = compared(
        at(10, "a", "The ferry carried 214 passengers to Skerrow."),
        at(11, "b", "The Skerrow ferry carried 214 passengers."),
        at(12, "c", "The ferry carried 241 passengers to Skerrow."),
        at(13, "d", "Eggs became much cheaper in Anders in May."),
    )
    assert rows(found) == {
        "The ferry carried 214 passengers to Skerrow.": [
            "asserts",
            "asserts",
            "contradicts",
            "silent",
        ],
        "Eggs became much cheaper in Anders in May.": ["silent", "silent", "silent", "asserts"],
    }
    shared = found.claims[0]
    assert shared.flags == (Flag.DIVERGENCE,)
    assert [d.explanation for d in shared.cells[2].divergences] == ["214 here, 241 there"]
    assert found.summary == {
        "claims": 2,
        "agreement": 0,
        "divergence": 1,
        "ai_generated": 0,
        "single_source": 1,
        "superseded": 0,
    }


def test_agreement_counts_origins() -> None:
    """A copy adds a cell but no source."""
    text = "The ferry carried 214 passengers to Skerrow on Tuesday evening. " + (
        "All of them were taken off by lifeboats before midnight without any serious injuries on board. "
        "The operator said that the ship had passed its yearly inspection in the winter without faults."
    )
    found = compared(at(10, "a", text), at(11, "b", text))
    assert [row.independent_sources for row in found.claims] == [1, 1, 1]
    assert all(row.flags == (Flag.SINGLE_SOURCE,) for row in found.claims)
    assert [d.article_id for d in found.provenance["b"].derived_from] == ["a"]


@pytest.mark.model
def test_the_sample_story_shows_what_was_planted(real_engine: Engine) -> None:
    """Agreement, a copy, an AI disclosure, and differences of number, date and denial are in the comparison."""
    articles = real_engine.read(sample_story())
    found = real_engine.compare(articles)
    placed = {cell.sentence.id for row in found.claims for cell in row.cells if cell.sentence}
    assert {claim.sentence.id for held in real_engine.claims(articles) for claim in held} <= placed
    assert [d.article_id for d in found.provenance["sample-gazette"].derived_from] == [
        "sample-wire"
    ]
    assert [p.status for p in found.provenance.values()] == [
        ProvenanceStatus.INFERRED,
        ProvenanceStatus.INFERRED,
        ProvenanceStatus.INFERRED,
        ProvenanceStatus.NONE,
        ProvenanceStatus.DECLARED,
    ]
    assert any(Flag.AGREEMENT in row.flags for row in found.claims)
    said = [
        (cell.article_id, divergence.type.value)
        for row in found.claims
        for cell in row.cells
        if cell.stance is CellStance.CONTRADICTS
        for divergence in cell.divergences
    ]
    assert {"number", "date", "negation"} <= {kind for _, kind in said}


def test_a_sentence_stands_with_each_thing_that_it_says() -> None:
    """Who says two things stands in the rows of both, and who says one of them does not meet who says the other."""
    both = (
        "Ten people died in the fire in Holt, which began at noon in the kitchen of the old school."
    )
    found = compared(
        at(10, "a", "Ten people died in the fire in Holt."),
        at(11, "b", both),
        at(12, "c", "The fire began at noon in the kitchen of the old school."),
    )
    said = {tuple(cells) for cells in rows(found).values()}
    assert said == {("asserts", "asserts", "silent"), ("silent", "asserts", "asserts")}
    assert len({row.id for row in found.claims}) == len(found.claims)


def test_silence_is_counted_against_an_article() -> None:
    """A claim of most origins that an article passes over is named with it, and so is what it says alone."""
    found = compared(
        at(10, "a", "The ferry carried 214 passengers to Skerrow."),
        at(11, "b", "The Skerrow ferry carried 214 passengers."),
        at(12, "c", "Eggs became much cheaper in Anders in May."),
    )
    shared, alone = found.claims
    assert found.standings["c"].omits == (shared.id,)
    assert found.standings["c"].alone == (alone.id,)
    assert found.standings["a"].omits == ()


def test_rows_that_only_machines_fill_are_circular() -> None:
    """A row that texts marked as AI alone assert, and that rests on no human text, says so."""
    text = "The ferry carried 214 passengers to Skerrow.\n\nThis article was written by AI."
    alone = compared(at(10, "a", text), at(11, "b", "Eggs became much cheaper in Anders in May."))
    assert [row.circular_support for row in alone.claims] == [True, False]
    assert alone.claims[0].flags == (Flag.AI_GENERATED, Flag.SINGLE_SOURCE)
    shared = compared(at(10, "a", text), at(11, "b", "The Skerrow ferry carried 214 passengers."))
    assert [row.circular_support for row in shared.claims] == [False]
