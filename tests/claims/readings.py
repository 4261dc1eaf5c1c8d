"""The one fact that a text is read to hold."""

from datetime import date

from claims.facts.dates import read_dates
from claims.facts.day import Day
from claims.facts.quantities import read_quantities
from claims.facts.quantity import Quantity

TODAY = date(2025, 11, 18)
"""a Tuesday"""


def quantity_of(text: str) -> Quantity:
    """The quantity of a text that has no other."""
    (found,) = read_quantities(text)
    assert text[found.start : found.end] == found.text
    return found


def day_of(text: str, today: date | None = TODAY) -> Day:
    """The date of a text that has no other."""
    (found,) = read_dates(text, today)
    assert text[found.start : found.end] == found.text
    return found
