from datetime import UTC, datetime

import pytest

from claims.types import CellStance, Comparison, Flag
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


def test_each_part_of_a_sentence_finds_its_own_row() -> None:
    """A sentence that says two things stands in two rows: one agrees, the other contradicts; no claim is without a row."""
    found = compared(
        at(
            10,
            "a",
            "The ferry carried 214 passengers to Skerrow, and Nordlink repaired the engine in Anders.",
        ),
        at(11, "b", "The Skerrow ferry carried 241 passengers."),
        at(12, "c", "Nordlink repaired the ferry engine in Anders."),
    )
    assert rows(found) == {
        "The ferry carried 214 passengers to Skerrow.": ["asserts", "contradicts", "silent"],
        "Nordlink repaired the engine in Anders.": ["asserts", "silent", "asserts"],
    }
    first, second = found.claims
    assert first.id != second.id
    assert first.cells[0].sentence == second.cells[0].sentence
    assert [d.claim.text for d in first.cells[1].divergences] == ["214"]


@pytest.mark.model
def test_the_sample_story_shows_what_was_planted(real_engine: Engine) -> None:
    """Agreement, a copy, an AI disclosure, and differences of number, date and denial are in the comparison."""
    articles = real_engine.read(sample_story())
    found = real_engine.compare(articles)
    placed = {cell.sentence.id for row in found.claims for cell in row.cells if cell.sentence}
    claims = [claim for each in real_engine.claims(articles) for claim in each]
    assert {claim.sentence.id for claim in claims} <= placed
    assert [d.article_id for d in found.provenance["sample-gazette"].derived_from] == [
        "sample-wire"
    ]
    assert [name for name, p in found.provenance.items() if p.flagged] == ["sample-pulse"]
    assert any(Flag.AGREEMENT in row.flags for row in found.claims)
    said = [
        (cell.article_id, divergence.type.value)
        for row in found.claims
        for cell in row.cells
        if cell.stance is CellStance.CONTRADICTS
        for divergence in cell.divergences
    ]
    assert {"number", "date", "negation"} <= {kind for _, kind in said}
