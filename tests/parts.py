"""Small real parts that stand in for the large models: they implement the same protocols, and nothing is patched."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from claims.checkworthiness import Scores, states
from claims.combination import Combination
from claims.compare import compare
from claims.detect import Detector
from claims.explanation import GUESSED, Weights
from claims.facts.polarity import is_negative, read_cues
from claims.facts.words import content_stems
from claims.judge import Judge
from claims.provenance.features import BITS, RHYTHM, VIEWS, WORDS, features
from claims.provenance.machine_text import Card, Family, MachineText
from claims.stance import Probabilities
from claims.stories import Clustering
from claims.types import Comparison, DivergenceType, ErrorRate
from index.corpus import open_corpus
from index.encoder import Vectors
from index.factchecks import FactChecks
from index.reading import read
from index.types import Article, Submission
from service.engine import Engine, Opener
from service.settings import Settings

DIMENSION = 256


class WordEncoder:
    """A bag of word stems, hashed: texts that share words are close."""

    name = "words"
    dimension = DIMENSION
    digest = "0" * 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in content_stems(text) or {text}:
                vectors[row, int(hashlib.sha256(stem.encode()).hexdigest(), 16) % DIMENSION] += 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


class WordStance:
    """Supports when most words of the claim stand in the evidence, refutes when only one of both denies."""

    name = "words"
    digest = "1" * 64

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        return np.asarray([self._row(*pair) for pair in pairs], dtype=np.float32).reshape(-1, 3)

    def drift(self, _: Sequence[tuple[str, str]]) -> float:
        """There is but one path."""
        return 0.0

    def _row(self, evidence: str, claim: str) -> tuple[float, float, float]:
        wanted = content_stems(claim)
        share = len(wanted & content_stems(evidence)) / max(1, len(wanted))
        if share < 0.6:
            return 0.05, 0.05, 0.9
        if is_negative(read_cues(evidence)) is not is_negative(read_cues(claim)):
            return 0.1, 0.85, 0.05
        return 0.9, 0.05, 0.05


class Backwards(WordStance):
    """A model whose labels stand in another order than its user thinks."""

    name = "backwards"

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Supports and refutes changed about."""
        return super().probabilities(pairs)[:, [1, 0, 2]]


class WordWorth:
    """Every statement is worth checking, unless "think" or "should" stands in it."""

    name = "worth"
    digest = "2" * 64
    encoder = WordEncoder.name

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """One score a text."""
        assert vectors.shape == (len(texts), DIMENSION)
        return np.asarray([self.score(text) for text in texts], dtype=np.float32)

    def score(self, text: str) -> float:
        """The score of one text."""
        return 0.9 if states(text) and not re.search(r"\b(?:think|should)\b", text) else 0.1


WORD_DETECTOR = Detector(WordEncoder(), WordWorth())
_TABLE = {
    "model_supports": (1.0, 0.0),
    "model_refutes": (0.0, 1.0),
    "number_different": (-6.0, 6.0),
    "date_different": (-6.0, 6.0),
    "role_different": (-6.0, 6.0),
    "act_different": (-6.0, 6.0),
}
_FOUND = {
    "overlap": (2.5, 0.5),
    "number_unstated": (-6.0, 0.0),
    "date_unstated": (-6.0, 0.0),
    "name_unstated": (-6.0, -6.0),
    "act_unstated": (-6.0, -6.0),
}
_DIFFERENT = {name: pull for name, pull in _TABLE.items() if name.endswith("_different")}
_ALIGNED = {"model_supports_most": (1.0, 0.0), "model_refutes_least": (0.0, 1.0)}
_EXPLAINED: Weights = {
    **{f"{kind}_alike": {kind: 4.0} for kind in GUESSED},
    **{f"{kind}_one": {kind: 1.0} for kind in GUESSED},
    "negation_one": {DivergenceType.NEGATION: 2.0},
}
WORD_JUDGE = Judge(
    WordStance(),
    Combination(_TABLE | _FOUND, _TABLE, _ALIGNED | _DIFFERENT, _EXPLAINED),
)
"""the words' stance, corrected by the facts with round weights"""


@contextmanager
def small_engine(settings: Settings) -> Iterator[Engine]:
    """An engine with a real corpus on disk and the small parts in place of the models."""
    encoder = WordEncoder()
    with open_corpus(settings.data_folder, encoder, settings.database) as corpus:
        checks, detector = FactChecks(corpus.database, encoder), Detector(encoder, WordWorth())
        yield Engine(settings, corpus, encoder, WORD_JUDGE, detector, Clustering(corpus), checks)


opener: Opener = small_engine


def article(text: str, **given: object) -> Article:
    """A read article of one text."""
    values = {"outlet": "gazette.example", "text": text, **given}
    return read(Submission(**values))  # type: ignore[arg-type]


def compared(*articles: Article, judge: Judge = WORD_JUDGE) -> Comparison:
    """Articles side by side, with the small parts."""
    encoder = WordEncoder()
    sentences = [sentence for found in articles for sentence in found.sentences]
    rows = encoder.encode([sentence.text for sentence in sentences])
    vectors = dict(zip((sentence.id for sentence in sentences), rows, strict=True))
    claims = [claim for found in WORD_DETECTOR.detect(articles, vectors) for claim in found]
    return compare(articles, claims, vectors, encoder, judge)


def word_detector(word: str) -> MachineText:
    """A detector that takes a text for a machine's when it often says one word."""
    tables = {view: np.zeros(1 << BITS, dtype=np.float16) for view in VIEWS}
    tables[WORDS][features([word], frozenset()).places[WORDS]] = 40.0
    card = Card(
        name="word",
        languages=("en",),
        threshold=0.9,
        section_threshold=0.95,
        false_positives=ErrorRate(0.0, 0.0, 0.01, 400),
        slope=0.5,
        power=0.25,
        shift=0.0,
        common=frozenset(),
    )
    return MachineText([Family(tables, np.zeros(len(RHYTHM), dtype=np.float32), -2.0)], card)
