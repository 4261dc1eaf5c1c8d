from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import StoreFault, UnknownArticle
from index.records import Records
from index.types import Article, Filters, IngestStatus
from tests.parts import WordEncoder, article

TEXT = "The ferry carried 214 passengers. It ran aground on Tuesday."


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records.open(f"sqlite:///{tmp_path / 'test.db'}")


def stored(records: Records, *articles: Article) -> list[int]:
    encoder = WordEncoder()
    batch = [(a, encoder.encode([s.text for s in a.sentences])) for a in articles]
    return records.store(batch, encoder.name).added


def test_an_article_comes_back_as_it_went_in(records: Records) -> None:
    """Everything of an article is kept, its sentences with their offsets included."""
    given = article(
        TEXT,
        id="a1",
        url="https://gazette.example/1",
        authors=("Ada Moss",),
        published_at=datetime(2026, 3, 11, tzinfo=UTC),
    )
    stored(records, given)
    assert records.get(["a1"]) == [given]


def test_statuses_tell_new_same_and_changed(records: Records) -> None:
    """An unknown article is added, the same is unchanged, one with another text is updated."""
    stored(records, article(TEXT, id="a1"))
    batch = [article(TEXT, id="a2"), article(TEXT, id="a1"), article(TEXT + " More.", id="a1")]
    assert records.statuses(batch) == [
        IngestStatus.ADDED,
        IngestStatus.UNCHANGED,
        IngestStatus.UPDATED,
    ]


def test_rows_are_never_used_twice(records: Records) -> None:
    """A row number that was removed is not given to a later sentence."""
    first = stored(records, article(TEXT, id="a1"))
    assert records.remove("a1").removed == first
    assert min(stored(records, article(TEXT, id="a2"))) > max(first)


def test_vectors_survive_in_half_precision(records: Records) -> None:
    """A stored vector differs from the given one by less than a thousandth."""
    given = article(TEXT, id="a1")
    rows = stored(records, given)
    vectors = WordEncoder().encode([s.text for s in given.sentences])
    found = records.vectors(np.asarray(rows))
    assert np.abs(np.stack([found[row] for row in rows]) - vectors).max() < 1e-3


def test_an_unknown_article_is_said_by_its_id(records: Records) -> None:
    """Getting or removing what is not there names it."""
    with pytest.raises(UnknownArticle, match="'nobody'"):
        records.get(["nobody"])
    with pytest.raises(UnknownArticle, match="'nobody'"):
        records.remove("nobody")


def test_lexical_search_finds_words_and_respects_filters(records: Records) -> None:
    """Sentences that share a word are found, quotes and operators in a query are only words."""
    rows = stored(
        records,
        article(TEXT, id="a1"),
        article("A tug reached the ferry.", id="a2", outlet="other.example"),
    )
    ferry, tug, nothing = records.lexical(['ferry" OR NOT (', "tug", "!?"], 10)
    assert (set(ferry), tug, nothing) == ({rows[0], rows[2]}, [rows[2]], [])
    assert records.lexical(["ferry"], 10, Filters(outlets=("other.example",))) == [[rows[2]]]


def test_an_outlet_is_found_in_any_spelling(records: Records) -> None:
    """Filters name it as they like, and what is stored is shown as it was sent."""
    stored(
        records,
        article(TEXT, id="a1", outlet="North Post"),
        article(TEXT, id="a2", outlet="north post"),
        article(TEXT, id="a3", outlet="North Poster"),
    )
    found = records.page(Filters(outlets=("NORTH  POST",)), None, 10)
    assert [one.outlet for one in found] == ["North Post", "north post"]
    assert records.stored(["a1", "a2", "a4"]) == {"a1": "north post", "a2": "north post"}


def test_lexical_search_passes_over_common_words(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that would find more sentences than are weighed are left out, but never the rarest one."""
    rows = stored(records, article(TEXT, id="a1"), article("A tug reached the ferry.", id="a2"))
    monkeypatch.setattr("index.records.REACH", 2)
    assert records.lexical(["the tug"], 10) == [[rows[2]]]
    monkeypatch.setattr("index.records.REACH", 0)
    assert records.lexical(["the tug"], 10) == [[rows[2]]]


def test_pages_follow_the_ids(records: Records) -> None:
    """A page starts behind the cursor and keeps the filters."""
    when = datetime(2026, 3, 11, tzinfo=UTC)
    stored(
        records,
        *(article(TEXT, id=f"a{n}", published_at=when.replace(day=10 + n)) for n in range(4)),
    )
    assert [a.id for a in records.page(Filters(), "a0", 2)] == ["a1", "a2"]
    assert [a.id for a in records.page(Filters(published_after=when.replace(day=12)), None, 9)] == [
        "a2",
        "a3",
    ]
    assert [
        a.id for a in records.page(Filters(published_before=when.replace(day=11)), None, 9)
    ] == ["a0"]
    assert [a.id for a in records.page(Filters(exclude_articles=("a0", "a3")), None, 9)] == [
        "a1",
        "a2",
    ]


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    """Opening another program's file is a fault with a reason, not a trace."""
    (tmp_path / "test.db").write_bytes(
        b"this is not a database, though it is long enough to look at" * 20
    )
    with pytest.raises(StoreFault, match="not a database"):
        Records.open(f"sqlite:///{tmp_path / 'test.db'}")


def test_lexical_search_finds_letters_and_figures_as_they_are_kept(records: Records) -> None:
    """Letters that have no capital or two, accents, figures of one digit and decimals are found, and a decimal is not its digits apart."""
    told = [
        "Die Große Straße nach Köln war am Montag gesperrt.",
        "The flight to İstanbul was late.",
        "The rate rose by 3.5 points.",
        "The rate rose by 5 points in 3 weeks.",
        "It measured 4,5m.",
    ]
    rows = stored(records, *(article(text, id=f"a{n}") for n, text in enumerate(told)))
    asked = ["STRASSE Straße", "Große", "koln", "İstanbul", "3.5", "5", "4,5m"]
    first, second, third, fourth, fifth = rows
    assert [sorted(found) for found in records.lexical(asked, 10)] == [
        [first], [first], [first], [second], [third], [third, fourth], [fifth]
    ]  # fmt: skip


def test_accented_words_are_counted_as_they_are_kept(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A common word with an accent and a common figure are passed over for a rarer word."""
    rows = stored(
        records,
        article("Köln hat 5 Brücken.", id="a1"),
        article("Köln hat 5 Häfen.", id="a2"),
    )
    monkeypatch.setattr("index.records.REACH", 1)
    assert records.lexical(["Köln Häfen", "5 Häfen", "5,5 Häfen"], 10) == [[rows[1]]] * 3


class Interrupted(tuple[int, dict[str, int]]):
    """What was counted at a revision; while its first reader looks at which, something else happens."""

    between: Callable[[], object] | None = None

    def __getitem__(self, at: Any) -> Any:
        between, self.between = self.between, None
        if between:
            between()
        return super().__getitem__(at)


def test_words_counted_at_one_revision_are_not_taken_for_those_of_another(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another thread searches a corpus that grew meanwhile, its words are counted in what there is then."""
    stored(records, article("The ferry sank near Skerrow.", id="a1"))
    records.lexical(["Anders"], 10)
    held = Interrupted(vars(records)["_counted"])

    def others() -> None:
        grown = [article(f"The ferry sank again, {n} said.", id=f"b{n}") for n in range(2)]
        stored(records, *grown)
        records.lexical(["Anders"], 10)

    held.between = others
    monkeypatch.setattr(records, "_counted", held)
    records.lexical(["ferry Skerrow"], 10)
    monkeypatch.setattr("index.records.REACH", 1)
    assert records.lexical(["ferry Skerrow"], 10) == [[1]]
