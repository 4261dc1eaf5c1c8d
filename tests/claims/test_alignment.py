from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from claims.alignment import Alignment, Statement, groups
from claims.types import CellStance
from tests.parts import WORD_DETECTOR, WORD_JUDGE, WordEncoder, article


def in_march(day: int) -> datetime:
    """A day of March 2026."""
    return datetime(2026, 3, day, tzinfo=UTC)


def aligned(
    *texts: str, ask: bool = True, days: Sequence[datetime] = (in_march(11),) * 9
) -> Alignment:
    """One article a text, of that day, one statement a sentence."""
    articles = [
        article(text, id=f"a{at}", published_at=day)
        for at, (text, day) in enumerate(zip(texts, days, strict=False))
    ]
    statements = [
        Statement(claim.sentence.text, claim.sentence, claim)
        for held in WORD_DETECTOR.detect(articles)
        for claim in held
    ]
    vectors = WordEncoder().encode([statement.text for statement in statements])
    found = Alignment(articles, statements, vectors, WORD_JUDGE)
    if ask:
        found.ask(found.nearest(range(len(statements)), 100))
    return found


FIRST = "Ten people died in the fire in Holt."
BOTH = "Ten people died in the fire in Holt, which began at noon in the kitchen of the old school."
SECOND = "The fire began at noon in the kitchen of the old school."


def test_no_chain_brings_strangers_together() -> None:
    """Two that say two things do not share a group because a third says both."""
    alignment = aligned(FIRST, BOTH, SECOND)
    assert alignment.stance(0, 1) is CellStance.ASSERTS
    assert alignment.stance(1, 2) is CellStance.ASSERTS
    assert sorted(map(len, groups(alignment))) == [1, 2]


def test_all_who_say_the_same_are_one_group() -> None:
    """The same words need no judge, and an article gives one statement to a group."""
    alignment = aligned(FIRST, FIRST, f"{FIRST} In Holt ten people died in the fire.")
    assert sorted(map(len, groups(alignment))) == [1, 3]
    assert alignment.score(0, 1) == 1.0


def test_the_same_words_of_two_days_are_two_facts() -> None:
    """The words "on Monday" of three weeks' distance is neither the same nor a conflict; of one week, and without a day, it is the same."""
    met = "The two sides met in Anders on Monday."
    alignment = aligned(met, met, met, days=[in_march(day) for day in (4, 25, 6)])
    assert alignment.stance(0, 1) is CellStance.SILENT
    assert alignment.stance(1, 2) is CellStance.SILENT
    assert alignment.stance(0, 2) is CellStance.ASSERTS
    assert sorted(map(len, groups(alignment))) == [1, 2]
    alignment = aligned(FIRST, FIRST, days=[in_march(4), in_march(25)])
    assert alignment.stance(0, 1) is CellStance.ASSERTS


@pytest.mark.parametrize("ask", [True, False])
def test_who_did_it_to_whom_keeps_two_apart(ask: bool) -> None:
    """The same words with the names changed about are not the same, whether the judge was asked or not."""
    alignment = aligned(
        "Calmar bought Brenn in May.",
        "Brenn bought Calmar in May.",
        "Calmar bought Brenn.",
        ask=ask,
    )
    assert not alignment.same(0, 1)
    assert not alignment.same(1, 2)
    assert alignment.same(0, 2)


def test_two_bear_each_other_out_only_where_neither_says_more() -> None:
    """Of two of which one says more, the shorter is borne out and the longer is not."""
    alignment = aligned(FIRST, "In Holt ten people died in the big fire.", BOTH)
    assert alignment.mutual(0, 1)
    assert not alignment.mutual(0, 2)
    assert alignment.stance(0, 2) is CellStance.ASSERTS


def test_both_directions_of_a_bond_are_one() -> None:
    """What one is to the other, the other is to it, with the judgements changed about."""
    alignment = aligned("The ferry carried 214 passengers.", "The ferry carried 241 passengers.")
    there, back = alignment.bond(0, 1), alignment.bond(1, 0)
    assert there is not None
    assert back is not None
    assert (there.stance, there.there) == (back.stance, back.back)
    assert there.stance is CellStance.CONTRADICTS
    assert there.there.divergences[0].explanation == "214 here, 241 there"


KERB = (
    "The tanker spilled diesel on the kerb in rainy Holt when guards opened one rusty valve early."
)
QUAY = "The tanker spilled diesel on the kerb in rainy Holt before anglers called their nearest harbour office."
FAIR = "The tanker that spilled diesel on the kerb in rainy Holt stood {}."
ELSEWHERE = ("near Skerrow", "beside Anstey", "opposite Wick", "behind Lorn", "below Tarn")


def test_statements_alike_in_meaning_and_wording_say_the_same() -> None:
    """Two that were not judged and share half of their words are one, unless all the others use those words, too."""
    assert aligned(KERB, QUAY, ask=False).same(0, 1)
    assert not aligned(KERB, QUAY, *map(FAIR.format, ELSEWHERE), ask=False).same(0, 1)


def test_another_figure_or_day_is_not_alike() -> None:
    """However close the words are, two that give another figure or date do not say the same."""
    sailed = "The ferry sailed to Skerrow on {} March with {} passengers."
    told = [sailed.format(*facts) for facts in ((3, 214), (3, 241), (7, 214))]
    alignment = aligned(told[0], *told, ask=False)
    assert [alignment.same(0, other) for other in (1, 2, 3)] == [True, False, False]


def test_statements_of_two_events_neither_agree_nor_conflict() -> None:
    """Articles more than 60 days apart tell of two events, though the words are the same, unless both give one date."""
    fire = "Ten people died in the fire in Holt{}."
    told = [fire.format(""), "In Holt twelve people died in the fire.", fire.format(" on 3 March")]
    days = (datetime(2026, 3, 11, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC))
    for here, there, stance in (
        (told[0], told[0], CellStance.SILENT),
        (told[0], told[1], CellStance.SILENT),
        (told[2], "In Holt the fire killed ten people on 3 March.", CellStance.ASSERTS),
    ):
        assert aligned(here, there, days=days).stance(0, 1) is stance
        assert aligned(here, there).stance(0, 1) is not CellStance.SILENT


@pytest.mark.parametrize(
    ("date", "shared"),
    [
        ("on 3 March 2025", True),
        ("in March 2025", True),
        ("between 3 and 9 March 2025", True),
        ("since 3 March 2025", False),
        ("from April 2025", False),
        ("before May 2026", False),
        ("until May 2026", False),
        ("in 2019", False),
        ("from 2012 to 2019", False),
    ],
)
def test_a_date_in_the_background_makes_no_two_events_one(date: str, shared: bool) -> None:
    """Months apart, two articles tell of one event where both give its day or month, not where both say since when or in which year."""
    told = [
        f"The fire {verb} ten people {date} in Holt." for verb in ("killed", "killed altogether")
    ]
    days = (datetime(2026, 3, 11, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC))
    assert (aligned(*told, days=days).stance(0, 1) is CellStance.ASSERTS) is shared
    assert aligned(*told).stance(0, 1) is CellStance.ASSERTS


def test_a_day_that_is_that_of_the_other_article_is_one_in_common() -> None:
    """Who tells of the fire of 11 March tells of that on which an article of 11 March reports."""
    told = (
        "Ten people died in the fire in Holt on 11 March.",
        "Ten people died in the fire in Holt.",
    )
    days = (datetime(2026, 6, 11, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC))
    assert aligned(*told, days=days).stance(0, 1) is CellStance.ASSERTS


def test_the_facts_of_either_way_tell_by_what_two_differ() -> None:
    """A figure that only the second statement's check finds is told from the first one's side."""
    alignment = aligned("The ferry carried 214 passengers.", "The ferry carried 241 passengers.")
    (there,), (back,) = (alignment.bond(*way).divergences for way in ((0, 1), (1, 0)))  # type: ignore[union-attr]
    assert (there.explanation, there.claim.text) == ("214 here, 241 there", "214")
    assert (back.explanation, back.claim.text) == ("241 here, 214 there", "241")


def test_unasked_statements_must_be_close_and_agree_in_their_facts() -> None:
    """Without a judgement likeness decides, and another figure or a denial decides against it."""
    alignment = aligned(
        "The ferry carried 214 passengers to Skerrow.",
        "To Skerrow the ferry carried 214 passengers.",
        "The ferry carried 241 passengers to Skerrow.",
        "The ferry carried no passengers to Skerrow.",
        ask=False,
    )
    assert [alignment.same(0, other) for other in (1, 2, 3)] == [True, False, False]
    assert alignment.stance(0, 1) is CellStance.SILENT


def test_nearest_neighbours_come_first() -> None:
    """Pairs are cut from the end, where each statement's farther neighbours stand, and judged pairs are not named again."""
    alignment = aligned(FIRST, BOTH, FIRST, ask=False)
    assert alignment.nearest(range(3), 1) == [(0, 2)]
    alignment.ask([(0, 2)])
    assert (0, 2) not in alignment.nearest(range(3), 10)
    assert alignment.beside(0) == [2]
