import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.database import Database, open_database
from index.errors import UnknownKey
from index.keys import Keys, Scope

READ = frozenset({Scope.READ})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def test_a_key_is_found_by_its_text_alone(database: Database) -> None:
    """The text names the key with its scopes; a text changed anywhere names none."""
    keys = Keys(database)
    key, text = keys.create("desk", READ | {Scope.WRITE})
    keys.create("archive", READ)
    assert keys.find(text) == key
    assert (key.name, key.scopes) == ("desk", READ | {Scope.WRITE})
    secret = text.rpartition("_")[2]
    for wrong in ("", key.id, secret, text[:-1], text + "x", text.swapcase(), text[len("cross") :]):
        assert keys.find(wrong) is None, wrong


def test_a_text_is_recognised_and_cannot_be_guessed(database: Database) -> None:
    """It begins with the product's name and its id, and ends with 256 random bits in base64url."""
    keys = Keys(database)
    (first, text), (_, other) = keys.create("desk", READ), keys.create("desk", READ)
    assert re.fullmatch(rf"crosscheck_{first.id}_[\w-]{{43}}", text)
    assert text != other


def test_only_a_digest_is_kept(database: Database, tmp_path: Path) -> None:
    """No file of the data folder holds the secret."""
    secret = Keys(database).create("desk", READ)[1].encode()[-43:]
    assert all(secret not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_revoked_key_is_found_no_more_and_still_listed(database: Database) -> None:
    """The list keeps when it was first revoked, and that keys exist."""
    keys = Keys(database)
    assert (keys.exist(), keys.all()) == (False, [])
    key, text = keys.create("desk", READ)
    keys.revoke(key.id)
    revoked = keys.all()
    keys.revoke(key.id)
    assert keys.find(text) is None
    assert keys.exist()
    assert keys.all() == revoked
    assert revoked[0].revoked_at is not None
    assert revoked[0].revoked_at >= key.created_at
    with pytest.raises(UnknownKey, match="crosscheck keys list"):
        keys.revoke("nobody")
