"""Claims across outlets: rows with a cell for each article.

Every claim of every article is set against the closest sentence of each other article, both ways. The claims are then
taken in turn, those that most articles speak of first; each opens a row unless it already stands in one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from claims.decide import flags_of
from claims.judge import Judge
from claims.sources import Sources
from claims.types import (
    Cell,
    CellStance,
    Claim,
    ComparedClaim,
    Comparison,
    DivergenceType,
    Judgement,
    Pair,
    Stance,
    counted,
)
from claims.updates import is_update
from index.encoder import Encoder, SentenceVectors
from index.types import Article, Section, Sentence

CLOSE = 0.5
"""cosine below which two sentences are not set against each other"""
ALIKE = 0.72
"""cosine from which two sentences that do not conflict say the same, though each says more besides"""
LEANING = 0.58
"""cosine that is enough where the model leans to "supports" and not to "refutes" """
HINT = 0.15
"""probability from which the model leans"""
CONTRADICTS = 0.45
"""mean probability of "refutes" over both directions from which two sentences conflict"""
CONTRADICTS_ALONE = 0.65
"""the same where no number, date or role shows the conflict"""
_FACTS = frozenset({DivergenceType.NUMBER, DivergenceType.DATE, DivergenceType.ROLE})
SAME_EVENT = timedelta(days=60)
"""articles further apart in time tell of other events, though they use the same words"""
RIVALS = 2
"""closest sentences of an article that are judged against a claim"""


@dataclass(frozen=True)
class _Link:
    """What a sentence of another article says of a claim."""

    sentence: Sentence
    stance: CellStance
    score: float
    judgement: Judgement

    def cell(self) -> Cell:
        contradicts = self.stance is CellStance.CONTRADICTS
        divergences = self.judgement.divergences if contradicts else ()
        return Cell(self.sentence.article_id, self.stance, self.sentence, self.score, divergences)


Links = Mapping[str, Mapping[str, _Link]]
"""claim id → article id → its best link"""


def compare(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: SentenceVectors,
    encoder: Encoder,
    judge: Judge,
) -> Comparison:
    """Set two or more articles side by side; every claim found in one of them stands in a row.

    Args:
        articles: two or more, each once.
        claims: those of all articles, in their order.
        vectors: those of all sentences of the articles, made by `encoder`.
        encoder: makes the vectors of claims that are parts of a sentence.
        judge: judges a claim against a sentence.
    """
    links = _links(_asked(articles, claims, vectors, encoder), articles, claims, judge)
    sources = Sources.of(articles)
    rows = [_row(claim, articles, links[claim.id], sources) for claim in _openers(claims, links)]
    summary = {"claims": len(rows), **counted([row.flags for row in rows])}
    return Comparison(tuple(articles), sources.provenance, tuple(rows), summary)


def _openers(claims: Sequence[Claim], links: Links) -> list[Claim]:
    """The claims that open a row, in the order of the articles: those spoken of most are asked first.

    A claim needs no row of its own once it stands in that of a claim which is its own best partner in that article.
    """
    spoken = {
        claim.id: sum(1 + (link.stance is CellStance.ASSERTS) for link in links[claim.id].values())
        for claim in claims
    }
    of_sentence: dict[str, list[Claim]] = {}
    for claim in claims:
        of_sentence.setdefault(claim.sentence.id, []).append(claim)
    placed: set[str] = set()
    openers: set[str] = set()
    for claim in sorted(claims, key=lambda claim: -spoken[claim.id]):
        if claim.id not in placed:
            openers.add(claim.id)
            placed |= {
                partner.id
                for link in links[claim.id].values()
                for partner in of_sentence.get(link.sentence.id, ())
                if _mutual(claim, partner, links)
            }
    return [claim for claim in claims if claim.id in openers]


def _mutual(claim: Claim, partner: Claim, links: Links) -> bool:
    back = links[partner.id].get(claim.sentence.article_id)
    return back is not None and back.sentence.id == claim.sentence.id


def _row(
    claim: Claim,
    articles: Sequence[Article],
    links: Mapping[str, _Link],
    sources: Sources,
) -> ComparedClaim:
    own = Cell(claim.sentence.article_id, CellStance.ASSERTS, claim.sentence, 1.0)
    cells = tuple(
        own
        if article.id == own.article_id
        else links[article.id].cell()
        if article.id in links
        else _silent(article)
        for article in articles
    )
    sayers = [cell for cell in cells if cell.stance is CellStance.ASSERTS]
    flagged = {
        cell.article_id: cell.sentence is not None and sources.marked(cell.sentence)
        for cell in sayers
    }
    independent = len({sources.origin[cell.article_id] for cell in sayers})
    contradicting = sum(cell.stance is CellStance.CONTRADICTS for cell in cells)
    return ComparedClaim(
        id=claim.id,
        text=claim.statement,
        flags=flags_of(
            independent,
            contradicting,
            list(flagged.values()),
            superseded=_superseded(cells, articles),
        ),
        independent_sources=independent,
        cells=cells,
        ai_articles=tuple(article_id for article_id, marked in flagged.items() if marked),
        circular_support=all(
            cell.sentence is not None and sources.machine_origin(cell.sentence) for cell in sayers
        ),
    )


def _superseded(cells: Sequence[Cell], articles: Sequence[Article]) -> bool:
    published = {article.id: article.published_at for article in articles}
    said = [published[cell.article_id] for cell in cells if cell.stance is CellStance.ASSERTS]
    return any(
        is_update(cell.sentence.text, published[cell.article_id], cell.divergences, said)
        for cell in cells
        if cell.stance is CellStance.CONTRADICTS and cell.sentence is not None
    )


def _silent(article: Article) -> Cell:
    return Cell(article.id, CellStance.SILENT)


_Asked = tuple[Claim, Sentence, float]
"""a claim, a sentence of another article that is close to it, and their cosine"""


def _asked(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: SentenceVectors,
    encoder: Encoder,
) -> list[_Asked]:
    """What is judged: each claim against the closest sentences of each other article."""
    ground = [s for article in articles for s in article.sentences if s.section is Section.BODY]
    if not ground:
        return []
    rows = np.stack([vectors[sentence.id] for sentence in ground])
    parts = [claim for claim in claims if claim.statement != claim.sentence.text]
    own = dict(
        zip((c.id for c in parts), encoder.encode([c.statement for c in parts]), strict=True)
    )
    return [
        (claim, ground[at], cosine)
        for claim in claims
        for at, cosine in _closest(
            rows @ own.get(claim.id, vectors[claim.sentence.id]), ground, claim
        )
    ]


def _links(
    asked: Sequence[_Asked], articles: Sequence[Article], claims: Sequence[Claim], judge: Judge
) -> Links:
    """The best sentence of each other article on each claim, where one says the same or conflicts."""
    by_id = {article.id: article for article in articles}
    judged = _both_ways(judge, by_id, asked)
    links: dict[str, dict[str, _Link]] = {claim.id: {} for claim in claims}
    for (claim, sentence, cosine), both in zip(asked, judged, strict=True):
        here, article = by_id[claim.sentence.article_id], by_id[sentence.article_id]
        link = _link(here, sentence, article, cosine, both)
        held = links[claim.id].get(sentence.article_id)
        if link is not None and (held is None or link.score > held.score):
            links[claim.id][sentence.article_id] = link
    return links


def _both_ways(
    judge: Judge, articles: Mapping[str, Article], asked: Sequence[_Asked]
) -> list[tuple[Judgement, Judgement]]:
    """The judgements of a claim against a sentence and of the sentence against the claim; equal pairs are judged once."""
    both = [
        (_pair(articles, claim, sentence, cosine), _turned_pair(articles, claim, sentence, cosine))
        for claim, sentence, cosine in asked
    ]
    pairs = list(dict.fromkeys(pair for each in both for pair in each))
    judged = dict(zip(pairs, judge.judge(pairs), strict=True))
    return [(judged[there], judged[back]) for there, back in both]


def _closest(
    cosines: NDArray[np.float32], ground: Sequence[Sentence], claim: Claim
) -> list[tuple[int, float]]:
    """The RIVALS closest sentences of each other article that are close enough, as (place, cosine).

    The cosine is rounded to be the same from both sides, so that no pair is judged twice.
    """
    taken: dict[str, int] = {}
    found: list[tuple[int, float]] = []
    for at in np.argsort(-cosines).tolist():
        article_id = ground[at].article_id
        if cosines[at] < CLOSE:
            break
        if article_id != claim.sentence.article_id and taken.get(article_id, 0) < RIVALS:
            taken[article_id] = taken.get(article_id, 0) + 1
            found.append((at, round(float(cosines[at]), 6)))
    return found


def _pair(articles: Mapping[str, Article], claim: Claim, evidence: Sentence, cosine: float) -> Pair:
    """The claim, and the sentence of another article as evidence for it."""
    here, there = articles[claim.sentence.article_id], articles[evidence.article_id]
    return Pair(
        claim=claim.statement,
        evidence=evidence.text,
        claim_date=here.published_at,
        evidence_date=there.published_at,
        context=there.before(evidence),
        similarity=cosine,
    )


def _turned_pair(
    articles: Mapping[str, Article], claim: Claim, evidence: Sentence, cosine: float
) -> Pair:
    """The same two the other way round."""
    here, there = articles[claim.sentence.article_id], articles[evidence.article_id]
    return Pair(
        claim=evidence.text,
        evidence=claim.statement,
        claim_date=there.published_at,
        evidence_date=here.published_at,
        context=here.before(claim.sentence),
        similarity=cosine,
    )


def _link(
    here: Article,
    sentence: Sentence,
    article: Article,
    cosine: float,
    both: tuple[Judgement, Judgement],
) -> _Link | None:
    """Same, in conflict, or neither.

    To contradict is symmetric, so both directions must bear it; to say the same is not, for either may say more.
    """
    there, back = both
    refutes = (there.scores.refutes + back.scores.refutes) / 2
    shown = any(found.type in _FACTS for found in (*there.divergences, *back.divergences))
    if refutes >= (CONTRADICTS if shown else CONTRADICTS_ALONE):
        if _far_apart(here, article):
            return None
        judgement = there if there.divergences else _turned(back)
        return _Link(sentence, CellStance.CONTRADICTS, refutes, judgement)
    supports = max(there.scores.supports, back.scores.supports)
    leaning = cosine >= LEANING and supports >= HINT and refutes < HINT
    if Stance.SUPPORTS in (there.stance, back.stance) or cosine >= ALIKE or leaning:
        return _Link(sentence, CellStance.ASSERTS, max(supports, cosine), there)
    return None


def _far_apart(one: Article, other: Article) -> bool:
    """Whether two articles can be about two events, so that what differs is no conflict."""
    if one.published_at is None or other.published_at is None:
        return False
    return abs(one.published_at - other.published_at) > SAME_EVENT


def _turned(judgement: Judgement) -> Judgement:
    """The judgement seen from the other side: what was the claim is now the evidence."""
    turned = tuple(
        replace(
            found,
            claim=found.evidence,
            evidence=found.claim,
            explanation=found.explanation
            if found.type is DivergenceType.OTHER
            else f"{found.evidence.text} here, {found.claim.text} there",
        )
        for found in judgement.divergences
    )
    return replace(judgement, divergences=turned)
