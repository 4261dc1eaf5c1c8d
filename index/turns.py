"""Who computes next: what somebody waits for goes before what runs in the background.

The models of a process take turns, a batch at a time: two at once would not be done sooner. And while an answer is being
made, the background waits between its articles and batches, or one who asks for a verdict would wait for all of them.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

PATIENCE = 0.25
"""seconds that the background gives way at once, so that it goes on where answers are asked for without end"""

_in_background: ContextVar[bool] = ContextVar("in_background", default=False)


@contextmanager
def background() -> Iterator[None]:
    """Within the block nobody waits for an answer: ingest, audits, watching."""
    token = _in_background.set(True)
    try:
        yield
    finally:
        _in_background.reset(token)


class Turns:
    """One holder at a time; the background gives way to whoever is waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._awaited = 0

    @contextmanager
    def awaited(self) -> Iterator[None]:
        """Within the block an answer is made that somebody waits for, unless it is itself in the background."""
        if _in_background.get():
            yield
            return
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it until the block ends; not to be asked for while one is held."""
        self.give_way()
        with self._changed:
            self._changed.wait_for(lambda: not self._taken)
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def give_way(self) -> None:
        """In the background, wait while answers are made, but not for ever."""
        if _in_background.get():
            with self._changed:
                self._changed.wait_for(lambda: not self._awaited, PATIENCE)

    def _count(self, step: int) -> None:
        with self._changed:
            self._awaited += step
            self._changed.notify_all()


def longest_first(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Places in batches of like length, the longest first, so that little of a batch is padding."""
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]


MODELS = Turns()
"""the turns of all models of this process: they share its cores"""
