"""Claims across outlets: rows with a cell for each article.

Every claim of every article is set against the closest sentence of each other article, both ways. The claims are then
taken in turn, those that most articles speak of first; each opens a row unless it already stands in one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from claims.decide import flags_of
from claims.detect import detect
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
from index.encoder import Encoder
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
"""claim's sentence id → article id → its best link"""


def compare(articles: Sequence[Article], encoder: Encoder, judge: Judge) -> Comparison:
    """Set two or more articles side by side; every claim found in one of them stands in a row."""
    claims = [claim for article in articles for claim in detect(article)]
    links = _links(articles, claims, encoder, judge)
    sources = Sources.of(articles)
    rows = [
        _row(claim, articles, links[claim.sentence.id], sources)
        for claim in _openers(claims, links)
    ]
    summary = {"claims": len(rows), **counted([row.flags for row in rows])}
    return Comparison(tuple(articles), sources.provenance, tuple(rows), summary)


def _openers(claims: Sequence[Claim], links: Links) -> list[Claim]:
    """The claims that open a row, in the order of the articles: those spoken of most are asked first.

    A claim needs no row of its own once it stands in that of a claim which is its own best partner in that article.
    """
    spoken = {
        claim.sentence.id: sum(
            1 + (link.stance is CellStance.ASSERTS) for link in links[claim.sentence.id].values()
        )
        for claim in claims
    }
    placed: set[str] = set()
    openers: set[str] = set()
    for claim in sorted(claims, key=lambda claim: -spoken[claim.sentence.id]):
        if claim.sentence.id not in placed:
            openers.add(claim.sentence.id)
            placed |= {
                link.sentence.id
                for link in links[claim.sentence.id].values()
                if _mutual(claim, link, links)
            }
    return [claim for claim in claims if claim.sentence.id in openers]


def _mutual(claim: Claim, link: _Link, links: Links) -> bool:
    back = links.get(link.sentence.id, {}).get(claim.sentence.article_id)
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
        id="c-" + hashlib.sha256(claim.sentence.id.encode()).hexdigest()[:12],
        text=claim.text,
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


def _links(
    articles: Sequence[Article], claims: Sequence[Claim], encoder: Encoder, judge: Judge
) -> Links:
    """The best sentence of each other article on each claim, where one says the same or conflicts."""
    by_id = {article.id: article for article in articles}
    ground = [s for article in articles for s in article.sentences if s.section is Section.BODY]
    vectors = encoder.encode([sentence.text for sentence in ground])
    place = {sentence.id: at for at, sentence in enumerate(ground)}
    asked = [
        (claim, ground[at], float(cosine))
        for claim in claims
        for at, cosine in _closest(vectors @ vectors[place[claim.sentence.id]], ground, claim)
    ]
    judged = _both_ways(judge, by_id, asked)
    links: dict[str, dict[str, _Link]] = {claim.sentence.id: {} for claim in claims}
    for claim, sentence, cosine in asked:
        here, article = by_id[claim.sentence.article_id], by_id[sentence.article_id]
        both = judged[claim.sentence.id, sentence.id], judged[sentence.id, claim.sentence.id]
        link = _link(here, sentence, article, cosine, both)
        held = links[claim.sentence.id].get(sentence.article_id)
        if link is not None and (held is None or link.score > held.score):
            links[claim.sentence.id][sentence.article_id] = link
    return links


def _both_ways(
    judge: Judge,
    articles: Mapping[str, Article],
    asked: Sequence[tuple[Claim, Sentence, float]],
) -> dict[tuple[str, str], Judgement]:
    """The judgement of each two sentences as (claim, evidence) by their ids, each order judged once."""
    pairs: dict[tuple[str, str], Pair] = {}
    for claim, sentence, cosine in asked:
        for one, other in ((claim.sentence, sentence), (sentence, claim.sentence)):
            pairs.setdefault((one.id, other.id), _pair(articles, one, other, cosine))
    return dict(zip(pairs, judge.judge(list(pairs.values())), strict=True))


def _closest(
    cosines: NDArray[np.float32], ground: Sequence[Sentence], claim: Claim
) -> list[tuple[int, float]]:
    """The RIVALS closest sentences of each other article that are close enough, as (place, cosine)."""
    taken: dict[str, int] = {}
    found: list[tuple[int, float]] = []
    for at in np.argsort(-cosines).tolist():
        article_id = ground[at].article_id
        if cosines[at] < CLOSE:
            break
        if article_id != claim.sentence.article_id and taken.get(article_id, 0) < RIVALS:
            taken[article_id] = taken.get(article_id, 0) + 1
            found.append((at, float(cosines[at])))
    return found


def _pair(
    articles: Mapping[str, Article], claim: Sentence, evidence: Sentence, cosine: float
) -> Pair:
    here, there = articles[claim.article_id], articles[evidence.article_id]
    return Pair(
        claim=claim.text,
        evidence=evidence.text,
        claim_date=here.published_at,
        evidence_date=there.published_at,
        context=there.before(evidence),
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
