from datetime import UTC, datetime

from claims.sources import Sources
from claims.standing import standings
from claims.types import Cell, CellStance, ComparedClaim
from index.types import Article
from tests.parts import WordEncoder, article

WHEN = datetime(2026, 3, 11, tzinfo=UTC)
TEXTS = {
    "a": "The ferry ran aground off Skerrow.",
    "b": "Lifeboats took everybody off the ship.",
    "c": "The tug Bruin guards forty tonnes of diesel.",
}


def sources_of(articles: list[Article]) -> Sources:
    sentences = [a.sentences[0] for a in articles]
    vectors = WordEncoder().encode([s.text for s in sentences])
    return Sources.of(articles, dict(zip((s.id for s in sentences), vectors, strict=True)))


def row(articles: list[Article], name: str, sayers: str, origins: int) -> ComparedClaim:
    cells = tuple(
        Cell(a.id, CellStance.ASSERTS, a.sentences[0], 1.0)
        if a.id in sayers
        else Cell(a.id, CellStance.SILENT)
        for a in articles
    )
    return ComparedClaim(name, name, (), origins, cells, ())


def test_silence_on_what_most_say_is_an_omission() -> None:
    """A claim of two origins is left out by the third, a claim of one origin by nobody; what one says alone is counted."""
    articles = [
        article(text, id=name, outlet=name, published_at=WHEN) for name, text in TEXTS.items()
    ]
    rows = [
        row(articles, "both", "ab", 2),
        row(articles, "copied", "ab", 1),
        row(articles, "one", "c", 1),
    ]
    found = standings(articles, rows, sources_of(articles))
    assert {name: (s.origin, s.omits, s.alone) for name, s in found.items()} == {
        "a": ("a", (), ()),
        "b": ("b", (), ()),
        "c": ("c", ("both",), ("one",)),
    }


def test_an_outlet_with_two_reports_is_one_of_the_others() -> None:
    """What two of three other outlets say is said by most of them, though the third has two reports."""
    told = TEXTS | {"d": "Eggs became cheaper in Anders.", "d2": "The mayor of Lorn opened a pool."}
    articles = [
        article(text, id=name, outlet=name[0], published_at=WHEN) for name, text in told.items()
    ]
    found = standings(articles, [row(articles, "both", "ab", 2)], sources_of(articles))
    assert found["c"].omits == ("both",)
