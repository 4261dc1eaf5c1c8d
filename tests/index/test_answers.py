from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.answers import Answer, Answers, Turn
from index.database import Database, open_database
from index.errors import KeyInUse, KeyReused
from index.leases import Holder

CREATED = Answer(201, {"location": "/v1/audits/one"}, b'{"id": "one"}')


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def begun(answers: Answers, key: str = "k") -> Turn:
    turn = answers.begin(key, "request")
    assert isinstance(turn, Turn)
    return turn


def test_a_key_gives_one_turn_and_then_its_answer(database: Database) -> None:
    """While the first runs a second is told so, another request is refused, and afterwards the answer is the same."""
    holder = Holder(database)
    holder.beat()
    answers = Answers(database, holder.id)
    turn = begun(answers)
    with pytest.raises(KeyInUse):
        answers.begin("k", "request")
    with pytest.raises(KeyReused):
        answers.begin("k", "another request")
    answers.keep(turn, CREATED)
    assert answers.begin("k", "request") == CREATED
    with pytest.raises(KeyReused):
        answers.begin("k", "another request")


def test_a_turn_that_stored_nothing_leaves_the_key_free(database: Database) -> None:
    """A request that was refused may be put right and sent with the same key."""
    holder = Holder(database)
    holder.beat()
    answers = Answers(database, holder.id)
    answers.drop(begun(answers))
    assert isinstance(answers.begin("k", "another request"), Turn)


def test_the_turn_of_a_dead_process_is_given_again_with_its_token(database: Database) -> None:
    """What the first attempt made by its token the second finds."""
    dead = Holder(database)
    dead.beat()
    turn = begun(Answers(database, dead.id))
    dead.leave()
    living = Holder(database)
    living.beat()
    assert begun(Answers(database, living.id)) == turn


def test_a_turn_that_ended_without_an_answer_is_given_again(database: Database) -> None:
    """The process lives on, yet the next attempt gets the turn with its token, and only one at a time."""
    holder = Holder(database)
    holder.beat()
    answers = Answers(database, holder.id)
    turn = begun(answers)
    answers.end(turn)
    assert begun(answers) == turn
    with pytest.raises(KeyInUse):
        answers.begin("k", "request")


def test_answers_are_forgotten_in_time(database: Database) -> None:
    """A key that was forgotten is as new."""
    answers = Answers(database, "holder")
    answers.keep(begun(answers), CREATED)
    answers.forget(datetime.now(UTC) - timedelta(hours=1))
    assert answers.begin("k", "request") == CREATED
    answers.forget(datetime.now(UTC) + timedelta(hours=1))
    assert isinstance(answers.begin("k", "request"), Turn)
