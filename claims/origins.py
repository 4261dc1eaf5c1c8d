"""Who copied whom: near-copies by shared word shingles, told from a shared quotation by how much is shared.

An article whose sentences stand for the greater part, word for word, in an earlier one has that one as its origin
(containment of w-shingles, Broder 1997).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from claims.types import Derivation
from index.types import Article, Section

SHINGLE = 5
"""words"""
COPIED = 0.5
"""share of an article's own shingles that stand in the other, from which it is a copy"""
FEWEST_SHINGLES = 20
"""a text of fewer is too short to say so"""
_LAST = datetime.max.replace(tzinfo=UTC)


def shingles(article: Article) -> frozenset[tuple[str, ...]]:
    """Runs of SHINGLE words within the sentences of the body, without case and punctuation."""
    found: set[tuple[str, ...]] = set()
    for sentence in article.sentences:
        if sentence.section is Section.BODY:
            words = re.findall(r"\w+", sentence.text.casefold())
            found.update(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return frozenset(found)


def derivations(articles: Sequence[Article]) -> dict[str, tuple[Derivation, ...]]:
    """For each article, those it was copied from, the largest share first; an undated article counts as the latest."""
    marks = {article.id: shingles(article) for article in articles}
    ordered = sorted(articles, key=lambda article: (article.published_at or _LAST, article.id))
    found: dict[str, tuple[Derivation, ...]] = {}
    for place, article in enumerate(ordered):
        own = marks[article.id]
        shares = [
            (len(own & marks[earlier.id]) / max(1, len(own)), earlier.id)
            for earlier in ordered[:place]
        ]
        copied = [
            Derivation(earlier, round(share, 3), "copy")
            for share, earlier in sorted(shares, reverse=True)
            if share >= COPIED and len(own) >= FEWEST_SHINGLES
        ]
        found[article.id] = tuple(copied)
    return found


def origins(derived: Mapping[str, tuple[Derivation, ...]]) -> dict[str, str]:
    """Each article's origin: the article at the end of its chain of sources, or itself."""

    def follow(article_id: str) -> str:
        sources = derived.get(article_id, ())
        return follow(sources[0].article_id) if sources else article_id

    return {article_id: follow(article_id) for article_id in derived}
