import pytest

from claims.order import Agreement, agreement, read_orders, retold
from claims.types import Pair, Stance
from service.engine import Engine
from tests.claims.checked import explained


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("It lost power before it ran aground.", "It ran aground at nine after losing power.", "same"),
        ("It lost power before it ran aground.", "It lost power two hours after it ran aground.", "reversed"),
        ("It lost power before it ran aground.", "Before running aground, the ship lost power.", "same"),
        ("Talks collapsed before the strike was called.", "After the strike was called, talks collapsed.", "reversed"),
        ("The bank cut its forecast before shares fell.", "Shares fell after the bank cut its forecast, traders said.", "same"),
        ("Ann left after Bo came.", "Ann left after Bo came.", "same"),
        ("Ann left after Bo came.", "Ann left before Cy spoke.", None),
    ],
)  # fmt: skip
def test_two_deeds_are_told_in_one_order_or_the_other(
    claim: str, evidence: str, found: str | None
) -> None:
    """Whichever word tells it, and wherever its clause stands; of other deeds nothing is known."""
    (here,), (there,) = read_orders(claim), read_orders(evidence)
    assert agreement(here, there) == (found and Agreement(found))


@pytest.mark.parametrize(
    "text",
    [
        "It was named after Ann, who came.",
        "It broke out after midnight.",
        "After all, it rained.",
        "He died after the war.",
        "It opened.",
    ],
)
def test_a_time_is_no_deed(text: str) -> None:
    """Behind the word stands a verb, else there is nothing to compare."""
    assert list(read_orders(text)) == []


def test_the_other_order_is_a_difference_of_time() -> None:
    """It is told by the two clauses, and by nothing where the order is one."""
    evidence = "The minister resigned hours before the report was published."
    assert explained("The report was published before the minister resigned.", evidence) == [
        ("date", "“before the minister resigned” here, “before the report was published” there")
    ]
    assert explained("The report was published after the minister resigned.", evidence) == []


def test_a_claim_is_retold_by_the_word_of_its_evidence() -> None:
    """Only where that word is another one and the order the same."""
    claim = "The report was published before the minister resigned."
    assert retold(claim, "The minister resigned after the report was published.") == (
        "After The report was published, the minister resigned."
    )
    assert retold(claim, "The minister resigned before the report was published.") == claim
    assert retold(claim, "The report was published before the minister resigned.") == claim
    assert retold("The report was published.", claim) == "The report was published."
    longer = "The report was published two days before the minister resigned."
    assert retold(longer, "The minister resigned after the report was published.") == longer


@pytest.mark.model
@pytest.mark.parametrize(
    ("claim", "evidence", "stance"),
    [
        ("The report was published before the minister resigned.", "The minister resigned hours after the report was published.", Stance.SUPPORTS),
        ("The report was published before the minister resigned.", "The minister resigned hours before the report was published.", Stance.REFUTES),
        ("The driver had left the station before police arrested him.", "Police arrested the driver after he had left the station.", Stance.SUPPORTS),
        ("The driver left the station before police arrested him.", "Police arrested the driver before he left the station.", Stance.REFUTES),
        ("The company cut its dividend after it sold the plant.", "The company sold the plant after it cut its dividend.", Stance.REFUTES),
        ("Inflation had slowed before the bank raised rates.", "The bank raised rates after inflation had slowed.", Stance.SUPPORTS),
        ("The talks collapsed before the union called a strike.", "After the talks collapsed, the union called a strike.", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_before_and_after_are_read_for_their_order(
    real_engine: Engine, claim: str, evidence: str, stance: Stance
) -> None:
    """One order is borne out by whichever word, the other refuted."""
    assert real_engine.judge.judge([Pair(claim, evidence)])[0].stance is stance
