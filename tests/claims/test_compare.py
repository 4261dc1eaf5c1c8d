from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

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


def test_one_outlet_is_one_source() -> None:
    """Two reports of one outlet in words of their own do not bear each other out; another outlet's does."""
    first, again, other = (
        article(text, id=name, outlet=name[0], published_at=datetime(2026, 3, 10, tzinfo=UTC))
        for name, text in {
            "a1": "The ferry carried 214 passengers to Skerrow.",
            "a2": "The Skerrow ferry carried 214 passengers.",
            "b": "To Skerrow the ferry carried 214 passengers.",
        }.items()
    )
    for articles, counted, flag in (
        ((first, again), 1, Flag.SINGLE_SOURCE),
        ((first, again, other), 2, Flag.AGREEMENT),
    ):
        found = compared(*articles)
        assert [len(found.claims), found.origins] == [1, counted]
        assert (found.claims[0].independent_sources, found.claims[0].flags) == (counted, (flag,))


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
    texts = [row.text.casefold() for row in found.claims]
    assert len(texts) == len(set(texts)), "a claim opens one row"
    of = {
        word: {
            cell.article_id
            for row in found.claims
            if f"{word} that" in row.text
            for cell in row.cells
            if cell.stance is CellStance.ASSERTS
        }
        for word in ("denied", "admitted")
    }
    assert of["denied"].isdisjoint(of["admitted"])


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


OLD = at(10, "old", "The death toll from the Holt fire was 10 people.")
NEW = at(12, "new", "The death toll from the Holt fire rose to 15 people.")
AGAIN = at(12, "again", "The death toll from the Holt fire has risen to 15 people.")


@pytest.mark.parametrize("articles", [(OLD, NEW), (OLD, NEW, AGAIN)])
def test_a_figure_is_brought_up_to_date_in_any_order(articles: Sequence[Article]) -> None:
    """Whichever article comes first and whichever figure most give, the row is one and says that the older figure was replaced."""
    found = [compared(*order) for order in permutations(articles)]
    assert {tuple(row.text for row in one.claims) for one in found} == {
        (OLD.text if len(articles) == 2 else AGAIN.text,)
    }
    assert {one.claims[0].id for one in found} == {found[0].claims[0].id}
    assert [one.summary for one in found] == [found[0].summary] * len(found)
    assert found[0].summary["superseded"] == 1


def test_a_live_blog_is_as_new_as_its_last_entry() -> None:
    """A count that moved there replaces what was printed after the blog began; a blog that ended before replaces nothing."""
    began = at(9, "new", NEW.text)
    assert compared(OLD, began).summary["superseded"] == 0
    ended, went_on = (
        replace(began, updated_at=datetime(2026, 3, day, 9, tzinfo=UTC)) for day in (9, 12)
    )
    assert compared(OLD, ended).summary["superseded"] == 0
    assert compared(OLD, went_on).summary["superseded"] == 1


TANK = at(10, "tank", "The tank in Holt held 12,000 litres of acetone.")
BESIDE = "The tank in Holt held 8,000 litres of acetone, and the death toll has risen to six."


@pytest.mark.parametrize("newer", ["n", "no"])
def test_a_count_that_moved_replaces_no_other_figure(newer: str) -> None:
    """Whichever figure most give, beside it another count has risen, and the dispute stands."""
    found = compared(TANK, *(at(12, name, BESIDE) for name in newer))
    assert [len({cell.stance for cell in row.cells}) for row in found.claims] == [2, 2]
    assert found.summary["divergence"] == 1
    assert found.summary["superseded"] == 0


def test_an_older_figure_replaces_nothing() -> None:
    """A figure that moved is no news to one that was given later, nor to one of which nobody knows when."""
    later = at(13, "later", "The death toll from the Holt fire was 10 people.")
    assert compared(NEW, AGAIN, later).summary["superseded"] == 0
    undated = article(later.text, id="undated", outlet="undated.example")
    assert compared(NEW, AGAIN, undated).summary["superseded"] == 0


def test_what_an_article_says_twice_is_one_row() -> None:
    """A sentence that stands in an article again is counted once, in any order of the articles."""
    ferry = "The ferry carried 214 passengers to Skerrow."
    twice = at(10, "twice", f"{ferry} Eggs became cheaper in Anders. {ferry}")
    once = at(11, "once", ferry)
    for order in permutations((twice, once)):
        found = compared(*order)
        assert [row.text for row in found.claims] == [ferry, "Eggs became cheaper in Anders."]
        assert [row.flags for row in found.claims] == [(Flag.AGREEMENT,), (Flag.SINGLE_SOURCE,)]
        assert found.standings["twice"].alone == (found.claims[1].id,)
        first = next(c for c in found.claims[0].cells if c.article_id == "twice").sentence
        assert first is not None
        assert first.start == 0


def test_a_day_of_an_undated_article_is_nobodys() -> None:
    """The word "yesterday" of an article without a date differs from no date of another one."""
    undated = article("The talks in Anders were held yesterday.", id="a", outlet="a.example")
    dated = at(11, "b", "The talks in Anders were held on 3 March 2026.")
    for order in permutations((undated, dated)):
        cells = [cell for row in compared(*order).claims for cell in row.cells]
        assert CellStance.CONTRADICTS not in [cell.stance for cell in cells]


@pytest.mark.parametrize(
    ("text", "explanation", "quoted"),
    [
        ("The minister did not sign the deal.", "“not” there, not here", "not"),
        (
            "The minister signed the deal.",
            "“not” here, not there",
            "The minister signed the deal.",
        ),
    ],
)
def test_a_denial_found_the_other_way_round_is_told_from_the_row(
    text: str, explanation: str, quoted: str
) -> None:
    """Where only the row's own text refutes the other, "here" is still the row and "there" the other article."""
    longer = (
        "On Friday the minister signed the whole deal."
        if "not" in text
        else "On Friday the minister did not sign the whole deal."
    )
    found = compared(at(10, "a", longer), at(11, "b", text))
    assert found.claims[0].text == longer
    (difference,) = found.claims[0].cells[1].divergences
    assert (difference.explanation, difference.evidence.text) == (explanation, quoted)


def test_who_repeats_what_contradicts_a_row_contradicts_it_too() -> None:
    """An article whose very words another one has, which already stands in the row, is not silent in it."""
    four = "Four people died in the Corley mill fire on Monday."
    six = "Six people died in the Corley mill fire on Monday"
    found = compared(
        at(10, "a", f"{four} {six}, the hospital said."), at(11, "b", four), at(12, "c", f"{six}.")
    )
    assert rows(found) == {
        four: ["asserts", "asserts", "contradicts"],
        f"{six}, the hospital said.": ["asserts", "contradicts", "asserts"],
    }


DIED = "Ten people died in the fire in Holt"


def between_two(added: str) -> list[str]:
    """The row of a fire, where one article bears the speaker out at too great a length to join the row, and adds this."""
    night = (
        "where rescuers with ladders from Skerrow and Anders searched through smoke all night long"
    )
    noon = "which began at noon in the kitchen of the old school near the northern harbour quay"
    found = compared(
        at(10, "a", f"{DIED}."),
        at(12, "b", f"{DIED}, {night}. {added}"),
        at(11, "c", f"{DIED}, {noon}."),
    )
    return rows(found)[f"{DIED}."]


def test_a_doubtful_conflict_does_not_hide_what_an_article_says() -> None:
    """An article that bears the speaker out more surely than it contradicts it is not shown as one that contradicts."""
    shown = between_two("Holt denied that ten people died in the fire.")
    assert shown == ["asserts", "silent", "asserts"]


def test_a_figure_that_shows_a_conflict_is_seen_behind_whatever_else_an_article_says() -> None:
    """An article that bears the speaker out in one sentence, too long to join the row, and gives another figure in the next, contradicts."""
    shown = between_two("Twelve people died in the fire in Holt.")
    assert shown == ["asserts", "contradicts", "asserts"]


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("In 2010 a fire killed nobody, and 10 people died in March in the big fire.", 34),
        ("In May 10 homes burned in the night, and 10 people died in March in the big fire.", 41),
    ],
)
def test_a_difference_is_marked_where_the_part_has_it(sentence: str, start: int) -> None:
    """The same digits earlier in the sentence are another figure."""
    found = compared(
        at(10, "a", "About 14 people died in March in the big fire."), at(11, "b", sentence)
    )
    (difference,) = found.claims[0].cells[1].divergences
    assert difference.explanation == "14 here, 10 there"
    assert (difference.evidence.text, difference.evidence.start) == ("10", start)


def test_a_flash_printed_by_four_is_one_source() -> None:
    """One sentence that is all of four articles is a copy, not agreement."""
    flash = (
        "Breaking: three people died when a coach overturned on the A9 near Anders, police said."
    )
    found = compared(*(at(10 + place, name, flash) for place, name in enumerate("abcd")))
    assert [(row.independent_sources, row.flags) for row in found.claims] == [
        (1, (Flag.SINGLE_SOURCE,))
    ]
