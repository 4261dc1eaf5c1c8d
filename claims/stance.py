"""The stance model: evidence and claim in, probabilities of supports, refutes and neutral out.

Long evidence is read in windows and the strongest window counts, as in SummaC (Laban et al. 2022) and AlignScore (Zha et
al. 2023): a model of sentence pairs finds one sentence in two hundred words too seldom.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError

from claims.errors import ModelFault
from claims.types import Scores, Stance
from index import sentences
from index.digests import digest_of
from index.encoder import PACKAGED_FOLDER
from index.precision import PADDING, multiplies_halves, precision
from index.turns import MODELS, longest_first

SHIPPED = "crosscheck-stance"
SHIPPED_FILE = Path(__file__).parent / "weights" / "stance" / "model.safetensors"
WINDOW_WORDS = 140
"""a window of evidence, in words; training saw one sentence to a paragraph of about 150"""
MOST_TOKENS = 256
TOGETHER = 16
"""pairs of one batch, longest first"""
MOST_DRIFT = 0.05
"""a probability of the fast path may differ by so much from the reference"""

Probabilities = NDArray[np.float32]
"""shape (pairs, 3): supports, refutes, neutral; rows add up to 1"""

_NAMES: Mapping[str, Stance] = {
    "entailment": Stance.SUPPORTS,
    "entail": Stance.SUPPORTS,
    "supports": Stance.SUPPORTS,
    "contradiction": Stance.REFUTES,
    "refutes": Stance.REFUTES,
    "neutral": Stance.NEUTRAL,
    "not enough info": Stance.NEUTRAL,
}
_ORDER = (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL)
_CANARIES = (
    (
        "The bridge was closed on Friday after an inspection.",
        "The bridge was closed on Friday.",
        Stance.SUPPORTS,
    ),
    (
        "The council approved the budget by 30 votes to 12.",
        "The council rejected the budget.",
        Stance.REFUTES,
    ),
    ("The harbour was dredged last spring.", "The mayor plays the violin.", Stance.NEUTRAL),
)


class StanceModel(Protocol):
    """Judges pairs of evidence and claim."""

    name: str

    @property
    def digest(self) -> str:
        """What tells its weights from others."""
        ...

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair (evidence, claim), in the order given."""
        ...

    def drift(self, pairs: Sequence[tuple[str, str]]) -> float:
        """The largest difference between a probability as it is given and in full precision, 0 to 1."""
        ...


class CrossEncoderStance:
    """A cross-encoder of sentence-transformers.

    Args:
        name: what the model is called in replies.
        model: the cross-encoder.
        columns: which of its outputs is supports, refutes and neutral.
        half: multiply in bfloat16, about 2.7 times as fast where the processor can.
    """

    def __init__(
        self, name: str, model: Any, columns: Sequence[int] = (0, 1, 2), *, half: bool = False
    ) -> None:
        self.name = name
        self._model = model
        self._columns = list(columns)
        self._half = half

    @classmethod
    def load(
        cls, name: str = SHIPPED, weights: Path = SHIPPED_FILE, *, half: bool = True
    ) -> "CrossEncoderStance":
        """Load the shipped model, with these weights, or any local folder or hub model whose labels can be told.

        Args:
            name: the shipped model, a local folder or a hub name.
            weights: of the shipped model.
            half: multiply in bfloat16 where the processor has instructions for it.

        Raises:
            ModelFault: files are missing or damaged, or the labels have no names this project knows.
        """
        from sentence_transformers import CrossEncoder

        half = half and multiplies_halves()
        if name == SHIPPED:
            return cls(name, _shipped(weights), half=half)
        model = CrossEncoder(name, device="cpu")
        return cls(name, model, _columns(model.config.id2label), half=half)

    @cached_property
    def digest(self) -> str:
        """What tells its weights, and the precision they are multiplied in, from others."""
        weights = self._model.state_dict().items()
        note = "bfloat16" if self._half else "float32"
        return digest_of({name: value.float().numpy() for name, value in weights}, note=note)

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair, in the order given; long evidence counts by its strongest windows."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        return self._rows(pairs, half=self._half)

    def drift(self, pairs: Sequence[tuple[str, str]]) -> float:
        """The largest difference between a probability as it is given and in full precision, 0 to 1."""
        if not self._half:
            return 0.0
        return float(np.abs(self._rows(pairs, half=True) - self._rows(pairs, half=False)).max())

    def _rows(self, pairs: Sequence[tuple[str, str]], *, half: bool) -> Probabilities:
        windows = [list(_windows(evidence)) for evidence, _ in pairs]
        flat = [
            (window, claim)
            for group, (_, claim) in zip(windows, pairs, strict=True)
            for window in group
        ]
        judged = self._judge(flat, half=half)
        edges = np.cumsum([0, *map(len, windows)])
        return np.stack([_strongest(judged[start:end]) for start, end in pairwise(edges)])

    def _judge(self, pairs: Sequence[tuple[str, str]], *, half: bool) -> Probabilities:
        logits = np.zeros((len(pairs), len(self._columns)), dtype=np.float32)
        lengths = [len(evidence) + len(claim) for evidence, claim in pairs]
        for batch in longest_first(lengths, TOGETHER):
            with MODELS.turn(), precision(half=half):
                found = self._model.predict(
                    [pairs[at] for at in batch],
                    batch_size=TOGETHER,
                    apply_softmax=False,
                    show_progress_bar=False,
                    processing_kwargs=PADDING,
                )
            logits[batch] = np.asarray(found, dtype=np.float32)[:, self._columns]
        return _softmax(logits)


def canary(model: StanceModel) -> list[str]:
    """What is wrong with a model; empty when all is well.

    Of three pairs, one for each stance, each stance must be likeliest for its own pair: labels in another order fail. And
    the fast path must give what full precision gives.
    """
    pairs = [(evidence, claim) for evidence, claim, _ in _CANARIES]
    rows = model.probabilities(pairs)
    faults = [
        f"{model.name} gives {wanted} the most weight for {_CANARIES[int(column.argmax())][1]!r}, not for {claim!r}"
        for place, (column, (_, claim, wanted)) in enumerate(zip(rows.T, _CANARIES, strict=True))
        if int(column.argmax()) != place
    ]
    if (drift := model.drift(pairs)) > MOST_DRIFT:
        faults.append(
            f"{model.name} in half precision is off by {drift:.2f}; set CROSSCHECK_FULL_PRECISION=true"
        )
    return faults


def as_scores(row: NDArray[np.float32]) -> Scores:
    """A row of probabilities as scores that add up to 1."""
    supports, refutes, neutral = (float(value) for value in row / row.sum())
    return Scores(supports, refutes, neutral)


def _shipped(weights: Path) -> Any:
    """The encoder's packaged weights with every layer but the word embeddings replaced by the trained ones."""
    from safetensors.torch import load_file
    from sentence_transformers import CrossEncoder

    try:
        trained = {name: value.float() for name, value in load_file(weights).items()}
    except (OSError, SafetensorError) as fault:
        raise ModelFault(
            f"the stance weights {weights} cannot be read ({fault}); see training/README.md"
        ) from fault
    with _quiet("transformers"), _quiet("sentence_transformers"):
        model = CrossEncoder(str(PACKAGED_FOLDER), num_labels=3, device="cpu")
    model.max_seq_length = MOST_TOKENS
    missing, unexpected = model.model.load_state_dict(trained, strict=False)
    if unexpected or [
        name for name in missing if "word_embeddings" not in name and "position_ids" not in name
    ]:
        raise ModelFault(
            f"the stance weights {weights} do not fit the encoder's layers; see training/README.md"
        )
    model.eval()
    return model


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a logger from reporting the untrained head, which is replaced at once."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _columns(labels: Mapping[int, str]) -> list[int]:
    found = {
        _NAMES[label.casefold()]: int(place)
        for place, label in labels.items()
        if label.casefold() in _NAMES
    }
    if set(found) != set(_ORDER):
        raise ModelFault(
            f"the labels {sorted(labels.values())} do not name entailment, contradiction and neutral"
        )
    return [found[stance] for stance in _ORDER]


def _softmax(logits: NDArray[np.float32]) -> Probabilities:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def _windows(evidence: str) -> Iterator[str]:
    """Runs of whole sentences of about WINDOW_WORDS words, each starting half-way into the one before."""
    if len(evidence.split()) <= WINDOW_WORDS * 1.25:
        yield evidence
        return
    spans = [evidence[start:end] for start, end in sentences.split(evidence)]
    lengths = [len(span.split()) for span in spans]
    start = 0
    while start < len(spans):
        end, words = start, 0
        while end < len(spans) and (end == start or words + lengths[end] <= WINDOW_WORDS):
            words += lengths[end]
            end += 1
        yield " ".join(spans[start:end])
        if end >= len(spans):
            return
        start = max(start + 1, end - max(1, (end - start) // 2))


def _strongest(rows: Probabilities) -> Probabilities:
    """Of several windows the one that decides most, whichever side it takes."""
    strongest: Probabilities = rows[int(np.argmax(rows[:, :2].max(axis=1)))]
    return strongest
