"""Who took a text from whom, and where each sentence was first reported.

Pairs that may share text are found by MinHash (Broder 1997) with locality-sensitive hashing, for copies, and by close
sentence vectors, for rewrites; each is then looked at by `claims.reuse`. The one that came later took from the other. Where
times do not tell, it is the one that names the other's outlet, or that holds insertions. Where nothing tells, or both have it
from one agency, the pair shares an origin and nobody is said to have taken from the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from claims.credits import Credit, Credits
from claims.moments import surely_before
from claims.reuse import CLOSE_WITH_FACT, LEAST_REWRITTEN, Body, Cosines, Reuse, body_of, reuse
from claims.types import Derivation
from index.encoder import SentenceVectors
from index.types import Article, Sentence

HASHES = 128
"""of a MinHash, each a band of its own: two articles with one shingle in twenty in common are missed once in 700 times"""
ADDS = 0.1
"""share of an article that a further source must explain"""
MOSTLY = 0.5
"""share taken from another article from which all that is like it comes from there"""
ALIKE = 0.5
"""cosine from which a sentence of such an article is like one there"""
BLOCK = 128
"""sentences of an article that are set against all others at once; against 120,000 they take 61 MB"""
TAIL = 0.25
"""share of an article from which its own end is what the other one cut, not what it added"""
CUT = 0.5
"""share of an article up to which its own end is surely what the other one cut, where only that one is explained"""
CREDITED = timedelta(hours=24)
"""by which an outlet may be later than one that credits it as an agency: its page bears the time of its last update"""
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Lineage:
    """What each article was taken from, what explains most of it first, and the article that first reported each sentence."""

    derived: Mapping[str, tuple[Derivation, ...]]
    """by article id"""
    origin: Mapping[str, str]
    """article id by sentence id"""


def trace(articles: Sequence[Article], vectors: SentenceVectors) -> Lineage:
    """Look at different articles together, in any order; of every sentence of a body the vector is asked for."""
    ordered = sorted(articles, key=lambda a: (a.published_at or _LAST, -len(a.text), a.id))
    family = _Family(ordered, vectors)
    for one, other in sorted(family.alike_in_words() | family.alike_in_meaning()):
        family.meet(one, other)
    return family.lineage()


@dataclass(frozen=True)
class _Link:
    """What one article shares with another, and whether it is known to have taken it from there."""

    reuse: Reuse
    known: bool
    agency: str | None


@dataclass
class _Family:
    """Articles by the time they were published, and what each took from which of those that it has met, all by their place."""

    articles: Sequence[Article]
    vectors: SentenceVectors
    taken: dict[int, dict[int, _Link]] = field(default_factory=dict)
    credited: dict[tuple[int, int], Credit] = field(default_factory=dict)
    """how one article credits the outlet of another, where it was asked"""

    @cached_property
    def bodies(self) -> list[Body]:
        """The body of each article."""
        return [body_of(article) for article in self.articles]

    @cached_property
    def credits(self) -> list[Credits]:
        """Whom each article credits."""
        return [Credits.of(article) for article in self.articles]

    @cached_property
    def stacked(self) -> list[NDArray[np.float32]]:
        """The vectors of each body, shape (sentences, dimension)."""
        return [
            np.stack([self.vectors[s.id] for s in body.sentences])
            if body.sentences
            else np.zeros((0, 0), dtype=np.float32)
            for body in self.bodies
        ]

    def alike_in_words(self) -> set[tuple[int, int]]:
        """Pairs that share a hash of their shingles."""
        index = MinHashLSH(num_perm=HASHES, params=(HASHES, 1))
        pairs: set[tuple[int, int]] = set()
        for at, body in enumerate(self.bodies):
            if body.shingles:
                pairs.update((earlier, at) for earlier in index.query(_sketch(body)))
                index.insert(at, _sketch(body))
        return pairs

    def alike_in_meaning(self) -> set[tuple[int, int]]:
        """Pairs of which one has enough sentences close to some sentence of the other."""
        filled = [at for at, body in enumerate(self.bodies) if body.sentences]
        if len(filled) < 2:
            return set()
        everything = np.concatenate([self.stacked[at] for at in filled])
        starts = np.cumsum([0, *(len(self.stacked[at]) for at in filled[:-1])])
        pairs: set[tuple[int, int]] = set()
        for at in filled:
            blocks = range(0, len(self.stacked[at]), BLOCK)
            rows = (self.stacked[at][start : start + BLOCK] @ everything.T for start in blocks)
            best = np.concatenate([np.maximum.reduceat(row, starts, axis=1) for row in rows])
            lengths = self.bodies[at].lengths
            shares = lengths @ (best >= CLOSE_WITH_FACT) / max(1, lengths.sum())
            near = (filled[column] for column in np.flatnonzero(shares >= LEAST_REWRITTEN))
            pairs.update((min(at, other), max(at, other)) for other in near if other != at)
        return pairs

    def meet(self, one: int, other: int) -> None:
        """Find what one of two articles took from the other; `other` stands behind `one` in time."""
        ways = [(other, one)]
        if not self._surely_later(other, one) or self._credits_ahead(one, other):
            ways.append((one, other))
        found = {way: taken for way in ways if (taken := self._reuse(*way)) is not None}
        if found:
            signs = {way: self._signs(*way, found) for way in ways}
            later, earlier = max(found, key=lambda way: (signs[way], way))
            agency = self._agency(later, earlier)
            known = agency is None and signs[later, earlier] > signs.get((earlier, later), ())
            link = _Link(found[later, earlier], known, agency)
            self.taken.setdefault(later, {})[earlier] = link

    def lineage(self) -> Lineage:
        """Each article's sources, and each sentence followed to where it was first reported."""
        sources: dict[int, list[int]] = {}
        for later in sorted(self.taken):
            sources[later] = self._explaining(later, sources)
        steps = {
            sentence: there
            for later in sources
            for sentence, there in self._steps(later, sources[later])
        }
        derived = {
            article.id: tuple(self._derivation(at, there) for there in sources.get(at, ()))
            for at, article in enumerate(self.articles)
        }
        origin = {
            sentence.id: _followed(sentence, steps)
            for article in self.articles
            for sentence in article.sentences
        }
        return Lineage(derived, origin)

    def _reuse(self, later: int, earlier: int) -> Reuse | None:
        if not (self.bodies[later].sentences and self.bodies[earlier].sentences):
            return None
        return reuse(self.bodies[later], self.bodies[earlier], self._cosines(later, earlier))

    def _cosines(self, later: int, earlier: int) -> Cosines:
        cosines: Cosines = self.stacked[later] @ self.stacked[earlier].T
        return cosines

    def _signs(
        self, later: int, earlier: int, found: Mapping[tuple[int, int], Reuse]
    ) -> tuple[Credit, int, int]:
        """What speaks for this direction, the strongest sign first: a credit, what was inserted, what was cut.

        That the other direction was not found tells nothing: a flash is all there in the report that was made of it. Nor was the
        end of such a report cut for sure where it is most of it.
        """
        inserted, _ = _own(self.bodies[later], _shared(later, earlier, found))
        _, cut = _own(self.bodies[earlier], _shared(earlier, later, found))
        if len(found) == 1 and cut > CUT * self.bodies[earlier].lengths.sum():
            cut = 0
        return self._credit(later, earlier), inserted, cut

    def _surely_later(self, at: int, other: int) -> bool:
        mine, theirs = self.articles[at].published_at, self.articles[other].stood_at
        return mine is not None and theirs is not None and surely_before(theirs, mine)

    def _credits_ahead(self, earlier: int, later: int) -> bool:
        """Whether the earlier of two dated articles gives the later one's outlet as its agency, and is not named there."""
        mine, theirs = self.articles[earlier].published_at, self.articles[later].published_at
        return (
            mine is not None
            and theirs is not None
            and theirs - mine <= CREDITED
            and self._credit(earlier, later) is Credit.FORMAL
            and self._credit(later, earlier) is Credit.NONE
        )

    def _credit(self, at: int, other: int) -> Credit:
        if (at, other) not in self.credited:
            self.credited[at, other] = self.credits[at].to(self.articles[other].outlet)
        return self.credited[at, other]

    def _agency(self, later: int, earlier: int) -> str | None:
        """The agency that both may have it from, for all that the later one says."""
        if self._credit(later, earlier) is not Credit.NONE:
            return None
        return min(self.credits[later].agencies & self.credits[earlier].agencies, default=None)

    def _explaining(self, later: int, sources: Mapping[int, list[int]]) -> list[int]:
        """The sources that an article needs: the first by rank, then each that adds to it."""
        taken, lengths = self.taken[later], self.bodies[later].lengths
        explained: set[int] = set()
        needed: list[int] = []
        for earlier in sorted(taken, key=lambda at: self._rank(later, at)):
            more = [at for at in taken[earlier].reuse.pairs if at not in explained]
            adds = lengths[more].sum() >= ADDS * lengths.sum()
            if adds and not _leads_to(earlier, later, sources):
                needed.append(earlier)
                explained.update(more)
        return needed

    def _rank(self, later: int, earlier: int) -> tuple[float, bool, float, bool, int]:
        """What explains most comes first, of equals what was copied, then what is known to be a source.

        What is explained is counted in whole sentences, as a rewrite's share is; that of a copy is less where words were changed.
        """
        link, lengths = self.taken[later][earlier], self.bodies[later].lengths
        explained = lengths[list(link.reuse.pairs)].sum() / lengths.sum()
        is_rewrite, share = link.reuse.mode == "rewrite", round(link.reuse.share, 2)
        return -round(explained, 2), is_rewrite, -share, not link.known, earlier

    def _steps(self, later: int, needed: Sequence[int]) -> Iterator[tuple[str, Sentence]]:
        """For each sentence of an article that was taken from elsewhere the one it was taken from; the last one counts."""
        for earlier in reversed(needed):
            yield from self._brought_along(later, earlier)
        here, taken = self.bodies[later].sentences, self.taken[later]
        copies_first = sorted(needed, key=lambda at: taken[at].reuse.mode == "rewrite")
        for earlier in reversed(copies_first):
            there = self.bodies[earlier].sentences
            yield from ((here[at].id, there[to]) for at, to in taken[earlier].reuse.pairs.items())

    def _brought_along(self, later: int, earlier: int) -> Iterator[tuple[str, Sentence]]:
        """What is merely like something in a source that most of an article was taken from."""
        if self.taken[later][earlier].reuse.share >= MOSTLY:
            here, there = self.bodies[later].sentences, self.bodies[earlier].sentences
            cosines = self._cosines(later, earlier)
            closest = cosines.argmax(axis=1).tolist()
            alike = np.flatnonzero(cosines.max(axis=1) >= ALIKE).tolist()
            yield from ((here[at].id, there[closest[at]]) for at in alike)
            outside = set(self.articles[later].sentences) - set(here)
            yield from ((sentence.id, there[0]) for sentence in outside)

    def _derivation(self, later: int, earlier: int) -> Derivation:
        link = self.taken[later][earlier]
        taken, source = link.reuse, self.articles[earlier].id
        return Derivation(source, round(taken.share, 3), taken.mode, link.known, link.agency)


@lru_cache(maxsize=100)
def _sketch(body: Body) -> MinHash:
    sketch = MinHash(num_perm=HASHES)
    sketch.update_batch([shingle.encode() for shingle in body.shingles])
    return sketch


def _shared(at: int, other: int, found: Mapping[tuple[int, int], Reuse]) -> frozenset[int]:
    """The places in an article of what it shares with another, by whichever direction was found."""
    if (at, other) in found:
        return frozenset(found[at, other].pairs)
    return frozenset(found[other, at].pairs.values())


def _own(body: Body, shared: frozenset[int]) -> tuple[int, int]:
    """Words that were inserted into what is shared, and words behind it that the other one cut.

    What stands behind it was inserted, too, where it is too little to have been cut.
    """
    own = [at for at in range(len(body.sentences)) if at not in shared]
    last = max(shared)
    inside = int(body.lengths[[at for at in own if at < last]].sum())
    behind = int(body.lengths[[at for at in own if at > last]].sum())
    return (inside, behind) if behind >= TAIL * body.lengths.sum() else (inside + behind, 0)


def _leads_to(earlier: int, later: int, sources: Mapping[int, list[int]]) -> bool:
    """Whether an article goes back, through its sources, to one that is said to come from it."""
    return any(
        source == later or _leads_to(source, later, sources) for source in sources.get(earlier, ())
    )


def _followed(sentence: Sentence, steps: Mapping[str, Sentence]) -> str:
    while sentence.id in steps:
        sentence = steps[sentence.id]
    return sentence.article_id
