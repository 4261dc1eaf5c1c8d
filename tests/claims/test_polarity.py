import pytest

from claims.facts.polarity import is_negative, read_acts, read_cues


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The council approved the plan.", False),
        ("The council did not approve the plan.", True),
        ("The company denied the report.", True),
        ("The company did not deny the report.", False),
        ("It is unclear whether they will come.", True),
        ("They won't come.", True),
        ("He noted the knot.", False),
        ("Not only the mayor came, his deputy did.", False),
        ("No fewer than 30 ships sailed.", False),
        ("They left No. 7 at noon.", False),
        ("There were no ships.", True),
        ("Opposition leader Ann Lee won the vote.", False),
        ("The opposition won the vote.", False),
        ("Opposition to the plan grew.", True),
        ("A block of flats did not burn down.", True),
        ("Tower blocks burned down.", False),
        ("The block in Skerrow burned down.", False),
        ("The court blocks the plan.", True),
        ("A court blocks planned sales.", True),
        ("Senators vowed to block it.", True),
        ("The senate blocked the plan.", True),
        ("Lee was dismissed in the 58th minute.", False),
        ("The clinic dismissed its director after complaints.", False),
        ("She was dismissed as coach.", False),
        ("He appealed against his dismissal.", False),
        ("The court dismissed all three of the appeals.", True),
        ("The case against Berg was dismissed.", True),
        ("She dismissed it as a rumour.", True),
    ],
)
def test_cues_turn_a_statement_round(text: str, negative: bool) -> None:
    """One denial makes a text negative, two cancel each other, and words that look alike are none."""
    assert is_negative(read_cues(text)) is negative


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Berg denied the charge.", [True]),
        ("Berg did not deny the charge.", [False]),
        ("Berg admitted it.", [False]),
        ("Berg never admitted it.", [True]),
        ("Berg refused to acknowledge it.", [True]),
        ("The patient was admitted to hospital.", []),
        ("The team conceded two goals.", []),
        ("Berg was denied bail.", []),
        ("The hospital admitted twelve people.", []),
        ("The hospital admitted more than 12 injured men.", []),
        ("The clinic admitted him.", []),
        ("They were admitted with burns.", []),
        ("Berg admitted to us that it was so.", [False]),
        ("Berg admitted two murders.", [False]),
        ("The firm would neither deny nor confirm the sale.", []),
        ("Neither Berg nor his lawyer admitted it.", []),
        ("Berg paid the fine without admitting guilt.", []),
        ("Berg would not confirm or deny the sale.", []),
        ("Berg did not admit or deny the sale.", []),
        ("The owner failed to acknowledge the fault.", [True]),
        ("Voters in the hotly disputed district went home.", []),
        ("A disputed goal ended the match.", []),
        ("Berg disputed the goal.", [True]),
        ("The school was denied money for books.", []),
        ("The sale was denied by the owner on Monday.", [True]),
        ("The sale was denied on Monday.", [True]),
    ],
)
def test_who_denies_and_who_admits(text: str, denies: list[bool]) -> None:
    """Not to deny is to let stand, never to admit is to deny, and the words have other senses besides."""
    assert [act.denies for act in read_acts(text)] == denies


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The claim that the firm hid losses is false.", "the firm hid losses"),
        ("Reports that the firm hid losses were simply untrue.", "the firm hid losses"),
        ("It is a lie that the firm hid losses, Berg said.", "the firm hid losses"),
        ("There is no truth in the rumours that the firm hid losses.", "the firm hid losses"),
        ("Posts falsely claimed that the firm hid losses.", "the firm hid losses"),
        ("The report that the firm published was wrong.", ""),
        ("Claims that went round on Monday are false.", ""),
        ("A court must decide whether the claim that the firm hid losses is false.", ""),
        ("The claim that the firm hid losses is not false.", ""),
        ("The claim that the firm hid losses may be false.", ""),
        ("The claim that the firm hid losses is serious.", ""),
        ("It was wrong to say so.", ""),
    ],
)
def test_what_a_text_calls_false(text: str, clause: str) -> None:
    """A claim with its that-clause and a word for what is not so; a report somebody published has no such clause."""
    assert "".join(act.calls_false for act in read_acts(text)) == clause


@pytest.mark.parametrize(
    ("admitted", "denied", "comparable"),
    [
        ("Berg admitted taking bribes.", "Berg denied that he took a bribe.", True),
        ("Berg admitted taking bribes.", "Berg denied it.", True),
        ("Berg admitted taking bribes.", "Berg denied the allegations.", True),
        ("Berg admitted taking bribes.", "The owner denied negligence.", False),
    ],
)
def test_acts_are_of_one_matter(admitted: str, denied: str, comparable: bool) -> None:
    """An admission is held against a denial that shares a word of what is denied, or that does not name it."""
    (here,), (there,) = read_acts(admitted), read_acts(denied)
    assert here.comparable(there) is comparable
    assert there.comparable(here) is comparable
