"""From sentences that a search found to the rest of their articles; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import SentenceVectors
from index.types import Hit

TOGETHER = 3
"""closest sentences whose mean cosine says how close an article is: one sentence may be close by chance"""


def widened(
    hits: Sequence[Hit], vector: NDArray[np.float32], held: SentenceVectors, limit: int
) -> list[Hit]:
    """The sentences of all articles that hits stand in, the closest `limit`: by their cosine and that of their article.

    What an article on the matter says without naming it again ("Forty-three had given up, she said") no search by sentence
    finds.

    Args:
        hits: what was found for a text.
        vector: of the text, of unit length.
        held: the vectors of all sentences of the articles.
        limit: sentences returned, at most.
    """
    articles = {hit.article.id: hit.article for hit in hits}
    near = [
        [Hit(article, s, float(vector @ held[s.id])) for s in article.sentences]
        for article in articles.values()
    ]
    every = [hit for group in near for hit in group]
    close = closeness(every)
    return sorted(every, key=lambda hit: -hit.similarity - close[hit.article.id])[:limit]


def closeness(hits: Iterable[Hit]) -> dict[str, float]:
    """How close each article is to what was asked, by its id: the mean cosine of its closest sentences."""
    cosines: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        cosines[hit.article.id].append(hit.similarity)
    return {id_: float(np.mean(sorted(found)[-TOGETHER:])) for id_, found in cosines.items()}
