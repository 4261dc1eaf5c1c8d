import pytest

from claims.decide import flags_of, verdict_of
from claims.types import Flag, Scores, Stance, Verdict


def test_equal_scores_choose_caution() -> None:
    """Of equally likely stances neutral comes first, then refutes."""
    assert Scores(0.4, 0.2, 0.4).best() is Stance.NEUTRAL
    assert Scores(0.45, 0.45, 0.1).best() is Stance.REFUTES


@pytest.mark.parametrize(
    ("supporting", "conflicting", "verdict"),
    [
        (0, 0, Verdict.NOT_ENOUGH_EVIDENCE),
        (2, 0, Verdict.SUPPORTED),
        (0, 1, Verdict.REFUTED),
        (3, 1, Verdict.CONFLICTING),
    ],
)
def test_the_verdict_follows_the_origins(
    supporting: int, conflicting: int, verdict: Verdict
) -> None:
    """Both sides make a conflict, one side decides, none decides nothing."""
    assert verdict_of(supporting, conflicting) is verdict


@pytest.mark.parametrize(
    ("origins", "conflicting", "flagged", "superseded", "flags"),
    [
        (2, 0, [False, True], False, (Flag.AGREEMENT,)),
        (2, 1, [False, False], False, (Flag.DIVERGENCE,)),
        (2, 1, [False, False], True, (Flag.DIVERGENCE, Flag.SUPERSEDED)),
        (1, 0, [False], False, (Flag.SINGLE_SOURCE,)),
        (1, 0, [True, True], False, (Flag.AI_GENERATED, Flag.SINGLE_SOURCE)),
        (0, 0, [], False, ()),
    ],
)
def test_flags_say_what_to_know(
    origins: int,
    conflicting: int,
    flagged: list[bool],
    superseded: bool,
    flags: tuple[Flag, ...],
) -> None:
    """Agreement needs two origins and no conflict; AI is flagged only when all who say it are marked."""
    assert flags_of(origins, conflicting, flagged, superseded=superseded) == flags
