from datetime import date

import pytest

from claims.facts import read_facts
from claims.plans import is_only_planned
from claims.types import Pair, Stance
from tests.parts import WORD_JUDGE

DAY = date(2026, 7, 14)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Orme pool has closed.", "The Orme pool will close on 5 September as planned."),
        ("The Orme pool has closed.", "The Orme pool is due to shut on 5 September."),
        ("The Orme pool is closed.", "The Orme pool is expected by its owners to close this year."),
        ("The Orme pool closed.", "Orme pool to close with loss of 20 jobs"),
        ("Ina Holm stepped down.", "Ina Holm, who will step down in October, praised the deal."),
        ("Ina Holm has quit as leader.", "Ina Holm said she would resign as leader if they lost."),
        ("Ina Holm has resigned.", '"I will resign on Friday," Ina Holm said.'),
        ("The probe has flown past Venus.", "The probe will fly past Venus in February."),
        (
            "The probe has reached Venus.",
            "The probe, launched in May, will arrive at Venus in 2030.",
        ),
        ("Calmar bought Brenn for $2m.", "Calmar is set to acquire Brenn for $2m."),
        ("Calmar has bought Brenn.", "Calmar plans to buy Brenn."),
        ("Two men were charged with fraud.", "Two men will be charged with fraud, police said."),
        ("The council closed two pools.", "The council will raise fees and close two pools."),
        ("The fair ran from 5 to 9 July.", "The fair will run from 5 to 9 July."),
        ("Ferry workers went on strike.", "Ferry workers to go on strike"),
    ],
)
def test_a_plan_does_not_bear_out_that_it_is_done(claim: str, evidence: str) -> None:
    """In the perfect, in the past or as a state, of one who quotes it, in a relative clause, in a headline, under a condition or with another verb."""
    assert is_only_planned(read_facts(claim, DAY), read_facts(evidence, DAY))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Orme pool will close.", "The Orme pool is due to close in May."),
        ("The Orme pool is to close.", "The Orme pool will close in May."),
        ("The Orme pool closes.", "The Orme pool will close in May."),
        ("Staff said the Orme pool would close.", "The Orme pool will close in May."),
        ("The vote is held on Friday.", "The vote will be held on Friday."),
        ("The Orme pool has not closed.", "The Orme pool will close in May."),
        ("The strike should have ended.", "The strike will end on Monday."),
        ("The Orme pool closed in May.", "The Orme pool, closed since May, will close for good."),
        (
            "Ina Holm has resigned.",
            '"I will resign," Ina Holm said in May. She resigned on Monday.',
        ),
        ("The Orme pool is closed.", "The Orme pool will remain closed this year."),
        ("The Orme pool is closed.", "The Orme pool will be closed until Friday."),
        ("The ministers have met in Oslo.", "The ministers will meet again in Oslo."),
        ("Calmar bought Brenn Foods.", "Calmar has agreed to buy Brenn Foods."),
        ("The council voted to close two pools.", "The council will close two pools."),
        ("Ina Holm announced her resignation.", "Ina Holm will resign on Friday."),
        ("The tunnel was opened by the king.", "The king came to Oslo to open the tunnel."),
        ("The bridge was built of steel.", "The bridge is the first to be built of steel."),
        ("Will Kern resigned.", "Will Kern resigned on Monday."),
        ("Lee took office in 2010.", "Lee, in office since 2010, will take questions on Friday."),
        ("The council cut fares in 2020.", "The board will cut wages."),
    ],
)
def test_what_may_be_done_is_not_only_planned(claim: str, evidence: str) -> None:
    """A claim that is to come itself, or denies; a deed that the evidence tells as done, too, or as lasting; what was decided; and other deeds."""
    assert not is_only_planned(read_facts(claim, DAY), read_facts(evidence, DAY))


@pytest.mark.parametrize(
    ("before", "planned"),
    [("The Orme pool opened in 1920.", True), ("The pool at Orme closed its sauna.", False)],
)
def test_what_stands_before_tells_of_the_deed_as_well(before: str, planned: bool) -> None:
    """It names what "it" is, and may tell the deed as done."""
    claim, evidence = read_facts("The Orme pool has closed."), read_facts("It will close in May.")
    assert is_only_planned(claim, evidence, before) is planned


def test_what_is_only_planned_supports_nothing() -> None:
    """All words of the claim stand in the evidence, and yet it does not bear it out, nor do two statements agree of which one is the plan."""
    claim, plan = "The Orme pool was closed in May.", "The Orme pool will be closed in May."
    same, planned = WORD_JUDGE.judge([Pair(claim, claim), Pair(claim, plan)])
    assert same.stance is Stance.SUPPORTS
    assert (planned.scores.supports, planned.stance) == (0.0, Stance.NEUTRAL)
    (mutual,) = WORD_JUDGE.judge_both_ways([(Pair(claim, plan), Pair(plan, claim))], [0.9])
    assert mutual.scores.supports == 0.0
