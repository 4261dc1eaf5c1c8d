"""A text to all its facts."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.facts.attribution import Attribution, read_attributions
from claims.facts.changes import placed
from claims.facts.dates import Day, read_dates
from claims.facts.names import Name, read_names
from claims.facts.polarity import Act, Cue, read_acts, read_cues
from claims.facts.quantities import Quantity, read_quantities
from claims.facts.quotes import Quotation, read_quotations
from claims.facts.roles import Role, read_roles
from claims.facts.words import content_stems


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
