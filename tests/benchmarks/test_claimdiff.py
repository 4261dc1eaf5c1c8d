import numpy as np
import pytest

from benchmarks.claimdiff import (
    NEITHER,
    STRENGTHEN,
    WEAKEN,
    Pairs,
    by_thresholds,
    macro,
    plain,
    thresholds,
    weighed,
)


def pairs(labels: list[int], cosines: list[float], refutes: list[float]) -> Pairs:
    """Pairs of ten topics of which the signals tell what the labels are."""
    model = np.asarray([(1 - chance, chance, 0.0) for chance in refutes])
    topics = np.asarray([f"topic {at % 10}" for at in range(len(labels))])
    return Pairs(np.asarray(labels), topics, np.asarray(cosines), model, np.eye(3)[labels])


def test_similarity_and_nli_as_they_come() -> None:
    """What is close and refuted weakens, what is close and borne out strengthens, and the rest does neither."""
    given = pairs([0, 0, 0], [0.6, 0.6, 0.4], [0.9, 0.1, 0.1])
    assert plain(given).tolist() == [WEAKEN, STRENGTHEN, NEITHER]


def test_thresholds_are_those_that_part_the_labels() -> None:
    """On pairs that two thresholds can part they are found, and part others as well."""
    labels = [STRENGTHEN, WEAKEN, NEITHER]
    train = pairs(labels * 10, [0.5, 0.4, 0.3] * 10, [0.1, 0.3, 0.1] * 10)
    cosine, refutes = thresholds(train)
    assert 0.3 < cosine <= 0.5
    assert 0.1 < refutes <= 0.3
    assert by_thresholds(train, cosine, refutes).tolist() == labels * 10


def test_signals_that_tell_the_label_are_learned() -> None:
    """The regression takes each label from the signal that marks it."""
    labels = [STRENGTHEN, STRENGTHEN, WEAKEN, NEITHER]
    given = pairs(labels * 25, [0.5] * 100, [0.1] * 100)
    assert weighed(given, given).tolist() == labels * 25


def test_a_label_that_is_never_guessed_costs_a_third() -> None:
    """Macro F1 counts the three labels alike, however rare one is."""
    labels = np.asarray([STRENGTHEN] * 8 + [NEITHER] * 8 + [WEAKEN])
    guesses = np.where(labels == WEAKEN, NEITHER, labels)
    assert macro(labels, guesses) == pytest.approx((1 + 0 + 16 / 17) / 3)
