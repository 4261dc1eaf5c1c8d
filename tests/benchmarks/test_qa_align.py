import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from benchmarks.qa_align import PAIRS, UNITS, Seen, pair_stories, table, topic_of, unit_stories


def written(folder: Path, name: str, *rows: Mapping[str, object]) -> None:
    """A set as the data folder has it."""
    path = folder / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))


def test_both_summaries_of_a_topic_are_one_topic() -> None:
    """What is told of one event in several parts, clusters or sets falls into one half."""
    assert topic_of("TAC2011~!~D1123-A-ADGH~!~9") == topic_of("D1123-B-ADGH") == "D1123"
    assert topic_of("35_4ecb~!~2") == topic_of("35_2ecbplus~!~3") == "ecb 35"
    assert topic_of("MultiNews_test6~!~1_parsed.txt~!~42") == topic_of("test6~!~1.txt") == "test6"


def test_sentences_of_one_content_unit_are_aligned(tmp_path: Path) -> None:
    """A sentence of two units is aligned with those of either, and they are not with each other."""
    units = [("fire", "u1"), ("fire and flood", "u1"), ("fire and flood", "u2"), ("flood", "u2")]
    for name in UNITS:
        written(tmp_path, name)
    rows = [{"topic": "D0711-A", "text": text, "abs_scu_id": unit} for text, unit in units]
    written(tmp_path, UNITS[0], *rows)
    (story,) = unit_stories(tmp_path, 10)
    assert (story.topic, story.texts) == ("D0711", ("fire", "fire and flood", "flood"))
    assert story.aligned == (True, False, True)


def test_a_pair_that_annotators_disagree_on_is_left_out(tmp_path: Path) -> None:
    """A pair that was judged twice counts once where both say the same, and not at all where they do not."""
    same = {"key": "1_1ecb", "text_1": "a", "text_2": "b", "alignments": [{}]}
    other = {"key": "2_1ecb", "text_1": "c", "text_2": "d", "alignments": []}
    written(tmp_path, PAIRS[0], same, other)
    written(tmp_path, PAIRS[1], same, {**other, "alignments": [{}]})
    assert [(story.texts, story.aligned) for story in pair_stories(tmp_path)] == [
        (("a", "b"), (True,))
    ]


def test_the_threshold_is_chosen_on_the_other_half() -> None:
    """The cosine that is best there is applied here, well or badly."""
    chosen = Seen(np.asarray([True, True, False]), np.asarray([0.9, 0.7, 0.6]), np.ones(3, bool))
    held = Seen(
        np.asarray([True, True, False, False]),
        np.asarray([0.8, 0.6, 0.75, 0.1]),
        np.asarray([True, False, False, False]),
    )
    assert table(chosen, held) == {
        "every pair": (0.5, 1.0, pytest.approx(2 / 3)),
        "cosine of 0.70": (0.5, 0.5, 0.5),
        "one row": (1.0, 0.5, pytest.approx(2 / 3)),
    }
