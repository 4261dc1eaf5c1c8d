import pytest

from claims.facts import read_facts
from claims.judge import Judge
from claims.reversal import is_reversed
from claims.types import Pair, Stance
from tests.parts import WORD_JUDGE


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Calmar bought Brenn Foods in May.", "In May Brenn Foods bought Calmar."),
        ("Ann Lee defeated Bob Roe.", "On Sunday Roe narrowly defeated Ann Lee."),
        ("Calmar owns Brenn.", "Brenn owns Calmar."),
        ("Calmar leads Brenn by two points.", "Brenn leads Calmar by two points."),
        ("Thornby beat Rovers 3-1.", "Rovers are third in the table after beating Thornby 3-1."),
        ("Thornby beat Rovers 3-1.", "Rovers rose after Saturday's 3-1 win over Thornby."),
        ("Thornby beat Ashmere Rovers 3-1.", "Thornby lost 3-1 to Ashmere Rovers."),
        ("Thornby edged Ashmere Rovers.", "Thornby were thrashed by Ashmere Rovers."),
        (
            "Thornby beat Ashmere Rovers.",
            "Thornby's defeat by Ashmere Rovers cost them first place.",
        ),
        ("Calmar has sued the Brenn, and Brenn sued Tarn.", "Tarn sued Brenn and Calmar."),
    ],
)
def test_the_same_deed_of_the_same_two_can_be_reversed(claim: str, evidence: str) -> None:
    """Who did it in one text is whom it was done to in the other, whichever of them is the claim."""
    assert is_reversed(read_facts(claim), read_facts(evidence))
    assert is_reversed(read_facts(evidence), read_facts(claim))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Calmar bought Brenn Foods.", "Brenn Foods was bought by Calmar."),
        ("Calmar bought Brenn Foods.", "Calmar, its rival, bought Brenn Foods."),
        ("Ann Lee married Bob Roe.", "Bob Roe married Ann Lee."),
        ("Calmar sued Brenn.", "Calmar sued Brenn after Brenn sued Calmar."),
        ("Calmar plays Brenn on Sunday.", "Brenn plays Calmar on Sunday."),
        ("Thornby beat Rovers 3-1.", "Rovers are third after losing 3-1 to Thornby."),
        ("Thornby beat Rovers 3-1.", "Rovers were beaten by Thornby."),
        ("Thornby beat Rovers 3-1.", "Rovers fans mourned after the defeat by Thornby."),
        ("Thornby beat Rovers 3-1.", "Rovers saw no win over Thornby."),
        (
            "Thornby beat Rovers.",
            "Rovers lost to Anders after beating Thornby and lost to Thornby.",
        ),
        ("Thornby won the cup.", "Rovers lost the cup to Thornby."),
        ("Calmar partnered Brenn.", "Brenn partnered Calmar."),
        ("Calmar contacted Brenn.", "Brenn contacted Calmar."),
        ("Calmar rivaled Brenn.", "Brenn rivaled Calmar."),
        ("Calmar hugged Brenn.", "Brenn hugged Calmar."),
        ("Ann Lee beat Sara Lee.", "Lee beat Ann Lee."),
        ("Calmar is Brenn.", "Brenn is Calmar."),
        ("Calmar said Brenn broke the deal.", "Brenn said Calmar broke the deal."),
        ("Calmar thought Brenn a friend.", "Brenn thought Calmar a friend."),
        ("Calmar saw Brenn had won.", "Brenn saw Calmar had won."),
        ("Calmar beat Brenn in March 2024.", "Brenn beat Calmar in June 2024."),
    ],
)
def test_what_may_be_the_same_is_not_reversed(claim: str, evidence: str) -> None:
    """A passive, a verb that says the same both ways, a deed done both ways or on other days, what is said of whom, and one name for both tell nothing."""
    assert not is_reversed(read_facts(claim), read_facts(evidence))
    assert not is_reversed(read_facts(evidence), read_facts(claim))


def test_what_is_reversed_supports_nothing() -> None:
    """All words of the claim stand in the evidence, and yet it does not bear it out."""
    judge: Judge = WORD_JUDGE
    claim = "Calmar bought Brenn Foods in May."
    same, turned = judge.judge(
        [Pair(claim, claim), Pair(claim, "Brenn Foods bought Calmar in May.")]
    )
    assert same.stance is Stance.SUPPORTS
    assert (turned.scores.supports, turned.stance) == (0.0, Stance.NEUTRAL)
