from datetime import UTC, datetime
from pathlib import Path

from claims.audit import Report, Witnesses, audit
from claims.combination import Combination
from claims.judge import Judge
from claims.provenance import assess
from claims.types import Derivation, Flag, Verdict
from claims.verify import Question, verify
from index.corpus import Corpus, open_corpus
from index.types import Article
from tests.parts import WORD_DETECTOR, WORD_JUDGE, WordEncoder, article

WIRE = "The ferry carried 214 passengers to Skerrow. It ran aground on Tuesday evening near the harbour."
RIVAL = (
    "The ferry carried 241 passengers to Skerrow. Eggs became much cheaper in Anders during May."
)


REPORT = (
    "The ferry carried 214 passengers when it ran aground off Skerrow on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight in heavy rain. "
    "A tug stood by on Wednesday to keep the diesel in its tanks."
)


def audited(
    own: Article, corpus: Corpus, batch: Corpus | None = None, judge: Judge = WORD_JUDGE
) -> Report:
    (claims,) = WORD_DETECTOR.detect([own])
    return audit(own, claims, assess(own), Witnesses(own, corpus, batch), judge)


FAR_APART = Judge(
    WORD_JUDGE.model,
    Combination({**WORD_JUDGE.combination.found, "elsewhere": (-90.0, -90.0)}, {}, {}, {}),
)
"""the words' judge, which holds what stands in an article on something else for silent"""


def at(hour: int, text: str, name: str, outlet: str) -> Article:
    when = datetime(2026, 3, 11, hour, tzinfo=UTC)
    return article(text, id=name, outlet=f"{outlet}.example", published_at=when)


def origins(report: Report) -> list[tuple[Verdict, int, list[str]]]:
    """For each claim its verdict, how many origins support it, and the origin of all that says so."""
    return [
        (f.verdict, f.supporting_origins, [e.origin for e in f.supporting])
        for f in (item.found for item in report.claims)
    ]


def test_counts_add_up_to_the_claims_found(corpus: Corpus) -> None:
    """Every claim has one verdict, in the order of the text, and an article without claims has none."""
    corpus.ingest([article(RIVAL, id="rival", outlet="rival.example")])
    report = audited(article(WIRE, id="wire"), corpus)
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
    assert audited(article("Nobody knows.", id="q"), corpus).claims == ()


def test_yesterday_in_an_undated_article_is_refuted_by_no_date(corpus: Corpus) -> None:
    """Nobody knows what day it was; with the article's date the same sentence is refuted."""
    corpus.ingest([at(9, "The talks in Anders were held on 3 March 2026.", "held", "rival")])
    told = "The talks in Anders were held yesterday."
    undated = audited(article(told, id="own"), corpus).claims[0].found
    dated = audited(at(10, told, "own", "gazette"), corpus).claims[0].found
    assert undated.conflicting == ()
    assert dated.verdict is Verdict.REFUTED


def test_what_takes_no_side_is_not_kept(corpus: Corpus) -> None:
    """A report lists what supports and what conflicts; what merely is near would be traced and read for nothing."""
    corpus.ingest([article("The ferry carried mail to Skerrow in winter.", id="near")])
    found = audited(article(WIRE, id="wire"), corpus).claims[0].found
    assert (found.verdict, found.related) == (Verdict.NOT_ENOUGH_EVIDENCE, ())
    assert found.confidence == 1.0


def test_what_stands_in_an_article_on_something_else_takes_no_side(corpus: Corpus) -> None:
    """The same sentence bears a claim out in a report of its event, and does not in one of another; a verdict on the bare claim takes both."""
    said = "The ferry carried 214 passengers."
    corpus.ingest(
        [
            article(f"{REPORT} {said}", id="kin", outlet="kin.example"),
            article(
                "Eggs became cheaper in Anders during May. Farmers blamed warm weather. Full barns followed. "
                f"Bakers were glad. Shops cut prices twice. Exports to Lorn fell. {said}",
                id="other",
                outlet="other.example",
            ),
        ]
    )
    own = article(f"{REPORT} Divers came on Thursday. {said}", id="own", outlet="own.example")
    found = audited(own, corpus, judge=FAR_APART).claims[-1].found
    assert {item.article.id for item in found.supporting} == {"kin"}
    bare = verify(corpus, FAR_APART, Question(said))
    assert {item.article.id for item in bare.supporting} == {"kin", "other"}


def test_an_article_is_no_evidence_for_itself(corpus: Corpus, tmp_path: Path) -> None:
    """Neither as it stands in the corpus nor in its batch; another outlet's report that says the same is."""
    own = article(WIRE, id="wire")
    corpus.ingest([own])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([own])
        alone = audited(own, corpus, batch)
        assert alone.counts[Verdict.NOT_ENOUGH_EVIDENCE] == 2
        more = "Lifeboats from three villages took everybody off before midnight."
        batch.ingest([article(f"{WIRE} {more}", id="other", outlet="other.example")])
        beside = audited(own, corpus, batch)
    assert beside.counts[Verdict.SUPPORTED] == 2
    assert [e.article.id for e in beside.claims[0].found.supporting] == ["other"]


def test_another_outlet_may_have_the_same_id(corpus: Corpus, tmp_path: Path) -> None:
    """Its article is heard, as evidence under its own id and as its own origin; in a batch what the outlet itself sent is not."""
    own = at(9, WIRE, "42", "gazette")
    corpus.ingest([at(8, RIVAL, "42", "rival")])
    alone = audited(own, corpus).claims[0].found
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([own])
        beside = audited(own, corpus, batch).claims[0].found
    for found in (alone, beside):
        (item,) = found.conflicting
        assert (found.verdict, item.article, item.origin) == (
            Verdict.REFUTED,
            at(8, RIVAL, "42", "rival"),
            "42",
        )
        assert item.sentence == item.article.sentences[0]
    corpus.ingest([at(8, REPORT, "42", "rival")])
    copied = audited(at(9, REPORT, "42", "gazette"), corpus)
    assert origins(copied) == [(Verdict.SUPPORTED, 1, ["42"])] * 3
    assert copied.provenance.derived_from == (Derivation("42", 1.0, "copy"),)


def test_one_id_of_the_corpus_and_of_the_batch_is_two_articles(
    corpus: Corpus, tmp_path: Path
) -> None:
    """Where their outlets differ both are heard, each as itself."""
    corpus.ingest([at(8, RIVAL, "7", "rival")])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([at(8, RIVAL.replace("241", "219"), "7", "beacon")])
        found = audited(at(9, WIRE, "own", "gazette"), corpus, batch).claims[0].found
    assert found.conflicting_origins == 2
    assert {(e.article.id, e.article.outlet, e.origin) for e in found.conflicting} == {
        ("7", "rival.example", "7"),
        ("7", "beacon.example", "7"),
    }


def test_an_article_of_both_speaks_as_it_stands_in_the_batch(
    corpus: Corpus, tmp_path: Path
) -> None:
    """The version sent with the batch takes the place of the stored one."""
    corpus.ingest([article(WIRE, id="rival", outlet="rival.example")])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([article(RIVAL, id="rival", outlet="rival.example")])
        report = audited(article(WIRE, id="wire"), corpus, batch)
    first = report.claims[0].found
    assert (first.verdict, first.supporting) == (Verdict.REFUTED, ())


def test_an_article_is_known_by_its_outlet_in_any_spelling(corpus: Corpus, tmp_path: Path) -> None:
    """Under its id or another one it is no evidence for itself, and in a batch it speaks as it stands there."""
    own = article(WIRE, id="wire", outlet="North Post")
    corpus.ingest([article(WIRE, id="wire", outlet="NORTH POST")])
    corpus.ingest([article(WIRE, id="cms", outlet="north post")])
    assert audited(own, corpus).counts[Verdict.NOT_ENOUGH_EVIDENCE] == 2
    corpus.ingest([article(WIRE, id="rival", outlet="South Post")])
    with open_corpus(tmp_path / "batch", WordEncoder()) as batch:
        batch.ingest([article(RIVAL, id="rival", outlet="south post")])
        found = audited(own, corpus, batch).claims[0].found
    assert (found.verdict, [e.article.id for e in found.conflicting]) == (
        Verdict.REFUTED,
        ["rival"],
    )


def test_copies_of_an_article_do_not_bear_it_out(corpus: Corpus) -> None:
    """They are shown with the article as their origin and count as none; a report of somebody's own counts, and comes first."""
    own = at(8, REPORT, "own", "gazette")
    corpus.ingest([at(10, REPORT, "one", "beacon"), at(11, REPORT, "two", "ledger")])
    alone = audited(own, corpus)
    assert origins(alone) == [(Verdict.NOT_ENOUGH_EVIDENCE, 0, ["own", "own"])] * 3
    derived = alone.claims[0].found.supporting[0].provenance.derived_from
    assert derived == (Derivation("own", 1.0, "copy"),)
    assert alone.provenance.derived_from == ()
    assert [item.found.flags for item in alone.claims] == [()] * 3
    corpus.ingest([at(9, "The tug stood by on Wednesday near the tanks.", "tug", "courier")])
    last = audited(own, corpus).claims[2].found
    assert (last.verdict, last.flags) == (Verdict.SUPPORTED, (Flag.SINGLE_SOURCE,))
    assert [e.origin for e in last.supporting] == ["tug", "own", "own"]


def test_the_order_of_ids_bears_nothing_out(corpus: Corpus) -> None:
    """Where nothing tells which of two took their common text, neither bears the other out, whatever their ids."""
    corpus.ingest([at(8, REPORT, "m", "beacon")])
    for name in ("a", "z"):
        report = audited(at(8, REPORT, name, "gazette"), corpus)
        assert origins(report) == [(Verdict.NOT_ENOUGH_EVIDENCE, 0, [name])] * 3


def test_what_an_article_was_taken_from_bears_it_out(corpus: Corpus) -> None:
    """The earlier report is one origin, whoever else copied it, and the article is said to come from it."""
    corpus.ingest([at(6, REPORT, "wire", "wire"), at(10, REPORT, "one", "beacon")])
    report = audited(at(8, REPORT, "own", "gazette"), corpus)
    assert origins(report) == [(Verdict.SUPPORTED, 1, ["wire", "wire"])] * 3
    assert report.provenance.derived_from == (Derivation("wire", 1.0, "copy"),)


def test_an_article_is_itself_under_another_id(corpus: Corpus) -> None:
    """Stored by its outlet in the same words it is not heard at all, and as an earlier version it bears nothing out."""
    own = at(8, REPORT, "draft", "gazette")
    corpus.ingest([at(8, REPORT, "cms-1", "gazette")])
    assert origins(audited(own, corpus)) == [(Verdict.NOT_ENOUGH_EVIDENCE, 0, [])] * 3
    earlier = REPORT.replace("214", "219").replace(" in heavy rain", "")
    corpus.ingest([at(7, earlier, "cms-0", "gazette")])
    first, second, third = audited(own, corpus).claims
    assert (first.found.verdict, first.found.conflicting[0].article.id) == (
        Verdict.REFUTED,
        "cms-0",
    )
    assert [e.origin for e in second.found.supporting + third.found.supporting] == ["draft"] * 2
    assert (second.found.supporting_origins, third.found.supporting_origins) == (0, 0)


def test_a_copy_that_says_otherwise_contradicts(corpus: Corpus) -> None:
    """A figure that was changed on the way is a conflict that an editor wants to see."""
    corpus.ingest([at(10, REPORT.replace("214", "241"), "one", "beacon")])
    first = audited(at(8, REPORT, "own", "gazette"), corpus).claims[0].found
    assert (first.verdict, first.conflicting_origins) == (Verdict.REFUTED, 1)


def test_a_copy_that_adds_a_denial_contradicts(corpus: Corpus) -> None:
    """Whoever takes an article whole denies it by what he adds; its own words, taken along, deny nothing."""
    doubt = "Officials denied that the ferry carried 214 passengers when it ran aground."
    corpus.ingest([at(9, f"{REPORT} {doubt}", "plain", "beacon")])
    own = at(8, f"{REPORT} {doubt}", "own", "gazette")
    first = audited(own, corpus).claims[0].found
    assert (first.verdict, first.flags) == (Verdict.NOT_ENOUGH_EVIDENCE, ())
    added = "The operator says that the ferry carried 241 passengers off Skerrow."
    corpus.ingest([at(10, f"{REPORT} {added}", "rival", "ledger")])
    first = audited(at(8, REPORT, "own", "gazette"), corpus).claims[0].found
    assert (first.verdict, first.flags) == (Verdict.REFUTED, (Flag.DIVERGENCE,))
    assert "rival" in {item.article.id for item in first.conflicting}


def test_an_article_was_said_when_it_was_published(corpus: Corpus) -> None:
    """A newer figure supersedes its claim though nobody else made it; an older one is overtaken by an article that says it moved."""
    was = "The death toll from the Holt fire was 10 people."
    rose = "The death toll from the Holt fire rose to 15 people."
    corpus.ingest([at(12, rose, "late", "beacon")])
    (claim,) = audited(at(8, was, "own", "gazette"), corpus).claims
    assert (claim.found.verdict, claim.found.flags) == (
        Verdict.REFUTED,
        (Flag.DIVERGENCE, Flag.SUPERSEDED),
    )
    corpus.remove("late")
    corpus.ingest([at(8, was, "early", "beacon")])
    (claim,) = audited(at(12, rose, "own", "gazette"), corpus).claims
    assert (claim.found.verdict, claim.found.flags) == (
        Verdict.NOT_ENOUGH_EVIDENCE,
        (Flag.DIVERGENCE,),
    )
    assert [item.overtaken for item in claim.found.conflicting] == [True]


def test_an_article_is_among_those_who_say_it(corpus: Corpus) -> None:
    """Its claim is flagged as AI where all who say it are marked, itself too, though nobody else says it."""
    said = "The ferry carried 214 passengers."
    marked = f"{said}\n\nThis article was written by AI."
    (alone,) = audited(at(8, marked, "own", "gazette"), corpus).claims
    assert alone.found.flags == (Flag.AI_GENERATED,)
    corpus.ingest([at(7, f"Officials: {marked}", "pulse", "pulse")])
    flags = {
        text: audited(at(8, text, "own", "gazette"), corpus).claims[0].found.flags
        for text in (said, marked)
    }
    assert flags == {
        said: (Flag.SINGLE_SOURCE,),
        marked: (Flag.AI_GENERATED, Flag.SINGLE_SOURCE),
    }


def test_an_article_that_is_told_apart_is_one_however_often_it_is_found(corpus: Corpus) -> None:
    """Its sentences stand in one article, for each of the claims that they are near."""
    corpus.ingest([article(WIRE, id="own", outlet="other.example")])
    texts = ["The ferry carried 214 passengers.", "It ran aground near the harbour."]
    found = Witnesses(article(WIRE, id="own"), corpus).search(corpus.asked(texts))
    others = [hit.article for hits in found for hit in hits]
    assert len(others) > 1
    assert all(other is others[0] for other in others)
    assert others[0].id != "own"
