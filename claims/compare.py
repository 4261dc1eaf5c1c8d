"""Claims across outlets: rows with a cell for each article.

Statements are aligned (`claims.alignment`); each group of those that say the same is a row, for which its clearest member
speaks. An article outside the group stands in the row, too, where it contradicts the speaker, or says the same as every
member with a sentence that belongs to another group. A group all of whose claims stand in other rows opens none.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from claims.alignment import Alignment, Statement, groups, joins
from claims.decide import flags_of
from claims.judge import Judge, leans, shows_conflict
from claims.sources import Sources
from claims.standing import standings
from claims.types import (
    Cell,
    CellStance,
    Claim,
    ComparedClaim,
    Comparison,
    Divergence,
    DivergenceType,
    counted,
    quote,
)
from claims.updates import Denial, superseded
from index.encoder import Encoder, SentenceVectors, Vectors
from index.types import Article, Section, Sentence

_LAST = datetime.max.replace(tzinfo=UTC)
FREELY = 300
"""pairs of statements that are judged in either round in any case; five articles of 300 words have about 60"""
A_STATEMENT = 0.5
"""pairs that are judged for each statement beyond them, so that the work grows as the articles do"""


def compare(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: SentenceVectors,
    encoder: Encoder,
    judge: Judge,
) -> Comparison:
    """Set two or more articles side by side; every claim found in one of them stands in a row.

    The order in which they are given is that of the cells and of the rows, and changes nothing else.

    Args:
        articles: two or more, each once.
        claims: those of all articles, in their order.
        vectors: those of all sentences of the articles, made by `encoder`.
        encoder: makes the vectors of claims that are parts of a sentence.
        judge: judges a statement by another.
    """
    places = {article.id: place for place, article in enumerate(articles)}
    alignment = alignment_of(articles, claims, vectors, encoder, judge)
    sources = Sources.of(articles, vectors)
    lines = sorted(
        _lines(alignment, aligned(alignment)),
        key=lambda line: min(
            (places[alignment.statements[at].article_id], at) for at in line.group
        ),
    )
    rows = [_row(line, alignment, articles, sources) for line in lines]
    summary = {"claims": len(rows), **counted([row.flags for row in rows])}
    return Comparison(
        tuple(articles),
        sources.provenance,
        standings(articles, rows, sources),
        tuple(rows),
        summary,
    )


def alignment_of(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: SentenceVectors,
    encoder: Encoder,
    judge: Judge,
) -> Alignment:
    """The statements of articles, of which nothing has been asked; see `compare`."""
    ordered = sorted(articles, key=lambda article: (article.published_at or _LAST, article.id))
    statements = statements_of(ordered, claims)
    return Alignment(ordered, statements, _stacked(statements, vectors, encoder), judge)


def statements_of(articles: Sequence[Article], claims: Sequence[Claim]) -> list[Statement]:
    """Everything the bodies of articles say, in order: the claims of a sentence, or the sentence where it has none.

    What an article says again in the same words is said once.
    """
    by_sentence: dict[str, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.sentence.id, []).append(claim)
    said = (
        statement
        for article in articles
        for sentence in article.sentences
        if sentence.section is Section.BODY
        for statement in [
            Statement(claim.statement, sentence, claim)
            for claim in by_sentence.get(sentence.id, [])
        ]
        or [Statement(sentence.text, sentence, None)]
    )
    first: dict[tuple[str, str, bool], Statement] = {}
    for one in said:
        first.setdefault((one.article_id, one.text.casefold(), one.claim is None), one)
    return list(first.values())


def _stacked(
    statements: Sequence[Statement], vectors: SentenceVectors, encoder: Encoder
) -> Vectors:
    """The vector of each statement, a row each; only parts of sentences are encoded."""
    parts = [s.text for s in statements if s.text != s.sentence.text]
    own = dict(zip(parts, encoder.encode(parts), strict=True))
    rows = [own.get(s.text, vectors[s.sentence.id]) for s in statements]
    return np.stack(rows) if rows else np.zeros((0, encoder.dimension), dtype=np.float32)


def aligned(alignment: Alignment) -> list[list[int]]:
    """The groups of statements that say the same: the same words first, then neighbours, then those of each group."""
    alignment.ask(alignment.equals())
    for _ in range(2):
        among = sorted(_speaker(alignment, group) for group in groups(alignment))
        alignment.ask(alignment.nearest(among, FREELY + int(A_STATEMENT * len(among))))
    return groups(alignment)


@dataclass(frozen=True)
class _Line:
    """A row, as places of statements: who speaks for it, and what stands in each article's cell."""

    speaker: int
    group: frozenset[int]
    sayers: frozenset[int]
    """the group, and those of other groups who say the same as every one of it"""
    shown: Mapping[str, int]
    """article id → place; an article that is silent has none"""


def _lines(alignment: Alignment, found: Sequence[Sequence[int]]) -> list[_Line]:
    """The rows; those that most articles speak of open first, and take in what is theirs."""
    claimed = [group for group in found if any(alignment.statements[at].claim for at in group)]
    group_of = {at: group for group in found for at in group}
    alignment.ask(pair for group in claimed for pair in _disputed(alignment, group, group_of))
    lines = [_line(alignment, group) for group in claimed]
    placed: set[int] = set()
    opened: list[_Line] = []
    for line in sorted(lines, key=lambda line: (-len(line.shown), -len(line.sayers))):
        if any(alignment.statements[at].claim and at not in placed for at in line.group):
            opened.append(line)
            placed |= line.group | {
                at for at in line.shown.values() if _belongs(alignment, at, line)
            }
    return _with_pairs(alignment, opened)


def _disputed(
    alignment: Alignment, group: Sequence[int], group_of: Mapping[int, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """The speaker of a group with each statement outside its articles that contradicts a member, or says the same as one that does."""
    articles = {alignment.statements[at].article_id for at in group}
    speaker = _speaker(alignment, group)
    for member in group:
        for other in alignment.beside(member):
            if alignment.stance(member, other) is CellStance.CONTRADICTS:
                yield from (
                    (speaker, mate)
                    for mate in group_of[other]
                    if alignment.statements[mate].article_id not in articles
                )


def _with_pairs(alignment: Alignment, opened: Sequence[_Line]) -> list[_Line]:
    """The rows, and one for two statements that must share one, where they share none yet; at least one of them is a claim.

    These are a claim and the one that says the same most surely in another article, and any two that bear each other out. A row
    that holds all of another one takes its place.
    """
    surest: dict[tuple[int, str], tuple[float, int]] = {}
    pairs: dict[tuple[int, int], float] = {}
    for at, statement in enumerate(alignment.statements):
        for other in alignment.beside(at) if statement.claim else ():
            if alignment.stance(at, other) is CellStance.ASSERTS:
                score = alignment.score(at, other)
                key = at, alignment.statements[other].article_id
                surest[key] = max(surest.get(key, (0.0, other)), (score, other))
                if alignment.mutual(at, other):
                    pairs[at, other] = score
    pairs |= {(at, other): score for (at, _), (score, other) in surest.items()}
    lines = list(opened)
    for at, other in sorted(pairs, key=lambda pair: -pairs[pair]):
        if not any(line.sayers >= {at, other} for line in lines):
            new = _line(alignment, [at, other])
            if not any(_holds(alignment, line, new) for line in lines):
                lines = [line for line in lines if not _holds(alignment, new, line)] + [new]
    return lines


def _holds(alignment: Alignment, one: _Line, other: _Line) -> bool:
    """Whether a row shows all that another one shows, and speaks in the same words or for all who say it."""

    def cells(line: _Line) -> set[tuple[str, bool]]:
        said = alignment.statements
        return {(said[at].sentence.id, at in line.sayers) for at in line.shown.values()}

    here, there = (alignment.statements[line.speaker].text.casefold() for line in (one, other))
    return (here == there or one.sayers >= other.sayers) and cells(one) >= cells(other)


def _line(alignment: Alignment, group: Sequence[int]) -> _Line:
    """The row of a group; of another article's statements that were judged with the speaker the surest one counts."""
    speaker = _speaker(alignment, group)
    sayers = list(group)
    shown = {alignment.statements[at].article_id: at for at in group}
    asserting: set[str] = set()
    for other in sorted(alignment.beside(speaker), key=lambda at: -alignment.score(speaker, at)):
        article_id = alignment.statements[other].article_id
        stance = alignment.stance(speaker, other)
        joining = stance is CellStance.ASSERTS and joins(alignment, [other], sayers)
        against = stance is CellStance.CONTRADICTS and (
            article_id not in asserting or _is_shown_by_a_fact(alignment, speaker, other)
        )
        if article_id not in shown and (joining or against):
            shown[article_id] = other
            sayers += [other] if joining else []
        if stance is CellStance.ASSERTS:
            asserting.add(article_id)
    return _Line(speaker, frozenset(group), frozenset(sayers), shown)


def _is_shown_by_a_fact(alignment: Alignment, one: int, other: int) -> bool:
    """Whether a figure, a date or an office by which two statements differ shows their conflict."""
    bond = alignment.bond(one, other)
    return bond is not None and any(map(shows_conflict, bond.divergences))


def _speaker(alignment: Alignment, group: Sequence[int]) -> int:
    """The clearest member: a claim that stands alone, that the others bear out whole, and that is worth checking."""

    def clarity(at: int) -> tuple[bool, bool, float, float]:
        statement = alignment.statements[at]
        worth = statement.claim.check_worthiness if statement.claim else 0.0
        bonds = [bond for other in group if (bond := alignment.bond(at, other))]
        borne = sum(bond.there.scores.supports for bond in bonds) / max(1, len(bonds))
        return bool(statement.claim), not leans(statement.text), round(borne, 1), worth

    return max(group, key=clarity)


def _belongs(alignment: Alignment, at: int, line: _Line) -> bool:
    """Whether a statement has its place in a row: nothing in the speaker's article speaks of it more surely."""
    article_id = alignment.statements[line.speaker].article_id
    rivals = [
        other
        for other in alignment.beside(at)
        if alignment.statements[other].article_id == article_id
        and alignment.stance(at, other) is not CellStance.SILENT
    ]
    return max(rivals, key=lambda other: alignment.score(at, other), default=-1) == line.speaker


def _row(
    line: _Line, alignment: Alignment, articles: Sequence[Article], sources: Sources
) -> ComparedClaim:
    speaker = alignment.statements[line.speaker]
    cells = tuple(_cell(line, alignment, article) for article in articles)
    said = [cell.sentence for cell in cells if cell.sentence and cell.stance is CellStance.ASSERTS]
    against = [cell for cell in cells if cell.stance is CellStance.CONTRADICTS]
    published = {article.id: article.stood_at for article in articles}
    independent = sources.independent(said)
    return ComparedClaim(
        id=_row_id(line, alignment),
        text=speaker.text,
        flags=flags_of(
            independent,
            len(against),
            [sources.marked(sentence) for sentence in said],
            superseded=_moved(said, against, published),
        ),
        independent_sources=independent,
        cells=cells,
        ai_articles=tuple(s.article_id for s in said if sources.marked(s)),
        circular_support=bool(said) and all(map(sources.machine_origin, said)),
    )


def _moved(
    said: Sequence[Sentence], against: Sequence[Cell], published: Mapping[str, datetime | None]
) -> bool:
    """Whether one side of a row brings the other's figure up to date; the newer one may be what most articles say."""
    deniers = [
        Denial(cell.sentence.text, published[cell.article_id], cell.divergences)
        for cell in against
        if cell.sentence and any(d.type is DivergenceType.NUMBER for d in cell.divergences)
    ]
    differ = [found.turned() for denier in deniers for found in denier.divergences]
    sayers = [Denial(one.text, published[one.article_id], differ) for one in said]
    here, there = ([side.published for side in sides] for sides in (sayers, deniers))
    return superseded(here, deniers) or superseded(there, sayers)


def _row_id(line: _Line, alignment: Alignment) -> str:
    """Stable while those who say it, each by itself, stand."""
    members = sorted(alignment.statements[at].id for at in line.group)
    return "c-" + hashlib.sha256(" ".join(members).encode()).hexdigest()[:12]


def _cell(line: _Line, alignment: Alignment, article: Article) -> Cell:
    """What an article says of a row; where it contradicts, by what its sentence differs from the row's text."""
    at = line.shown.get(article.id)
    if at is None:
        return Cell(article.id, CellStance.SILENT)
    said, score = alignment.statements[at], alignment.score(line.speaker, at)
    if at in line.sayers:
        return Cell(article.id, CellStance.ASSERTS, said.sentence, score)
    bond = alignment.bond(line.speaker, at)
    assert bond is not None, "only the judge finds a conflict"
    anchored = tuple(_anchored(divergence, said) for divergence in bond.divergences)
    return Cell(article.id, CellStance.CONTRADICTS, said.sentence, score, anchored)


def _anchored(found: Divergence, said: Statement) -> Divergence:
    """A difference whose evidence is quoted from the whole sentence, where a part of it was judged.

    Of the places where the sentence has these words it is the one nearest to where the part has them: a statement may also take
    words from elsewhere in the sentence.
    """
    claim, whole, quoted = said.claim, said.sentence.text, found.evidence
    if claim is None or said.text == whole:
        return found
    start, end = claim.start - said.sentence.start, claim.end - said.sentence.start
    taken = max(0, said.text.find(claim.text.rstrip(".")[1:]) - 1)
    expected = start - taken + quoted.start
    places = re.finditer(rf"(?<!\d){re.escape(quoted.text)}(?!\d)", whole, re.IGNORECASE)
    spans = (place.span() for place in places)
    there = min(spans, key=lambda span: abs(span[0] - expected), default=(start, end))
    return replace(found, evidence=quote(whole, *there))
