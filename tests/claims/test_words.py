import pytest

from claims.facts.words import plain, stem


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("defence", "defense"),
        ("Labour", "labor"),
        ("neighbours", "neighbors"),
        ("centres", "center"),
        ("organised", "organized"),
        ("organisation", "organizations"),
        ("analysing", "analyzing"),
    ],
)
def test_both_spellings_have_one_stem(british: str, american: str) -> None:
    """What Britons and Americans spell otherwise is one word."""
    assert stem(british) == stem(american)


@pytest.mark.parametrize("word", ["hour", "store", "fire", "four", "tour"])
def test_other_words_keep_their_letters(word: str) -> None:
    """A word that only ends like one of theirs stays as it is."""
    assert stem(word) == word


@pytest.mark.parametrize(
    "forms",
    [
        "fine fines fined fining",
        "close closes closed closing",
        "charge charges charged charging",
        "increase increases increased",
        "create creates created creating",
        "settle settles settled settling",
        "plan plans planned planning",
        "carry carries carried",
        "crash crashes crashed",
        "class classes",
        "need needs needed",
        "install installs installed",
        "visit visits visited",
    ],
)
def test_the_forms_of_a_verb_have_one_stem(forms: str) -> None:
    """An "e" that an ending took away, a letter that it doubled and a "y" that it changed make no other word."""
    assert len(set(map(stem, forms.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fined", "fin"),
        ("planes", "plans"),
        ("cared", "cars"),
        ("wines", "winning"),
        ("rates", "rats"),
    ],
)
def test_words_that_differ_by_an_e_alone_stay_two(one: str, other: str) -> None:
    """A last "e" that makes another word is kept."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("Michał", "michal"),
        ("Bodø", "bodo"),
        ("Đinđić", "dindic"),
        ("Sauðárkrókur", "saudarkrokur"),
        ("Þórr", "thorr"),
        ("Næstved", "naestved"),
        ("Œuvre", "oeuvre"),
        ("Işık", "isik"),
    ],
)
def test_letters_that_do_not_come_apart_are_written_plainly(word: str, written: str) -> None:
    """Letters with a stroke and joined letters are those that English papers write for them."""
    assert plain(word) == written
