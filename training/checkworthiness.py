"""Train the check-worthiness network: `python -m training.checkworthiness --data DATA`.

Takes the sentences of ClaimBuster, PoliClaim and BABE that are not held out, and of our own the news claims and the page
furniture of `training/data`. Fits one hidden layer over the packaged encoder's vectors and the surface of each sentence,
then slope and offset of its log-odds on a part kept for that (Platt 1999). Prints what it scores there, and writes
`claims/weights/checkworthiness/model.safetensors`. A few minutes, most of them for the vectors.
"""

import argparse
import gzip
import hashlib
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import nn

from claims.checkworthiness import FEATURES, SHIPPED_FILE, inputs
from index.encoder import SentenceEncoder

OWN = Path(__file__).parent / "data"
TEST_SPEECHES = ("DE1999", "KY2018")
TUNING_SPEECHES = ("IN2001",)
DEBATE_IDS = 400
"""sentences of ClaimBuster with neighbouring ids are of one debate, and stay in one part"""
OPINION = {
    "Entirely factual": 1.0,
    "Somewhat factual but also opinionated": 0.5,
    "Expresses writer’s opinion": 0.0,
}
SHARES = {"claimbuster": 1.0, "policlaim": 1.5, "babe": 1.3, "written": 0.5, "furniture": 1.0}
"""what a sentence of a set counts in the loss: half of all rows are of debates, and news is what is read"""


class Part(StrEnum):
    """What a sentence is for."""

    TRAIN = "train"
    TUNE = "tune"
    """calibration, and the choice of the plan"""
    TEST = "test"
    """`benchmarks.checkworthiness` alone"""


@dataclass(frozen=True)
class Judged:
    """A sentence and what people took it for: 1 a claim of fact, 0 none, 0.5 a fact with an opinion."""

    text: str
    label: float
    origin: str
    part: Part


@dataclass(frozen=True)
class Plan:
    """The training run; changing a value makes another network."""

    seed: int = 7
    hidden: int = 64
    dropout: float = 0.3
    """share of the inputs and of the hidden units that is left out at each step"""
    rate: float = 2e-3
    """learning rate at the start, going down to zero in a straight line"""
    decay: float = 1e-3
    """weight decay"""
    epochs: int = 25
    batch: int = 128
    written: int = 1500
    """news claims of our own"""


def read(data: Path, plan: Plan) -> list[Judged]:
    """Every judged sentence, in a fixed order."""
    return [*_claimbuster(data), *_policlaim(data), *_babe(data), *_own(plan)]


def _claimbuster(data: Path) -> Iterator[Judged]:
    for row in _rows(data / "claims" / "claimbuster" / "train.jsonl.gz"):
        part = part_of(f"claimbuster {int(row['id']) // DEBATE_IDS}")
        yield Judged(row["text"], float(row["label"] == "check-worthy"), "claimbuster", part)


def _policlaim(data: Path) -> Iterator[Judged]:
    for row in _rows(data / "claims" / "policlaim" / "train_golden.jsonl.gz"):
        speech = row["speech"]
        part = (
            Part.TEST
            if speech in TEST_SPEECHES
            else Part.TUNE
            if speech in TUNING_SPEECHES
            else Part.TRAIN
        )
        yield Judged(row["text"], float(row["label"]), "policlaim", part)


def _babe(data: Path) -> Iterator[Judged]:
    """Sentences on whose factuality the annotators agreed; those of one article stay in one part."""
    for row in _rows(data / "claims" / "babe_media_bias" / "SG2.jsonl.gz"):
        if (label := OPINION.get(row["label_opinion"])) is not None:
            yield Judged(row["text"], label, "babe", part_of(row["news_link"] or row["text"]))


def _own(plan: Plan) -> Iterator[Judged]:
    lines = (OWN / "train.jsonl").read_text(encoding="utf-8").splitlines()
    claims = sorted({json.loads(line)["hypothesis"] for line in lines})
    for claim in random.Random(plan.seed).sample(claims, plan.written):
        yield Judged(claim, 1.0, "written", Part.TRAIN)
    for line in (OWN / "furniture.txt").read_text(encoding="utf-8").splitlines():
        yield Judged(line, 0.0, "furniture", Part.TRAIN)


def part_of(group: str) -> Part:
    """The part of all sentences of a debate or an article: two tenths test, one tunes."""
    tenth = int(hashlib.sha256(f"held out: {group}".encode()).hexdigest(), 16) % 10
    return Part.TEST if tenth < 2 else Part.TUNE if tenth == 2 else Part.TRAIN


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


@dataclass(frozen=True)
class Rows:
    """Sentences as the network sees them: shapes (rows, inputs), (rows,), (rows,)."""

    seen: NDArray[np.float32]
    labels: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, judged: Sequence[Judged], encoder: SentenceEncoder) -> "Rows":
        """Encode sentences."""
        texts = [one.text for one in judged]
        return cls(
            inputs(texts, encoder.encode(texts)),
            np.asarray([one.label for one in judged], dtype=np.float32),
            np.asarray([SHARES[one.origin] for one in judged], dtype=np.float32),
        )


def fit(rows: Rows, plan: Plan) -> dict[str, NDArray[np.float32]]:
    """The layers of a network trained on rows, as `claims.checkworthiness` takes them."""
    torch.manual_seed(plan.seed)
    mean, spread = rows.seen.mean(axis=0), rows.seen.std(axis=0) + 1e-6
    seen = torch.from_numpy((rows.seen - mean) / spread)
    labels, weights = torch.from_numpy(rows.labels), torch.from_numpy(rows.weights)
    hidden, out = nn.Linear(seen.shape[1], plan.hidden), nn.Linear(plan.hidden, 1)
    network = nn.Sequential(
        nn.Dropout(plan.dropout), hidden, nn.ReLU(), nn.Dropout(plan.dropout), out
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=plan.decay)
    steps = plan.epochs * -(-len(seen) // plan.batch)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=steps)
    for batch in _batches(len(seen), plan):
        odds = network(seen[batch])[:, 0]
        loss = nn.functional.binary_cross_entropy_with_logits(odds, labels[batch], weights[batch])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        scheduler.step()
    weight = hidden.weight.detach().numpy().T / spread[:, None]
    return {
        "hidden.weight": np.ascontiguousarray(weight, dtype=np.float32),
        "hidden.bias": hidden.bias.detach().numpy() - mean @ weight,
        "out.weight": out.weight.detach().numpy()[0].copy(),
        "out.bias": out.bias.detach().numpy()[0].copy(),
    }


def _batches(rows: int, plan: Plan) -> Iterable[torch.Tensor]:
    chance = torch.Generator().manual_seed(plan.seed)
    for _ in range(plan.epochs):
        yield from torch.split(torch.randperm(rows, generator=chance), plan.batch)


def calibrate(
    layers: dict[str, NDArray[np.float32]], rows: Rows, origins: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    """The layers with slope and offset of the log-odds fitted to rows, of which each set counts alike."""
    count = {origin: origins.count(origin) for origin in set(origins)}
    weights = torch.tensor([len(origins) / len(count) / count[origin] for origin in origins])
    odds, labels = torch.from_numpy(log_odds(layers, rows.seen)), torch.from_numpy(rows.labels)
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        found = nn.functional.binary_cross_entropy_with_logits(
            line[0] * odds + line[1], labels, weights
        )
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    slope, offset = line.detach().numpy()
    return layers | {
        "out.weight": layers["out.weight"] * slope,
        "out.bias": layers["out.bias"] * slope + offset,
    }


def log_odds(
    layers: dict[str, NDArray[np.float32]], seen: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the network says before the logistic function."""
    hidden = np.maximum(seen @ layers["hidden.weight"] + layers["hidden.bias"], 0)
    odds: NDArray[np.float32] = hidden @ layers["out.weight"] + layers["out.bias"]
    return odds


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED_FILE)
    options = parser.parse_args()
    plan, encoder = Plan(), SentenceEncoder.load()
    judged = read(options.data, plan)
    train = [one for one in judged if one.part is Part.TRAIN]
    tune = [one for one in judged if one.part is Part.TUNE]
    held = Rows.of(tune, encoder)
    layers = calibrate(fit(Rows.of(train, encoder), plan), held, [one.origin for one in tune])
    right = (log_odds(layers, held.seen) > 0) == (held.labels > 0.5)
    sys.stdout.write(f"{len(train)} sentences, {len(tune)} to tune: {right.mean():.3f} right\n")
    made = {"encoder": encoder.name, "features": " ".join(FEATURES)}
    save_file({name: np.asarray(value) for name, value in layers.items()}, options.out, made)


if __name__ == "__main__":
    main()
