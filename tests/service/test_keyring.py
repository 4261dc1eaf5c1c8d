from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.database import open_database
from index.errors import UnknownKey
from index.keys import Keys
from service.keyring import app


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_DATA_FOLDER", str(tmp_path))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def create(name: str = "desk") -> Result:
    return run("create", "--name", name, "--scope", "write", "--scope", "read")


def test_a_key_is_printed_once_listed_and_revoked(tmp_path: Path) -> None:
    """Standard output is the key alone; the list shows its id, state, scopes and name, and never the secret."""
    made = create()
    text = made.stdout.strip()
    with open_database(tmp_path, None) as database:
        key = Keys(database).find(text)
    assert key is not None
    assert f"crosscheck keys revoke {key.id}" in made.stderr
    day = f"{key.created_at:%Y-%m-%d %H:%M}"
    assert run("list").stdout == f"{key.id}\t{day}\ton\tread write\tdesk\n"
    assert run("revoke", key.id).exit_code == 0
    assert "\trevoked " in run("list").stdout
    with open_database(tmp_path, None) as database:
        assert Keys(database).find(text) is None


@pytest.mark.parametrize(
    "words",
    [
        ["create", "--name", "desk"],
        ["create", "--scope", "read"],
        ["create", "--name", "desk", "--scope", "all"],
        ["create", "--name", " ", "--scope", "read"],
        ["create", "--name", "a\tb", "--scope", "read"],
        ["create", "--name", "a" * 101, "--scope", "read"],
    ],
)
def test_a_key_has_a_name_and_a_scope(words: list[str]) -> None:
    """Anything else is wrong usage, status 2, and no key is made."""
    assert run(*words).exit_code == 2
    assert run("list").stdout == ""


def test_an_unknown_key_cannot_be_revoked() -> None:
    """The fault says where the ids are to be seen."""
    assert isinstance(run("revoke", "nobody").exception, UnknownKey)


def test_an_id_that_is_no_text_is_unknown() -> None:
    """Bytes that are no UTF-8 are in no id."""
    assert isinstance(run("revoke", "\udcff").exception, UnknownKey)
