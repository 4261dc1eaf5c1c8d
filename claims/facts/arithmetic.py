"""Figures that follow from others in one step: what an outlet works out that another leaves to its readers.

Such a figure is stated by nobody and denied by nobody; among pairs of news it stands far more often in a claim that its
evidence supports than in one that it refutes. Durations count like any other figures, years do not.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations

from claims.facts.quantity import CLOCK, HEDGE, HIGHEST, LEAST, RANK, SCORE, Quantity
from claims.facts.words import stem

SHARE = "share"
POINTS = "points"
"""of a hundred, by which one share differs from another"""
NO_PARTS = frozenset([SHARE, POINTS, "age", RANK])
"""scales of which one value is no part of another"""
MOST = 10
"""figures of an evidence beyond which some two of them add up to nearly anything"""
NOISE = 1e-6
SCORED = frozenset(
    map(
        stem,
        [
            "councillor",
            "country",
            "deputy",
            "director",
            "frame",
            "game",
            "goal",
            "judge",
            "justice",
            "lawmaker",
            "lead",
            "majority",
            "margin",
            "member",
            "nation",
            "point",
            "run",
            "seat",
            "senator",
            "set",
            "state",
            "vote",
        ],
    )
)
"""what a score counts, and who votes"""


def follows(
    figure: Quantity, given: Sequence[Quantity], apart: Callable[[Quantity, Quantity], bool]
) -> bool:
    """Whether a figure is the sum or the difference of two given ones, the sum of all on its scale or, if it is a share, one's part of another.

    What is left of a count that moved, or without those who came to it, is what it was before, and no longer holds. Those
    that a claim tells `apart` have no sum. A bound that is left open is set for what lies near it.
    """
    if len(given) > MOST or figure.scale == RANK or figure.scale.startswith(CLOCK):
        return False
    found = _parts(given) if figure.scale == SHARE else _sums(figure, given, apart)
    slack = max(HEDGE if figure.hedged else 0.0, NOISE)
    low, high = figure.low - slack * abs(figure.low), figure.high
    high = high + slack * abs(high) if math.isfinite(high) else abs(figure.low) / LEAST
    return any(low <= value <= high for value in found)


def _sums(
    figure: Quantity, given: Sequence[Quantity], apart: Callable[[Quantity, Quantity], bool]
) -> Iterator[float]:
    scores = [other for other in given if other.scale == SCORE]
    scored = _is_of_score(figure)
    kin = [
        other
        for other in given
        if other.scale == figure.scale
        and not other.of_other_times(figure)
        and (scored or not any(s.start <= other.start < s.end for s in scores))
    ]
    for one, other in combinations(kin, 2):
        if not (one.whole or other.whole or _is_margin(one, other) or apart(one, other)):
            yield one.value + other.value
        if _leave(figure, one, other):
            yield abs(one.value - other.value)
    if figure.scale == POINTS:
        levels = [other for other in given if other.scale == SHARE and not other.margin]
        moves = (pair for pair in combinations(levels, 2) if _leave(figure, *pair))
        yield from (100 * abs(one.value - other.value) for one, other in moves)
    if len(kin) > 2 and not any(apart(*pair) for pair in combinations(kin, 2)):
        yield sum(other.value for other in kin)
    if figure.scale == "count" and scored:
        for score in scores:
            high, low = divmod(score.value, HIGHEST)
            yield from (high, low, high - low, high + low)


def _is_margin(one: Quantity, other: Quantity) -> bool:
    """Whether only one of two figures says by how much something moved, or differs: the other already has it, or is without it."""
    return one.scale != "count" and one.margin is not other.margin


def _leave(figure: Quantity, one: Quantity, other: Quantity) -> bool:
    """Whether a figure can be the difference of two: one that is left open must say so itself, or be of what is left."""
    changed = bool(one.former or other.former)
    if math.isinf(figure.high) and not (
        changed or figure.margin or figure.moved or one.whole or other.whole
    ):
        return False
    is_past = (one.moved or other.moved) and not changed
    return figure.moved or figure.former is not False or not is_past


def _is_of_score(figure: Quantity) -> bool:
    """Whether a count can be one of those that a score tells ("won by three", "six judges agreed"), rather than of people whom something befell."""
    return not figure.fates and (not figure.nouns or bool(figure.nouns & SCORED))


def _parts(given: Sequence[Quantity]) -> Iterator[float]:
    for part, whole in permutations(given, 2):
        if part.scale == whole.scale not in NO_PARTS and 0 < part.value < whole.value:
            yield part.value / whole.value
            yield 1 - part.value / whole.value
