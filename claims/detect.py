"""The claims of an article: its sentences divided, and of the parts those that are worth checking."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from claims.checkworthiness import Scores, WorthModel
from claims.division import Part, divide
from claims.types import Claim
from index.encoder import Encoder, SentenceVectors
from index.turns import MODELS
from index.types import Article, Section, Sentence

CHECKABLE = 0.5
"""check-worthiness from which a statement is listed: readers sooner take it for a claim of fact than not"""
SPOKEN = 0.4
"""share of a statement between quotation marks from which it is speech"""

TextVectors = Mapping[str, NDArray[np.float32]]
NONE_KNOWN: TextVectors = MappingProxyType({})
_NOTE = re.compile(
    r"^\(?(?:corrections?|clarifications?|korrektur|berichtigung|rectificatif|corrección)(?:,?\s[(\[]?(?:\d|[^\W\d_]{3,9}\.?\s\d)[^:.]{0,30})?\s*[:—–]"
    r"|\b(?:earlier|previous|prior|original)\sversion\sof\sth(?:is|e)\s(?:article|column|headline|post|report|story)\b"
    r"|\bthis\s(?:article|headline|post|story)\s(?:has\sbeen|was)\s(?:amended|clarified|corrected|edited|revised|updated)\b",
    re.IGNORECASE,
)
"""how an outlet begins to say what its article had wrong"""
_QUOTATION = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@dataclass(frozen=True)
class Detector:
    """Finds claims; `encoder` must be the one whose vectors the model was trained on."""

    encoder: Encoder
    model: WorthModel

    def detect(
        self, articles: Sequence[Article], known: SentenceVectors | None = None
    ) -> list[tuple[Claim, ...]]:
        """The claims of each article's own body, in order; headings, captions, teasers and notes of correction make none.

        A sentence of which no part is worth checking is a claim where it is as a whole. What ends in a colon only opens what follows.

        Args:
            articles: as they were read.
            known: the vectors of their sentences by this encoder, where they are at hand.
        """
        bodies = [list(_reported(article)) for article in articles]
        read = [one for body in bodies for one in _divided(body)]
        vectors = {one.sentence.text: known[one.sentence.id] for one in read} if known else {}
        statements = list(dict.fromkeys(text for one in read for text in one.statements()))
        scores = dict(zip(statements, self.worth(statements, vectors).tolist(), strict=True))
        claims = iter([one.claims(scores) for one in read])
        return [tuple(claim for _ in body for claim in next(claims)) for body in bodies]

    def worth(self, statements: Sequence[str], known: TextVectors = NONE_KNOWN) -> Scores:
        """The check-worthiness of each statement; speech is worth what it says.

        Args:
            statements: sentences or parts that stand alone.
            known: vectors by text, where they are at hand.
        """
        if not statements:
            return np.zeros(0, dtype=np.float32)
        heard = [spoken_in(statement) or statement for statement in statements]
        missing = [text for text in dict.fromkeys(heard) if text not in known]
        vectors = {**known, **dict(zip(missing, self.encoder.encode(missing), strict=True))}
        return self.model.scores(heard, np.stack([vectors[text] for text in heard]))


@dataclass(frozen=True)
class _Read:
    """A sentence and the parts it was divided into."""

    sentence: Sentence
    parts: tuple[Part, ...]

    def statements(self) -> Iterator[str]:
        yield self.sentence.text
        yield from (part.statement for part in self.parts)

    def claims(self, scores: Mapping[str, float]) -> list[Claim]:
        whole = Part(0, len(self.sentence.text), self.sentence.text)
        return self._checkable(self.parts, scores) or self._checkable([whole], scores)

    def _checkable(self, parts: Sequence[Part], scores: Mapping[str, float]) -> list[Claim]:
        return [
            Claim(
                sentence=self.sentence,
                text=self.sentence.text[part.start : part.end],
                start=self.sentence.start + part.start,
                end=self.sentence.start + part.end,
                statement=part.statement,
                check_worthiness=round(score, 3),
            )
            for part in parts
            if (score := scores[part.statement]) >= CHECKABLE
            and not self.sentence.text[: part.end].endswith(":")
        ]


def _reported(article: Article) -> Iterator[Sentence]:
    """The sentences of an article's body without what it says of itself: a note of correction, to the end of its paragraph."""
    starts = [block.start for block in article.blocks]
    told = 0
    for sentence in article.sentences:
        if sentence.section is not Section.BODY or sentence.start < told:
            continue
        if _NOTE.search(sentence.text):
            told = article.blocks[bisect_right(starts, sentence.start) - 1].end
        else:
            yield sentence


def _divided(body: Sequence[Sentence]) -> list[_Read]:
    MODELS.give_way()
    return [_Read(sentence, divide(sentence.text)) for sentence in body]


def spoken_in(statement: str) -> str:
    """The words between quotation marks of a statement that is mostly speech; empty for any other."""
    said = _QUOTATION.findall(statement)
    length = sum(len(words) for words in said)
    return " ".join(said) if length >= SPOKEN * len(statement) else ""
