"""An article: verify each of its claims → report whose counts add up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from claims.decide import DEFAULT
from claims.judge import Judge
from claims.types import Claim, Derivation, Evidence, Provenance, Verdict, Verification
from claims.verify import CANDIDATES, Question, Weighed, weigh
from index.corpus import Asked, Corpus
from index.encoder import SentenceVectors
from index.outlets import key_of
from index.types import Article, Filters, Hit, Search, Sentence

WORDINGS = 6
"""the closest sentences that a statement is set against; with all 60 one verdict in seven is another, most often by a
sentence on another matter that is taken for evidence"""
EVIDENCE = 5
"""entries of each list of evidence that a report keeps for a claim"""
_APART = "\0"
"""stands in the id of an article that is told apart, and in no other"""


@dataclass(frozen=True)
class AuditedClaim:
    """A claim of an article and what all others say of it."""

    claim: Claim
    found: Verification


@dataclass(frozen=True)
class Report:
    """An article with a verdict on each of its claims, in the order of the text."""

    article: Article
    claims: tuple[AuditedClaim, ...]
    provenance: Provenance
    snapshot: int

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims have each verdict; together all claims that were found."""
        verdicts = [item.found.verdict for item in self.claims]
        return {verdict: verdicts.count(verdict) for verdict in Verdict}


@dataclass(frozen=True)
class Witnesses:
    """Who is asked of an article: the corpus, and beside it the other articles of its batch, which the corpus does not hold."""

    article: Article | None
    """None where nobody holds it any more"""
    corpus: Corpus
    batch: Corpus | None = None

    def search(self, asked: Asked) -> list[list[Hit]]:
        """For each text what is near it in the corpus, and in the batch; the article never sees itself, whatever its id there.

        Nothing of the corpus gives way to the batch. An article that is in both speaks as it stands in the batch. What another
        outlet has under an id that is taken is another article, and is told apart.
        """
        found = self.corpus.search(asked, self._near(self.corpus))
        if self.batch is not None:
            beside = self.batch.search(asked, self._near(self.batch))
            newer = self.batch.stored({hit.article.id for hits in found for hit in hits})
            found = [
                [hit for hit in stored if newer.get(hit.article.id) != key_of(hit.article.outlet)]
                + batch
                for stored, batch in zip(found, beside, strict=True)
            ]
        others = [[hit for hit in hits if not self._is_itself(hit.article)] for hits in found]
        return _told_apart(others, self.article)

    def _near(self, corpus: Corpus) -> Search:
        own = self.article
        is_held = own is not None and corpus.stored([own.id]).get(own.id) == key_of(own.outlet)
        without = (own.id,) if own is not None and is_held else ()
        return Search(CANDIDATES, DEFAULT.related, WORDINGS, Filters(exclude_articles=without))

    @cached_property
    def own(self) -> SentenceVectors:
        """The vectors of the article's sentences."""
        return self._vectors([self.article] if self.article else [])

    def vectors(self, articles: Sequence[Article]) -> SentenceVectors:
        """The vectors of all sentences of articles, whoever holds them."""
        return {**self._vectors([a for a in articles if a is not self.article]), **self.own}

    def _vectors(self, articles: Sequence[Article]) -> SentenceVectors:
        if self.batch is None:
            return self.corpus.vectors(articles)
        held = self.batch.held(articles)
        others = [a for a in articles if any(s.id not in held for s in a.sentences)]
        return {**self.corpus.vectors(others), **held}

    def _is_itself(self, other: Article) -> bool:
        own = self.article
        return own is not None and _whose(other) == _whose(own)


def audit(
    article: Article,
    claims: Sequence[Claim],
    provenance: Provenance,
    witnesses: Witnesses,
    judge: Judge,
) -> Report:
    """What all others say of each claim of an article, as of the time it was published, and what of it was taken from them."""
    if not claims:
        return Report(article, (), provenance, witnesses.corpus.revision())
    when = article.published_at
    questions = [question_of(claim.statement, when, claim.sentence) for claim in claims]
    found = hear(witnesses, judge, questions)
    audited = (AuditedClaim(*pair) for pair in zip(claims, found.verdicts, strict=True))
    derived = _with_stored_sources(found.sources.provenance[article.id])
    provenance = replace(provenance, derived_from=derived)
    return Report(article, tuple(audited), provenance, found.verdicts[0].snapshot)


def question_of(
    statement: str, as_of: datetime | None, sentence: Sentence | None = None
) -> Question:
    """What is asked of a statement of an article, as of the time it was published, and of the sentence that makes it."""
    return Question(
        statement, as_of, limit=EVIDENCE, related=False, posted=False, sentence=sentence
    )


def hear(witnesses: Witnesses, judge: Judge, questions: Sequence[Question]) -> Weighed:
    """The verdict of everything but one article, and what repeats it, on each of its statements."""
    asked = witnesses.corpus.asked([question.claim for question in questions])
    found, snapshot = witnesses.corpus.steadily(lambda: witnesses.search(asked))
    weighed = weigh(judge, questions, found, witnesses.vectors, snapshot, witnesses.article)
    return replace(weighed, verdicts=tuple(map(_with_stored_ids, weighed.verdicts)))


def _whose(article: Article) -> tuple[str, str]:
    """By what an article is itself under any id: its outlet and its text."""
    return key_of(article.outlet), article.text


def _told_apart(found: Sequence[Sequence[Hit]], own: Article | None) -> list[list[Hit]]:
    """What was found, no two articles under one id: of several outlets' only the first keeps it."""
    outlets = {own.id: key_of(own.outlet)} if own else {}
    renamed: dict[tuple[str, str], Article] = {}

    def apart(hit: Hit) -> Hit:
        article, outlet = hit.article, key_of(hit.article.outlet)
        if outlets.setdefault(article.id, outlet) == outlet:
            return hit
        other = renamed.get((article.id, outlet))
        if other is None:
            other = _renamed(article, lambda name: f"{name}{_APART}{outlet}")
            renamed[article.id, outlet] = other
        return Hit(other, _same_place(hit.sentence, other), hit.similarity)

    return [[apart(hit) for hit in hits] for hits in found]


def _with_stored_ids(found: Verification) -> Verification:
    """The same, with the ids that articles are stored under."""
    supporting, conflicting, related = (
        tuple(map(_with_stored_id, side))
        for side in (found.supporting, found.conflicting, found.related)
    )
    return replace(found, supporting=supporting, conflicting=conflicting, related=related)


def _with_stored_id(item: Evidence) -> Evidence:
    provenance = replace(item.provenance, derived_from=_with_stored_sources(item.provenance))
    item = replace(item, provenance=provenance, origin=_stored_id(item.origin))
    if _APART not in item.article.id:
        return item
    article = _renamed(item.article, _stored_id)
    return replace(item, article=article, sentence=_same_place(item.sentence, article))


def _with_stored_sources(provenance: Provenance) -> tuple[Derivation, ...]:
    return tuple(
        replace(source, article_id=_stored_id(source.article_id))
        for source in provenance.derived_from
    )


def _stored_id(name: str) -> str:
    return name.partition(_APART)[0]


def _renamed(article: Article, rename: Callable[[str], str]) -> Article:
    sentences = tuple(
        replace(sentence, id=rename(sentence.id), article_id=rename(sentence.article_id))
        for sentence in article.sentences
    )
    return replace(article, id=rename(article.id), sentences=sentences)


def _same_place(sentence: Sentence, article: Article) -> Sentence:
    """The sentence of an article that has another's text, where the other has it."""
    return next(s for s in article.sentences if (s.start, s.end) == (sentence.start, sentence.end))
