"""From sentences that a search found to the rest of their articles; pure."""

from collections.abc import Sequence

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
    closeness = {
        group[0].article.id: float(np.mean(sorted(hit.similarity for hit in group)[-TOGETHER:]))
        for group in near
    }
    every = [hit for group in near for hit in group]
    return sorted(every, key=lambda hit: -hit.similarity - closeness[hit.article.id])[:limit]
