"""How much of a claim a text speaks of, word by word, by the encoder's word embeddings before any layer.

After BERTScore's recall (Zhang et al. 2020): each piece of a word of the claim counts by the closest piece of the text, rare ones more.
Unlike there, the pieces stand alone, without the mean of all (Mu and Viswanath 2018, "All-but-the-Top"), so that whole articles cost next to
nothing; what the layers above would add is little (`docs/ablation.md`). Of English it is true: other scripts are cut to characters.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from safetensors import safe_open

from claims.types import Covered
from index.encoder import PACKAGED_FOLDER
from index.observer import stage
from index.types import Hit

EMBEDDINGS = "embeddings.word_embeddings.weight"
CHARACTERS, WORDS, ENDINGS = 999, 1996, 29_612
"""places in the vocabulary from which characters stand, then words and parts of words, the most frequent first, then characters again"""
PASSAGE = 512
"""pieces that are held against a claim at a time, each passage beginning half-way into the one before: a whole book has every word"""
REMEMBERED = 2_000_000
"""pieces of texts that are kept at hand, each about 10 bytes with its text: one article is held against many claims"""

Pieces = NDArray[np.int32]
"""places in the vocabulary"""


class Coverage:
    """The words of an encoder.

    Args:
        tokenizer: texts to places in its vocabulary.
        vectors: shape (vocabulary, dimension), of the pieces.
    """

    def __init__(self, tokenizer: Any, vectors: NDArray[np.float32]) -> None:
        self._tokenizer = tokenizer
        apart = vectors - vectors.mean(axis=0)
        self._vectors = (apart / np.linalg.norm(apart, axis=1, keepdims=True)).astype(np.float16)
        self._worth = worth(len(vectors))
        self._remembered: LRUCache[str, Pieces] = LRUCache(REMEMBERED, getsizeof=len)
        self._lock = Lock()

    def among(self, claim: str, hits: Sequence[Hit]) -> list[Covered]:
        """How much of a claim each sentence that a search found for it speaks of, and its article against the others found."""
        if not hits:
            return []
        with stage("cover", len(hits)):
            articles = {hit.article.id: hit.article for hit in hits}
            shares = self.shares([(claim, article.wording) for article in articles.values()])
            by_article = dict(zip(articles, shares, strict=True))
            by_sentence = self.shares([(claim, hit.sentence.text) for hit in hits])
        closest: dict[str, float] = {}
        for hit in hits:
            at = hit.article.id
            closest[at] = max(hit.similarity, closest.get(at, hit.similarity))
        most, nearest = max(shares), max(closest.values())
        return [
            Covered(share, by_article[at], by_article[at] - most, closest[at] - nearest)
            for share, at in zip(by_sentence, (hit.article.id for hit in hits), strict=True)
        ]

    def shares(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each claim and text the share of the claim that the text speaks of, 0 to 1, in the order given."""
        pieces = self._pieces(text for pair in pairs for text in pair)
        return [self._share(pieces[claim], pieces[text]) for claim, text in pairs]

    def _pieces(self, texts: Iterable[str]) -> dict[str, Pieces]:
        different = dict.fromkeys(texts)
        # two threads in one tokenizer at a time are an error
        with self._lock:
            known = {text: self._remembered[text] for text in different if text in self._remembered}
            new = [text for text in different if text not in known]
            if new:
                coded = self._tokenizer(new, add_special_tokens=False, verbose=False)["input_ids"]
                made = (np.asarray(ids, np.int32) for ids in coded)
                known.update(zip(new, made, strict=True))
                self._remembered.update((text, known[text]) for text in new)
        return known

    def _share(self, claim: Pieces, text: Pieces) -> float:
        weights = self._worth[claim]
        if not weights.any() or not len(text):
            return 0.0
        asked = self._rows(claim)
        near = [
            (asked @ self._rows(np.unique(text[at : at + PASSAGE])).T).max(axis=1)
            for at in range(0, max(1, len(text) - PASSAGE // 2), PASSAGE // 2)
        ]
        return float(np.clip(np.average(near, axis=1, weights=weights).max(), 0.0, 1.0))

    def _rows(self, pieces: Pieces) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self._vectors[pieces].astype(np.float32)
        return rows


_READING = Lock()
"""transformers cannot be imported by two threads at a time"""


def shipped() -> Coverage:
    """The words of the packaged encoder, read once; whichever encoder is set, these stay."""
    with _READING:
        return _shipped()


@cache
def _shipped() -> Coverage:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(PACKAGED_FOLDER)
    with safe_open(PACKAGED_FOLDER / "model.safetensors", "np") as weights:
        return Coverage(tokenizer, weights.get_tensor(EMBEDDINGS))


def worth(pieces: int) -> NDArray[np.float32]:
    """What each piece of a vocabulary counts: the square of the logarithm of its rank, shape (pieces,).

    A frequency falls with the rank (Zipf 1935), and the vocabulary of BERT is in the order of ranks, so this stands for the inverse
    frequency. Characters count 1, and the places before them, which are no words, nothing.
    """
    ranks = np.arange(pieces) - WORDS + 2
    ranks[ENDINGS:] = 1
    logarithms = np.log(np.maximum(ranks, np.e))
    logarithms[:CHARACTERS] = 0.0
    return (logarithms**2).astype(np.float32)
