import random
from pathlib import Path
from typing import Any

from benchmarks.qa_align import UNITS, is_held_out
from tests.parts import WordEncoder
from tests.training.test_pairs import row, write
from training.pairs import NEUTRAL, REFUTES, SUPPORTS
from training.unrefuted import EVENTS, NOT_REFUTED, PARAPHRASES, content_units, events, paraphrases

SANK, WENT_DOWN = "The ferry sank off Skerrow.", "Off Skerrow the ferry went down."
CROWDED = "The ferry, with 214 people on board, sank off Skerrow in a gale."


def test_paraphrases_bear_each_other_out_but_for_a_figure_more(tmp_path: Path) -> None:
    """Both ways it is support, unless the claim names a figure that its evidence lacks: then it may be silence."""
    write(
        tmp_path,
        PARAPHRASES,
        row(SANK, WENT_DOWN, "paraphrase"),
        row(SANK, CROWDED, "paraphrase"),
    )
    found = {(pair.evidence, pair.claim): pair.allowed for pair in paraphrases(tmp_path)}
    assert found == {
        (SANK, WENT_DOWN): {SUPPORTS},
        (WENT_DOWN, SANK): {SUPPORTS},
        (SANK, CROWDED): NOT_REFUTED,
        (CROWDED, SANK): {SUPPORTS},
    }


def test_of_two_that_are_no_paraphrases_only_the_one_that_says_more_is_not_borne_out(
    tmp_path: Path,
) -> None:
    """The shorter may well be borne out by the longer, so it teaches nothing."""
    write(tmp_path, PARAPHRASES, row(SANK, CROWDED, "not_paraphrase"))
    (pair,) = paraphrases(tmp_path)
    assert (pair.evidence, pair.claim, pair.allowed) == (
        SANK,
        CROWDED,
        frozenset({REFUTES, NEUTRAL}),
    )


def test_a_sentence_bears_out_its_units_and_does_not_refute_the_others(tmp_path: Path) -> None:
    """A unit of another sentence of the topic may be support or silence; a topic that is measured on is left out."""
    topics = [f"D0{number}-A" for number in range(800, 830)]
    free = next(topic for topic in topics if not is_held_out(topic.removesuffix("-A")))
    measured = next(topic for topic in topics if is_held_out(topic.removesuffix("-A")))
    rows = [
        unit(free, SANK, "The ferry sank"),
        unit(free, "It carried 214.", "214 on board"),
        unit(measured, CROWDED, "There was a gale"),
    ]
    for name in UNITS:
        write(tmp_path, name, *(rows if name == UNITS[0] else []))
    found = {
        (pair.evidence, pair.claim): pair.allowed
        for pair in content_units(tmp_path, random.Random(1))
    }
    assert found == {
        (SANK, "The ferry sank"): {SUPPORTS},
        (SANK, "214 on board"): NOT_REFUTED,
        ("It carried 214.", "214 on board"): {SUPPORTS},
        ("It carried 214.", "The ferry sank"): NOT_REFUTED,
    }


def test_close_sentences_of_two_outlets_on_one_event_do_not_refute_each_other(
    tmp_path: Path,
) -> None:
    """Each by the other; the same words, what is not close, and what one outlet says twice are left out."""
    told = [
        "The ferry sank off Skerrow on Tuesday. A bakery opened in Holt.",
        "The old ferry sank off Skerrow on Tuesday night. A bakery opened in Holt.",
    ]
    event: Any = {"articles": [{"title": "News", "text": text} for text in told]}
    write(tmp_path, EVENTS, event)
    ferry, old = (text.split(". ")[0] + "." for text in told)
    found = list(events(tmp_path, WordEncoder()))
    assert [(pair.evidence, pair.claim) for pair in found] == [(ferry, old), (old, ferry)]
    assert {pair.allowed for pair in found} == {NOT_REFUTED}


def unit(topic: str, text: str, label: str) -> dict[str, str]:
    return {"topic": topic, "text": text, "scu_label": label}
