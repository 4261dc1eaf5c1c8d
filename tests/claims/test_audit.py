from pathlib import Path

from claims.audit import Report, Witnesses, audit
from claims.provenance import assess
from claims.types import Verdict
from index.corpus import Corpus, open_corpus
from index.types import Article
from tests.parts import WORD_DETECTOR, WORD_JUDGE, WordEncoder, article

WIRE = "The ferry carried 214 passengers to Skerrow. It ran aground on Tuesday evening near the harbour."
RIVAL = (
    "The ferry carried 241 passengers to Skerrow. Eggs became much cheaper in Anders during May."
)


def audited(own: Article, witnesses: Witnesses) -> Report:
    (claims,) = WORD_DETECTOR.detect([own])
    return audit(own, claims, assess(own), witnesses, WORD_JUDGE)


def test_counts_add_up_to_the_claims_found(corpus: Corpus) -> None:
    """Every claim has one verdict, in the order of the text, and an article without claims has none."""
    corpus.ingest([article(RIVAL, id="rival", outlet="rival.example")])
    report = audited(article(WIRE, id="wire"), Witnesses(corpus))
    assert [item.claim.text for item in report.claims] == WIRE.replace(". ", ".\n").splitlines()
    assert [item.found.verdict for item in report.claims] == [
        Verdict.REFUTED,
        Verdict.NOT_ENOUGH_EVIDENCE,
    ]
    assert report.counts == {
        Verdict.SUPPORTED: 0,
        Verdict.REFUTED: 1,
        Verdict.CONFLICTING: 0,
        Verdict.NOT_ENOUGH_EVIDENCE: 1,
    }
    assert audited(article("Nobody knows.", id="q"), Witnesses(corpus)).claims == ()


def test_what_takes_no_side_is_not_kept(corpus: Corpus) -> None:
    """A report lists what supports and what conflicts; what merely is near would be traced and read for nothing."""
    corpus.ingest([article("The ferry carried mail to Skerrow in winter.", id="near")])
    found = audited(article(WIRE, id="wire"), Witnesses(corpus)).claims[0].found
    assert (found.verdict, found.related) == (Verdict.NOT_ENOUGH_EVIDENCE, ())
    assert found.confidence < 1


def test_an_article_is_no_evidence_for_itself(corpus: Corpus, tmp_path: Path) -> None:
    """Neither as it stands in the corpus nor in its batch; another outlet with the same words is."""
    own = article(WIRE, id="wire")
    corpus.ingest([own])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([own])
        alone = audited(own, Witnesses(corpus, batch))
        assert alone.counts[Verdict.NOT_ENOUGH_EVIDENCE] == 2
        batch.ingest([article(WIRE, id="other", outlet="other.example")])
        beside = audited(own, Witnesses(corpus, batch))
    assert beside.counts[Verdict.SUPPORTED] == 2
    assert [e.article.id for e in beside.claims[0].found.supporting] == ["other"]


def test_an_article_of_both_speaks_as_it_stands_in_the_batch(
    corpus: Corpus, tmp_path: Path
) -> None:
    """The version sent with the batch takes the place of the stored one."""
    corpus.ingest([article(WIRE, id="rival", outlet="rival.example")])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([article(RIVAL, id="rival", outlet="rival.example")])
        report = audited(article(WIRE, id="wire"), Witnesses(corpus, batch))
    first = report.claims[0].found
    assert (first.verdict, first.supporting) == (Verdict.REFUTED, ())
