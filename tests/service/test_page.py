import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.types import Comparison, DivergenceType, Quote, Signal
from index.types import Article
from service import page
from service.engine import Engine
from tests.parts import article

WIRE = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight, and nobody was seriously injured. "
    "A tug stood by on Wednesday to keep the diesel in the tanks from leaking out."
)
RIVAL = "The ferry carried 241 passengers when it ran aground off the island on Tuesday evening."
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def at(hour: int | None, name: str, text: str, **given: object) -> Article:
    when = None if hour is None else datetime(2026, 3, 11, hour, tzinfo=UTC)
    return article(text, **{"id": name, "outlet": f"{name}.example", "published_at": when, **given})


@pytest.fixture
def compared(engine: Engine) -> Comparison:
    """A wire story, a copy of it, a rival with another number and an outlet's name that is markup."""
    return engine.compare(
        [
            at(6, "wire", WIRE, title="Ferry aground & safe"),
            at(8, "copy", WIRE),
            at(9, "rival", RIVAL, outlet="<b>rival"),
        ]
    )


def test_the_page_needs_nothing_else(compared: Comparison) -> None:
    """No script, no address, nothing to load; what articles hold is text, never markup."""
    written = page.comparison(compared)
    assert "default-src 'none'" in written
    assert re.findall(r"(?:src|href|url)\s*[=(]|<script|https?:", written) == []
    assert "Ferry aground &amp; safe" in written
    assert "<b>rival" not in written
    assert "&lt;b&gt;rival" in written


def test_the_page_shows_table_spans_and_origins(compared: Comparison) -> None:
    """Differences are marked in both sentences, and copies stand under their origin."""
    written = page.comparison(compared)
    assert '<mark class="number" title="number">214</mark>' in written
    assert '<mark class="number" title="number">241</mark>' in written
    assert "number: 214 here, 241 there" in written
    assert "3 articles of 3 outlets, 2 independent origins." in written
    assert "copy of A, 100 % of its words" in written
    assert written.count('<rect class="band"') == 2
    assert written.count('<path class="edge copy"') == 1
    assert written.count("<tr id=") == len(compared.claims)


def test_the_page_accuses_nobody_where_nothing_tells(engine: Engine) -> None:
    """Of a text that two share without times, or have from one agency, it says no more than that."""
    undated = page.comparison(engine.compare([at(None, "one", WIRE), at(None, "two", WIRE)]))
    assert "same text as A, 100 % of its words; who took it is not known" in undated
    assert "copy of" not in undated
    credited = f"HARTSEA (AP) — {WIRE}"
    shared = page.comparison(engine.compare([at(6, "one", credited), at(8, "two", credited)]))
    assert "same text as A, 100 % of its words; both credit AP" in shared


def test_the_table_tells_a_screen_reader_what_it_shows(compared: Comparison) -> None:
    """A claim heads its row, and letters and marks are read out as outlet and stance."""
    written = page.comparison(compared)
    assert written.count('<th scope="row" class="claim">') == len(compared.claims)
    assert 'role="img" aria-label="A wire.example">A</span></th>' in written
    cells = [cell for row in compared.claims for cell in row.cells]
    assert len(re.findall(r'<span class="mark" role="img" aria-label="', written)) == len(cells)


def test_spans_cut_a_text_without_loss() -> None:
    """Quotes are marked in the order of the text; of two that overlap one is, and a quote of the whole text marks nothing."""
    text = "On Monday 214 people sailed."
    number, day = DivergenceType.NUMBER, DivergenceType.DATE
    cut = page.spans(
        text,
        [
            (Quote("214", 10, 13), number),
            (Quote("Monday", 3, 9), day),
            (Quote("214 people", 10, 20), number),
            (Quote(text, 0, len(text)), DivergenceType.OTHER),
        ],
    )
    assert [(span.text, span.kind) for span in cut] == [
        ("On ", ""),
        ("Monday", "date"),
        (" ", ""),
        ("214", "number"),
        (" people sailed.", ""),
    ]


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (
            Signal("disclosure", "phrase", "article", "Written by AI", ai=True),
            "says: Written by AI",
        ),
        (Signal("inference", "detector", "article", "0.9950", ai=True), "reads like AI (99.5%)"),
        (Signal("inference", "detector", "section", "0.9987"), "reads in part like AI (99.9%)"),
        (Signal("characters", "homoglyph", "text", "f\u0435rry"), "odd characters: f\u0435rry"),
    ],
)
def test_a_sign_of_ai_is_told_in_words(signal: Signal, said: str) -> None:
    """What somebody said is quoted, what was inferred comes with its probability."""
    assert page.sign_of(signal) == said


def test_every_article_has_a_letter() -> None:
    """The 27th article follows Z."""
    articles = tuple(at(6, f"n{number}", WIRE) for number in range(28))
    names = Comparison(articles, {}, {}, ()).letters
    assert [names[f"n{number}"] for number in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


def test_undated_articles_stand_at_the_end_of_the_graph(engine: Engine) -> None:
    """Without any date all of them do, and the page says so."""
    written = page.comparison(engine.compare([at(None, "a", WIRE), at(None, "b", RIVAL)]))
    assert re.findall(r'<circle class="origin" cx="([\d.]+)"', written) == ["836", "836"]
    assert "no date" in written


def test_a_date_without_a_time_is_shown_as_one(engine: Engine) -> None:
    """Nobody published at midnight because a page gave the day alone."""
    written = page.comparison(engine.compare([at(0, "a", WIRE), at(9, "b", RIVAL)]))
    assert "11 Mar 2026, 09:00" in written
    assert "11 Mar 2026" in written.replace("11 Mar 2026, 09:00", "")
    assert "00:00" not in written


def test_a_browser_shows_the_page_whole(compared: Comparison, tmp_path: Path) -> None:
    """In a real browser the table stands with its marks, and nothing is refused or amiss."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip(f"no browser here (looked for {', '.join(BROWSERS)})")
    file = tmp_path / "comparison.html"
    file.write_text(page.comparison(compared), encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0"]
    folder = f"--user-data-dir={tmp_path / 'browser'}"
    shown = subprocess.run(
        [browser, *words, folder, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert shown.stdout.count('<td class="cell contradicts"') == 1
    assert shown.stdout.count('<mark class="number" title="number"') == 2
    assert "CONSOLE" not in shown.stderr
