"""Where the articles at hand come from: each one's provenance, and the origin of each sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.origins import MOSTLY, trace
from claims.provenance import assess, marked_as_ai
from claims.types import Derivation, Provenance
from index.encoder import SentenceVectors
from index.outlets import key_of
from index.types import Article, Sentence


@dataclass(frozen=True)
class Sources:
    """Provenance by article id, and by sentence id the article that first reported it."""

    provenance: Mapping[str, Provenance]
    origin: Mapping[str, str]
    outlets: Mapping[str, str]
    """their keys by article id"""
    own: str | None = None
    """the article whose claims are looked at; what stood in an earlier version of it, or in an article that may have been taken
    from it as well as the other way round, has it as origin, too"""

    @classmethod
    def of(
        cls, articles: Sequence[Article], vectors: SentenceVectors, own: Article | None = None
    ) -> "Sources":
        """Look at articles together, `own` among them: what each says of itself, and what each took from another."""
        lineage = trace(articles, vectors)
        provenance = {
            article.id: replace(assess(article), derived_from=lineage.derived[article.id])
            for article in articles
        }
        outlets = {article.id: key_of(article.outlet) for article in articles}
        if own is None:
            return cls(provenance, lineage.origin, outlets)
        same = _same(own, articles, lineage.derived[own.id])
        origin = {s: own.id if at in same else at for s, at in lineage.origin.items()}
        return cls(provenance, origin, outlets, own.id)

    def marked(self, sentence: Sentence) -> bool:
        """Whether a sentence stands under a statement that AI wrote it."""
        return marked_as_ai(self.provenance[sentence.article_id], sentence)

    def machine_origin(self, sentence: Sentence) -> bool:
        """Whether a sentence marked as AI rests on no human text: where it was copied, its origin is marked as AI too."""
        origin = self.origin[sentence.id]
        own = origin == sentence.article_id
        return self.marked(sentence) and (own or self.provenance[origin].flagged)

    def independent(self, sentences: Iterable[Sentence]) -> int:
        """How many origins sentences have; an outlet that reports a thing twice, in whatever words, is one."""
        return len({self.outlets[self.origin[sentence.id]] for sentence in sentences})

    def home(self, article: Article) -> str:
        """The article where the most of an article's words were first reported: itself, if it is a report of its own."""
        words: Counter[str] = Counter({article.id: 0})
        for sentence in article.sentences:
            words[self.origin[sentence.id]] += len(sentence.text.split())
        return words.most_common(1)[0][0]


def _same(
    own: Article, articles: Sequence[Article], derived: Sequence[Derivation]
) -> frozenset[str]:
    """Of the articles that most of an article was taken from those that it may be itself.

    What was its outlet's is an earlier version of it. Where nothing tells which of two took a text, it must not hang on the
    order of their ids whether one bears the other out: then neither does.
    """
    whose = key_of(own.outlet)
    taken = {source.article_id: source for source in derived if source.share >= MOSTLY}
    return frozenset(
        a.id
        for a in articles
        if (source := taken.get(a.id)) and (key_of(a.outlet) == whose or source.untold)
    )
