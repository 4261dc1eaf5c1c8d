import pytest

from claims.facts.roles import read_roles


def test_a_role_is_a_noun_with_what_qualifies_it() -> None:
    """The words before and behind an office say which one it is."""
    (role,) = read_roles("South Korea's deputy minister for national defense policy")
    assert role.text == "deputy minister for national defense policy"
    assert role.noun == "minister"
    assert role.qualifiers == frozenset({"defens", "policy"})


def test_offices_are_compared_by_their_field() -> None:
    """Two ministers of different fields differ, of one field they meet, and a bare "minister" is not compared."""
    (foreign,), (defence,), (bare,) = (
        read_roles("the foreign minister"),
        read_roles("the minister for defense"),
        read_roles("the minister"),
    )
    assert foreign.comparable(defence)
    assert not foreign.meets(defence)
    assert foreign.meets(read_roles("a former foreign minister")[0])
    assert not foreign.comparable(bare)
    assert not foreign.meets(read_roles("the deputy foreign minister")[0])


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Ann Lee, once chief executive of Calmar, left.", True),
        ("Ann Lee was once mayor of Skerrow.", True),
        ("Ann Lee, formerly a minister of justice, left.", True),
        ("Ann Lee, who used to be mayor of Skerrow, left.", True),
        ("Ann Lee, mayor of Skerrow until March 2022, left.", True),
        ("Ann Lee, mayor of Skerrow until last year, left.", True),
        ("Ann Lee was director from 2015 until 2022.", True),
        ("Her one-time lawyer left.", True),
        ("Once President Ann Lee left, it rained.", False),
        ("They will go, once the president leaves.", False),
        ("Ann Lee will be mayor of Skerrow until 2029.", False),
        ("The mayor waited until 2022.", False),
        ("Ann Lee, mayor of Skerrow between 2011 and 2021, left.", True),
        ("Ex-prime minister Ann Lee left.", True),
        ("Ann Lee was mayor of Skerrow.", None),
        ("Ann Lee was Skerrow's mayor for ten years.", None),
        ("Ann Lee was the port city's mayor in 2015.", None),
        ("Ann Lee had been mayor of Skerrow.", None),
        ("Ann Lee became mayor of Skerrow in 2011.", None),
        ("Ann Lee was elected mayor of Skerrow.", None),
        ("Ann Lee served as its mayor.", None),
        ("Ann Lee, then mayor of Skerrow, left.", None),
        ("Then-President Ann Lee left.", None),
        ("The then-British prime minister, Ann Lee, left.", None),
        ("Ann Lee, mayor of Skerrow at the time, left.", None),
        ("Ann Lee has been mayor of Skerrow since 2011.", False),
        ("Ann Lee has served as mayor of Skerrow since 2011.", False),
        ("Ann Lee was beaten by Skerrow's mayor.", False),
        ("Ann Lee will be mayor of Skerrow.", False),
    ],
)
def test_an_office_may_be_given_up(text: str, former: bool | None) -> None:
    """Words beside it say so as "former" does; those words are no part of the office. What somebody "was" may be given up."""
    (role,) = read_roles(text)
    assert role.former is former
    assert "onc" not in role.qualifiers


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("French President Lou Roe", "the president of France", True),
        ("Ukrainian President", "the president of Ukraine", True),
        ("the Zambian president", "the president of Zambia", True),
        ("the US president", "the president of the United States", True),
        ("the minister of defence", "the defense minister", True),
        ("the labour minister", "the minister for labor", True),
        ("the French president", "the president of Ukraine", False),
        ("the Polish finance minister", "the Polish interior minister", False),
        ("the Polish finance minister", "the finance minister of Spain", False),
        ("the Polish finance minister", "the finance minister", True),
    ],
)
def test_one_office_in_two_wordings(one: str, other: str, meets: bool) -> None:
    """A country and its adjective, British and American spelling say of one office that it is the same."""
    (here,), (there,) = read_roles(one), read_roles(other)
    assert here.comparable(there)
    assert here.meets(there) is meets


def test_a_verb_ends_what_qualifies_an_office() -> None:
    """The words of another part of the sentence do not say which office is meant."""
    (role,) = read_roles("Moberg greeted Danish President Lou Roe")
    assert role.text == "Danish President"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The mayor of Skerrow resigned on Monday.", ["mayor of Skerrow"]),
        ("The minister for health said the plan was dead.", ["minister for health"]),
        ("Mayor of Skerrow Lars Holm spoke.", ["Mayor of Skerrow"]),
        ("The governor of New South Wales left.", ["governor of New South Wales"]),
        ("The minister for trade and industry left.", ["minister for trade and industry"]),
        ("The governor of the Bank of England left.", ["governor of the Bank of England"]),
        ("The chair of the US central bank left.", ["chair of the US central bank"]),
        ("The secretary of state for health left.", ["secretary of state for health"]),
        (
            "The mayor of Skerrow and the governor of Ohio met.",
            ["mayor of Skerrow", "governor of Ohio"],
        ),
        (
            "A former health minister, now finance minister, left.",
            ["former health minister", "finance minister"],
        ),
    ],
)
def test_an_office_ends_where_something_else_begins(text: str, roles: list[str]) -> None:
    """A verb, a day, another office and the name of who holds it are no part of what stands behind "of"."""
    assert [role.text for role in read_roles(text)] == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("She was finance minister for almost a decade.", "finance minister"),
        ("He is the Kosti manager for less than a year.", "Kosti manager"),
        ("He was mayor for 12 years.", "mayor"),
        ("She was president for two terms.", "president"),
        ("She was secretary of state for many years.", "secretary of state"),
        ("She is captain for the first time.", "captain"),
        ("She is the minister for health and sport.", "minister for health and sport"),
        ("She is the minister for youth for a year.", "minister for youth"),
        ("He is a spokesman for the union.", "spokesman for the union"),
        ("Appeal court cuts former Skerrow mayor's sentence", "former Skerrow mayor"),
        ("Police Arrest Former Skerrow Mayor", "Former Skerrow Mayor"),
        ("Police arrest ex-Skerrow mayor", "ex-Skerrow mayor"),
        ("Police arrest Skerrow police chief", "Skerrow police chief"),
        ("Union praises new finance minister", "new finance minister"),
        ("Calmar sacks finance chief", "finance chief"),
        ("He met the former British prime minister.", "former British prime minister"),
        ("The deputy Skerrow mayor left.", "deputy Skerrow mayor"),
        ("The Polish deputy foreign minister left.", "Polish deputy foreign minister"),
        ("The New York mayor left.", "New York mayor"),
        ("The Rio de Janeiro mayor left.", "Rio de Janeiro mayor"),
    ],
)
def test_what_is_done_to_somebody_and_how_long_is_no_part_of_the_office(
    text: str, role: str
) -> None:
    """A headline's verb in lower case stands before the name, and an office begins with "new" and "former"; lengths of time stand behind."""
    assert [found.text for found in read_roles(text)] == [role]


def test_a_reader_is_told_that_an_office_is_given_up() -> None:
    """Once, whether the office says so itself or the words beside it."""
    texts = (
        "Ann Lee, mayor of Skerrow until 2022, left.",
        "Ann Lee, a former mayor of Skerrow, left.",
        "Ex-president Ann Lee left.",
        "Ann Lee was mayor of Skerrow.",
    )
    assert [role.shown for text in texts for role in read_roles(text)] == [
        "former mayor of Skerrow",
        "former mayor of Skerrow",
        "Ex-president",
        "mayor of Skerrow",
    ]


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        ("the mayor of Skerrow", "the Anders mayor", True),
        ("the mayor of Skerrow", "the local mayor", False),
        ("the mayor of Skerrow", "the mayor of Anders", True),
        ("the governor of Ohio", "the Texas governor", True),
        ("the Ohio governor", "the Republican governor", False),
        ("the Republican senator", "the Democratic senator", True),
        ("the Labour leader", "the opposition leader", False),
        ("the Fed chair", "the chair of the US central bank", False),
        ("a district judge", "a federal judge", False),
        ("the truck driver", "the driver of the lorry", False),
        ("the head coach", "the Porto coach", False),
        ("the German coach", "the Austria coach", False),
        ("the England captain", "the Portugal captain", True),
        ("the US envoy", "the Ukraine envoy", False),
        ("the British minister", "the Scottish minister", False),
        ("the finance minister", "the economy minister", False),
        ("the finance minister", "the cabinet minister", False),
        ("the finance minister", "the minister for health and sport", True),
        ("the secretary of state for health", "the secretary of state for transport", True),
        ("the French prime minister", "the French finance minister", False),
    ],
)
def test_offices_exclude_each_other_by_one_kind(one: str, other: str, excludes: bool) -> None:
    """Two lands, places, parties or portfolios cannot be one person's; what is of two kinds, or of none, can."""
    (here,), (there,) = read_roles(one), read_roles(other)
    assert here.excludes(there) is excludes
    assert there.excludes(here) is excludes
