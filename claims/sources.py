"""Where the articles at hand come from: each one's provenance, and the origin of each sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.origins import trace
from claims.provenance import assess, marked_as_ai
from claims.types import Provenance
from index.encoder import SentenceVectors
from index.types import Article, Sentence


@dataclass(frozen=True)
class Sources:
    """Provenance by article id, and by sentence id the article that first reported it."""

    provenance: Mapping[str, Provenance]
    origin: Mapping[str, str]

    @classmethod
    def of(cls, articles: Sequence[Article], vectors: SentenceVectors) -> "Sources":
        """Look at articles together: what each says of itself, and what each took from another."""
        lineage = trace(articles, vectors)
        provenance = {
            article.id: replace(assess(article), derived_from=lineage.derived[article.id])
            for article in articles
        }
        return cls(provenance, lineage.origin)

    def marked(self, sentence: Sentence) -> bool:
        """Whether a sentence stands under a statement that AI wrote it."""
        return marked_as_ai(self.provenance[sentence.article_id], sentence)

    def machine_origin(self, sentence: Sentence) -> bool:
        """Whether a sentence marked as AI rests on no human text: where it was copied, its origin is marked as AI too."""
        origin = self.origin[sentence.id]
        own = origin == sentence.article_id
        return self.marked(sentence) and (own or self.provenance[origin].flagged)

    def independent(self, sentences: Iterable[Sentence]) -> int:
        """How many origins sentences have."""
        return len({self.origin[sentence.id] for sentence in sentences})

    def home(self, article: Article) -> str:
        """The article where the most of an article's words were first reported: itself, if it is a report of its own."""
        words: Counter[str] = Counter({article.id: 0})
        for sentence in article.sentences:
            words[self.origin[sentence.id]] += len(sentence.text.split())
        return words.most_common(1)[0][0]
