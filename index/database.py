"""The database: opened, brought up to date, written in whole transactions. Files that keep something in it build on this one.

SQLite in WAL mode with full synchronisation: what was acknowledged survives `kill -9` and a power cut. Any other
database is a URL away, through SQLAlchemy Core.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from index.errors import StoreFault
from index.tables import watch

T = TypeVar("T")

FILE = "crosscheck.db"
_UPGRADING = threading.Lock()
"""Alembic knows one upgrade at a time in a process"""


class Database:
    """An open database; `close` it when done."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str | sa.URL) -> "Database":
        """Connect and bring the tables up to date.

        Raises:
            StoreFault: the database cannot be opened, or belongs to a newer version.
        """
        engine = _engine(url)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _prepare_sqlite)
            sa.event.listen(engine, "begin", _begin_sqlite)
        database = cls(engine)
        with database.writing() as connection:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            with _UPGRADING:
                _upgrade(config)
        return database

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read with; the database's own faults get a name."""
        with _naming_faults(), self.engine.connect() as connection:
            yield connection

    def check(self) -> None:
        """Write, and change nothing; raises StoreFault."""
        with self.writing() as connection:
            connection.execute(watch.update().values(row=watch.c.row))

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, all or nothing; the database's own faults get a name."""
        with (
            _naming_faults(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


@contextmanager
def open_database(folder: Path, database: str | None) -> Iterator[Database]:
    """The database of a data folder, closed at the end.

    Raises:
        StoreFault: it cannot be opened.
    """
    opened = Database.open(url_of(folder, database))
    try:
        yield opened
    finally:
        opened.close()


def chunks(values: Collection[T], size: int = 500) -> Iterator[list[T]]:
    """Values in parts, each of them no more than one query may name."""
    every = list(values)
    for start in range(0, len(every), size):
        yield every[start : start + size]


def url_of(folder: Path, database: str | None) -> str | sa.URL:
    """The SQLAlchemy URL that was set, or that of an SQLite file in the data folder, which is made where missing.

    Raises:
        StoreFault: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreFault(f"the data folder {folder} cannot be made: {fault.strerror}") from fault
    return database or sa.URL.create("sqlite", database=str(folder / FILE))


def _engine(url: str | sa.URL) -> sa.Engine:
    """Not connected yet. What is wrong is said without the URL, which may hold a password."""
    try:
        # parameters hold articles, and faults are logged
        return sa.create_engine(url, hide_parameters=True)
    except (sa.exc.NoSuchModuleError, ImportError) as fault:
        raise StoreFault(
            f"CROSSCHECK_DATABASE names a database whose driver is not here; install its driver ({fault})"
        ) from fault
    except (sa.exc.ArgumentError, ValueError) as fault:
        raise StoreFault(
            "CROSSCHECK_DATABASE is no URL of a database; write it as sqlite:////srv/crosscheck.db"
        ) from fault


def _upgrade(config: Config) -> None:
    try:
        command.upgrade(config, "head")
    except CommandError as fault:
        raise StoreFault(
            f"the database belongs to a newer version of Crosscheck; install that one ({fault})"
        ) from fault


@contextmanager
def _naming_faults() -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as fault:
        raise StoreFault(f"the database cannot be used: {fault.orig}") from fault
    except sa.exc.TimeoutError as fault:
        raise StoreFault(f"the database cannot be used: {fault}") from fault


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA busy_timeout=30000")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Begin by hand, so that a writer takes its turn at once instead of failing half-way, and tables change or do not."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
