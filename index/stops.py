"""Stops: work that takes minutes asks between its pieces whether it is still wanted, without knowing who says so.

Whoever starts the work names the checks once, in a context variable, as observers are; what asks costs next to nothing where
there are none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(BaseException):
    """The work is not wanted any more. As asyncio's CancelledError it is no fault, and what handles faults lets it through."""


_checks: ContextVar[tuple[Callable[[], bool], ...]] = ContextVar("checks", default=())


@contextmanager
def stopped_by(check: Callable[[], bool]) -> Iterator[None]:
    """Inside, work ends with `Stopped` soon after this check, or one of those around it, says that it is to stop."""
    token = _checks.set((*_checks.get(), check))
    try:
        yield
    finally:
        _checks.reset(token)


def heed_stop() -> None:
    """Between two pieces of work: raises Stopped where it is to stop."""
    if any(check() for check in _checks.get()):
        raise Stopped
