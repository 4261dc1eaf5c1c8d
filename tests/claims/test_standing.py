from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.sources import Sources
from claims.standing import standings
from claims.types import Cell, CellStance, ComparedClaim
from index.types import Article
from tests.parts import WordEncoder, article

WHEN = datetime(2026, 3, 11, tzinfo=UTC)
TEXTS = {
    "a": "The ferry Solveig ran aground off the rocks of Skerrow in thick fog late on Tuesday evening.",
    "b": "Lifeboats took everybody off the ship.",
    "c": "The tug Bruin guards forty tonnes of diesel.",
}


def sources_of(articles: list[Article]) -> Sources:
    sentences = [a.sentences[0] for a in articles]
    vectors = WordEncoder().encode([s.text for s in sentences])
    return Sources.of(articles, dict(zip((s.id for s in sentences), vectors, strict=True)))


def row(articles: list[Article], name: str, sayers: str) -> ComparedClaim:
    cells = tuple(
        Cell(a.id, CellStance.ASSERTS, a.sentences[0], 1.0)
        if a.id in sayers.split()
        else Cell(a.id, CellStance.SILENT)
        for a in articles
    )
    return ComparedClaim(name, name, (), 0, cells, ())


def test_silence_on_what_most_say_is_an_omission() -> None:
    """A claim of two origins is left out by the third, a claim of one origin by nobody; what one says alone is counted."""
    told = TEXTS | {"copy": TEXTS["a"]}
    articles = [
        article(text, id=name, outlet=name, published_at=WHEN) for name, text in told.items()
    ]
    rows = [
        row(articles, "both", "a b copy"),
        row(articles, "copied", "a copy"),
        row(articles, "one", "c"),
    ]
    found = standings(articles, rows, sources_of(articles))
    assert {name: (s.origin, s.omits, s.alone) for name, s in found.items()} == {
        "a": ("a", (), ()),
        "b": ("b", (), ()),
        "c": ("c", ("both",), ("one",)),
        "copy": ("a", (), ()),
    }


def test_an_outlet_with_two_reports_is_one_of_the_others() -> None:
    """What two of three other outlets say is said by most of them, though the third has two reports."""
    told = TEXTS | {"d": "Eggs became cheaper in Anders.", "d2": "The mayor of Lorn opened a pool."}
    articles = [
        article(text, id=name, outlet=name[0], published_at=WHEN) for name, text in told.items()
    ]
    found = standings(articles, [row(articles, "both", "a b")], sources_of(articles))
    assert found["c"].omits == ("both",)


def test_an_outlet_is_one_in_any_spelling() -> None:
    """What only one outlet says, in two spellings of its name, is nobody's omission."""
    names = {"a": "North Post", "b": "NORTH POST", "c": "South Post"}
    articles = [
        article(TEXTS[name], id=name, outlet=outlet, published_at=WHEN)
        for name, outlet in names.items()
    ]
    found = standings(articles, [row(articles, "both", "a b")], sources_of(articles))
    assert found["c"].omits == ()


@pytest.mark.parametrize(
    ("days", "omits"),
    [
        ((0, 0), ("both",)),
        ((-2, -1), ("both",)),
        ((2, 2), ()),
        ((-1, 2), ()),
        ((-90, -90), ()),
        ((0, -90), ()),
        ((None, 0), ("both",)),
    ],
)
def test_nobody_leaves_out_what_was_told_later_or_of_another_season(
    days: tuple[int | None, ...], omits: tuple[str, ...]
) -> None:
    """What counts is what two others had said when an article appeared, and not months before; without a date nothing is later."""
    told = [None if day is None else WHEN + timedelta(day) for day in days]
    articles = [
        article(text, id=name, outlet=name, published_at=when)
        for (name, text), when in zip(TEXTS.items(), [*told, WHEN], strict=True)
    ]
    found = standings(articles, [row(articles, "both", "a b")], sources_of(articles))
    assert found["c"].omits == omits


def test_an_article_that_was_brought_up_to_date_could_tell_more() -> None:
    """What others said before its last version it leaves out."""
    later = WHEN + timedelta(days=2)
    a, b = (article(TEXTS[name], id=name, outlet=name, published_at=later) for name in "ab")
    for updated, omits in ((None, ()), (later + timedelta(days=1), ("both",))):
        first = article(TEXTS["c"], id="c", outlet="c", published_at=WHEN)
        c = replace(first, updated_at=updated)
        found = standings([a, b, c], [row([a, b, c], "both", "a b")], sources_of([a, b, c]))
        assert found["c"].omits == omits


def test_most_are_counted_among_those_who_came_before() -> None:
    """Two of two who wrote before are most of them, however many write later."""
    days = {"a": -1, "b": -1, "c": 0, "d": 3, "d2": 3}
    told = TEXTS | {"d": "Eggs became cheaper in Anders.", "d2": "The mayor of Lorn opened a pool."}
    articles = [
        article(text, id=name, outlet=name, published_at=WHEN + timedelta(days[name]))
        for name, text in told.items()
    ]
    found = standings(articles, [row(articles, "both", "a b")], sources_of(articles))
    assert found["c"].omits == ("both",)
