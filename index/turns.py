"""Who computes next: what somebody waits for goes before what runs in the background.

The models of a process take turns, a batch at a time: two at once would not be done sooner, and one who asks for a verdict
would wait for a thousand articles.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
    """One holder at a time; the background only while nobody else wants a turn."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self.wanted = 0
        """how many wait who are not in the background"""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it until the block ends; not to be asked for while one is held."""
        self._take(urgent=not _in_background.get())
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    def _take(self, *, urgent: bool) -> None:
        with self._changed:
            self.wanted += urgent
            self._changed.wait_for(lambda: not self._taken and (urgent or not self.wanted))
            self.wanted -= urgent
            self._taken = True


MODELS = Turns()
"""the turns of all models of this process: they share its cores"""
