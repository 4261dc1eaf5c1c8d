import numpy as np
import pytest

from claims.provenance.features import (
    BITS,
    CHARACTERS,
    FRAMES,
    RHYTHM,
    VIEWS,
    WORDS,
    canonical,
    features,
    frame,
    rhythm,
)

SENTENCES = (
    "The ferry ran aground off Skerrow on Tuesday.",
    "Nobody was hurt, the coastguard said.",
)
COMMON = frozenset({"the", "on", "was", "said"})


@pytest.mark.parametrize(
    "written",
    [
        '"We won\'t pay 25 crowns," she said - twice.',
        "“We won’t pay 31 crowns,” she said — twice.",
        "`` We wo n't pay 70 crowns , '' she said -- twice .",
        "“ We won ’ t pay 25  crowns ,” she said – twice.",
        "\u00ab We won\u2019t pay 25\tcrowns, \u00bb she said\u2014twice.",
    ],
)
def test_formatting_leaves_no_trace(written: str) -> None:
    """Quotes, dashes, spacing, tokenised marks and the value of figures are the same in the canonical form."""
    assert canonical(written) == '" We won\'t pay 00 crowns, " she said - twice.'


def test_a_view_is_of_length_one_and_fits_its_table() -> None:
    """Each n-gram has one place in the table, and long windows weigh no more than short ones."""
    found = features(SENTENCES, COMMON)
    for view in VIEWS:
        places = found.places[view]
        assert len(set(places.tolist())) == len(places)
        assert 0 <= places.min() <= places.max() < 1 << BITS
        assert np.linalg.norm(found.values[view]) == pytest.approx(1.0)


def test_every_ngram_of_words_is_counted() -> None:
    """Four tokens have four n-grams of one word, three of two and two of three; what comes twice counts log 3 to log 2."""
    found = features(["Rain, rain."], COMMON)
    assert len(found.places[WORDS]) == 3 + 3 + 2
    high, low = sorted(set(found.values[WORDS].tolist()), reverse=True)
    assert high / low == pytest.approx(np.log(3) / np.log(2))


def test_frames_keep_the_build_and_drop_the_topic() -> None:
    """Two sentences of one build on other matters have the same frames, and other words."""
    one = features(["The senator was wounded on landing."], COMMON)
    other = features(["The sailor was rescued on docking."], COMMON)
    assert one.places[FRAMES].tolist() == other.places[FRAMES].tolist()
    assert one.places[WORDS].tolist() != other.places[WORDS].tolist()


@pytest.mark.parametrize(
    ("token", "kind"),
    [("the", "the"), ("landing", "~ing"), ("skerrow", "~"), ("00", "00"), (",", ","), ("red", "~")],
)
def test_a_word_stands_for_its_kind(token: str, kind: str) -> None:
    """Common words and marks stay, others are known by their ending."""
    assert frame(token, COMMON) == kind


def test_rhythm_is_measured() -> None:
    """Lengths, rates and marks of two sentences of 8 and 6 words."""
    found = rhythm([canonical(sentence) for sentence in SENTENCES])
    assert tuple(found) == RHYTHM
    assert found["sentence mean"] == pytest.approx(np.log(7))
    assert found["sentence spread"] == pytest.approx(1 / 7)
    assert found["mark ,"] == pytest.approx(1 / 14)
    assert found["capitals"] == pytest.approx(4 / 14)
    assert found["variety"] == pytest.approx(13 / 14)


def test_case_changes_no_ngram() -> None:
    """A text in capitals has the n-grams of the same text in small letters."""
    loud = features([sentence.upper() for sentence in SENTENCES], COMMON)
    plain = features(SENTENCES, COMMON)
    assert loud.places[CHARACTERS].tolist() == plain.places[CHARACTERS].tolist()
