"""Human and machine-written news texts, and which of them train, calibrate or measure the detector."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.pairs import NEWS, read_news, read_rows

TRAIN, CALIBRATE, TEST, DEV = "train", "calibrate", "test", "dev"
AITEXT, ALLSIDES = "aitext/news_combined_clean", "news/allsides_articles/sample_5k"
OWN, PASSAGES, OUTLETS = "machine_texts", "passages", "allsides"
"""sources: the texts and the passages written for this project, and human news of many outlets"""
CONTINUERS = frozenset(
    ["gpt2-xl", "gpt-neo-2.7B", "gpt-j-6B", "gpt-neox-20b", "opt-2.7b", "davinci"]
)
"""generators of 2019 to 2022 that follow no instructions and only go on with a text"""
_DATED = re.compile(r"20(?:0\d|1\d|2[01])-")
"""before 2022, when no newsroom had a machine that writes"""


@dataclass(frozen=True)
class Sample:
    """A text, who wrote it, and where it comes from."""

    text: str
    machine: bool
    source: str
    generator: str
    group: str
    """texts of one group tell one story: they train or measure together"""
    part: str


def read_samples(data: Path) -> list[Sample]:
    """All texts; a group that measures stays out of training whole."""
    own = [*_own(), *_passages()]
    measured = {sample.group for sample in own if sample.part == TEST}
    given = [
        sample
        for part in (TRAIN, DEV)
        for sample in _labelled(read_rows(data, f"{AITEXT}/{part}"), part)
        if sample.part == DEV or sample.group not in measured
    ]
    return [*given, *own, *(sample for sample in _news(data) if sample.group not in measured)]


def halves(data: Path) -> Iterator[tuple[str, int]]:
    """Texts that a person began and a machine went on with, each with the code point where it turns; none has trained."""
    rows = [*read_rows(data, f"{AITEXT}/train"), *read_rows(data, ALLSIDES)]
    begun = {row["id"]: row["text"] for row in rows if row.get("label") != "ai"}
    for row in read_machine_texts():
        if row["kind"] == "half" and _part_of(row["group"]) == TEST:
            kept = begun[row["id"]][: row["kept"]].rstrip()
            yield f"{kept}\n\n{row['text']}", len(kept)


def read_machine_texts() -> list[dict[str, Any]]:
    """The texts written for this project; see data/README.md."""
    with (NEWS / "machine_texts.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _part_of(group: str) -> str:
    """A third of the groups of this project's own texts measures."""
    return TEST if zlib.crc32(group.encode()) % 3 == 0 else TRAIN


def _labelled(rows: Iterable[Mapping[str, Any]], part: str) -> Iterator[Sample]:
    for row in rows:
        machine = row["label"] == "ai"
        yield Sample(row["text"], machine, row["source"], row["generator"], row["group"], part)


def _own() -> Iterator[Sample]:
    for row in read_machine_texts():
        group = row["group"]
        yield Sample(row["text"], True, OWN, row["kind"], group, _part_of(group))


def _passages() -> Iterator[Sample]:
    for row in read_news("passages"):
        yield Sample(
            row["passage"], True, PASSAGES, "passage", row["event"], _part_of(row["event"])
        )


def _news(data: Path) -> Iterator[Sample]:
    """Human news: whole outlets measure, others calibrate or train; an article without a date can only train."""
    for row in read_rows(data, ALLSIDES):
        part = _part_of_outlet(row["source"])
        if part == TRAIN or _DATED.match(row["date"]):
            yield Sample(row["text"], False, OUTLETS, "human", row["id"], part)


def _part_of_outlet(outlet: str) -> str:
    place = zlib.crc32(outlet.encode()) % 10
    return TEST if place < 5 else CALIBRATE if place in (6, 7, 8) else TRAIN
