"""A text to all its facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from claims.facts.attribution import Attribution, read_attributions
from claims.facts.changes import placed
from claims.facts.dates import read_dates
from claims.facts.day import Day
from claims.facts.names import Name, read_names
from claims.facts.polarity import Act, Cue, read_acts, read_cues
from claims.facts.quantities import read_quantities
from claims.facts.quantity import Quantity
from claims.facts.quotes import Quotation, read_quotations
from claims.facts.roles import Role, read_roles
from claims.facts.words import SENTENCE_END, content_stems

_LEADING = re.compile(r"(?:^|[.!?]\s)(?:\w+\s)?$")
_PAUSE = re.compile(r"(?!,\swhen\b)[,.;:!?()]\s|\s(?:[–—-]\s|\()")


@dataclass(frozen=True)
class Facts:
    """What a text states that can be compared; every fact has its span in `text`."""

    text: str
    quantities: tuple[Quantity, ...]
    dates: tuple[Day, ...]
    names: tuple[Name, ...]
    roles: tuple[Role, ...]
    cues: tuple[Cue, ...]
    acts: tuple[Act, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]
    stems: frozenset[str]
    written: date | None = None

    def when(self, quantity: Quantity) -> Day | None:
        """The date that a figure of the text is of; None where it gives none."""
        return self._times[quantity]

    @cached_property
    def _times(self) -> Mapping[Quantity, Day | None]:
        days = [day for day in self.dates if day.told is not True]
        return {quantity: self._time(quantity, days) for quantity in self.quantities}

    def _time(self, quantity: Quantity, days: list[Day]) -> Day | None:
        """The next date behind it or the last before it in its clause, the one that leads its sentence, else the only one.

        A date before a figure that no longer holds is that of the one which took its place.
        """
        kin = [q for q in self.quantities if q is not quantity and q.scale == quantity.scale]

        def tells(day: Day) -> bool:
            start, end = min(day.end, quantity.end), max(day.start, quantity.start)
            between = self.text[start:end]
            if any(start <= q.start < end for q in kin):
                return False
            leads = _LEADING.search(self.text, 0, day.start)
            return not (SENTENCE_END if leads or len(days) == 1 else _PAUSE).search(between)

        behind = [day for day in days if day.start >= quantity.end and tells(day)]
        earlier = [] if quantity.former else days
        before = [day for day in earlier if day.end <= quantity.start and tells(day)]
        alone = [] if len(days) > 1 or any(q.former for q in (quantity, *kin)) else days
        return next(iter((*behind, *reversed(before), *alone)), None)


@lru_cache(maxsize=4_000)
def read_facts(text: str, today: date | None = None, hour: int = 0) -> Facts:
    """Read every fact of a text written on `today` at an hour of UTC; without a day relative dates stay open."""
    dates = read_dates(text, today, hour)
    return Facts(
        text=text,
        quantities=placed(
            text, read_quantities(text, tuple((day.start, day.end) for day in dates))
        ),
        dates=dates,
        names=read_names(text),
        roles=read_roles(text),
        cues=read_cues(text),
        acts=read_acts(text),
        attributions=read_attributions(text),
        quotations=read_quotations(text),
        stems=content_stems(text),
        written=today,
    )
