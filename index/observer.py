"""Observers: who is told what the code does, without the code knowing them.

A request or a thread names its observers once; whatever runs inside tells them its stages and what came out of it. They are kept in
a context variable, so they go along into the threads that carry a request out, and no function takes an argument for them.
Without observers telling costs next to nothing.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Protocol


class Observer(Protocol):
    """Is told of stages and outcomes; it must not raise."""

    def stage(self, name: str, size: int) -> AbstractContextManager[object]:
        """Entered when a stage of the work begins and left when it ends; `size` is how many things go through it."""
        ...

    def count(self, outcome: str, kind: str) -> None:
        """Something came out, and of what kind it is."""
        ...


_observers: ContextVar[tuple[Observer, ...]] = ContextVar("observers", default=())


@contextmanager
def observed_by(*observers: Observer) -> Iterator[None]:
    """Tell these observers, and no others, of all that happens inside."""
    token = _observers.set(observers)
    try:
        yield
    finally:
        _observers.reset(token)


@contextmanager
def stage(name: str, size: int = 1) -> Iterator[None]:
    """A stage of the work, such as `search`; stages can stand inside each other."""
    with ExitStack() as entered:
        for observer in _observers.get():
            entered.enter_context(observer.stage(name, size))
        yield


def count(outcome: str, kind: str) -> None:
    """Something came out, such as a `verdict`, of one of a few kinds."""
    for observer in _observers.get():
        observer.count(outcome, kind)
