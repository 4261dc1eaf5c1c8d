import gzip
import json
import random
from pathlib import Path

from training.pairs import (
    LABELS,
    NEUTRAL,
    OWN,
    REFUTES,
    SUPPORTS,
    HeldOut,
    Pair,
    Portion,
    read_mix,
    read_news,
    read_pairs,
)

SURE = frozenset({SUPPORTS})


def write(folder: Path, name: str, *rows: dict[str, str]) -> None:
    path = folder / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))


def row(premise: str, hypothesis: str, label: str) -> dict[str, str]:
    return {"premise": premise, "hypothesis": hypothesis, "label": label}


def test_labels_become_the_stances_that_they_allow(tmp_path: Path) -> None:
    """A set that cannot tell refuted from neutral leaves both open; rows without a text or a known label are left out."""
    write(
        tmp_path,
        "nli/mix/train",
        row("It sank.", "The ship sank.", "entailment"),
        row("It sank.", "The ship floats.", "not_entailment"),
        row("", "No evidence.", "neutral"),
        row("It sank.", "It swam.", "odd"),
    )
    found = read_pairs(tmp_path, "nli/mix/train")
    assert [pair.allowed for pair in found] == [SURE, frozenset({REFUTES, NEUTRAL})]


def test_what_is_measured_on_is_kept_out() -> None:
    """A measured pair is known in any case and spelling; a FEVER claim that is asked about is kept out with any evidence."""
    held = HeldOut(
        [
            Pair("It sank.", "The ship sank!", SURE, "written/dev"),
            Pair("x", "Rome is in Italy.", SURE, "nli/fever_dev/dev"),
        ]
    )
    assert not held.keeps(Pair("it  SANK", "The ship sank", SURE, "nli/mnli/train"))
    assert held.keeps(Pair("It swam.", "The ship sank!", SURE, "nli/mnli/train"))
    assert not held.keeps(Pair("Other words.", "Rome is in Italy", SURE, "nli/fever_nli/train"))
    assert held.keeps(Pair("Other words.", "Rome is in Italy", SURE, "nli/mnli/train"))


def test_a_portion_is_sampled_and_repeated(tmp_path: Path) -> None:
    """So many rows as asked, so often as asked, the same for the same seed."""
    write(tmp_path, "nli/a/train", *(row(f"p{n}", "h", "neutral") for n in range(10)))
    mix = [Portion("nli/a/train", rows=3, times=2)]
    first = read_mix(tmp_path, mix, random.Random(1))
    assert len(first) == 6
    assert len({pair.evidence for pair in first}) == 3
    assert first == read_mix(tmp_path, mix, random.Random(1))


def test_what_is_written_for_this_project_is_split_by_evidence() -> None:
    """Every row has both texts and a known label, and no evidence of a file that measures stands in one that trains."""
    held = [row for name in OWN for row in read_news(name.removeprefix("news/"))]
    parts = ("train", "near", "wire", "typed", "converse", "open", "frames")
    trained = [row for part in parts for row in read_news(part)]
    assert all(
        row["premise"] and row["hypothesis"] and row["label"] in LABELS for row in held + trained
    )
    assert not {row["premise"] for row in held} & {row["premise"] for row in trained}
