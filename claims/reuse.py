"""What of one article stands in another: text reuse, found by seeding, extension and filtering.

The three steps are those of PAN's text alignment (Potthast et al. 2013; Sanchez-Perez, Sidorov and Gelbukh 2014). Copies are
seeded by word shingles (Broder 1997), rewrites by close sentence vectors and shared facts. Seeds that lie near each other
extend to a passage, and a passage is kept where enough of it is shared: words for a copy; for a rewrite sentences, their
order, and the figures, names and quotations in them. Two reports of one event share the great facts, and a follow-up repeats
them; only a rewrite has next to none of its own.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from claims.facts.names import read_names
from claims.facts.quantities import read_quantities
from claims.facts.quotes import read_quotations
from index.types import Article, Section, Sentence

SHINGLE = 5
"""words"""
COPIED = 0.6
"""share of a sentence's words under shared shingles from which it is copied; light edits leave as much"""
FEWEST_COPIED = 30
"""copied words outside quotations below which a shared sentence, a quotation's frame or a credit line may be all"""
FEWEST_OF_A_FLASH = 8
"""the same of an article that holds next to nothing else: a flash of one sentence is copied whole"""
ALL_COPIED = 0.9
"""share of an article's words from which it holds next to nothing else"""
LEAST_COPIED = 0.1
"""share of an article below which what it copied says nothing of its origin"""
CLOSE = 0.5
"""cosine from which two sentences are a seed"""
CLOSE_WITH_FACT = 0.4
"""the same where they share a figure or a name"""
GAP = 3
"""sentences of its own that a rewritten passage may hold in a row"""
LEAST_REWRITTEN = 0.4
"""share of an article below which a rewritten passage is background that both had"""
FEWEST_FACTS = 8
"""shared figures, names and quotations below which a passage is too general to be anybody's"""
REWRITTEN = 0.7
"""`_kinship` from which a passage is rewritten; of independent reports and follow-ups of one event it reaches 0.68, of rewrites
it starts at 0.72 (the steering half of `benchmarks/origins`, and `benchmarks/ten_stories` but for one very free rewrite)"""

FIGURE = "#"
"""what marks a figure among the facts"""

Mode = Literal["copy", "rewrite"]
Cosines = NDArray[np.float32]


@dataclass(frozen=True)
class Reuse:
    """What an article took from another: the share of its words, 0 to 1, and its sentences with theirs, by place in the body."""

    mode: Mode
    share: float
    pairs: Mapping[int, int]


@dataclass(frozen=True, eq=False)
class Body:
    """The body of an article, one entry a sentence in each field."""

    sentences: tuple[Sentence, ...]
    words: tuple[tuple[str, ...], ...]
    """without case and punctuation"""
    quoted: tuple[bool, ...]
    """whether a sentence is for the greater part somebody's words"""
    facts: tuple[frozenset[str], ...]
    """figures by their value, and the words of names"""
    headline: frozenset[str]
    """the words of names in the title: whatever is written about the event has them"""

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Words of each sentence."""
        return np.asarray([len(words) for words in self.words], dtype=np.int64)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every run of SHINGLE words within a sentence."""
        return frozenset(chain.from_iterable(map(_shingles, self.words)))

    @cached_property
    def all_facts(self) -> frozenset[str]:
        """The facts of every sentence."""
        return frozenset().union(*self.facts)


@lru_cache(maxsize=100)
def body_of(article: Article) -> Body:
    """Read the body of an article."""
    sentences = tuple(s for s in article.sentences if s.section is Section.BODY)
    quotations = _quotations(article)
    return Body(
        sentences,
        tuple(tuple(re.findall(r"\w+", sentence.text.casefold())) for sentence in sentences),
        tuple(2 * _overlap(sentence, quotations) >= len(sentence.text) for sentence in sentences),
        tuple(_facts(sentence.text) for sentence in sentences),
        frozenset(_names(article.title or "")),
    )


def reuse(later: Body, earlier: Body, cosines: Cosines) -> Reuse | None:
    """What the later article took from the earlier one; None where it is a report of its own.

    Args:
        later: the body that may have taken something.
        earlier: the body that it may have been taken from.
        cosines: of their sentences, shape (later sentences, earlier sentences), neither of them 0.
    """
    alignment = _Alignment(later, earlier, cosines)
    copied, rewritten = _copied(alignment), _rewritten(alignment)
    if copied and rewritten:
        return copied if 2 * copied.share >= rewritten.share else rewritten
    return copied or rewritten


@dataclass(frozen=True, eq=False)
class _Alignment:
    """Each sentence of the later article set against the closest one of the earlier."""

    later: Body
    earlier: Body
    cosines: Cosines

    @cached_property
    def closest(self) -> list[int]:
        """The place of the closest earlier sentence, for each later one."""
        places: list[int] = self.cosines.argmax(axis=1).tolist()
        return places

    @cached_property
    def covered(self) -> list[int]:
        """Words under shared shingles, for each later sentence."""
        return [_covered(words, self.earlier.shingles) for words in self.later.words]

    @cached_property
    def shared(self) -> list[frozenset[str]]:
        """For each later sentence its facts that stand in the closest earlier one or beside it."""
        near = [
            frozenset().union(*self.earlier.facts[max(0, at - 1) : at + 2]) for at in self.closest
        ]
        return [facts & there for facts, there in zip(self.later.facts, near, strict=True)]

    @cached_property
    def seeds(self) -> NDArray[np.bool_]:
        """Which later sentences say what their closest one says."""
        best = self.cosines.max(axis=1)
        with_fact = np.asarray([bool(facts) for facts in self.shared])
        seeds: NDArray[np.bool_] = (best >= CLOSE) | (with_fact & (best >= CLOSE_WITH_FACT))
        return seeds

    def share(self, words: int) -> float:
        """So many words as a share of the later article, 0 to 1."""
        return words / max(1, int(self.later.lengths.sum()))


def _copied(alignment: _Alignment) -> Reuse | None:
    """Sentences that stand there nearly word for word, unless quotations are all that is shared."""
    later, covered = alignment.later, alignment.covered
    taken = [
        at
        for at, length in enumerate(later.lengths.tolist())
        if length and covered[at] >= COPIED * length
    ]
    share = alignment.share(sum(covered[at] for at in taken))
    prose = sum(covered[at] for at in taken if not later.quoted[at])
    fewest = FEWEST_OF_A_FLASH if alignment.share(prose) >= ALL_COPIED else FEWEST_COPIED
    if prose < fewest or share < LEAST_COPIED:
        return None
    return Reuse("copy", share, {at: alignment.closest[at] for at in taken})


def _rewritten(alignment: _Alignment) -> Reuse | None:
    """The passage whose sentences each say what one there says, in about that order, with hardly a fact of their own."""
    passage = _longest(alignment.seeds, alignment.later.lengths)
    seeded = [at for at in passage if alignment.seeds[at]]
    share = alignment.share(int(alignment.later.lengths[seeded].sum()))
    if share < LEAST_REWRITTEN or _kinship(alignment, passage) < REWRITTEN:
        return None
    return Reuse("rewrite", share, {at: alignment.closest[at] for at in seeded})


def _longest(seeds: NDArray[np.bool_], lengths: NDArray[np.int64]) -> range:
    """The passage of most words that starts and ends with a seed and has no gap longer than GAP."""
    passages: list[range] = []
    for at in np.flatnonzero(seeds).tolist():
        joins = bool(passages) and at - passages[-1].stop <= GAP
        start = passages.pop().start if joins else at
        passages.append(range(start, at + 1))
    return max(passages, key=lambda p: int(lengths[p.start : p.stop].sum()), default=range(0))


def _kinship(alignment: _Alignment, passage: range) -> float:
    """How far a passage follows the earlier article, 0 to 1: the geometric mean of the shares of its course, facts and figures.

    So sentences that all say what one there says, in its order, do not make up for figures of its own. Facts are those that no
    title names and must stand where the closest sentence stands, figures anywhere; 0 where too few facts are shared.
    """
    later, rows = alignment.later, list(passage)
    quotations = [2 * alignment.covered[at] >= later.lengths[at] for at in rows if later.quoted[at]]
    story = later.headline | alignment.earlier.headline
    found = sum(len(alignment.shared[at] - story) for at in rows) + sum(quotations)
    if found < FEWEST_FACTS:
        return 0.0
    stated = sum(len(later.facts[at] - story) for at in rows) + len(quotations)
    figures = {fact for at in rows for fact in later.facts[at] if fact.startswith(FIGURE)}
    lengths = later.lengths[rows]
    sentences = float(lengths[alignment.seeds[rows]].sum() / lengths.sum())
    course = (sentences + _order(alignment.cosines[rows], lengths)) / 2
    figures_found = len(figures & alignment.earlier.all_facts)
    shares = course, _proven(found, stated), _proven(figures_found, len(figures))
    return math.prod(shares) ** (1 / len(shares))


def _proven(found: int, stated: int) -> float:
    """The share that was found, 0 to 1, as if one more had been missed: of few facts all found prove less."""
    return found / (stated + 1)


def _order(cosines: Cosines, lengths: NDArray[np.int64]) -> float:
    """The heaviest monotone alignment of two texts' sentences, as a share of the heaviest one in any order, 0 to 1."""
    weights = np.where(cosines >= CLOSE_WITH_FACT, cosines, 0.0) * lengths[:, None]
    heaviest = np.zeros(weights.shape[1] + 1)
    for row in weights:
        heaviest[1:] = np.maximum(heaviest[1:], heaviest[:-1] + row)
        heaviest = np.maximum.accumulate(heaviest)
    return float(heaviest[-1] / max(1e-9, weights.max(axis=1).sum()))


def _covered(words: Sequence[str], shingles: frozenset[str]) -> int:
    """How many words of a sentence lie under one of these shingles."""
    under: set[int] = set()
    for at, shingle in enumerate(_shingles(words)):
        if shingle in shingles:
            under.update(range(at, min(at + SHINGLE, len(words))))
    return len(under)


def _shingles(words: Sequence[str]) -> list[str]:
    """Runs of SHINGLE words; a shorter sentence is one run."""
    last = max(1, len(words) - SHINGLE + 1) if words else 0
    return [" ".join(words[at : at + SHINGLE]) for at in range(last)]


def _overlap(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> int:
    """Code points of a sentence inside these spans."""
    return sum(max(0, min(sentence.end, end) - max(sentence.start, start)) for start, end in spans)


def _quotations(article: Article) -> list[tuple[int, int]]:
    """The spans of an article's quotations, which may run over several sentences of a paragraph."""
    return [
        (block.start + quotation.start, block.start + quotation.end)
        for block in article.blocks
        for quotation in read_quotations(article.text[block.start : block.end])
    ]


def _facts(text: str) -> frozenset[str]:
    figures = (f"{FIGURE}{quantity.value:g}" for quantity in read_quantities(text))
    return frozenset(chain(figures, _names(text)))


def _names(text: str) -> Iterator[str]:
    return (word for name in read_names(text) for word in name.key.split() if len(word) > 2)
