from datetime import UTC, datetime

from claims.sources import Sources
from claims.standing import standings
from claims.types import Cell, CellStance, ComparedClaim
from index.types import Article
from tests.parts import WordEncoder, article

TEXTS = {
    "a": "The ferry ran aground off Skerrow.",
    "b": "Lifeboats took everybody off the ship.",
    "c": "The tug Bruin guards forty tonnes of diesel.",
}


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
    when = datetime(2026, 3, 11, tzinfo=UTC)
    articles = [article(text, id=name, published_at=when) for name, text in TEXTS.items()]
    sentences = [a.sentences[0] for a in articles]
    vectors = WordEncoder().encode([s.text for s in sentences])
    sources = Sources.of(articles, dict(zip((s.id for s in sentences), vectors, strict=True)))
    rows = [
        row(articles, "both", "ab", 2),
        row(articles, "copied", "ab", 1),
        row(articles, "one", "c", 1),
    ]
    found = standings(articles, rows, sources)
    assert {name: (s.origin, s.omits, s.alone) for name, s in found.items()} == {
        "a": ("a", (), ()),
        "b": ("b", (), ()),
        "c": ("c", ("both",), ("one",)),
    }
