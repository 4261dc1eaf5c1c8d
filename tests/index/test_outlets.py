import pytest

from index.outlets import key_of


@pytest.mark.parametrize(
    "spelling",
    [
        "North Post",
        "north post",
        "NORTH POST",
        " North  Post\t",
        "North\u00a0Post",
        "Ｎｏｒｔｈ Post",
    ],
)
def test_a_name_is_one_outlet_however_it_is_spelled(spelling: str) -> None:
    """Capitals, blanks and the width of letters tell no outlet from another."""
    assert key_of(spelling) == "north post"


@pytest.mark.parametrize(
    "spelling",
    [
        "north.example",
        "North.Example",
        "www.north.example",
        "WWW.NORTH.EXAMPLE",
        "https://www.north.example/",
        "http://north.example",
    ],
)
def test_an_address_is_one_outlet_however_it_is_spelled(spelling: str) -> None:
    """What a door puts around the host tells no outlet from another."""
    assert key_of(spelling) == "north.example"


def test_an_accent_may_stand_in_a_letter_or_behind_it() -> None:
    """Both ways to write a letter with an accent are one name."""
    assert key_of("Zu\u0308rcher Bote") == key_of("Zürcher Bote") == "zürcher bote"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Post", "North Poster"),
        ("North Post", "NorthPost"),
        ("The North Post", "North Post"),
        ("north.example", "south.example"),
        ("news.north.example", "north.example"),
        ("north.example", "north.test"),
        ("Zurcher Bote", "Zürcher Bote"),
        ("wwwest.example", "est.example"),
        ("www.", "https://"),
    ],
)
def test_other_names_are_other_outlets(one: str, other: str) -> None:
    """A word, an accent or a host more or less is another outlet."""
    assert key_of(one) != key_of(other)
