"""The one place that builds objects: models, corpus and judge, opened together and closed together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from claims.audit import Report, Witnesses, audit
from claims.checkworthiness import CheckWorthiness
from claims.combination import Combination
from claims.compare import compare
from claims.detect import Detector
from claims.judge import Judge
from claims.provenance import assess
from claims.provenance.machine_text import shipped
from claims.stance import CrossEncoderStance, canary
from claims.types import Claim, Comparison, Judgement, Pair, Provenance, Verification
from claims.verify import Question, verify
from index import reading
from index.corpus import Corpus, open_corpus
from index.encoder import Encoder, SentenceEncoder, SentenceVectors
from index.jobs import Jobs
from index.ledger import Ledger
from index.outbox import Outbox
from index.types import Article, Filters, Ingested, Submission
from service.settings import Settings


@dataclass(frozen=True)
class Engine:
    """Everything that a route or a command needs, one call each."""

    settings: Settings
    corpus: Corpus
    encoder: Encoder
    judge: Judge
    detector: Detector
    trust: str | None = None
    """certificates (PEM) of those whose C2PA signatures are trusted"""

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        """Clean articles and store nothing."""
        return [reading.read(submission, self.trust) for submission in submissions]

    def ingest(self, articles: Sequence[Article]) -> list[Ingested]:
        """Store articles that were read, all or none."""
        return self.corpus.ingest(articles)

    def claims(self, articles: Sequence[Article]) -> list[tuple[Claim, ...]]:
        """The claims of each article."""
        return self._claims(articles, self.corpus.vectors(articles))

    def provenance(self, article: Article) -> Provenance:
        """Where an article comes from, as far as it says."""
        return assess(article)

    def verify(self, question: Question) -> Verification:
        """The verdict of the corpus on a claim."""
        return verify(self.corpus, self.judge, question)

    def judge_pairs(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """The stance of each pair."""
        return self.judge.judge(pairs)

    def compare(self, articles: Sequence[Article]) -> Comparison:
        """Articles side by side."""
        vectors = self.corpus.vectors(articles)
        claims = [claim for found in self._claims(articles, vectors) for claim in found]
        return compare(articles, claims, vectors, self.encoder, self.judge)

    @property
    def ledger(self) -> Ledger:
        """The editors' records."""
        return Ledger(self.corpus.database)

    def audit(self, article: Article, batch: Corpus | None) -> Report:
        """What the corpus, and the batch that an article came in, say of its claims."""
        (claims,) = self.claims([article])
        witnesses = Witnesses(self.corpus, batch)
        return audit(article, claims, self.provenance(article), witnesses, self.judge)

    @property
    def jobs(self) -> Jobs:
        """The audits that were asked for."""
        return Jobs(self.corpus.database)

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

    def faults(self) -> list[str]:
        """What keeps the service from being ready; empty when it is."""
        return canary(self.judge.model)

    def _claims(
        self, articles: Sequence[Article], vectors: SentenceVectors
    ) -> list[tuple[Claim, ...]]:
        """Claims of articles; another encoder's vectors are of no use to the detector."""
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
    shipped()
    trust = settings.trust_list.read_text("ascii") if settings.trust_list else None
    encoder = SentenceEncoder.load(settings.encoder)
    worth = CheckWorthiness.load()
    own = encoder if encoder.name == worth.encoder else SentenceEncoder.load(worth.encoder)
    stance = CrossEncoderStance.load(settings.stance_model, half=not settings.full_precision)
    with open_corpus(settings.data_folder, encoder, settings.database) as corpus:
        judge = Judge(stance, Combination.load())
        yield Engine(settings, corpus, encoder, judge, Detector(own, worth), trust)
