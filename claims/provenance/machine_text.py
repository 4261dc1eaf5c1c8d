"""The detector: how likely a machine wrote a text, from hashed n-grams and its rhythm, with a linear model for each family of machines.

`training/machine_text.py` makes the weights; `claims/weights/machine_text/README.md` is their model card.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from claims.errors import ModelFault
from claims.provenance.features import BITS, RHYTHM, VIEWS, Features, features
from claims.types import ErrorRate
from index.digests import digest_of

SHIPPED_FOLDER = Path(__file__).parents[1] / "weights" / "machine_text"
WEIGHTS_FILE, CARD_FILE = "model.safetensors", "card.json"
INSTRUCTED, CONTINUING = "instructed", "continuing"
FAMILIES = (INSTRUCTED, CONTINUING)
"""machines that write as they are told, and the older ones that only go on with a text: what gives the ones away is often the
reverse of what gives away the others, so that each family has weights of its own"""
LEAST_WORDS = 50
"""a shorter text gets no answer"""
WINDOW_WORDS = 150
"""a window has about so many words; training saw windows of the same making"""

Sizes = Sequence[int]


@dataclass(frozen=True)
class Card:
    """What the numbers of a detector mean: where it flags, how often it is wrong there, and what it knows."""

    name: str
    languages: tuple[str, ...]
    """the languages that it was trained on, ISO 639-1"""
    threshold: float
    """probability from which an article is flagged"""
    section_threshold: float
    """probability from which a window is, in an article that is not"""
    false_positives: ErrorRate
    """human articles that are flagged, whole or in part, among those that neither training nor a threshold has seen"""
    slope: float
    """probability = logistic(slope · words**power · mean log-odds + shift)"""
    power: float
    shift: float
    common: frozenset[str]
    """words that keep their spelling in the frames"""


@dataclass(frozen=True)
class Family:
    """A linear model over the features of a window: one family of machines against people."""

    tables: Mapping[str, NDArray[np.float16]]
    """view → weights, shape (2**BITS,)"""
    rhythm: NDArray[np.float32]
    """shape (len(RHYTHM),)"""
    bias: float

    def log_odds(self, window: Features) -> float:
        """How much a window looks like one of these machines' rather than a person's."""
        grams = (
            float(self.tables[view][window.places[view]].astype(np.float32) @ window.values[view])
            for view in VIEWS
        )
        return sum(grams) + float(self.rhythm @ window.rhythm) + self.bias


@dataclass(frozen=True)
class MachineText:
    """The families of machines, and what their numbers mean."""

    families: Sequence[Family]
    card: Card

    @property
    def name(self) -> str:
        """What answers call it."""
        return self.card.name

    @cached_property
    def digest(self) -> str:
        """What tells these weights and thresholds from others."""
        weights: dict[str, NDArray[Any]] = {}
        for place, family in enumerate(self.families):
            weights |= {
                tensor_name(str(place), view): table for view, table in family.tables.items()
            }
            weights[tensor_name(str(place), "rhythm")] = family.rhythm
            weights[tensor_name(str(place), "bias")] = np.array([family.bias])
        card = {**asdict(self.card), "common": sorted(self.card.common)}
        return digest_of(weights, note=json.dumps(card, sort_keys=True))

    @classmethod
    def load(cls, folder: Path = SHIPPED_FOLDER) -> "MachineText":
        """Read what `training.machine_text` wrote.

        Raises:
            ModelFault: a file is missing, damaged, or of another shape.
        """
        try:
            tensors = load_file(folder / WEIGHTS_FILE)
            card = _card(json.loads((folder / CARD_FILE).read_text(encoding="utf-8")))
            shapes = {name: tensors[name].shape for name in SHAPES}
        except (OSError, SafetensorError, ValueError, KeyError, TypeError) as fault:
            raise ModelFault(
                f"the detector in {folder} cannot be read ({fault}); run `python -m training.machine_text`"
            ) from fault
        if shapes != SHAPES:
            raise ModelFault(f"the detector in {folder} has the shapes {shapes}, not {SHAPES}")
        families = [
            Family(
                {view: tensors[tensor_name(family, view)] for view in VIEWS},
                tensors[tensor_name(family, "rhythm")],
                float(tensors[tensor_name(family, "bias")][0]),
            )
            for family in FAMILIES
        ]
        return cls(families, card)

    def log_odds(self, sentences: Sequence[str]) -> float:
        """How much a window looks like a machine's, of whatever family, rather than a person's."""
        window = features(sentences, self.card.common)
        odds = [family.log_odds(window) for family in self.families]
        return float(np.logaddexp.reduce(odds))

    def probability(self, log_odds: float, words: int) -> float:
        """The calibrated probability, 0 to 1, that a machine wrote so many words with this mean log-odds."""
        card = self.card
        return 1 / (1 + math.exp(-_bounded(card.slope * words**card.power * log_odds + card.shift)))


@cache
def shipped() -> MachineText:
    """The detector that comes with this package, read once."""
    return MachineText.load()


def windows(sizes: Sizes) -> list[range]:
    """Divide sentences into runs of about WINDOW_WORDS words each, as even as sentences allow.

    Args:
        sizes: words of each sentence, in order.

    Returns:
        Ranges of sentence numbers that cover all of them; none for fewer than LEAST_WORDS words.
    """
    total = sum(sizes)
    if total < LEAST_WORDS:
        return []
    count = max(1, round(total / WINDOW_WORDS))
    starts = [0]
    seen = 0
    for place, size in enumerate(sizes):
        full = seen + size / 2 > total * len(starts) / count
        if full and len(starts) < count and place > starts[-1]:
            starts.append(place)
        seen += size
    return [range(one, other) for one, other in zip(starts, [*starts[1:], len(sizes)], strict=True)]


def tensor_name(family: str, part: str) -> str:
    """What a part of a family's weights is called in the file."""
    return f"{family}.{part}"


SHAPES = {
    tensor_name(family, part): shape
    for family in FAMILIES
    for part, shape in {
        **dict.fromkeys(VIEWS, (1 << BITS,)),
        "rhythm": (len(RHYTHM),),
        "bias": (1,),
    }.items()
}
"""what the file of weights holds"""


def _card(found: dict[str, Any]) -> Card:
    read = {
        "languages": tuple(found["languages"]),
        "common": frozenset(found["common"]),
        "false_positives": ErrorRate(**found["false_positives"]),
    }
    return Card(**{**found, **read})


def _bounded(odds: float) -> float:
    return max(-30.0, min(30.0, odds))
