"""One claim: search → judge → decide."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import regex

from claims.coverage import shipped
from claims.decide import DEFAULT, confidence_of, flags_of, takes_side, verdict_of
from claims.errors import UnusableClaim
from claims.facts.words import content_stems
from claims.judge import Judge
from claims.kinship import kinship, profile_of
from claims.sources import Sources
from claims.types import Evidence, Judgement, Pair, Stance, Verification
from claims.updates import Denial, is_update, superseded
from index.corpus import Corpus
from index.encoder import SentenceVectors
from index.observer import stage
from index.types import EVERYWHERE, Article, Filters, Hit, Search, Section, Sentence

CANDIDATES = 60
"""sentences that are looked at for a claim; at 60 the last ones found say nothing of it"""
_WORDS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|\w+(?:['’.-]\w+)*"
)
"""words, and the characters of scripts that leave no space between words"""
_LAST = datetime.max.replace(tzinfo=UTC)
_STATING = frozenset({Section.HEADLINE, Section.BODY})


@dataclass(frozen=True)
class Question:
    """A claim to verify.

    `limit` bounds each list of evidence, `related` says whether what takes no side is wanted, and `posted` is False of a claim
    that stands in an article.
    """

    claim: str
    as_of: datetime | None = None
    filters: Filters = EVERYWHERE
    limit: int = 10
    related: bool = True
    posted: bool = True
    sentence: Sentence | None = None
    """the one of an audited article that makes the claim, where it is at hand"""


@dataclass(frozen=True)
class Candidate:
    """A sentence that was found for the question at a place, and the pair that both make."""

    place: int
    hit: Hit
    pair: Pair


@dataclass(frozen=True)
class _Heard:
    """A sentence that was found, the pair that it makes with the claim, and what it says of it."""

    hit: Hit
    pair: Pair
    judgement: Judgement

    @property
    def takes_side(self) -> bool:
        return takes_side(self.judgement)

    def evidence(self, sources: Sources) -> Evidence:
        """The same with where it comes from."""
        article, sentence = self.hit.article, self.hit.sentence
        return Evidence(
            article,
            sentence,
            self.pair.context,
            self.judgement,
            self.hit.similarity,
            sources.provenance[article.id],
            sources.origin[sentence.id],
            sources.machine_origin(sentence),
            self._is_overtaken,
        )

    @property
    def _is_overtaken(self) -> bool:
        """Whether the claim tells of a figure that has moved since this was published."""
        pair, published = self.pair, self.hit.article.stood_at
        turned = [found.turned() for found in self.judgement.divergences]
        return is_update(pair.claim, pair.claim_date, turned, [published])


@dataclass(frozen=True)
class Weighed:
    """The verdict on each of several claims, and where the articles at hand come from."""

    verdicts: tuple[Verification, ...]
    sources: Sources


def verify(corpus: Corpus, judge: Judge, question: Question) -> Verification:
    """Find what the corpus says of a claim and decide.

    Raises:
        UnusableClaim: the claim is no statement.
    """
    if len(_WORDS.findall(question.claim)) < 2 or not content_stems(question.claim):
        raise UnusableClaim(
            "the claim says nothing of anything; write one statement that can be true or false, in two words or more"
        )
    found, snapshot = corpus.steadily(lambda: search(corpus, question))
    return weigh(judge, [question], [found], corpus.vectors, snapshot).verdicts[0]


def search(corpus: Corpus, question: Question) -> list[Hit]:
    """The sentences to judge: those close to the claim, and what else their articles say."""
    asked = corpus.asked([question.claim])
    near = Search(CANDIDATES, DEFAULT.related, filters=question.filters)
    return corpus.widen(asked, corpus.search(asked, near), CANDIDATES)[0]


def weigh(
    judge: Judge,
    questions: Sequence[Question],
    found: Sequence[Sequence[Hit]],
    vectors: Callable[[Sequence[Article]], SentenceVectors],
    snapshot: int,
    own: Article | None = None,
) -> Weighed:
    """Judge what was found for each of several claims and decide; all pairs go through the model together.

    Args:
        judge: model and facts.
        questions: the claims.
        found: what the search found for each.
        vectors: gives the vectors of all sentences of articles, to trace who copied whom.
        snapshot: of the corpus that was searched.
        own: the article that makes the claims; what others took from it does not bear it out, and what stands in an article
            on something else seldom does.
    """
    asked = candidates(judge, questions, found, vectors, own)
    heard = _heard(judge, asked, len(questions))
    shown = [_shown(question, group) for question, group in zip(questions, heard, strict=True)]
    articles = {item.hit.article.id: item.hit.article for group in shown for item in group}
    if own is not None:
        articles[own.id] = own
    together = list(articles.values())
    with stage("trace", len(together)):
        sources = Sources.of(together, vectors(together), own)
    with stage("decide", len(questions)):
        verdicts = (
            _decided(question, group, sources, snapshot, own)
            for question, group in zip(questions, heard, strict=True)
        )
        return Weighed(tuple(verdicts), sources)


def _heard(judge: Judge, asked: Sequence[Candidate], questions: int) -> list[list[_Heard]]:
    """What was found for each of so many questions, judged."""
    judged = judge.judge([one.pair for one in asked])
    heard: list[list[_Heard]] = [[] for _ in range(questions)]
    for one, judgement in zip(asked, judged, strict=True):
        heard[one.place].append(_Heard(one.hit, one.pair, judgement))
    return heard


def candidates(
    judge: Judge,
    questions: Sequence[Question],
    found: Sequence[Sequence[Hit]],
    vectors: Callable[[Sequence[Article]], SentenceVectors],
    own: Article | None,
) -> list[Candidate]:
    """What the model is asked of; the arguments are those of `weigh`.

    Where nobody wants what takes no side, what has no chance of taking one is left out before the model sees it.
    """
    asked = [
        Candidate(place, hit, pair)
        for place, (question, hits) in enumerate(zip(questions, found, strict=True))
        for hit, pair in _paired(question, hits)
    ]
    if not any(question.related for question in questions):
        is_open = judge.sift([one.pair for one in asked])
        asked = [one for one, kept in zip(asked, is_open, strict=True) if kept]
    return asked if own is None else _with_kinship(asked, own, vectors)


def _paired(question: Question, hits: Sequence[Hit]) -> Iterable[tuple[Hit, Pair]]:
    stating = [hit for hit in hits if states(hit)]
    return zip(stating, pairs_of(question, stating), strict=True)


def _with_kinship(
    asked: Sequence[Candidate],
    own: Article,
    vectors: Callable[[Sequence[Article]], SentenceVectors],
) -> list[Candidate]:
    """The same pairs, each knowing how alike its two articles are."""
    if not asked:
        return []
    articles = {one.hit.article.id: one.hit.article for one in asked}
    held = vectors([own, *articles.values()])
    home = profile_of(own, held)
    kin = {id_: kinship(home, profile_of(article, held)) for id_, article in articles.items()}
    return [replace(one, pair=replace(one.pair, kinship=kin[one.hit.article.id])) for one in asked]


def _shown(question: Question, heard: Sequence[_Heard]) -> list[_Heard]:
    """What the reader may see: of this it is traced who copied whom."""
    return [item for item in heard if item.takes_side] + _related(question, heard)


def _related(question: Question, heard: Sequence[_Heard]) -> list[_Heard]:
    """What takes no side, the closest first, as much as is wanted."""
    aside = [item for item in heard if not item.takes_side] if question.related else []
    return sorted(aside, key=lambda item: -item.hit.similarity)[: question.limit]


def _decided(
    question: Question,
    heard: Sequence[_Heard],
    sources: Sources,
    snapshot: int,
    own: Article | None,
) -> Verification:
    sided = [item.evidence(sources) for item in heard if item.takes_side]
    agreeing = _best(item for item in sided if item.judgement.stance is Stance.SUPPORTS)
    supporting = [item for item in agreeing if item.origin != sources.own]
    repeating = [item for item in agreeing if item.origin == sources.own]
    refuting = [item for item in sided if item.judgement.stance is Stance.REFUTES]
    conflicting = _best(_in_time(item, supporting) for item in refuting)
    against = _besides(conflicting, repeating, own)
    spoken = _by_article([*supporting, *against])
    sayers = [item for item in spoken if item.judgement.stance is Stance.SUPPORTS]
    deniers = [item for item in spoken if item.judgement.stance is Stance.REFUTES]
    standing = [item for item in deniers if not item.overtaken]
    origins_for, origins_against = (
        sources.independent(item.sentence for item in side) for side in (sayers, standing)
    )
    verdict = verdict_of(origins_for, origins_against)
    said_in = [question.sentence] if question.sentence else []
    said_in += [item.sentence for item in sayers]
    return Verification(
        claim=question.claim,
        verdict=verdict,
        confidence=confidence_of(
            verdict,
            supporting,
            [item for item in against if not item.overtaken],
            [item.judgement for item in heard if not item.takes_side],
        ),
        flags=flags_of(
            origins_for,
            len(deniers),
            [sources.marked(sentence) for sentence in said_in],
            superseded=superseded(_said(question, sayers), map(_denial, standing)),
        ),
        supporting=(*supporting, *repeating)[: question.limit],
        conflicting=tuple(conflicting[: question.limit]),
        related=tuple(item.evidence(sources) for item in _related(question, heard)),
        supporting_origins=origins_for,
        conflicting_origins=origins_against,
        snapshot=snapshot,
        circular_support=bool(sayers) and all(map(sources.machine_origin, said_in)),
        judged=len(heard),
    )


def _in_time(item: Evidence, supporting: Sequence[Evidence]) -> Evidence:
    """What conflicts, overtaken where one who bears the claim out says that the figure has moved since."""
    turned = [found.turned() for found in item.judgement.divergences]
    published = [item.article.published_at]
    overtaken = any(
        is_update(newer.sentence.text, newer.article.published_at, turned, published)
        for newer in supporting
    )
    return replace(item, overtaken=item.overtaken or overtaken)


def _besides(
    conflicting: Sequence[Evidence], repeating: Sequence[Evidence], own: Article | None
) -> list[Evidence]:
    """What conflicts; of an article that repeats the audited one only what it does not have from there word for word."""
    words = {sentence.text for sentence in own.sentences} if own else set()
    repeaters = {item.article.id for item in repeating}
    return [
        item
        for item in conflicting
        if item.article.id not in repeaters or item.sentence.text not in words
    ]


def _said(question: Question, sayers: Sequence[Evidence]) -> list[datetime | None]:
    """When the claim was said: by those found, or where nobody else says it, by whoever asks."""
    return [item.article.stood_at for item in sayers] or [question.as_of]


def states(hit: Hit) -> bool:
    """A caption or a label describes a picture, and a teaser stands for another article: neither is what the article reports."""
    return hit.sentence.section in _STATING


def pairs_of(question: Question, hits: Sequence[Hit]) -> list[Pair]:
    """The claim set against each sentence that the search found."""
    return [
        Pair(
            claim=question.claim,
            evidence=hit.sentence.text,
            claim_date=question.as_of,
            evidence_date=hit.article.published_at,
            context=hit.article.before(hit.sentence),
            background=hit.article.wording,
            similarity=hit.similarity,
            covered=covered,
            posted=question.posted,
        )
        for hit, covered in zip(hits, shipped().among(question.claim, hits), strict=True)
    ]


def _denial(item: Evidence) -> Denial:
    return Denial(item.sentence.text, item.article.stood_at, item.judgement.divergences)


def _by_article(sided: Iterable[Evidence]) -> list[Evidence]:
    """What each article says, taken all together: its strongest sentence."""
    strongest: dict[str, Evidence] = {}
    for item in _best(sided):
        strongest.setdefault(item.article.id, item)
    return list(strongest.values())


def _best(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The surest first; what time has overtaken last."""
    return sorted(evidence, key=_rank)


def _rank(item: Evidence) -> tuple[bool, float, datetime, str, int]:
    """Of what a reader sees as equal the earlier report first, which does not hang on how far a processor rounds."""
    published = item.article.published_at or _LAST
    return item.overtaken, -round(item.score, 4), published, item.article.id, item.sentence.start
