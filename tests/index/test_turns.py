import threading

import pytest

from index.turns import Turns, background, longest_first


def started(turns: Turns, order: list[str]) -> threading.Thread:
    def work() -> None:
        with background(), turns.turn():
            order.append("background")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_the_background_waits_while_an_answer_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes its turn when nobody waits any more, though the turn was free before."""
    monkeypatch.setattr("index.turns.PATIENCE", 60)
    turns, order = Turns(), list[str]()
    with turns.awaited():
        thread = started(turns, order)
        for _ in range(3):
            with turns.turn():
                order.append("awaited")
    thread.join()
    assert order == ["awaited"] * 3 + ["background"]


def test_the_background_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where answers are asked for without end it goes on all the same."""
    monkeypatch.setattr("index.turns.PATIENCE", 0.01)
    turns, order = Turns(), list[str]()
    with turns.awaited():
        started(turns, order).join()
    assert order == ["background"]


def test_the_background_does_not_wait_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made in the background makes nobody wait."""
    monkeypatch.setattr("index.turns.PATIENCE", 60)
    turns, order = Turns(), list[str]()
    with background(), turns.awaited():
        started(turns, order).join()
    assert order == ["background"]


def test_a_turn_is_held_by_one_at_a_time() -> None:
    """Who asks while a turn is held comes after it, also where it ends with an error."""
    turns, order = Turns(), list[str]()
    threads: list[threading.Thread] = []

    def broken() -> None:
        with turns.turn():
            threads.append(started(turns, order))
            order.append("first")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()
    threads[0].join()
    assert order == ["first", "background"]


def test_batches_are_of_like_length() -> None:
    """Every place is in one batch, the longest ones in the first."""
    assert list(longest_first([3, 9, 5, 1], 2)) == [[1, 2], [0, 3]]
