from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context

from index.observer import count, observed_by, stage


class Listener:
    def __init__(self) -> None:
        self.heard: list[str] = []

    @contextmanager
    def stage(self, name: str, size: int) -> Iterator[None]:
        self.heard.append(f"{name} of {size}")
        yield
        self.heard.append(f"end of {name}")

    def count(self, outcome: str, kind: str) -> None:
        self.heard.append(f"{outcome} {kind}")


def work() -> None:
    with stage("outer", 3), stage("inner"):
        count("verdict", "supported")


def test_every_observer_is_told_of_stages_and_outcomes_in_order() -> None:
    """Stages begin and end around what happens in them, for each observer alike."""
    one, two = Listener(), Listener()
    with observed_by(one, two):
        work()
    told = ["outer of 3", "inner of 1", "verdict supported", "end of inner", "end of outer"]
    assert one.heard == two.heard == told


def test_outside_nobody_is_told() -> None:
    """Observers hear what happens inside their block, and blocks inside it have observers of their own."""
    outer, inner = Listener(), Listener()
    work()
    with observed_by(outer):
        with observed_by(inner):
            count("verdict", "refuted")
        count("verdict", "supported")
    work()
    assert (outer.heard, inner.heard) == (["verdict supported"], ["verdict refuted"])


def test_observers_go_along_into_threads_with_the_context() -> None:
    """A thread that runs in the context of a request tells its observers; any other tells nobody."""
    listener = Listener()
    with observed_by(listener), ThreadPoolExecutor(1) as pool:
        pool.submit(count, "verdict", "unheard").result()
        pool.submit(copy_context().run, count, "verdict", "heard").result()
    assert listener.heard == ["verdict heard"]
