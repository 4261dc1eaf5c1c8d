"""Where the articles at hand come from: each one's provenance, and the origin it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.origins import derivations, origins
from claims.provenance import assess, marked_as_ai
from claims.types import Provenance
from index.types import Article, Sentence


@dataclass(frozen=True)
class Sources:
    """Provenance and origin by article id."""

    provenance: Mapping[str, Provenance]
    origin: Mapping[str, str]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "Sources":
        """Look at articles together: what each says of itself, and which were copied from one another."""
        derived = derivations(articles)
        provenance = {
            article.id: replace(assess(article), derived_from=derived[article.id])
            for article in articles
        }
        return cls(provenance, origins(derived))

    def marked(self, sentence: Sentence) -> bool:
        """Whether a sentence stands under a statement that AI wrote it."""
        return marked_as_ai(self.provenance[sentence.article_id], sentence)

    def machine_origin(self, sentence: Sentence) -> bool:
        """Whether a sentence marked as AI rests on no human text: where it was copied, its origin is marked as AI too."""
        origin = self.origin[sentence.article_id]
        own = origin == sentence.article_id
        return self.marked(sentence) and (own or self.provenance[origin].flagged)
