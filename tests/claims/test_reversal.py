import pytest

from claims.facts import read_facts
from claims.judge import Judge
from claims.reversal import turned_about
from claims.types import DivergenceType, Pair, Stance
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
        ("Thornby beat Rovers 3-2.", "Rovers came from behind to beat Thornby 3-2 on Sunday."),
        ("Thornby beat Rovers 3-2.", "Rovers needed penalties to edge Thornby."),
        ("Thornby beat Rovers 3-2.", "Thornby fell to fifth after losing 3-2 at Rovers."),
        ("Thornby beat Rovers 6-3.", "Rovers won 6-3 at Thornby in the ice hockey league."),
        ("Thornby beat Rovers 6-3.", "Thornby were beaten 6-3 at Rovers."),
        ("Thornby beat Rovers 6-3.", "Rovers' 6-3 defeat of Thornby took them top."),
        ("Thornby won 6-3 at Rovers.", "Rovers won 6-3 at Thornby."),
    ],
)
def test_the_same_deed_of_the_same_two_can_be_reversed(claim: str, evidence: str) -> None:
    """Who did it in one text is whom it was done to in the other, whichever of them is the claim."""
    assert turned_about(read_facts(claim), read_facts(evidence))
    assert turned_about(read_facts(evidence), read_facts(claim))


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
        ("Thornby beat Rovers 6-3.", "Thornby won 6-3 at Rovers."),
        ("Thornby beat Rovers 6-3.", "Rovers fell to fifth after losing 6-3 at Thornby."),
        ("Thornby beat Rovers 6-3.", "Rovers had hoped to beat Thornby."),
        ("Thornby beat Rovers 6-3.", "Rovers needed to beat Thornby."),
        ("Thornby beat Rovers 6-3.", "Rovers are favourites to beat Thornby."),
        ("Thornby beat Rovers 6-3.", "Rovers failed to beat Thornby."),
        ("Thornby beat Rovers 6-3.", "Rovers looked set to beat Thornby."),
    ],
)
def test_what_may_be_the_same_is_not_reversed(claim: str, evidence: str) -> None:
    """A passive, a verb that says the same both ways, a deed done both ways or on other days, what is said of whom, and one name for both tell nothing."""
    assert not turned_about(read_facts(claim), read_facts(evidence))
    assert not turned_about(read_facts(evidence), read_facts(claim))


def test_what_is_reversed_supports_nothing() -> None:
    """All words of the claim stand in the evidence, and yet it does not bear it out."""
    judge: Judge = WORD_JUDGE
    claim = "Calmar bought Brenn Foods in May."
    same, turned = judge.judge(
        [Pair(claim, claim), Pair(claim, "Brenn Foods bought Calmar in May.")]
    )
    assert same.stance is Stance.SUPPORTS
    assert (turned.scores.supports, turned.stance) == (0.0, Stance.NEUTRAL)


def test_only_one_has_won_a_match() -> None:
    """Where both give one score, the other winner refutes, and a comparison shows a conflict; another score may be another match's."""
    claim = "Thornby beat Rovers 3-2."
    turned, another = (
        Pair(claim, "Rovers won 3-2 at Thornby."),
        Pair(claim, "Rovers won 1-0 at Thornby."),
    )
    match, elsewhere = WORD_JUDGE.judge([turned, another])
    assert (match.scores.supports, match.stance) == (0.0, Stance.REFUTES)
    assert match.divergences[0].explanation == (
        "“Thornby beat Rovers” here, “Rovers won 3-2 at Thornby” there"
    )
    assert match.divergences[0].type is DivergenceType.NAME
    assert elsewhere.scores.supports == 0.0
    ways = turned, Pair(turned.evidence, turned.claim)
    (mutual,) = WORD_JUDGE.judge_both_ways([ways], [0.9])
    assert mutual.scores.best() is Stance.REFUTES
