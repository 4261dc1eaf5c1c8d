from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from index import migrations
from index.database import open_database
from index.errors import StoreFault
from index.ledger import START, Ledger, canonical, hash_of
from index.records import Records
from index.types import Filters


def test_a_fault_in_reading_has_a_name(tmp_path: Path) -> None:
    """Whoever reads what cannot be read is told by the same error as whoever writes."""
    with (
        open_database(tmp_path, None) as database,
        pytest.raises(StoreFault, match="no such table"),
        database.reading() as connection,
    ):
        connection.execute(sa.text("SELECT * FROM nowhere"))


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("foo", "is no URL of a database"),
        ("postgresql://ada:secret@host:port/x", "is no URL of a database"),
        ("foo://ada:secret@host/x", "install its driver"),
        ("sqlite+nodriver://ada:secret@host/x", "install its driver"),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_without_its_password(
    tmp_path: Path, database: str, said: str
) -> None:
    """What is no URL, and a database whose driver is not installed, name the setting."""
    with pytest.raises(StoreFault, match=said) as fault, open_database(tmp_path, database):
        pass
    assert str(fault.value).startswith("CROSSCHECK_DATABASE ")
    assert "secret" not in str(fault.value)


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """A program that does not know its last change says that a newer one is needed."""
    with open_database(tmp_path, None) as database, database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreFault, match="newer version"), open_database(tmp_path, None):
        pass


@pytest.mark.parametrize("name", ["what?", "a%41b", "a#b", "x?mode=memory"])
def test_a_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    """The database stands in it, also where its name would mean something in a URL."""
    with open_database(tmp_path / name, None):
        pass
    assert [file.name for file in (tmp_path / name).iterdir()] == ["crosscheck.db"]


def test_an_older_corpus_is_given_an_id(tmp_path: Path) -> None:
    """What it says of itself stays, and two corpora have two ids."""
    older = sa.create_engine(f"sqlite:///{tmp_path / 'crosscheck.db'}")
    with older.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0010")
        connection.execute(sa.text("INSERT INTO corpus (revision, encoder) VALUES (7, 'words')"))
    older.dispose()
    with open_database(tmp_path, None) as one, open_database(tmp_path / "new", None) as two:
        old, new = Records(one), Records(two)
        assert (old.revision(), new.revision()) == (7, 0)
        old.check_encoder("words")
        new.check_encoder("other")
        with pytest.raises(StoreFault, match="was encoded with words"):
            old.check_encoder("other")
        assert len({old.corpus_id(), new.corpus_id(), ""}) == 3


def test_reviews_written_before_they_could_be_looked_up_are_found(tmp_path: Path) -> None:
    """An older database is brought up to date when it is opened, and its chain is as it was."""
    tmp_path.mkdir(exist_ok=True)
    older = sa.create_engine(f"sqlite:///{tmp_path / 'crosscheck.db'}")
    texts = [canonical(content) for content in ({"kind": "claim"}, {"kind": "review", "record": 1})]
    with older.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        previous = START
        for number, text in enumerate(texts, start=1):
            given = hash_of(number, previous, text)
            connection.execute(
                sa.text(
                    "INSERT INTO ledger (number, content, previous, hash) VALUES (:n, :c, :p, :h)"
                ),
                {"n": number, "c": text, "p": previous, "h": given},
            )
            previous = given
    older.dispose()
    with open_database(tmp_path, None) as database:
        ledger = Ledger(database)
        assert [entry.number for entry in ledger.about([1])[1]] == [2]
        assert ledger.check().is_sound


def test_articles_stored_before_outlets_had_keys_are_found_by_them(tmp_path: Path) -> None:
    """An older database is brought up to date when it is opened."""
    older = sa.create_engine(f"sqlite:///{tmp_path / 'crosscheck.db'}")
    with older.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
        for name, outlet in {"a1": "North Post", "a2": "NORTH POST", "a3": "South Post"}.items():
            connection.execute(
                sa.text(
                    "INSERT INTO articles (id, digest, outlet, authors, text, blocks, marks) "
                    "VALUES (:name, '', :outlet, '[]', '', '[]', '[]')"
                ),
                {"name": name, "outlet": outlet},
            )
    older.dispose()
    with open_database(tmp_path, None) as database:
        found = Records(database).page(Filters(outlets=("north post",)), None, 10)
        assert [one.id for one in found] == ["a1", "a2"]
