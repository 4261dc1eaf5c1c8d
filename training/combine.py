"""Learn how model and facts are combined: `python -m training.combine --data DATA`.

Two tables of weights by maximum likelihood with a penalty on their squares: for pairs as they are given, on the steering
sets, and for sentences that a search found, on the stories held out from the stance model (a model is too sure of what it
was trained on) and on the steering pairs of news, as if a search had found them: in the stories what stands close to a claim seldom
contradicts it. `training.kinship` comes after it. Prints the F1 of each story with weights learned on the others, and writes `claims/weights/combination.json`.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.stories import Story, Tally, question_of, submissions, wanted
from claims import coverage
from claims.combination import SHIPPED_FILE, Weights, pulls_of, scores_of
from claims.decide import DEFAULT
from claims.judge import Judge
from claims.types import Covered, Pair
from claims.verify import pairs_of, search, states
from index.encoder import Encoder
from service.engine import Engine, open_engine
from service.settings import Settings
from training.pairs import LABELS, NEUTRAL, read_news, read_pairs
from training.stance import STEERING, losses_of
from training.stories import STANCES, decides, read_stories

ROWS = 700
"""pairs of each steering set"""
PENALTY = 3.0
"""on the sum of the squared distances from where the weights are drawn to, against the sum of the losses"""
GIVEN_PENALTY = 300.0
"""the same for given pairs: in sets of single pairs figures seldom differ, and what they would teach of them is wrong in news"""
DECIDING = 6.0
"""what a sentence that decides weighs, against one that does not: they are one in forty"""
PRIOR: Weights = {
    "model_supports": (1.0, 0.0),
    "model_refutes": (0.0, 1.0),
    "different_on_matter": (-1.4, 3.3),
    "off_matter": (0.0, -1.6),
    "number_unstated": (-2.5, 0.0),
    "date_unstated": (-2.5, 0.0),
    "name_unstated": (-3.0, -1.6),
    "place_unstated": (-3.0, -1.6),
    "act_unstated": (-3.0, -1.6),
    "contained": (2.0, -3.0),
}
"""what the weights of found sentences are drawn to: an editor's rules, as log-odds"""
NOTHING: Weights = {}
GIVEN_PRIOR: Weights = {
    name: PRIOR[name] for name in ("model_supports", "model_refutes", "different_on_matter")
}
"""what those of given pairs are drawn to: the model as it is, and a fact that differs refutes"""


@dataclass(frozen=True)
class Row:
    """The signals of one pair, the stances its label allows, and which (claim, article) it belongs to."""

    signals: dict[str, float]
    allowed: frozenset[int]
    group: tuple[str, str] = ("", "")
    side: str | None = None
    """what the article says of the claim"""
    importance: float = 1.0
    """against other rows of its kind"""

    @property
    def weight(self) -> float:
        """What the row weighs."""
        decides = self.group[0] and NEUTRAL not in self.allowed
        return self.importance * (DECIDING if decides else 1.0)


def rows_of(judge: Judge, pairs: Sequence[Pair], allowed: Sequence[frozenset[int]]) -> list[Row]:
    """Pairs read by model and facts."""
    reads = judge.read(pairs)
    return [Row(dict(read.signals), stances) for read, stances in zip(reads, allowed, strict=True)]


def given_rows(judge: Judge, data: Path) -> list[Row]:
    """The steering sets, as pairs that come with their evidence."""
    pairs, allowed = [], []
    for row in read_news("dev"):
        pairs.append(_news_pair(row))
        allowed.append(LABELS[row["label"]])
    for name in STEERING[1:]:
        for pair in read_pairs(data, name)[:ROWS]:
            pairs.append(Pair(pair.claim, pair.evidence))
            allowed.append(pair.allowed)
    return rows_of(judge, pairs, allowed)


def close_rows(judge: Judge, encoder: Encoder) -> list[Row]:
    """The steering pairs of news, as if a search had found their evidence."""
    rows = read_news("dev")
    claims = encoder.encode([row["hypothesis"] for row in rows])
    evidence = encoder.encode([row["premise"] for row in rows])
    cosines = np.sum(claims * evidence, axis=1).tolist()
    shares = coverage.shipped().shares([(row["hypothesis"], row["premise"]) for row in rows])
    pairs = [
        replace(
            _news_pair(row),
            background=row["premise"],
            similarity=cosine,
            covered=Covered(share, share, 0.0, 0.0),
        )
        for row, cosine, share in zip(rows, cosines, shares, strict=True)
    ]
    return rows_of(judge, pairs, [LABELS[row["label"]] for row in rows])


def _news_pair(row: dict[str, str]) -> Pair:
    claimed, written = (
        datetime.fromisoformat(row[name]).replace(tzinfo=UTC)
        for name in ("claim_date", "premise_date")
    )
    return Pair(row["hypothesis"], row["premise"], claimed, written)


def story_rows(engine: Engine, stories: Sequence[Story]) -> list[Row]:
    """Every claim of the stories against what the search finds; what a sentence may say, the gold's sentences tell."""
    engine.ingest(engine.read(submissions(list(stories))))
    rows: list[Row] = []
    for gold in (gold for story in stories for gold in story["claims"]):
        question = question_of(gold)
        found = [hit for hit in search(engine.corpus, question) if states(hit)]
        asked = [
            (hit, pair)
            for hit, pair in zip(found, pairs_of(question, found), strict=True)
            if hit.article.id not in gold["skip"]
        ]
        reads = engine.judge.read([pair for _, pair in asked])
        for (hit, _), read in zip(asked, reads, strict=True):
            side = wanted(gold, hit.article.id)
            allowed = {NEUTRAL}
            if side is not None:
                deciding = decides(hit.sentence.text, gold["evidence"][hit.article.id])
                allowed = {STANCES[side]} if deciding else {NEUTRAL, STANCES[side]}
            group = (gold["id"], hit.article.id)
            rows.append(Row(dict(read.signals), frozenset(allowed), group, side))
    return rows


def fit(
    rows: Sequence[Row],
    names: Sequence[str],
    prior: Weights = PRIOR,
    penalty: float = PENALTY,
    fixed: Weights = NOTHING,
) -> Weights:
    """The weights that make the allowed stances likeliest, beside those that are `fixed`."""
    pulls = torch.tensor([pulls_of(row.signals, fixed) for row in rows])
    inputs = torch.tensor([[row.signals.get(name, 0.0) for name in names] for row in rows])
    allowed = torch.tensor([[float(stance in row.allowed) for stance in range(3)] for row in rows])
    importance = torch.tensor([row.weight for row in rows])
    start = torch.tensor([prior.get(name, (0.0, 0.0)) for name in names])
    weights = _solved(inputs, pulls, allowed, importance, start, penalty)
    return {
        name: (round(float(s), 4), round(float(r), 4))
        for name, (s, r) in zip(names, weights, strict=True)
    }


def _logits(pulls: torch.Tensor) -> torch.Tensor:
    return torch.cat([pulls, torch.zeros(len(pulls), 1)], dim=1)


def _solved(
    inputs: torch.Tensor,
    pulls: torch.Tensor,
    allowed: torch.Tensor,
    importance: torch.Tensor,
    start: torch.Tensor,
    penalty: float,
) -> torch.Tensor:
    solved = start.clone().requires_grad_()
    optimizer: Any = torch.optim.LBFGS([solved], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        losses = losses_of(_logits(pulls + inputs @ solved), allowed) * importance
        loss = losses.sum() + penalty * ((solved - start) ** 2).sum()
        torch.autograd.backward(loss)
        return loss

    optimizer.step(closure)
    return solved.detach()


def counted(rows: Sequence[Row], weights: Weights) -> Tally:
    """F1 over (claim, article) pairs that the search brought up, when each article speaks with its strongest sentence."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    tally = Tally()
    for members in groups.values():
        found = [scores_of(row.signals, weights) for row in members]
        support, conflict = max(s.supports for s in found), max(s.refutes for s in found)
        got = None
        if max(support, conflict) >= DEFAULT.stance:
            got = "support" if support > conflict else "conflict"
        tally.add(members[0].side, got)
    return tally


def held_out(rows: Sequence[Row], close: Sequence[Row], names: Sequence[str]) -> Tally:
    """Each story judged with weights learned on the others, and on what stands close."""
    total = Tally()
    for story in sorted({row.group[0].split("-")[0] for row in rows}):
        own = [row for row in rows if row.group[0].startswith(f"{story}-")]
        others = [row for row in rows if not row.group[0].startswith(f"{story}-")]
        tally = counted(own, fit([*others, *close], names))
        sys.stdout.write(f"{story}: {tally}\n")
        for side, count in tally.counts.items():
            total.counts[side] += count
    return total


def written(tables: dict[str, Weights]) -> str:
    """The tables as JSON, a line for each signal."""
    parts = [
        f' "{name}": {{\n'
        + ",\n".join(f'  "{signal}": {json.dumps(pull)}' for signal, pull in table.items())
        + "\n }"
        for name, table in tables.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(Settings(data_folder=Path(folder))) as engine,
    ):
        given = given_rows(engine.judge, options.data)
        stories = story_rows(engine, read_stories(held_out=True))
        close = close_rows(engine.judge, engine.encoder)
    names = sorted({name for row in stories for name in row.signals})
    sys.stdout.write(f"each story by the others: {held_out(stories, close, names)}\n")
    tables = json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    tables |= {
        "found": fit([*stories, *close], names),
        "given": fit(
            given,
            sorted({name for row in given for name in row.signals}),
            GIVEN_PRIOR,
            GIVEN_PENALTY,
        ),
    }
    SHIPPED_FILE.write_text(written(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
