import pytest

from claims.divergence import FactCheck, check_facts
from claims.facts import read_facts
from claims.types import DivergenceType
from tests.claims.checked import explained, relations


def test_each_fact_is_equal_different_or_unstated() -> None:
    """A figure that the evidence gives otherwise differs, one on another matter is unstated."""
    assert relations(
        "The ferry carried 241 passengers and 12 cars.", "It carried 214 passengers."
    ) == {
        "241": ("number", "different"),
        "12": ("number", "unstated"),
    }
    assert relations("It ran aground on Tuesday.", "It ran aground on 10 March.") == {
        "on Tuesday": ("date", "equal")
    }


def test_a_name_may_stand_in_the_background() -> None:
    """A name that the sentence lacks is stated when its article has it."""
    claim = "It was Ingrid Moberg who left."
    assert relations(claim, "She left.") == {"Ingrid Moberg": ("name", "unstated")}
    assert relations(claim, "She left.", "Ingrid Moberg leads the coastguard.") == {
        "Ingrid Moberg": ("name", "equal")
    }
    assert relations("Moberg left.", "She left.") == {}


def test_a_denial_is_about_what_was_said() -> None:
    """A claim that somebody denied something is equal to a denial, differs from an admission, and is unstated without either."""
    claim = "The firm denied that the ship had missed its inspection."
    said = {
        text: relations(claim, text)["denied"][1]
        for text in (
            "The firm disputed it.",
            "The firm admitted the fault.",
            "The ship missed its inspection.",
        )
    }
    assert list(said.values()) == ["equal", "different", "unstated"]


def test_who_says_so_and_in_which_words() -> None:
    """A source is equal by name, different where the evidence names another, unstated where it names nobody; so are quotations."""

    def checked(claim: str, evidence: str, kind: DivergenceType) -> list[str]:
        checks = check_facts(read_facts(claim), read_facts(evidence))
        return [check.relation.value for check in checks if check.type is kind]

    source, words = DivergenceType.ATTRIBUTION, DivergenceType.QUOTE
    claim = "Dev Rao said the ceiling was safe."
    assert checked(claim, "The ceiling is safe, Councillor Rao said.", source) == ["equal"]
    assert checked(claim, "The ceiling is safe, Ellis Prowse said.", source) == ["different"]
    assert checked(claim, "The ceiling is safe, a councillor said.", source) == ["unstated"]
    bank = "Bank of Skerrow governor Lucy Hale said it was safe."
    for text, relation in (
        ("Lucy Hale, governor of the Bank of Skerrow, said it was safe.", "equal"),
        ("It is safe, Lucy Hale said.", "equal"),
        ("The Bank of Skerrow governor, Lucy Hale, said it was safe.", "equal"),
        ("It is safe, Bank of Skerrow director Ann Roe said.", "unstated"),
        ("It is safe, Anders spokeswoman Ann Roe said.", "different"),
    ):
        assert checked(bank, text, source) == [relation]
        assert checked(text, bank, source) == [relation]
    office = "A lawyer for Transvalor said the ferry was sold."
    assert checked(office, "The ferry was sold, Otávio Lins said.", source) == ["unstated"]
    assert checked(office, "The ferry was sold, said a lawyer for Calmar.", source) == ["different"]
    quoted = "Rao called it “a week too late”."
    assert checked(quoted, "It was “a week too late”, Rao said.", words) == ["equal"]
    assert checked(quoted, "It was “a week too soon”, Rao said.", words) == ["different"]
    assert checked(quoted, "It was late, Rao said.", words) == ["unstated"]


def test_an_office_may_stand_in_the_evidence_by_its_country() -> None:
    """A text on a "French leader" speaks of the French president, though it calls him president of a council."""
    claim = "French President Lou Roe left."
    evidence = "The French leader, Lou Roe, president of the council, left."
    assert relations(claim, evidence)["French President"] == ("role", "equal")


def test_a_denial_of_another_matter_is_no_conflict() -> None:
    """Who denies something else has not contradicted an admission."""
    claim = "The firm admitted that it had polluted the river."
    assert relations(claim, "Jan Roe denied taking bribes.")["admitted"] == ("negation", "unstated")
    assert relations(claim, "The firm denied polluting the river.")["admitted"] == (
        "negation",
        "different",
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The firm hid losses.", "The claim that the firm hid losses is false.", "“is false” there, not here"),
        ("The firm hid losses of 4 million.", "It is a lie that the firm hid losses.", "“It is a lie” there, not here"),
        ("The firm hid no losses.", "The claim that the firm hid losses is false.", None),
        ("It is untrue that the firm hid losses.", "The claim that the firm hid losses is false.", None),
        ("The firm denied that it hid losses.", "The claim that the firm hid losses is false.", None),
        ("The firm was fined.", "The claim that the firm hid losses is false.", None),
    ],
)  # fmt: skip
def test_what_one_text_says_and_the_other_calls_false_is_a_conflict(
    one: str, other: str, found: str | None
) -> None:
    """Whichever of both is the claim; what denies it, too, or speaks of something else agrees with it or says nothing."""
    expected = [("negation", found)] if found else []
    assert explained(one, other) == expected
    turned = [(kind, told.replace("there, not here", "here, not there")) for kind, told in expected]
    assert explained(other, one) == turned


@pytest.mark.parametrize(
    ("evidence", "relation"),
    [
        ("The mayor of Skerrow, Vera Stam, ran again.", "unstated"),
        ("The mayor of Skerrow, Ann Lee, ran again.", "equal"),
        ("The mayor of Skerrow ran again.", "equal"),
        ("In Anders, the mayor of Skerrow ran again.", "equal"),
        ("The former mayor, Ann Lee, ran again.", "different"),
        ("Ann Lee, once mayor of Skerrow, ran again.", "different"),
        ("Ann Lee, mayor of Skerrow until 2022, ran again.", "different"),
    ],
)
def test_an_office_is_its_holders(evidence: str, relation: str) -> None:
    """Another's is not the claim's, and a bare "mayor" is one of any place."""
    assert relations("Ann Lee is the mayor of Skerrow.", evidence)["mayor of Skerrow"] == (
        "role",
        relation,
    )


def test_who_left_one_office_may_hold_another() -> None:
    """Two offices of one person exclude each other only where both are held, or both given up."""
    claim = "Ann Lee is the former mayor of Skerrow."
    here = relations(claim, "Ann Lee, the mayor of Anders, left.")
    assert here["former mayor of Skerrow"] == ("role", "unstated")
    gone = relations(claim, "Ann Lee, a former mayor of Anders, left.")
    assert gone["former mayor of Skerrow"] == ("role", "different")


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Ann Lee was mayor of Skerrow for ten years.", "Former Skerrow mayor Ann Lee left.", "equal"),
        ("Ann Lee was the mayor of Skerrow in 2015.", "Ann Lee, who was mayor of Skerrow from 2011 to 2021, left.", "equal"),
        ("Ann Lee became mayor of Skerrow in 2011.", "Ann Lee, once mayor of Skerrow, left.", "equal"),
        ("Ann Lee was mayor of Skerrow.", "Skerrow mayor Ann Lee left.", "equal"),
        ("Ann Lee is mayor of Skerrow.", "Former Skerrow mayor Ann Lee left.", "different"),
        ("Ann Lee was mayor of Skerrow.", "Ann Lee was mayor of Anders.", "different"),
        ("Ann Lee was mayor of Skerrow.", "Ann Lee, the mayor of Anders, left.", "unstated"),
        ("Ann Lee was deputy mayor of Skerrow.", "Ann Lee was mayor of Skerrow.", "different"),
        ("Ann Lee was deputy mayor of Skerrow.", "Skerrow mayor Ann Lee left.", "unstated"),
    ],
)  # fmt: skip
def test_who_was_in_office_may_have_left_it(claim: str, evidence: str, relation: str) -> None:
    """What somebody was is what a former holder was, and the holder too; it neither bears out nor denies what they are else."""
    for one, other in ((claim, evidence), (evidence, claim)):
        (check,) = (
            c
            for c in check_facts(read_facts(one), read_facts(other))
            if c.type is DivergenceType.ROLE
        )
        assert check.relation == relation


def test_what_is_a_place() -> None:
    """A name behind "to" is a place if it is a country or something moves there, and no person."""
    assert {
        text: relations(text, "It rained.")[text.split(" to ")[1].rstrip(".")][0]
        for text in (
            "The award went to Ann Lee.",
            "The fleet sailed to Skerrow.",
            "She gave it to Moberg.",
            "They sold arms to Ukraine.",
        )
    } == {
        "The award went to Ann Lee.": "name",
        "The fleet sailed to Skerrow.": "place",
        "She gave it to Moberg.": "name",
        "They sold arms to Ukraine.": "place",
    }


def test_offices_of_two_persons_are_no_conflict() -> None:
    """An office differs from one of the same person, in its field or in being given up, and another's says nothing."""
    claim = "Mia Holt, the transport minister, opened the bridge."
    said = {
        text: relations(claim, text)["transport minister"]
        for text in (
            "Mia Holt opened it with Housing Minister Jan Berg.",
            "Housing Minister Mia Holt opened it.",
            "Former Transport Minister Mia Holt opened it.",
            "Mia Holt, who is transport minister, opened it.",
        )
    }
    assert [relation for _, relation in said.values()] == [
        "unstated",
        "different",
        "different",
        "equal",
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        (
            "Mayor of Skerrow Lars Holm left.",
            "Lars Holm, the mayor of Anders, left Skerrow.",
            [("role", "Mayor of Skerrow here, mayor of Anders there")],
        ),
        (
            "Vice President Ann Lee left.",
            "President Ann Lee left.",
            [("role", "Vice President here, President there")],
        ),
        (
            "Ex-president Ann Lee left.",
            "President Ann Lee left.",
            [("role", "Ex-president here, President there")],
        ),
        (
            "Mayor of Skerrow Ann Lee left.",
            "Ann Lee, mayor of Skerrow until 2022, left.",
            [("role", "Mayor of Skerrow here, former mayor of Skerrow there")],
        ),
        ("Former vice president Ann Lee left.", "President Ann Lee left.", []),
        ("Former Acme president Ann Lee left.", "President Ann Lee left.", []),
        ("Vice Admiral Ann Lee left.", "Admiral Ann Lee left.", []),
        ("Vice President Ann Lee left.", "President Jan Berg left.", []),
        ("Vice President Ann Lee became president.", "President Ann Lee left.", []),
        ("Labour leader Ann Lee left.", "Opposition leader Ann Lee left.", []),
        (
            "Ann Lee, a former health minister, now finance minister, left.",
            "Finance minister Ann Lee left.",
            [],
        ),
        ("President Ann Lee met the finance minister.", "Ann Lee met Health Minister Bo Roe.", []),
    ],
)
def test_offices_of_one_person(claim: str, evidence: str, found: list[tuple[str, str]]) -> None:
    """They differ where nobody holds both at one time: a deputy is not the holder, nor is who has given it up."""
    for one, other in ((claim, evidence), (evidence, claim)):
        here, there = read_facts(one), read_facts(other)
        differ = [c for c in map(FactCheck.divergence, check_facts(here, there)) if c is not None]
        told = [d if one == claim else d.turned() for d in differ]
        assert [(d.type.value, d.explanation) for d in told] == found


def test_a_name_that_the_background_knows_need_not_be_repeated() -> None:
    """What the evidence's article names counts as told by its sentence, too."""
    assert relations("Orley Kerrow Tamar sold 30.", "It sold 40.")["30"] == ("number", "unstated")
    background = "Orley Kerrow Tamar builds boats."
    assert relations("Orley Kerrow Tamar sold 30.", "It sold 40.", background)["30"] == (
        "number",
        "different",
    )


def test_a_name_behind_the_kind_of_place_is_a_place() -> None:
    """What happened "near the town of Corrigan" happened near Corrigan."""
    claim = "The storm made landfall near the town of Corrigan."
    assert relations(claim, "The storm made landfall.") == {"Corrigan": ("place", "unstated")}
