from datetime import date

import pytest

from claims.combination import Combination
from claims.divergence import check_facts
from claims.explanation import Apart, explain
from claims.facts import read_facts
from claims.types import DivergenceType

NUMBER, NAME, PLACE = DivergenceType.NUMBER, DivergenceType.NAME, DivergenceType.PLACE
TODAY = date(2026, 3, 11)
WEIGHTS = Combination.load().explained


def explained(claim: str, evidence: str) -> list[tuple[str, str]]:
    here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
    found = explain(here, there, check_facts(here, there), WEIGHTS)
    for divergence in found:
        assert claim[divergence.claim.start : divergence.claim.end] == divergence.claim.text
        assert (
            evidence[divergence.evidence.start : divergence.evidence.end]
            == divergence.evidence.text
        )
    return [(divergence.type.value, divergence.explanation) for divergence in found]


def test_differences_are_explained_to_a_reader() -> None:
    """Number, date and role differences name both sides, dates in full."""
    assert explained("The ferry carried 241 passengers.", "The ferry carried 214 passengers.") == [
        ("number", "241 here, 214 there")
    ]
    assert explained("It was built in 1988.", "It was built in 1998.") == [
        ("date", "1988 here, 1998 there")
    ]
    assert explained("It ran aground in July.", "It ran aground in August.") == [
        ("date", "July 2025 here, August 2025 there")
    ]
    assert explained("He is the foreign minister.", "He is the minister for defense.") == [
        ("role", "foreign minister here, minister for defense there")
    ]


def test_a_figure_of_another_time_is_not_told_as_what_differs() -> None:
    """A guess sets no figure of long ago beside one of now; of one time they stand side by side."""
    claim, weights = "The quake killed 58 people.", {"bias": {NUMBER: 9.0}}
    told = []
    for evidence in (
        "It was the worst quake since 1988, when 2,100 people died.",
        "It killed 40 people on Monday.",
    ):
        here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
        told += [one.explanation for one in explain(here, there, (), weights)]
    assert told == ["58 here, not there", "58 here, 40 there"]


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("The storm hit Mirov, killing at least four people.", [("number", "Seven here, at least four there")]),
        ("The storm hit Mirov, killing at least seven people.", []),
        ("The storm hit Mirov, killing seven people.", []),
        ("The storm hit Mirov, hurting at least four people.", []),
    ],
)  # fmt: skip
def test_a_toll_left_open_explains_where_no_fact_differs(
    evidence: str, told: list[tuple[str, str]]
) -> None:
    """Both can be true of one storm; of two texts that conflict it is the difference, and only of tolls of one fate."""
    found = explained("Seven people died in the storm in Mirov.", evidence)
    assert [one for one in found if one[0] == "number" and "Seven" in one[1]] == told


def test_without_a_differing_fact_polarity_or_a_name_explains() -> None:
    """A denial on one side is a negation, another name a name, another place a place."""
    assert explained("The firm admitted the fault.", "The firm denied the fault.") == [
        ("negation", "“admitted” here, “denied” there")
    ]
    assert explained("Moberg signed it.", "Aas signed it.") == [("name", "Moberg here, Aas there")]
    assert explained("It was held in Skerrow.", "It was held in Anders.") == [
        ("place", "Skerrow here, Anders there")
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "told"),
    [
        ("It fell in Estvia.", "Annual inflation rose.", ""),
        ("The Moberg pact was kept.", "The Aas brothers broke it.", ""),
        ("Calder Point sits in Boston.", "Second-tier soccer is played in Leeds.", "Boston here, Leeds there"),
        ("Lou Roe laid the stone.", "It was Ann Berg who laid the stone.", ""),
        ("Lou Roe laid the stone.", "Ann Berg laid the stone.", "Lou Roe here, Ann Berg there"),
    ],
)  # fmt: skip
def test_names_explain_where_one_stands_in_the_place_of_the_other(
    claim: str, evidence: str, told: str
) -> None:
    """Two lands, or names behind or before the same word; a word that opens a sentence and a name of another thing explain nothing."""
    ((kind, explanation),) = explained(claim, evidence)
    assert (explanation if kind in ("name", "place") else "") == told


@pytest.mark.parametrize(
    ("claim", "evidence", "told"),
    [
        (
            "A judge jailed Pell for 19 years.",
            "Pell was sentenced to 13 years behind bars.",
            ("number", "19 years here, 13 years there"),
        ),
        ("Pell, 37, is a baker.", "Pell, 41, is a baker.", ("number", "37 here, 41 there")),
        (
            "It lasted 80 minutes.",
            "The talks took four hours.",
            ("number", "80 minutes here, four hours there"),
        ),
        ("The yacht cost £7m.", "The yacht cost $7m.", ("number", "£7m here, $7m there")),
        (
            "Pell led the guild from 2011 to 2016.",
            "Pell led the guild from 2013 to 2019.",
            ("date", "2011 to 2016 here, 2013 to 2019 there"),
        ),
        (
            "The gang burned 12 homes.",
            "The gang stole 30 cars.",
            ("number", "12 here, not there"),
        ),
    ],
)
def test_a_figure_that_only_one_text_knows_explains(
    claim: str, evidence: str, told: tuple[str, str]
) -> None:
    """Where no fact differs, the nearest measures, ages, amounts or overlapping spans are told; counts of other things are not."""
    assert explained(claim, evidence) == [told]


def test_two_days_explain_a_conflict_that_no_fact_shows() -> None:
    """Where nothing else differs the nearest days that each text alone knows are told."""
    assert explained("Osei took a bath on Monday.", "Osei was immersed on Sunday.") == [
        ("date", "9 March 2026 here, 8 March 2026 there")
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "explanation"),
    [
        ("He signed it.", "He did not sign it.", "“not” there, not here"),
        ("He did not sign it.", "He signed it.", "“not” here, not there"),
        ("He did not deny it.", "He did not sign it.", "one denies what the other says"),
        ("It closed on Monday.", "It closed on 3 March.", "9 March 2026 here, 3 March 2026 there"),
    ],
)
def test_a_difference_turned_round_is_the_one_found_from_there(
    claim: str, evidence: str, explanation: str
) -> None:
    """What is said of a difference follows the two texts when they change places."""
    here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
    found, back = (
        explain(one, other, check_facts(one, other), WEIGHTS)
        for one, other in ((here, there), (there, here))
    )
    assert [difference.explanation for difference in found] == [explanation]
    assert tuple(difference.turned() for difference in found) == back


def test_an_office_given_up_is_told_as_one() -> None:
    """A guess tells it too where only the words beside it say so."""
    here, there = read_facts("Ann Lee left."), read_facts("Bo Roe, mayor of Skerrow until 2022.")
    told = Apart.of(here, there).difference(DivergenceType.ROLE)
    assert told.explanation == "former mayor of Skerrow there, not here"


def test_a_guess_is_known_as_one() -> None:
    """A fact that differs is no guess, and what explains where none does is one, also seen from the other text."""
    texts = ("Moberg signed it.", "Aas signed it."), ("It has 3 doors.", "It has 4 doors.")
    guesses = []
    for claim, evidence in texts:
        here, there = read_facts(claim), read_facts(evidence)
        (found,) = explain(here, there, check_facts(here, there), WEIGHTS)
        guesses.append((found.guessed, found.turned().guessed))
    assert guesses == [(True, True), (False, False)]


def test_of_several_types_the_likeliest_is_told_and_what_is_nearly_as_likely() -> None:
    """Weights decide between what each text has alone; a type of which there is nothing to show is none, and without a likely one it is `other`."""
    apart = Apart.of(
        read_facts("Moberg signed it in Skerrow."), read_facts("Aas signed it in Anders.")
    )

    def told(name: float, place: float) -> list[DivergenceType]:
        bias = {NUMBER: 9.0, NAME: name, PLACE: place, DivergenceType.NEGATION: -9.0}
        return [found.type for found in apart.likeliest({"bias": bias})]

    assert told(1.0, 2.0) == [PLACE]
    assert told(1.8, 2.0) == [PLACE, NAME]
    assert told(-0.3, -2.0) == [NAME]
    assert told(-0.5, -2.0) == [DivergenceType.OTHER]


def test_a_denial_in_a_clause_on_something_else_is_none() -> None:
    """Only a denial whose clause shares a word with the other text is alone in it."""
    claim = read_facts("Labour won the vote.")
    for evidence, cues in (
        ("Labour did not win the vote.", ["not"]),
        ("Labour lost the vote, and it did not rain.", []),
    ):
        apart = Apart.of(claim, read_facts(evidence))
        assert [cue.text for cue in apart.theirs[DivergenceType.NEGATION]] == cues
