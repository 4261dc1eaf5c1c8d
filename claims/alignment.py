"""Which statements of several articles say the same, and which conflict.

Candidate pairs are nearest neighbours by cosine; the judge hears both directions of each, and what they are to each other is the
likeliest of the same, a conflict and neither. What says the same is grouped by complete linkage: two groups are joined, the
surest pairs first, only where every member of the one says the same as every member of the other, so that no chain of
likenesses brings strangers together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from claims.combination import Held
from claims.divergence import Relation, differences
from claims.facts.day import OF, Day
from claims.facts.polarity import is_negative
from claims.judge import Judge, Mutual, hold
from claims.types import (
    CellStance,
    Claim,
    Divergence,
    DivergenceType,
    Judgement,
    Pair,
    Quote,
    Scores,
    Stance,
)
from claims.wording import Wording
from index.encoder import Vectors
from index.types import Article, Sentence

CLOSE = 0.4
"""cosine below which two statements are not set against each other"""
ALIKE = 0.4
"""mean of cosine and shared wording from which two statements that were not judged say the same, if no fact differs"""
SAME_EVENT = timedelta(days=60)
"""articles further apart in time tell of other events, though they use the same words, unless they name one day or month"""
RIVALS = 2
"""closest statements of an article that are judged against a statement"""
BLOCK = 512
"""statements whose neighbours are looked for at once; of 6,500 they take 13 MB"""


@dataclass(frozen=True)
class Statement:
    """What an article says at one place: a claim, or a whole sentence that is none."""

    text: str
    sentence: Sentence
    claim: Claim | None

    @property
    def id(self) -> str:
        """The claim's, or the sentence's."""
        return self.claim.id if self.claim else self.sentence.id

    @property
    def article_id(self) -> str:
        """Who says it."""
        return self.sentence.article_id


@dataclass(frozen=True)
class Bond:
    """What two statements are to each other; `there` judges the first by the second, `back` the second by the first."""

    stance: CellStance
    """`silent` where they neither say the same nor conflict"""
    score: float
    """how likely that is, 0 to 1; 0 of silence"""
    there: Judgement
    back: Judgement
    divergences: tuple[Divergence, ...] = ()
    """of two that conflict, the first being the claim"""

    def turned(self) -> "Bond":
        """The same bond, seen from the second statement."""
        divergences = tuple(divergence.turned() for divergence in self.divergences)
        return Bond(self.stance, self.score, self.back, self.there, divergences)


class Alignment:
    """Statements of several articles, and all that is known of each two of them, by their places in the list."""

    def __init__(
        self,
        articles: Sequence[Article],
        statements: Sequence[Statement],
        vectors: Vectors,
        judge: Judge,
    ) -> None:
        self.statements = statements
        self._articles = {article.id: article for article in articles}
        self._vectors = vectors
        self._judge = judge
        self._wording = Wording.of([statement.text for statement in statements])
        self._bonds: dict[tuple[int, int], Bond] = {}
        self._unasked: dict[tuple[int, int], bool] = {}
        self._beside: dict[int, set[int]] = {}

    def ask(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Judge pairs that were not yet judged, all together and both ways; the same words need no judge."""
        fresh = {(min(pair), max(pair)) for pair in pairs} - self._bonds.keys()
        ordered = sorted(fresh)
        known = ((pair, self._of_same_words(*pair)) for pair in ordered)
        self._bonds |= {pair: bond for pair, bond in known if bond is not None}
        asked = [pair for pair in ordered if pair not in self._bonds]
        ways = [(self.pair(one, other), self.pair(other, one)) for one, other in asked]
        judged = self._judge.judge_both_ways(ways, [self.wording(*pair) for pair in asked])
        for pair, mutual in zip(asked, judged, strict=True):
            self._bonds[pair] = self._bond(*pair, mutual)
        for one, other in ordered:
            self._beside.setdefault(one, set()).add(other)
            self._beside.setdefault(other, set()).add(one)

    def equals(self) -> list[tuple[int, int]]:
        """The first statement of each text with every other of the same words, which need no judge."""
        first: dict[str, int] = {}
        return [
            (known, at)
            for at, statement in enumerate(self.statements)
            if (known := first.setdefault(statement.text.casefold(), at)) != at
            and statement.article_id != self.statements[known].article_id
        ]

    def bond(self, one: int, other: int) -> Bond | None:
        """What the judge said of two statements, `one` being the claim of `there`; None where it was not asked."""
        if one < other:
            return self._bonds.get((one, other))
        found = self._bonds.get((other, one))
        return found and found.turned()

    def stance(self, one: int, other: int) -> CellStance:
        """How two statements stand to each other; `silent` where the judge was not asked."""
        bond = self.bond(one, other)
        return bond.stance if bond else CellStance.SILENT

    def mutual(self, one: int, other: int) -> bool:
        """Whether the judge found each of two statements borne out by the other."""
        bond = self.bond(one, other)
        return bond is not None and {bond.there.stance, bond.back.stance} == {Stance.SUPPORTS}

    def score(self, one: int, other: int) -> float:
        """How sure that is, 0 to 1; of two that were not judged their cosine, of one and itself 1."""
        bond = self.bond(one, other)
        return 1.0 if one == other else bond.score if bond else max(0.0, self.cosine(one, other))

    def beside(self, one: int) -> list[int]:
        """The statements that were judged with one."""
        return sorted(self._beside.get(one, ()))

    def cosine(self, one: int, other: int) -> float:
        """Of two statements, -1 to 1."""
        return float(self._vectors[one] @ self._vectors[other])

    def wording(self, one: int, other: int) -> float:
        """The share of their wording that two statements have in common, 0 to 1."""
        return self._wording.shared(one, other)

    def same(self, one: int, other: int) -> bool:
        """Whether two statements say the same; where the judge was not asked, they must be alike and no fact may differ."""
        bond = self.bond(one, other)
        if bond is not None:
            return bond.stance is CellStance.ASSERTS
        pair = min(one, other), max(one, other)
        if pair not in self._unasked:
            self._unasked[pair] = self._alike(*pair)
        return self._unasked[pair]

    def _alike(self, one: int, other: int) -> bool:
        close = (self.cosine(one, other) + self.wording(one, other)) / 2 >= ALIKE
        if not close or self._far_apart(one, other):
            return False
        return not _differ(hold(self.pair(one, other)))

    def nearest(self, among: Sequence[int], at_most: int) -> list[tuple[int, int]]:
        """Pairs of close statements not yet judged: each one's nearest in another article, then each one's second, and so on."""
        ranked = sorted(
            (rank, -cosine, min(one, other), max(one, other))
            for one, found in self._neighbours(np.asarray(among, dtype=np.int64))
            for rank, (other, cosine) in enumerate(found)
        )
        pairs = dict.fromkeys((one, other) for _, _, one, other in ranked)
        return [pair for pair in pairs if pair not in self._bonds][:at_most]

    def _neighbours(
        self, among: NDArray[np.int64]
    ) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """For each statement the RIVALS closest of each other article, the closest first, with their cosines."""
        for start in range(0, len(among), BLOCK):
            rows = among[start : start + BLOCK]
            cosines = self._vectors[rows] @ self._vectors[among].T
            for one, row in zip(rows.tolist(), cosines, strict=True):
                near = np.flatnonzero(row >= CLOSE)
                order = near[np.argsort(-row[near], kind="stable")]
                candidates = ((int(among[at]), round(float(row[at]), 6)) for at in order.tolist())
                yield one, self._rivals(one, candidates)

    def _rivals(self, one: int, candidates: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
        taken: dict[str, int] = {self.statements[one].article_id: RIVALS}
        found: list[tuple[int, float]] = []
        for other, cosine in candidates:
            article_id = self.statements[other].article_id
            if taken.get(article_id, 0) < RIVALS:
                taken[article_id] = taken.get(article_id, 0) + 1
                found.append((other, cosine))
        return found

    def pair(self, one: int, other: int) -> Pair:
        """The first of two statements as a claim, with the other as its evidence."""
        claim, evidence = self.statements[one], self.statements[other]
        here, there = self._articles[claim.article_id], self._articles[evidence.article_id]
        return Pair(
            claim=claim.text,
            evidence=evidence.text,
            claim_date=here.published_at,
            evidence_date=there.published_at,
            context=there.before(evidence.sentence),
            similarity=round(self.cosine(one, other), 6),
            posted=False,
        )

    def _bond(self, one: int, other: int, found: Mutual) -> Bond:
        """Same, in conflict, or neither; of two events neither."""
        best = Stance.NEUTRAL if self._far_apart(one, other) else found.scores.best()
        if best is Stance.NEUTRAL:
            return Bond(CellStance.SILENT, 0.0, found.there, found.back)
        stance = CellStance.CONTRADICTS if best is Stance.REFUTES else CellStance.ASSERTS
        return Bond(stance, found.scores.of(best), found.there, found.back, found.divergences)

    def _far_apart(self, one: int, other: int) -> bool:
        """Whether two statements can be of two events: their articles lie far apart in time, and they give no day or month in common."""
        here, there = (
            self._articles[self.statements[at].article_id].published_at for at in (one, other)
        )
        if here is None or there is None or abs(here - there) <= SAME_EVENT:
            return False
        held = hold(self.pair(one, other))
        return not any(
            check.type is DivergenceType.DATE
            and check.relation is Relation.EQUAL
            and _is_closed(check.claim, held.claim.dates)
            and (check.evidence is None or _is_closed(check.evidence, held.evidence.dates))
            for check in held.checks
        )

    def _of_same_words(self, one: int, other: int) -> Bond | None:
        """What two statements of the same words are without a judge; None of others, or where they may be of two events.

        "On Monday" of two weeks is two days: no agreement, and no conflict either.
        """
        here, there = self.statements[one].text, self.statements[other].text
        if here.casefold() != there.casefold() or self._far_apart(one, other):
            return None
        return _TWO_DAYS if _differ(hold(self.pair(one, other))) else _EQUAL


def groups(alignment: Alignment) -> list[list[int]]:
    """Every statement in one group of those that say the same, one of an article at most; complete linkage, greedily."""
    group = {at: [at] for at in range(len(alignment.statements))}
    sames = sorted(
        (-bond.score, one, other)
        for one in group
        for other in alignment.beside(one)
        if one < other
        and (bond := alignment.bond(one, other))
        and bond.stance is CellStance.ASSERTS
    )
    for _, one, other in sames:
        mine, theirs = group[one], group[other]
        if mine is not theirs and joins(alignment, theirs, mine):
            mine += theirs
            group.update(dict.fromkeys(theirs, mine))
    return list({id(members): sorted(members) for members in group.values()}.values())


def joins(alignment: Alignment, some: Iterable[int], group: Sequence[int]) -> bool:
    """Whether statements can join a group: none of an article that is in it, and each says the same as every member."""
    inside = {alignment.statements[at].article_id for at in group}
    return all(
        alignment.statements[one].article_id not in inside
        and all(alignment.same(one, member) for member in group)
        for one in some
    )


def _is_closed(quoted: Quote, days: Sequence[Day]) -> bool:
    """Whether a date tells when a thing was: a year, and what "since" and the like bound, is background that many events share."""
    return any(
        (day.start, day.end) == (quoted.start, quoted.end)
        and day.cue in ("", OF)
        and not day.is_long()
        for day in days
    )


def _differ(held: Held) -> bool:
    """Whether a fact of one text differs from the other's, or only one of them denies something."""
    denied = is_negative(held.claim.cues) is not is_negative(held.evidence.cues)
    return denied or bool(differences(held.checks))


_SURE = Judgement(Scores(1.0, 0.0, 0.0), Scores(1.0, 0.0, 0.0))
_EQUAL = Bond(CellStance.ASSERTS, 1.0, _SURE, _SURE)
_NEITHER = Judgement(Scores(0.0, 0.0, 1.0), Scores(0.0, 0.0, 1.0))
_TWO_DAYS = Bond(CellStance.SILENT, 0.0, _NEITHER, _NEITHER)
