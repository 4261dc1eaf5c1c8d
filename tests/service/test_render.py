import io
from datetime import UTC, datetime

from rich.console import Console

from claims.verify import Question, verify
from index.corpus import Corpus
from service import render
from service.engine import Engine
from tests.parts import WORD_JUDGE, article, compared


def screen(colour: bool = False) -> Console:
    return Console(file=io.StringIO(), width=90, force_terminal=colour, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_comparison_shows_who_differs_and_how() -> None:
    """The table has a column for each outlet, the difference stands under the claim, and lone claims are counted."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    articles = [
        article(
            "The ferry carried 214 passengers to Skerrow.", outlet="wire.example", published_at=when
        ),
        article(
            "The ferry carried 241 passengers to Skerrow.",
            outlet="[bold]odd.example",
            published_at=when,
        ),
        article("Eggs became much cheaper in Anders in May.", outlet="ledger.example"),
    ]
    console = screen()
    render.comparison(console, compared(*articles))
    text = printed(console)
    assert "A  wire.example       11 Mar 2026 00:00" in text
    assert "B  [bold]odd.example" in text
    assert "✗ B  number: 214 here, 241 there" in text
    assert "Eggs" not in text
    assert "1 that one outlet alone says are left out" in text
    assert "\x1b[" not in text
    everything = screen()
    render.comparison(everything, compared(*articles), everything=True)
    assert "Eggs" in printed(everything)


def test_the_verdict_shows_both_sides(corpus: Corpus) -> None:
    """Verdict, flags and the sentences of each side are printed, with colour for a terminal."""
    corpus.ingest(
        [
            article("The ferry carried 214 passengers to Skerrow.", outlet="wire.example"),
            article("The ferry carried 241 passengers to Skerrow.", outlet="ledger.example"),
        ]
    )
    console = screen(colour=True)
    render.verification(
        console, verify(corpus, WORD_JUDGE, Question("The ferry carried 214 passengers."))
    )
    text = printed(console)
    assert "conflicting" in text
    assert "Supporting (1 independent)" in text
    assert "number: 214 here, 241 there" in text
    assert "\x1b[" in text


def test_provenance_and_ingest_are_summed_up(engine: Engine) -> None:
    """Every article has a line, and the counts add up to the input."""
    labelled = article("The ferry sank on Tuesday.\n\nReported by AI", outlet="pulse.example")
    console = screen()
    render.provenance(console, [labelled], [engine.provenance(labelled)])
    render.ingested(console, engine.ingest([labelled]), faults=2)
    text = printed(console)
    assert "article: Reported by AI" in text
    assert "3 articles: 1 added, 2 refused; 2 sentences." in text
