"""Facts in a text, normalised and comparable, each with its span."""

from claims.facts.reader import Facts, read_facts

__all__ = ["Facts", "read_facts"]
