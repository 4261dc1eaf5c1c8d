import pytest

from index.stops import Stopped, heed_stop, stopped_by
from index.turns import Turns


def test_work_that_nobody_can_stop_goes_on() -> None:
    """Without a check, and behind the block of one, nothing is raised."""
    heed_stop()
    with stopped_by(lambda: True):
        pass
    heed_stop()


@pytest.mark.parametrize(("outer", "inner"), [(True, False), (False, True), (True, True)])
def test_work_is_stopped_by_whoever_is_around_it(outer: bool, inner: bool) -> None:
    """Any of the checks around it is enough."""
    with stopped_by(lambda: outer), stopped_by(lambda: inner), pytest.raises(Stopped):
        heed_stop()
    with stopped_by(lambda: False), stopped_by(lambda: False):
        heed_stop()


def test_a_stop_is_no_fault() -> None:
    """What goes on after a fault does not go on after a stop."""
    assert not issubclass(Stopped, Exception)


def test_a_stop_is_heard_before_a_turn() -> None:
    """A batch that nobody wants is not begun, and takes nobody's turn."""
    turns = Turns()
    with stopped_by(lambda: True), pytest.raises(Stopped), turns.background(), turns.turn():
        raise AssertionError("the turn was taken")
    with turns.turn():
        pass
