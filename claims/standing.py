"""What each compared article leaves out that most independent origins say, and what it alone says."""

from collections.abc import Sequence

from claims.sources import Sources
from claims.types import CellStance, ComparedClaim, Standing
from index.types import Article

FEWEST_ORIGINS = 2
"""a claim of fewer is nobody's omission"""


def standings(
    articles: Sequence[Article], rows: Sequence[ComparedClaim], sources: Sources
) -> dict[str, Standing]:
    """How each article stands, by its id."""
    homes = {article.id: sources.home(article) for article in articles}

    def beside(article: Article) -> set[str]:
        """The outlets that the other articles come from."""
        return {sources.outlets[homes[other.id]] for other in articles if other is not article}

    return {
        article.id: Standing(
            origin=homes[article.id],
            omits=_omitted(article.id, rows, beside(article)),
            alone=tuple(row.id for row in rows if _sayers(row) == [article.id]),
        )
        for article in articles
    }


def _omitted(article_id: str, rows: Sequence[ComparedClaim], others: set[str]) -> tuple[str, ...]:
    """The rows that more than half of the others' origins assert, and an article passes over in silence."""
    return tuple(
        row.id
        for row in rows
        if row.independent_sources >= FEWEST_ORIGINS
        and 2 * row.independent_sources > len(others)
        and any(c.article_id == article_id and c.stance is CellStance.SILENT for c in row.cells)
    )


def _sayers(row: ComparedClaim) -> list[str]:
    return [cell.article_id for cell in row.cells if cell.stance is CellStance.ASSERTS]
