import pytest

from claims.facts.names import known, read_names


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
        ("Iran", "Iraq", False),
        ("Kiel", "Kiev", False),
        ("Mario Rossi", "Maria Rossi", False),
        ("Martin", "Martina", False),
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
