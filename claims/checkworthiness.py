"""Check-worthiness: how likely a reader takes a statement for a claim of fact that is worth checking.

A small network over the statement's vector and a few signs on its surface, trained by `training.checkworthiness` on
sentences that people judged (ClaimBuster, Arslan et al. 2020; PoliClaim, Ni et al. 2024; BABE, Spinde et al. 2021).
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from claims.errors import ModelFault
from index.digests import digest_of
from index.encoder import PACKAGED, Vectors

SHIPPED_FILE = Path(__file__).parent / "weights" / "checkworthiness" / "model.safetensors"
FEWEST_WORDS = 3
"""fewer words are a label or an exclamation"""

Scores = NDArray[np.float32]
"""shape (texts,); probabilities, 0 to 1"""

_QUESTION = re.compile(r"\?[\"”’')\]]*$")
_STAMP = re.compile(
    r"(?:last\s)?(?:updated?|published|posted|modified|corrected)\b(?:\s?:|\s(?:at|on))?"
    r"(?>[\s\d:.,/|–-]|\b(?:[ap]\s?\.?\s?m\b|at|on|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|(?-i:[A-Z]{2,4})|(?:eastern|central|pacific|local)(?:\stime)?)\b)+",
    re.IGNORECASE,
)
"""when a page was changed: "Updated at 9:05 a.m. ET" """
_SIGNATURE = re.compile(
    r"(?:(?:pic\.twitter\.com|https?:)\S+\s)*[—–-]{1,2}\s?[^—–]{2,60}\(\s?@\s?\w{1,15}\s?\)(?:\s\S+){0,5}"
)
"""what stands below a post: who wrote it, and when"""
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_SIGNS = {
    "first_person": r"\b(?:I|me|my|mine|I['’]m|I['’]ve)\b",
    "we": r"\b(?:[Ww]e|us|[Oo]ur|ours)\b",
    "you": r"\b[Yy]ou",
    "holds": r"\b(?:I|[Ww]e)\s(?:think|believe|feel|hope|want|know|guess|suppose|wish)\b",
    "ought": r"\b(?:should|must|ought|needs?|hopefully|arguably|perhaps|let['’]s|let us)\b",
    "may_be": r"\b(?:will|would|could|may|might|can)\b",
    "said": r"\b(?:said|says|told|according)\b",
    "exclaims": r"!",
    "ends": r"[.!?…][\"”’')\]]*$",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _SIGNS.items()}
FEATURES = ("length", "log_length", "digits", "numbers", "capitals", "quoted", *_SIGNS)
"""the signs on the surface, in the order of the columns"""


class WorthModel(Protocol):
    """Scores statements; `encoder` names the encoder whose vectors it was trained on."""

    name: str
    encoder: str

    @property
    def digest(self) -> str:
        """What tells its weights from others."""
        ...

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """One probability a text, in the order given; a question or a label states nothing and scores 0."""
        ...


class CheckWorthiness:
    """The trained network: one hidden layer with ReLU, and a logistic output that is calibrated."""

    name = "check-worthiness"

    def __init__(self, encoder: str, layers: Mapping[str, NDArray[np.float32]]) -> None:
        self.encoder = encoder
        self._layers = layers

    @classmethod
    def load(cls, path: Path = SHIPPED_FILE) -> "CheckWorthiness":
        """Read what `training.checkworthiness` wrote.

        Raises:
            ModelFault: the file is missing, damaged, or made for other features.
        """
        try:
            with safe_open(path, framework="numpy") as file:
                layers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
                made = file.metadata() or {}
        except (OSError, SafetensorError) as fault:
            raise ModelFault(
                f"the check-worthiness weights {path} cannot be read ({fault})"
            ) from fault
        if made.get("features") != " ".join(FEATURES) or set(layers) != set(LAYERS):
            raise ModelFault(
                f"the check-worthiness weights {path} were made for other features; run training.checkworthiness"
            )
        return cls(made.get("encoder", PACKAGED), layers)

    @cached_property
    def digest(self) -> str:
        """What tells its weights from others."""
        return digest_of(self._layers)

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """One probability a text; `vectors` has a row for each."""
        hidden = (
            inputs(texts, vectors) @ self._layers["hidden.weight"] + self._layers["hidden.bias"]
        )
        odds = np.maximum(hidden, 0) @ self._layers["out.weight"] + self._layers["out.bias"]
        stated = np.asarray([states(text) for text in texts], dtype=bool)
        scores: Scores = np.where(stated, 1 / (1 + np.exp(-odds)), 0).astype(np.float32)
        return scores


LAYERS = ("hidden.weight", "hidden.bias", "out.weight", "out.bias")
"""shapes (inputs, hidden), (hidden,), (hidden,), ()"""


def inputs(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float32]:
    """What the network sees: a row a text of its vector and its surface."""
    surface = np.asarray([_surface(text) for text in texts], dtype=np.float32)
    return np.hstack([vectors, surface.reshape(len(texts), len(FEATURES))])


def states(text: str) -> bool:
    """Whether a text states anything: no question, and more than a label, a time stamp or the signature of a post."""
    if len(text.split()) < FEWEST_WORDS or _QUESTION.search(text):
        return False
    return not (_STAMP.fullmatch(text) or _SIGNATURE.fullmatch(text))


def _surface(text: str) -> list[float]:
    words = text.split()
    inner = words[1:]
    return [
        min(len(words), 50) / 20,
        float(np.log1p(len(words))),
        float(bool(re.search(r"\d", text))),
        min(len(re.findall(r"\d+", text)), 6) / 3,
        4 * sum(word[:1].isupper() for word in inner) / max(1, len(inner)),
        sum(len(span) for span in _QUOTED.findall(text)) / max(1, len(text)),
        *(float(bool(pattern.search(text))) for pattern in _PATTERNS.values()),
    ]
