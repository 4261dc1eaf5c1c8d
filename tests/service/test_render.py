import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from rich.console import Console

from claims.types import Cell, CellStance, ComparedClaim, Flag
from claims.verify import Question, verify
from index.corpus import Corpus
from index.jobs import Audit, Result
from index.stories import Member, Profile, Story
from index.types import Filters, JobStatus
from service import cli, errors, render, replies
from service.engine import Engine
from service.screen import Screen
from tests.parts import WORD_JUDGE, article


def screen(colour: bool = False) -> Console:
    return Console(file=io.StringIO(), width=90, force_terminal=colour, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_comparison_shows_who_differs_and_how(engine: Engine) -> None:
    """The table has a column for each outlet, the difference stands under the claim, and lone claims are counted."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    later = datetime(2026, 3, 11, 18, 30, tzinfo=UTC)
    articles = [
        article(
            "The ferry carried 214 passengers to Skerrow.", outlet="wire.example", published_at=when
        ),
        article(
            "The ferry carried 241 passengers to Skerrow.",
            outlet="[bold]odd.example",
            published_at=later,
        ),
        article("Eggs became much cheaper in Anders in May.", outlet="ledger.example"),
    ]
    console = screen()
    render.comparison(console, engine.compare(articles))
    text = printed(console)
    assert "A  wire.example       11 Mar 2026 " in text
    assert "11 Mar 2026, 18:30" in text
    assert "00:00" not in text
    assert "B  [bold]odd.example" in text
    assert "✗ B  number: 214 here, 241 there" in text
    assert "Eggs" not in text
    assert "1 that one outlet alone says are left out" in text
    assert "3 articles, 3 independent of each other." in text
    assert "\x1b[" not in text
    everything = screen()
    render.comparison(everything, engine.compare(articles), everything=True)
    assert "Eggs" in printed(everything)


def test_the_comparison_shows_origins_and_what_is_outdated(engine: Engine) -> None:
    """Behind each row stands how many origins say it, and a figure that has moved since is no live dispute."""
    first, second = (
        article(
            text, id=name, outlet=f"{name}.example", published_at=datetime(2026, 3, day, tzinfo=UTC)
        )
        for name, day, text in (
            ("wire", 11, "The ferry carried 214 passengers to Skerrow."),
            ("rival", 13, "The ferry carried 241 passengers to Skerrow."),
        )
    )
    cells = (
        Cell("wire", CellStance.ASSERTS, first.sentences[0], 1.0),
        Cell("rival", CellStance.CONTRADICTS, second.sentences[0], 0.9),
    )
    flags = (Flag.DIVERGENCE, Flag.SINGLE_SOURCE, Flag.SUPERSEDED)
    compared = engine.compare([first, second])
    lines = []
    for row in (
        ComparedClaim("c-1", first.text, flags, 1, cells, ()),
        ComparedClaim("c-2", first.text, (Flag.AGREEMENT,), 2, cells[:1] * 2, ()),
    ):
        console = screen()
        render.comparison(console, replace(compared, claims=(row,)))
        lines.append(printed(console))
    assert "brought up to date since" in lines[0]
    assert re.search(r"│ ✓ │ ✗ │ +1│", lines[0])
    assert "brought up to date since" not in lines[1]
    assert re.search(r"│ ✓ │ ✓ │ +2│", lines[1])


def test_every_article_has_its_column(engine: Engine) -> None:
    """The 21st article of a comparison has a letter, too."""
    articles = [
        article("The ferry carried 214 passengers to Skerrow.", id=f"a{n}", outlet=f"n{n}.example")
        for n in range(21)
    ]
    console = Console(file=io.StringIO(), width=160, highlight=False)
    render.comparison(console, engine.compare(articles))
    assert "U  n20.example" in printed(console)


def test_the_id_of_a_story_is_printed_whole() -> None:
    """It is there to be asked for, so no narrow screen cuts it."""
    vector = np.ones(4, dtype=np.float32)
    lead = Profile("a", "The ferry ran aground off Skerrow " * 5, {}, (), vector, vector)
    member = Member(**vars(lead), story_id="s-", outlet="wire.example", published_at=None)
    for width in (40, 60, 80, 200):
        console = Console(file=io.StringIO(), width=width, highlight=False)
        render.stories(console, [Story("s-0a21e2438c1f77b2", 1, None, (member, member))])
        assert "s-0a21e2438c1f77b2 " in printed(console)


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


def test_a_cancelled_audit_does_not_look_like_a_finished_one() -> None:
    """Its rows and its last line say how many articles it left."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    done = Audit("one", JobStatus.CANCELLED, 2, 0, 0, when, when, None)
    console = screen()
    render.audit(console, done, [Result(n, JobStatus.CANCELLED, None, None) for n in range(2)])
    text = printed(console)
    assert text.count("cancelled") == 3
    assert "2 articles: 0 audited, 0 failed, 2 cancelled." in text
    assert " 0 " not in text.replace("0 audited, 0 failed", "").replace("at place 0", "")


def test_an_audit_sums_up_flags_and_names_files(engine: Engine) -> None:
    """Under an article's name stand what marks it as a machine's and how many claims have each flag; what failed is named by its file."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    text = "The ferry carried 214 passengers to Skerrow.\n\n"
    engine.ingest([article(f"{text}This article was generated by AI.", published_at=when)])
    later = when + timedelta(hours=1)
    own = article(f"{text}Written by AI", outlet="b.example", published_at=later)
    audited = replies.audited(engine, 0, engine.audit(own, None), "desk/[b]ferry.txt")
    problem = errors.described(422, "this is not HTML")
    failed = replies.unaudited(1, None, problem, "desk/[b]rss.html")
    console = Console(file=io.StringIO(), width=160, highlight=False)
    render.audit(
        console,
        Audit("one", JobStatus.COMPLETED, 2, 2, 1, when, when, None),
        [
            Result(item.place, item.status, None, item.model_dump_json())
            for item in (audited, failed)
        ],
    )
    lines = [line.strip(" │┃") for line in printed(console).splitlines()]
    rows = [line.split("│")[0].strip() for line in lines]
    place = rows.index("desk/[b]ferry.txt")
    assert rows[place + 1 : place + 3] == [
        "The text is marked as made by a machine, declared (phrase): “Written by AI”",
        "1 ai generated, 1 circular support, 1 single source",
    ]
    assert rows[rows.index("desk/[b]rss.html") + 1] == "this is not HTML"


def test_an_empty_corpus_is_named(engine: Engine) -> None:
    """Whoever asks another folder than was stored in is told which one; where something is stored nothing is said."""
    said = io.StringIO()
    shown = Screen(screen(), Console(file=said, width=20))
    cli.say_if_empty(shown, engine)
    place = engine.settings.data_folder.resolve()
    assert said.getvalue() == (
        f"no article is stored in {place}; CROSSCHECK_DATA_FOLDER names another\n"
    )
    engine.ingest([article("The ferry sank on Tuesday.")])
    cli.say_if_empty(shown, engine)
    assert said.getvalue().count("\n") == 1


def test_an_outlet_that_nobody_stored_is_named(engine: Engine) -> None:
    """A name that is mistyped is said; one that is stored, in whatever spelling, is not."""
    said = io.StringIO()
    engine.ingest([article("The ferry sank on Tuesday.", outlet="North Post")])
    shown = Screen(screen(), Console(file=said, width=20))
    cli.say_unknown(shown, engine, Filters(outlets=("north post", "Noth Post")))
    assert said.getvalue() == "Noth Post: no stored article is of this outlet\n"


def test_a_verdict_on_nothing_is_not_sure(corpus: Corpus) -> None:
    """Where nothing was found that could be judged no confidence is printed."""
    corpus.ingest([article("The ferry carried mail to Skerrow in winter.")])
    lines = []
    for claim in ("The mayor opened a pool.", "The ferry carried mail to Skerrow."):
        console = screen()
        render.verification(console, verify(corpus, WORD_JUDGE, Question(claim)))
        lines.append(printed(console).splitlines()[1])
    assert lines[0] == "not enough evidence  nothing was found to judge"
    assert lines[1].startswith("supported  confidence 0.")
