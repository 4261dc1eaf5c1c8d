"""Dense and lexical ranks to one ranking; pure."""

from collections.abc import Sequence

RANK_CONSTANT = 60
"""k of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009), the value of the paper."""


def reciprocal_rank(*rankings: Sequence[int]) -> list[int]:
    """All ids of the rankings, best first: an id scores the sum of 1 / (k + rank) over the rankings that hold it.

    Ties keep the order in which the ids first appear.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            scores[id_] = scores.get(id_, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return sorted(scores, key=lambda id_: -scores[id_])
