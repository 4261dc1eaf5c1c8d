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
