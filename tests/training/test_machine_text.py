import numpy as np
import pytest

from training.machine_text import (
    MOST_WINDOWS,
    Calibration,
    Judged,
    Recipe,
    calibrate,
    common_words,
    cut,
    fit,
    folds,
    judged,
    rates,
    sources_out,
    stretch_of,
    weights_of,
    wilson,
    with_thresholds,
)
from training.texts import DEV, TRAIN, Sample

HUMAN = "The mayor said no on Monday, and the council went home at nine."
MACHINE = "Overall, this underscores the broader significance of the ongoing council deliberations."


def sample(
    number: int, *, machine: bool, source: str = "one", times: int = 8, part: str = TRAIN
) -> Sample:
    """A text that repeats one sentence."""
    line = MACHINE if machine else HUMAN
    text = " ".join(f"{line[:-1]} {number + turn}." for turn in range(times))
    return Sample(text, machine, source, "x", f"g{number}", part)


def table(odds: list[float], machine: list[bool]) -> Judged:
    """Texts of two hundred words and one window."""
    texts = [sample(number, machine=kind) for number, kind in enumerate(machine)]
    windows = [(np.array([each]), np.array([200.0])) for each in odds]
    return Judged(texts, np.array(odds), np.full(len(odds), 200.0), windows)


def test_a_share_has_its_interval() -> None:
    """Wilson's interval of 2 in 2,000 and of none in 400."""
    found = wilson(2, 2000)
    assert (found.rate, found.low, found.high, found.count) == (0.001, 0.00027, 0.00364, 2000)
    assert (wilson(0, 400).low, wilson(0, 400).high) == (0.0, 0.00951)


def test_rates_are_read_from_the_order() -> None:
    """A machine text below half of the human ones costs the area under the curve and is not found."""
    machine = np.array([False] * 4 + [True] * 4)
    assert rates(machine, np.array([0.0, 1, 2, 3, 4, 5, 6, 7]))[0] == 1.0
    area, at_one, at_five = rates(machine, np.array([0.0, 1, 2, 3, 1.5, 5, 6, 7]))
    assert area == pytest.approx(14 / 16)
    assert (at_one, at_five) == (0.75, 0.75)


def test_people_and_machines_count_the_same_at_every_length() -> None:
    """Many machine windows weigh together as much as the few human ones of their length."""
    texts = [sample(n, machine=n > 1) for n in range(8)] + [
        sample(n, machine=n < 15, times=12) for n in range(10, 17)
    ]
    rows = cut(texts, frozenset())
    wanted = np.arange(len(rows.text))
    weights = weights_of(texts, rows, wanted)
    machine = np.array([texts[number].machine for number in rows.text])
    for length in set(rows.words // 50):
        both = rows.words // 50 == length
        if len(set(machine[both])) == 2:
            assert weights[both & machine].sum() == pytest.approx(weights[both & ~machine].sum())


def test_a_long_article_is_no_crowd_of_witnesses() -> None:
    """In training a text has at most its share of windows; when judged, all."""
    rows = cut(
        [sample(0, machine=False, times=200), sample(1, machine=False, times=200, part=DEV)],
        frozenset(),
    )
    assert int((rows.text == 0).sum()) == MOST_WINDOWS
    assert int(rows.words[rows.text == 1].sum()) == 200 * 14


def test_a_stretch_is_a_shorter_text_of_its_own() -> None:
    """It is made of whole sentences of the text, in a length that is sometimes met; a short text has none."""
    texts = [sample(number, machine=False, times=40) for number in range(12)]
    pairs = [(text, short) for text in texts if (short := stretch_of(text))]
    assert len(pairs) >= 6
    for text, short in pairs:
        assert short.text in text.text
        assert 50 <= len(short.text.split()) < 130 + 14
        assert (short.group, short.part, short.machine) == (text.group, text.part, text.machine)
    assert stretch_of(sample(0, machine=False, times=3)) is None


def test_groups_stay_together() -> None:
    """No group trains and is judged at once, nor does a held-out source share one with what trains."""
    texts = [
        sample(number // 2, machine=bool(number % 2), source=source)
        for source in ("one", "two")
        for number in range(40)
    ]
    ways = [*folds(texts, range(len(texts))), *sources_out(texts, range(60)).values()]
    assert len(ways) == 5 + 2
    for train, held in ways:
        assert not {texts[n].group for n in train} & {texts[n].group for n in held}


def test_common_words_are_those_of_every_source() -> None:
    """A word that one source alone uses is a topic."""
    texts = [sample(0, machine=False), sample(1, machine=True, source="two")]
    assert common_words(texts) == ["the", "council"] or set(common_words(texts)) == {
        "the",
        "council",
    }


def test_a_fit_tells_apart_what_it_saw() -> None:
    """The weights give machine texts the higher log-odds, on texts of the same kinds that it did not see."""
    texts = [sample(number, machine=bool(number % 2)) for number in range(40)]
    rows = cut(texts, frozenset({"the"}))
    model = fit(texts, rows, rows.of(range(30)), Recipe())
    odds = model.log_odds(rows, np.arange(len(rows.text)))
    found = judged(texts, rows, odds, range(30, 40))
    assert rates(found.machine, found.odds)[0] == 1.0
    assert float(found.odds[found.machine].min()) > 0 > float(found.odds[~found.machine].max())


def test_thresholds_flag_no_more_people_than_allowed() -> None:
    """Both thresholds stand above nearly all human texts, and the sections' is no lower."""
    chance = np.random.default_rng(1)
    odds = [*chance.normal(-2, 1, 2000).tolist(), *chance.normal(2, 1, 2000).tolist()]
    seen = table(odds, [False] * 2000 + [True] * 2000)
    human = seen.where(lambda text: not text.machine)
    found = with_thresholds(calibrate(seen), human, human)
    assert found.threshold <= found.section_threshold < 1
    assert found.flags(human).mean() <= 0.0015
    assert found.flags(seen.where(lambda text: text.machine)).mean() > 0.5


def test_a_calibrated_probability_is_a_share() -> None:
    """Of texts at a probability of about seven in ten, about seven in ten are a machine's."""
    chance = np.random.default_rng(2)
    odds = [*chance.normal(-1, 1, 4000).tolist(), *chance.normal(1, 1, 4000).tolist()]
    seen = table(odds, [False] * 4000 + [True] * 4000)
    chances = calibrate(seen).probability(seen.odds, seen.words)
    near = (chances > 0.65) & (chances < 0.75)
    assert seen.machine[near].mean() == pytest.approx(0.7, abs=0.05)


def test_one_likely_window_flags_a_text() -> None:
    """A text is flagged by its whole or by its likeliest window."""
    windows = [(np.array([-3.0, 6.0]), np.array([200.0, 200.0]))]
    text = Judged([sample(0, machine=False)], np.array([1.5]), np.array([400.0]), windows)
    found = Calibration(1.0, 0.0, 0.0, threshold=0.9, section_threshold=0.99)
    assert found.flags(text).tolist() == [True]
    assert Calibration(1.0, 0.0, 0.0, 0.9, 0.999).flags(text).tolist() == [False]
