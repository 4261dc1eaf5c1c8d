import threading

from index.turns import Turns, background


def test_what_somebody_waits_for_goes_before_the_background() -> None:
    """Of two who wait for a turn the background comes last, though it asked first."""
    turns, order = Turns(), list[str]()
    waiting = threading.Semaphore(0)

    def work(name: str) -> None:
        with turns.turn():
            order.append(name)

    def in_background() -> None:
        with background():
            waiting.release()
            work("background")

    def asked_for() -> None:
        waiting.release()
        work("asked for")

    with turns.turn():
        threads = [threading.Thread(target=in_background), threading.Thread(target=asked_for)]
        for thread in threads:
            thread.start()
            waiting.acquire()
        while not turns.wanted:
            pass
    for thread in threads:
        thread.join()
    assert order == ["asked for", "background"]


def test_a_turn_ends_when_its_block_fails() -> None:
    """An error within a turn leaves it to the next one."""
    turns = Turns()
    for _ in range(2):
        try:
            with turns.turn():
                raise ValueError
        except ValueError:
            pass
    with turns.turn():
        assert not turns.wanted
