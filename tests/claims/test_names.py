import pytest

from claims.facts.names import (
    REMEMBERED,
    _key,
    _key_of_text,
    is_country,
    known,
    read_names,
)


def texts(text: str) -> list[str]:
    return [name.text for name in read_names(text)]


def test_names_are_capitalised_runs() -> None:
    """People, places and bodies are found; weekdays, titles and the sentence's first word are not."""
    text = "On Monday Deputy Minister Kim Hong-cheol told the Bank of England that South Korea's army had left."
    assert texts(text) == ["Kim Hong-cheol", "Bank of England", "South Korea"]
    assert texts("The council met. However, nobody came.") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Hong-cheol", "Kim Hong-Cheol", True),
        ("Kim Hongcheol", "Kim Hong-cheol", True),
        ("Ingrid Moberg", "Moberg", True),
        ("José Núñez", "Jose Nunez", True),
        ("United Nations", "UN", True),
        ("South Korea", "South Korean", True),
        ("Ingrid Moberg", "Henrik Aas", False),
        ("North Korea", "South Korea", False),
        ("Austria", "Australia", False),
        ("Britain", "British", True),
        ("Spain", "Spanish", True),
        ("Sudan", "South Sudan", False),
        ("Guinea", "Equatorial Guinea", False),
        ("Guinea", "Guinea-Bissau", False),
        ("Iran", "Iraq", False),
        ("Kiel", "Kiev", False),
        ("Mario Rossi", "Maria Rossi", False),
        ("Martin", "Martina", False),
        ("Johnson", "Johnston", False),
        ("Christian", "Christina", False),
        ("Zelensky", "Zelenskyy", True),
        ("Phillips", "Philips", True),
        ("Michał Gołąb", "Michal Golab", True),
        ("Novak Đorđević", "Novak Djordjevic", True),
        ("Zambia", "Zambians", True),
        ("Defence Secretary Jan Roe", "Defense Secretary Jan Roe", True),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:
    """Hyphens, case, diacritics, surnames, initials and adjectives are one name; other names are not."""
    (here,), (there,) = read_names(f"and {one}"), read_names(f"and {other}")
    assert here.same(there) is same
    assert there.same(here) is same


def test_a_name_may_stand_anywhere_in_a_text() -> None:
    """A name is known when the text has its words, whatever their case."""
    (name,) = read_names("and Northern Ledger")
    assert known(name, (), "the northern ledger wrote so")
    assert not known(name, (), "the gazette wrote so")
    (person,) = read_names("and Anna Lind")
    assert known(person, (), "Nobody told Lind.")
    assert not known(person, (), "Anna Berg and Karl Lind run the firm.")


def test_a_word_that_starts_a_sentence_is_not_surely_a_name() -> None:
    """The word "Residents" at the start may be a common word; in the middle, or with a second word, a capital makes a name."""
    found = {name.text: name.sure for name in read_names("Residents left Selby. Anna Berg stayed.")}
    assert found == {"Residents": False, "Selby": True, "Anna Berg": True}
    assert texts("Some 300 people left on Sunday, Nov. 16, the US said.") == ["US"]


def test_capitals_of_all_latin_letters_begin_a_name() -> None:
    """Letters with marks are capitals too, and a capital inside a word begins nothing."""
    assert texts("In Ürümqi, Özlem Türeci met Élise Šebek.") == [
        "Ürümqi",
        "Özlem Türeci",
        "Élise Šebek",
    ]
    assert texts("He sold the iPhone on eBay.") == []


def test_texts_do_not_drive_names_out_of_memory() -> None:
    """The forms of whole texts are kept apart from those of names, and only so many code points of them."""
    (name,) = read_names("and Northern Ledger")
    kept = _key.cache_info().currsize
    story = "the gazette wrote so " * 5_000
    assert not any(known(name, (), f"{number} {story}") for number in range(50))
    assert _key.cache_info().currsize == kept
    held = _key_of_text.cache.values()
    assert len(held) == 38
    assert sum(map(len, held)) <= REMEMBERED


def test_countries_are_known_by_their_key() -> None:
    """A country and its adjective are one; a town is none."""
    assert [is_country(name) for name in read_names("from Ukraine, of Ukrainian, in Skerrow")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Hafez al-Khatib spoke.", ["Hafez al-Khatib"]),
        ("Then Rogier van der Heyden spoke.", ["Rogier van der Heyden"]),
        ("Then Ana María de las Casas spoke.", ["Ana María de las Casas"]),
        ("She left Val d’Orcia.", ["Val d’Orcia"]),
        ("He left for la dolce vita.", []),
    ],
)
def test_particles_hold_a_name_together(text: str, names: list[str]) -> None:
    """One to three small words, or one joined to the capital, stand inside a name and never end it."""
    assert texts(text) == names


def test_a_surname_with_a_joined_particle_stands_alone() -> None:
    """The surname is known with its particle and without, but not behind another given name."""
    (name,) = read_names("and Hafez al-Khatib")
    assert known(name, (), "Nobody told Khatib.")
    assert known(name, (), "Nobody told al-Khatib.")
    assert not known(name, (), "Nobody told Omar al-Khatib.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Defence Secretary Roe", "Jan Roe", True),
        ("Senator Ann Lee", "Judge Ann M. Lee", True),
        ("J. Roe", "Jan Roe", True),
        ("Hafez al-Khatib", "Khatib", True),
        ("Rogier van der Heyden", "Van der Heyden", True),
        ("Senator Ann Lee", "Judge Bob Lee", False),
        ("East Timor", "West Timor", False),
        ("Polish Interior Ministry", "Greek Interior Ministry", False),
        ("Kenyan General Staff", "Indian General Staff", False),
    ],
)
def test_one_person_behind_other_titles(one: str, other: str, same: bool) -> None:
    """A title may change, but not a given name, a country or a point of the compass."""
    (here,), (there,) = read_names(f"and {one}"), read_names(f"and {other}")
    assert here.shares_surname(there) is same
    assert there.shares_surname(here) is same


def test_a_country_inside_the_name_of_another_is_not_known() -> None:
    """The words of a longer name of a country do not name the shorter one."""
    (name,) = read_names("from Guinea")
    assert not known(name, (), "They came from Equatorial Guinea and Guinea-Bissau.")
    assert known(name, (), "They came from Equatorial Guinea and Guinea.")
