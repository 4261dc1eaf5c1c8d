import threading

import pytest

from index.turns import Turns, all_cores, longest_first


def started(turns: Turns, order: list[str]) -> threading.Thread:
    def work() -> None:
        with turns.background(), turns.turn():
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
    with turns.background(), turns.awaited():
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


def test_the_background_shares_a_turn_and_its_cores() -> None:
    """Two threads of the background compute at one time, each on its part of the cores; while one rests the other has all."""
    turns, cores = Turns(), list[int]()
    inside = threading.Barrier(2, timeout=10)

    def work(*, rests: bool) -> None:
        with turns.background():
            inside.wait()
            with turns.turn() as given:
                inside.wait()
                cores.append(given)
            inside.wait()
            if rests:
                with turns.resting():
                    inside.wait()
                    inside.wait()
            else:
                inside.wait()
                with turns.turn() as given:
                    cores.append(given)
                inside.wait()

    threads = [threading.Thread(target=work, kwargs={"rests": rests}) for rests in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cores == [max(1, all_cores() // 2)] * 2 + [all_cores()]


def test_an_answer_waits_for_all_that_share_a_turn() -> None:
    """What is waited for computes alone, after every thread of the background that was at it."""
    turns, order = Turns(), list[str]()
    inside, go_on = threading.Barrier(3, timeout=10), threading.Event()

    def work() -> None:
        with turns.background(), turns.turn():
            inside.wait()
            go_on.wait(10)
            order.append("background")

    def answer() -> None:
        with turns.turn() as given:
            order.append(f"answer on {given}")

    sharing = [threading.Thread(target=work) for _ in range(2)]
    for thread in sharing:
        thread.start()
    inside.wait()
    asking = threading.Thread(target=answer)
    asking.start()
    go_on.set()
    for thread in (*sharing, asking):
        thread.join()
    assert order == ["background", "background", f"answer on {all_cores()}"]


def test_batches_are_of_like_length() -> None:
    """Every place is in one batch, the longest ones in the first."""
    assert list(longest_first([3, 9, 5, 1], 2)) == [[1, 2], [0, 3]]


def test_an_answer_comes_in_where_the_background_always_overlaps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two threads of which one takes a turn before the other ends its own let whoever asks for one in between."""
    monkeypatch.setattr("index.turns.PATIENCE", 0.01)
    turns, overlapping = Turns(), threading.Event()
    answered, over = threading.Event(), threading.Event()

    def work(joined: threading.Event, joining: threading.Event) -> None:
        with turns.background():
            while not over.is_set():
                with turns.turn():
                    joined.clear()
                    joining.set()
                    if joined.wait(0.1):
                        overlapping.set()

    def answer() -> None:
        with turns.turn():
            answered.set()

    ends = threading.Event(), threading.Event()
    threads = [threading.Thread(target=work, args=pair) for pair in (ends, ends[::-1])]
    for thread in threads:
        thread.start()
    overlapping.wait(10)
    threads.append(threading.Thread(target=answer))
    threads[-1].start()
    came_in = answered.wait(10)
    over.set()
    for thread in threads:
        thread.join()
    assert came_in
