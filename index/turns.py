"""Who computes next, and on how many cores: what somebody waits for goes before what runs in the background.

The models of a process take turns, a batch at a time: two at once on the same cores would not be done sooner. And while an
answer is being made, the background waits between its articles and batches, or one who asks for a verdict would wait for all
of them. Threads of the background share a turn, each on cores of its own: two that take all cores in turn do less, for what
one does in Python holds up the other.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from index.stops import heed_stop

PATIENCE = 0.25
"""seconds that the background gives way at once, so that it goes on where answers are asked for without end"""

_in_background: ContextVar[bool] = ContextVar("in_background", default=False)


class Turns:
    """One holder at a time, or several of the background; the background gives way to whoever is waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._alone = False
        self._sharing = 0
        self._awaited = 0
        self._behind = 0

    @contextmanager
    def background(self) -> Iterator[None]:
        """Within the block the models are used and nobody waits for an answer: ingest, audits, watching.

        Who is in one has a share of the cores, so what only waits for work, a receiver or a clock stays outside.
        """
        token = _in_background.set(True)
        try:
            with self._counted(1):
                yield
        finally:
            _in_background.reset(token)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Within the block a thread of the background waits for another one, and leaves its cores to it."""
        with self._counted(-1):
            yield

    @contextmanager
    def _counted(self, step: int) -> Iterator[None]:
        with self._changed:
            self._behind += step
        try:
            yield
        finally:
            with self._changed:
                self._behind -= step

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
    def turn(self) -> Iterator[int]:
        """Wait for a turn and hold it until the block ends, on so many cores; not to be asked for while one is held.

        Raises Stopped, before it waits, where the work is to stop.
        """
        import torch

        every = all_cores()
        self.give_way()
        shared = _in_background.get()
        with self.awaited(), self._changed:
            # whoever joins those who share puts off the one who waits for all of them to end
            self._changed.wait_for(
                lambda: not self._alone and not (self._sharing and self._awaited)
            )
            self._alone = not shared
            self._sharing += shared
            cores = max(1, every // self._behind) if shared else every
        torch.set_num_threads(cores)  # of this thread alone
        try:
            yield cores
        finally:
            with self._changed:
                self._alone = False
                self._sharing -= shared
                self._changed.notify_all()

    def give_way(self) -> None:
        """In the background, wait while answers are made, but not for ever. Raises Stopped where the work is to stop."""
        heed_stop()
        if _in_background.get():
            with self._changed:
                self._changed.wait_for(lambda: not self._awaited, PATIENCE)

    def _count(self, step: int) -> None:
        with self._changed:
            self._awaited += step
            self._changed.notify_all()


@cache
def all_cores() -> int:
    """How many cores a model uses that has them for itself."""
    import torch

    return torch.get_num_threads()


def longest_first(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Places in batches of like length, the longest first, so that little of a batch is padding."""
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]


MODELS = Turns()
"""the turns of all models of this process: they share its cores"""
