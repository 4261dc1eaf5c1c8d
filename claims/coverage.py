"""How much of a claim a text speaks of, word by word: the recall of BERTScore with vectors of words that stand alone.

After Zhang et al. 2020, "BERTScore: Evaluating Text Generation with BERT": each piece of a word of the claim counts by the closest piece
that the text has, rare ones more. The vectors are the encoder's word embeddings, before any layer, so that whole articles cost
next to nothing; the layers above gain little (`docs/ablation.md`).
"""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from safetensors.numpy import load_file
from transformers import AutoTokenizer

from claims.types import Covered
from index.encoder import PACKAGED_FOLDER
from index.types import Article, Hit
from index.widen import closeness

EMBEDDINGS = "embeddings.word_embeddings.weight"
CHARACTERS, WORDS = 999, 1996
"""places in the vocabulary from which single characters stand, and words, the most frequent first"""

REMEMBERED = 4096
"""texts whose pieces are kept at hand, 4 bytes a piece: the same articles are held against one claim after another"""

Pieces = NDArray[np.int32]
"""places in the vocabulary"""


class Coverage:
    """The words of the packaged encoder.

    Args:
        tokenizer: texts to places in its vocabulary.
        vectors: shape (vocabulary, dimension), of the pieces.
    """

    def __init__(self, tokenizer: Any, vectors: NDArray[np.float32]) -> None:
        self._tokenizer = tokenizer
        apart = vectors - vectors.mean(axis=0)
        self._vectors = (apart / np.linalg.norm(apart, axis=1, keepdims=True)).astype(np.float16)
        self._worth = worth(len(vectors))
        self._remembered: LRUCache[str, Pieces] = LRUCache(REMEMBERED)
        self._lock = Lock()

    @classmethod
    def load(cls) -> "Coverage":
        """Read tokenizer and word embeddings of the packaged encoder."""
        tokenizer = AutoTokenizer.from_pretrained(PACKAGED_FOLDER)
        vectors = load_file(PACKAGED_FOLDER / "model.safetensors")[EMBEDDINGS]
        return cls(tokenizer, vectors.astype(np.float32))

    def shares(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each claim and text the share of the claim that the text speaks of, 1 where it has all its words, in the order given."""
        different = list(dict.fromkeys(pairs))
        pieces = self._pieces(text for pair in different for text in pair)
        share = {pair: self._share(*(pieces[text] for text in pair)) for pair in different}
        return [share[pair] for pair in pairs]

    def among(self, claim: str, hits: Sequence[Hit]) -> list[Covered]:
        """How much of a claim each sentence that a search found for it speaks of, and its article against the others found."""
        if not hits:
            return []
        articles = {hit.article.id: hit.article for hit in hits}
        by_sentence = self.shares([(claim, hit.sentence.text) for hit in hits])
        shares = self.shares([(claim, whole(article)) for article in articles.values()])
        by_article, near = dict(zip(articles, shares, strict=True)), closeness(hits)
        most, nearest = max(by_article.values()), max(near.values())
        return [
            Covered(share, by_article[at], by_article[at] - most, near[at] - nearest)
            for share, at in zip(by_sentence, (hit.article.id for hit in hits), strict=True)
        ]

    def _pieces(self, texts: Iterable[str]) -> dict[str, Pieces]:
        different = dict.fromkeys(texts)
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
        asked, there = (self._vectors[at].astype(np.float32) for at in (claim, np.unique(text)))
        return float(np.average((asked @ there.T).max(axis=1), weights=weights))


def whole(article: Article) -> str:
    """All that an article says: its title and its text."""
    return f"{article.title or ''}\n{article.text}"


def worth(pieces: int) -> NDArray[np.float32]:
    """What each piece of a vocabulary counts: the square of its inverse frequency's logarithm, shape (pieces,).

    A frequency falls with the rank (Zipf 1935), and the vocabulary of BERT is in the order of ranks. Its first places are no words.
    """
    ranks = np.arange(pieces) - WORDS + 2
    logarithms = np.log(np.maximum(ranks, np.e))
    logarithms[:CHARACTERS] = 0.0
    return (logarithms**2).astype(np.float32)
