"""What each compared article leaves out that most independent origins say, and what it alone says."""

from collections.abc import Sequence

from claims.alignment import SAME_EVENT
from claims.moments import surely_before
from claims.sources import Sources
from claims.types import Cell, CellStance, ComparedClaim, Standing
from index.types import Article

FEWEST_ORIGINS = 2
"""a claim of fewer is nobody's omission"""


def standings(
    articles: Sequence[Article], rows: Sequence[ComparedClaim], sources: Sources
) -> dict[str, Standing]:
    """How each article stands, by its id."""
    homes = {article.id: sources.home(article) for article in articles}

    def omitted(article: Article) -> tuple[str, ...]:
        """The rows that more than half of the origins before it assert, and it passes over in silence."""
        before = {other.id for other in articles if _could_tell(article, other)} - {article.id}
        most = len({sources.outlets[homes[id_]] for id_ in before}) / 2

        def origins(row: ComparedClaim) -> int:
            said = (cell.sentence for cell in _sayers(row) if cell.article_id in before)
            return sources.independent(sentence for sentence in said if sentence)

        return tuple(
            row.id
            for row in rows
            if _is_silent(row, article) and origins(row) >= FEWEST_ORIGINS and origins(row) > most
        )

    return {
        article.id: Standing(
            origin=homes[article.id],
            omits=omitted(article),
            alone=tuple(
                row.id for row in rows if [c.article_id for c in _sayers(row)] == [article.id]
            ),
        )
        for article in articles
    }


def _could_tell(article: Article, other: Article) -> bool:
    """Whether an article could tell what another one does: that is not surely later, nor of another event."""
    here, there = article.stood_at, other.published_at
    if here is None or there is None:
        return True
    return not surely_before(here, there) and abs(here - there) <= SAME_EVENT


def _is_silent(row: ComparedClaim, article: Article) -> bool:
    return any(
        cell.article_id == article.id and cell.stance is CellStance.SILENT for cell in row.cells
    )


def _sayers(row: ComparedClaim) -> list[Cell]:
    return [cell for cell in row.cells if cell.stance is CellStance.ASSERTS]
