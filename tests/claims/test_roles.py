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
