"""The claims of an article: its sentences divided, and of the parts those that are worth checking."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claims.checkworthiness import WorthModel
from claims.division import Part, divide
from claims.types import Claim
from index.encoder import Encoder, SentenceVectors
from index.types import Article, Section, Sentence

CHECKABLE = 0.5
"""check-worthiness from which a statement is listed: readers sooner take it for a claim of fact than not"""


@dataclass(frozen=True)
class Detector:
    """Finds claims; `encoder` must be the one whose vectors the model was trained on."""

    encoder: Encoder
    model: WorthModel

    def detect(self, article: Article, known: SentenceVectors | None = None) -> tuple[Claim, ...]:
        """The claims of an article's own body, in order; headings, captions and teasers make none.

        Args:
            article: as it was read.
            known: the vectors of its sentences by this encoder, where they are at hand.
        """
        body = [sentence for sentence in article.sentences if sentence.section is Section.BODY]
        if not body:
            return ()
        wholes = self._wholes(body, known)
        parts = self._parts(body)
        return tuple(
            claim
            for whole in wholes
            for claim in _checkable(parts.get(whole.sentence.id, [])) or _checkable([whole])
        )

    def _wholes(self, body: Sequence[Sentence], known: SentenceVectors | None) -> list[Claim]:
        """Each sentence as one claim."""
        texts = [sentence.text for sentence in body]
        rows = (
            self.encoder.encode(texts)
            if known is None
            else np.stack([known[sentence.id] for sentence in body])
        )
        scores = self.model.scores(texts, rows)
        return [
            _claim(sentence, Part(0, len(sentence.text), sentence.text), score)
            for sentence, score in zip(body, scores.tolist(), strict=True)
        ]

    def _parts(self, body: Sequence[Sentence]) -> dict[str, list[Claim]]:
        """The claims of the sentences that say several things, by sentence id."""
        divided = [
            (sentence, part)
            for sentence in body
            if len(parts := divide(sentence.text)) > 1
            for part in parts
        ]
        statements = [part.statement for _, part in divided]
        scores = self.model.scores(statements, self.encoder.encode(statements))
        found: dict[str, list[Claim]] = {}
        for (sentence, part), score in zip(divided, scores.tolist(), strict=True):
            found.setdefault(sentence.id, []).append(_claim(sentence, part, score))
        return found


def _checkable(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.check_worthiness >= CHECKABLE]


def _claim(sentence: Sentence, part: Part, score: float) -> Claim:
    return Claim(
        sentence=sentence,
        text=sentence.text[part.start : part.end],
        start=sentence.start + part.start,
        end=sentence.start + part.end,
        statement=part.statement,
        check_worthiness=round(score, 3),
    )
