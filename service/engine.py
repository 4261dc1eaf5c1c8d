"""The one place that opens models and corpus: with the judge, opened together and closed together."""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from importlib.metadata import version
from typing import Any

from threadpoolctl import threadpool_limits

from claims import coverage
from claims.audit import WORDINGS, Report, Witnesses, audit
from claims.checkworthiness import CheckWorthiness
from claims.combination import Combination
from claims.compare import compare
from claims.decide import DEFAULT
from claims.detect import Detector
from claims.factchecks import prior_checks
from claims.judge import OPEN, Judge
from claims.provenance import assess, machine_text
from claims.stance import CrossEncoderStance
from claims.stories import AT_ONCE, Clustering, representatives
from claims.types import Claim, Comparison, Judgement, Pair, Provenance, Verification
from claims.verify import CANDIDATES, Question, verify
from index import reading
from index.corpus import Corpus, open_corpus
from index.encoder import Encoder, SentenceEncoder, SentenceVectors
from index.errors import OverlongArticle
from index.factchecks import FactChecks
from index.jobs import Jobs
from index.ledger import Ledger
from index.observer import count, stage
from index.outbox import Outbox
from index.stories import Story
from index.turns import MODELS
from index.types import Article, Filters, Ingested, Submission
from index.watching import Watchlist
from service.settings import Settings

log = logging.getLogger(__name__)

THRESHOLDS: Mapping[str, float] = {**asdict(DEFAULT), "candidates": CANDIDATES}
"""where the lines of a verdict are drawn"""
AUDIT_THRESHOLDS: Mapping[str, float] = {**THRESHOLDS, "wordings": WORDINGS, "open": OPEN}
"""the same of an audit, which looks at less"""
TOLD = 32
"""comparisons of stories that are kept until the story changes; one of twenty long articles takes about 2 MB"""


@dataclass(frozen=True)
class Model:
    """A model that has a part in answers."""

    name: str
    digest: str


@dataclass(frozen=True)
class Engine:
    """Everything that a route or a command needs, one call each."""

    settings: Settings
    corpus: Corpus
    encoder: Encoder
    judge: Judge
    detector: Detector
    stories: Clustering
    """the stories that the stored articles tell"""
    fact_checks: FactChecks
    """those of others"""
    trust: str | None = None
    """certificates (PEM) of those whose C2PA signatures are trusted"""

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        """Clean articles and store nothing.

        Raises:
            UnreadableArticle: one holds no text.
            OverlongArticle: one holds more sentences than are taken.
        """
        with stage("read", len(submissions)):
            return [self._read(submission) for submission in submissions]

    def ingest(self, articles: Sequence[Article]) -> list[Ingested]:
        """Store articles that were read, all or none, and put them into their stories.

        Where stories cannot be written, or many articles wait already, they are stored all the same and put into theirs later.
        """
        outcomes = self.corpus.ingest(articles)
        for outcome in outcomes:
            count("ingested", outcome.status)
        try:
            self.stories.settle(max(len(articles), AT_ONCE))
        except Exception:
            log.exception("the articles are stored, but not yet in their stories")
        return outcomes

    def claims(self, articles: Sequence[Article]) -> list[tuple[Claim, ...]]:
        """The claims of each article."""
        return self._claims(articles, self.corpus.vectors(articles))

    def provenance(self, article: Article) -> Provenance:
        """Where an article comes from, as far as it says."""
        found = assess(article)
        count("provenance", found.status)
        return found

    def verify(self, question: Question) -> Verification:
        """The verdict of the corpus on a claim, and beside it what others found of it."""
        with MODELS.awaited():
            found = verify(self.corpus, self.judge, question)
            checks = prior_checks(self.fact_checks, self.judge, question)
        count("verdict", found.verdict)
        return replace(found, fact_checks=checks)

    def judge_pairs(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """The stance of each pair."""
        with MODELS.awaited():
            return self.judge.judge(pairs)

    def compare(self, articles: Sequence[Article]) -> Comparison:
        """Articles side by side."""
        with MODELS.awaited():
            vectors = self.corpus.vectors(articles)
            claims = [claim for found in self._claims(articles, vectors) for claim in found]
            return compare(articles, claims, vectors, self.encoder, self.judge)

    def told(self, story: Story) -> Comparison:
        """The articles of a story side by side; those that stand for the others, where there are too many."""
        return self._told(tuple(representatives(story)), story.revision)

    @cached_property
    def _told(self) -> Callable[[tuple[str, ...], int], Comparison]:
        """Compares stored articles; at one revision of their story the comparison is made once."""

        @lru_cache(TOLD)
        def told(article_ids: tuple[str, ...], _: int) -> Comparison:
            return self.compare(self.stored(article_ids))

        return told

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """All models, each once; other models may give other answers."""
        judge, worth, own = self.judge, self.detector.model, self.detector.encoder
        found = (
            Model(self.encoder.name, self.encoder.digest),
            Model(judge.model.name, judge.model.digest),
            Model(judge.combination.name, judge.combination.digest),
            Model(worth.name, worth.digest),
            Model(own.name, own.digest),
            Model(machine_text.shipped().name, machine_text.shipped().digest),
        )
        return tuple(dict.fromkeys(found))

    @cached_property
    def made_with(self) -> Mapping[str, Any]:
        """What answers are made with besides the corpus and the trust list."""
        return {
            "crosscheck": version("crosscheck"),
            "models": [asdict(model) for model in self.models],
            "thresholds": THRESHOLDS,
        }

    @property
    def ledger(self) -> Ledger:
        """The editors' records."""
        return Ledger(self.corpus.database)

    def audit(self, article: Article, batch: Corpus | None) -> Report:
        """What the corpus, and the batch that an article came in, say of its claims."""
        witnesses = Witnesses(article, self.corpus, batch)
        (claims,) = self._claims([article], witnesses.own)
        report = audit(article, claims, self.provenance(article), witnesses, self.judge)
        for item in report.claims:
            count("verdict", item.found.verdict)
        return report

    @property
    def jobs(self) -> Jobs:
        """The audits that were asked for."""
        return Jobs(self.corpus.database)

    @property
    def watchlist(self) -> Watchlist:
        """The audited claims that a webhook is told of."""
        return Watchlist(self.corpus.database)

    @property
    def outbox(self) -> Outbox:
        """The webhooks, and what is to be sent to them."""
        return Outbox(self.corpus.database)

    def stored(self, article_ids: Sequence[str]) -> list[Article]:
        """Stored articles by their ids."""
        return self.corpus.get(article_ids)

    def page(self, filters: Filters, after: str | None, limit: int) -> list[Article]:
        """A page of stored articles."""
        return self.corpus.page(filters, after, limit)

    def _read(self, submission: Submission) -> Article:
        MODELS.give_way()
        article = reading.read(submission, self.trust)
        most = self.settings.most_article_sentences
        if len(article.sentences) > most:
            raise OverlongArticle(len(article.sentences), most)
        return article

    def _claims(
        self, articles: Sequence[Article], vectors: SentenceVectors
    ) -> list[tuple[Claim, ...]]:
        """Claims of articles; another encoder's vectors are of no use to the detector."""
        with stage("detect", len(articles)):
            return self.detector.detect(
                articles, vectors if self.detector.encoder is self.encoder else None
            )


Opener = Callable[[Settings], AbstractContextManager[Engine]]
"""How an engine is opened; the tests open one with small parts"""


@contextmanager
def open_engine(settings: Settings) -> Iterator[Engine]:
    """Load the models, open the corpus, and close it at the end.

    Raises:
        StoreFault: the data folder cannot be used.
        OSError: the trust list cannot be read.
        ModelFault: the weights for stance, check-worthiness or machine-written text cannot be used.
        OSError: a model named in the settings cannot be found.
    """
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    machine_text.shipped()
    coverage.shipped()
    # certificates are ASCII, and what stands beside them counts for nothing
    trust = settings.trust_list.read_text("ascii", "ignore") if settings.trust_list else None
    half = not settings.full_precision
    encoder = SentenceEncoder.load(settings.encoder, half=half)
    worth = CheckWorthiness.load()
    own = (
        encoder if encoder.name == worth.encoder else SentenceEncoder.load(worth.encoder, half=half)
    )
    stance = CrossEncoderStance.load(settings.stance_model, half=half)
    with open_corpus(settings.data_folder, encoder, settings.database) as corpus:
        judge = Judge(stance, Combination.load())
        checks = FactChecks(corpus.database, encoder)
        detector, stories = Detector(own, worth), Clustering(corpus)
        engine = Engine(settings, corpus, encoder, judge, detector, stories, checks, trust)
        # the threads of BLAS spin between its calls, and take the cores from the models
        with threadpool_limits(1, user_api="blas"), _settled():
            yield engine


@contextmanager
def _settled() -> Iterator[None]:
    """Within the block the garbage collector passes over what is there already: most of it lives as long as the process."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
