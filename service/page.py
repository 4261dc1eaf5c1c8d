"""A comparison as one HTML page that needs nothing else: no network, no script; it prints, and follows light and dark."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from claims.moments import shown
from claims.types import (
    Cell,
    CellStance,
    ComparedClaim,
    Comparison,
    Derivation,
    DivergenceType,
    Quote,
    Signal,
)
from index import addresses
from index.outlets import key_of
from index.types import Article

_TEMPLATES = Environment(
    loader=PackageLoader("service"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
LANE = 40
"""height of an article in the origins graph, in pixels; so are the three widths"""
LABELS = 250
TIMELINE = 560
MARGIN = 26


@dataclass(frozen=True)
class Span:
    """A piece of a text, and the kind of difference that it shows, if any."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Difference:
    """A sentence that contradicts a row, marked where it differs, and each difference in words."""

    letter: str
    outlet: str
    spans: Sequence[Span]
    explanations: Sequence[str]
    link: str | None
    """the outlet's page, scrolled to the sentence"""


@dataclass(frozen=True)
class Row:
    """A claim, marked where it is contradicted, with its cells by letter."""

    claim: ComparedClaim
    spans: Sequence[Span]
    cells: Sequence[tuple[str, Cell]]
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Source:
    """A column: an article with its letter, and the rows that it leaves out and that it alone makes."""

    letter: str
    article: Article
    when: str
    signs: Sequence[str]
    """what of it says, or looks, how it was made"""
    derived: Sequence[tuple[str, Derivation]]
    omits: Sequence[ComparedClaim]
    alone: int


@dataclass(frozen=True)
class Node:
    """An article in the origins graph."""

    letter: str
    outlet: str
    x: float
    y: float
    kind: str
    """`origin`, `copy` or `rewrite`"""
    label: str


@dataclass(frozen=True)
class Edge:
    """From a source to what was taken from it."""

    path: str
    kind: str


@dataclass(frozen=True)
class Graph:
    """Articles by origin from top to bottom and by time from left to right."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    bands: Sequence[tuple[float, float]]
    """y and height of each origin's family"""
    first: str
    last: str

    @property
    def height(self) -> float:
        """Of the whole picture, in pixels."""
        return len(self.nodes) * LANE + 34


def comparison(found: Comparison) -> str:
    """The page."""
    rows = [_row(row, found) for row in found.claims]
    shared = [row for row in rows if row.claim.is_shared]
    return _TEMPLATES.get_template("comparison.html").render(
        title=_title(found.articles),
        outlets=len({key_of(article.outlet) for article in found.articles}),
        origins=found.origins,
        summary=found.summary,
        sources=_sources(found),
        graph=_graph(found),
        shared=sorted(shared, key=lambda row: row.claim.urgency),
        alone=[row for row in rows if not row.claim.is_shared],
        kinds=sorted({span.kind for row in rows for span in row.spans if span.kind}),
        lane=LANE,
        labels=LABELS,
        width=LABELS + TIMELINE + 4 * MARGIN,
    )


def spans(text: str, quotes: Iterable[tuple[Quote, DivergenceType]]) -> list[Span]:
    """A text cut where quotes begin and end; of quotes that overlap the first counts, and one of the whole text none."""
    found: list[Span] = []
    place = 0
    for quoted, kind in sorted(quotes, key=lambda item: (item[0].start, item[0].end)):
        if quoted.start >= place and quoted.text != text:
            found += [Span(text[place : quoted.start]), Span(quoted.text, kind.value)]
            place = quoted.end
    return [span for span in [*found, Span(text[place:])] if span.text]


def _title(articles: Sequence[Article]) -> str:
    titled = [article.title for article in articles if article.title]
    return titled[0] if titled else f"{len(articles)} articles compared"


def _row(claim: ComparedClaim, found: Comparison) -> Row:
    quotes = [(d.claim, d.type) for cell in claim.cells for d in cell.divergences]
    return Row(
        claim,
        spans(claim.text, quotes),
        [(found.letters[cell.article_id], cell) for cell in claim.cells],
        list(_differences(claim, found)),
    )


def _differences(claim: ComparedClaim, found: Comparison) -> Iterator[Difference]:
    for cell, article in zip(claim.cells, found.articles, strict=True):
        if cell.stance is CellStance.CONTRADICTS and cell.sentence is not None:
            yield Difference(
                found.letters[cell.article_id],
                article.outlet,
                spans(cell.sentence.text, [(d.evidence, d.type) for d in cell.divergences]),
                [f"{d.type.value}: {d.explanation}" for d in cell.divergences],
                addresses.link(article, cell.sentence),
            )


def _sources(found: Comparison) -> list[Source]:
    rows = {row.id: row for row in found.claims}
    return [
        Source(
            found.letters[article.id],
            article,
            shown(article.published_at),
            [sign_of(signal) for signal in found.provenance[article.id].signals],
            [(found.letters[d.article_id], d) for d in found.provenance[article.id].derived_from],
            [rows[row_id] for row_id in found.standings[article.id].omits],
            len(found.standings[article.id].alone),
        )
        for article in found.articles
    ]


def sign_of(signal: Signal) -> str:
    """A signal in a few words."""
    if signal.kind == "inference":
        part = "" if signal.scope == "article" else "in part "
        return f"reads {part}like AI ({float(signal.value):.1%})"
    return f"{'odd characters' if signal.kind == 'characters' else 'says'}: {signal.value}"


def _graph(found: Comparison) -> Graph:
    """Families by the time of their first article, each with its articles by time; an undated one stands at the end."""
    dated = [a.published_at for a in found.articles if a.published_at is not None]
    first, last = min(dated, default=None), max(dated, default=None)

    def moment(article: Article) -> float:
        return article.published_at.timestamp() if article.published_at else math.inf

    families: dict[str, list[Article]] = {}
    for article in sorted(found.articles, key=moment):
        families.setdefault(found.standings[article.id].origin, []).append(article)
    ordered = [article for family in families.values() for article in family]
    nodes = {
        article.id: _node(article, found, y=at * LANE + LANE / 2, x=_x(article, first, last))
        for at, article in enumerate(ordered)
    }
    edges = [
        Edge(_curve(nodes[taken.article_id], nodes[article.id]), taken.mode)
        for article in ordered
        for taken in found.provenance[article.id].derived_from
    ]
    starts = [nodes[family[0].id].y - LANE / 2 for family in families.values()]
    heights = [len(family) * LANE for family in families.values()]
    bands = list(zip(starts, heights, strict=True))
    return Graph(list(nodes.values()), edges, bands, shown(first), shown(last))


def _node(article: Article, found: Comparison, *, x: float, y: float) -> Node:
    taken = found.provenance[article.id].derived_from
    label = ", ".join(f"{d.relation} {found.letters[d.article_id]}, {d.share:.0%}" for d in taken)
    kind = taken[0].mode if taken else "origin"
    return Node(found.letters[article.id], article.outlet, x, y, kind, label)


def _x(article: Article, first: datetime | None, last: datetime | None) -> float:
    if article.published_at is None or first is None or last is None or first == last:
        return LABELS + MARGIN + (TIMELINE if article.published_at is None else 0)
    return LABELS + MARGIN + TIMELINE * ((article.published_at - first) / (last - first))


def _curve(source: Node, taken: Node) -> str:
    """An SVG path from one node to another, leaving downwards and arriving from the left."""
    return f"M{source.x:.1f},{source.y:.1f} C{source.x:.1f},{taken.y:.1f} {source.x:.1f},{taken.y:.1f} {taken.x:.1f},{taken.y:.1f}"
