"""Labelled pairs of evidence and claim, and the recipe that mixes them for training.

The sets are those of `data/README.md` of the data folder: JSON Lines, gzipped, with `premise`, `hypothesis`, `label`.
"""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NEWS = Path(__file__).parent / "data"
NEWS_DEV = "news/dev"
OWN = (
    NEWS_DEV,
    "news/wire_dev",
    "news/typed_dev",
    "news/near_dev",
    "news/converse_dev",
    "news/open_dev",
    "news/frames_dev",
)
"""sets of this project's own"""
SUPPORTS, REFUTES, NEUTRAL = 0, 1, 2
LABELS: dict[str, frozenset[int]] = {
    "entailment": frozenset({SUPPORTS}),
    "contradiction": frozenset({REFUTES}),
    "neutral": frozenset({NEUTRAL}),
    "not_entailment": frozenset({REFUTES, NEUTRAL}),
    "paraphrase": frozenset({SUPPORTS}),
    "not_paraphrase": frozenset({REFUTES, NEUTRAL}),
}
"""A label of a set → the stances it allows; sets with two labels cannot tell refuted from neutral."""


@dataclass(frozen=True)
class Pair:
    """One piece of evidence and one claim; `allowed` holds the stances that the label permits."""

    evidence: str
    claim: str
    allowed: frozenset[int]
    origin: str


@dataclass(frozen=True)
class Portion:
    """How many rows of a file go into the mix: `rows` at most (None: all), each `times` times."""

    path: str
    rows: int | None = None
    times: int = 1


MIX: tuple[Portion, ...] = (
    Portion("nli/mnli/train"),
    Portion("nli/mnli/train_extra"),
    Portion("nli/mnli/mm_author_label"),
    Portion("nli/lingnli/train"),
    Portion("nli/wanli/train"),
    Portion("nli/cad_nli/train"),
    Portion("nli/snli/train", rows=16_000),
    Portion("nli/infotabs/train"),
    Portion("nli/wikifactcheck_refuted/train", rows=6_000),
    Portion("nli/conjnli/train_adv15k", rows=4_000),
    Portion("nli/rte/train_dev"),
    Portion("nli/sick/train", rows=2_000),
    Portion("nli/scone/train", rows=1_500),
    Portion("nli/commitmentbank/train"),
    Portion("nli/check_covid/train", times=2),
    Portion("nli/covidfact/all", rows=2_000),
    Portion("nli/citint/train"),
    Portion("nli/paws_wiki_en/dev", rows=1_500),
    Portion("nli/politihop/train"),
    Portion("nli/nli4ct/train"),
    Portion("nli/mpe/train", rows=2_000),
    Portion("nli/contractnli/train_part_spans"),
    Portion("nli/folio/train"),
    Portion("nli/monli/train"),
    Portion("nli/vitaminc_tiny/train", times=2),
)
"""What is taken as it is; FEVER, the pairs written for this project, near misses and contrast are added by `training.stance`."""

MEASURED: tuple[str, ...] = (
    "nli/fever_dev/dev",
    "nli/fever_3way/validation",
    "nli/fever_symmetric/dev",
    "nli/fm2/dev",
    "nli/healthver/dev",
    "nli/wice/dev",
    "nli/feverous_s/dev",
    "nli/mnli/dev_matched",
    "nli/snli/dev",
    "nli/aggrefact_partial/dev",
    "nli/check_covid/dev",
    "nli/conjnli/dev",
    "nli/control/dev",
    "nli/contractnli/dev_spans",
    "nli/fever_nli/dev",
    "nli/lingnli/dev",
    "nli/cad_nli/dev",
    *OWN,
)
"""Sets that measure or steer: none of their pairs is trained on, wherever else it may stand."""


def read_rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    """The objects of `data/NAME.jsonl.gz`.

    Raises:
        FileNotFoundError: the data folder lacks the set.
    """
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def read_news(part: str) -> list[dict[str, str]]:
    """The rows of a file of `training/data` (`train`, `near`, `wire`, `dev` …); see its README.md."""
    with (NEWS / f"{part}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_set(data: Path, name: str) -> Iterable[dict[str, str]]:
    """The rows of a set of the data folder or, of those in `OWN`, of this project's own."""
    if name in OWN:
        return read_news(name.removeprefix("news/"))
    return read_rows(data, name)


def read_pairs(data: Path, name: str) -> list[Pair]:
    """The pairs of a set that have both texts and a label this project knows."""
    return labelled(read_set(data, name), name)


def labelled(rows: Iterable[dict[str, str]], origin: str) -> list[Pair]:
    """Rows that have both texts and a label this project knows, as pairs."""
    return [
        Pair(row["premise"], row["hypothesis"], LABELS[row["label"]], origin)
        for row in rows
        if row["premise"] and row["hypothesis"] and row["label"] in LABELS
    ]


def fingerprint(pair: Pair) -> tuple[str, str]:
    """Both texts without case, punctuation and spacing, to find the same pair in another set."""
    bare = tuple(
        re.sub(r"\W+", " ", text).strip().casefold() for text in (pair.evidence, pair.claim)
    )
    return bare[0], bare[1]


class HeldOut:
    """What must not be trained on: the measured pairs, and every FEVER claim that a measured set asks about."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        marks = [(fingerprint(pair), pair.origin) for pair in pairs]
        self.pairs = {mark for mark, _ in marks}
        self.fever_claims = {claim for (_, claim), origin in marks if "fever" in origin}

    @classmethod
    def from_data(cls, data: Path) -> "HeldOut":
        """Read every set of MEASURED."""
        return cls(pair for name in MEASURED for pair in read_pairs(data, name))

    def keeps(self, pair: Pair) -> bool:
        """Whether the pair may be trained on."""
        mark = fingerprint(pair)
        if "fever" in pair.origin and mark[1] in self.fever_claims:
            return False
        return mark not in self.pairs


def read_mix(data: Path, mix: Iterable[Portion], chance: random.Random) -> list[Pair]:
    """The pairs of a mix, sampled by `chance` where a portion takes only some rows."""
    mixed: list[Pair] = []
    for portion in mix:
        pairs = read_pairs(data, portion.path)
        if portion.rows is not None and portion.rows < len(pairs):
            pairs = chance.sample(pairs, portion.rows)
        mixed += pairs * portion.times
    return mixed
