"""Where a text comes from, human or machine: a ladder of signed, declared and less, each step with what it saw."""

from claims.provenance.ladder import assess, marked_as_ai

__all__ = ["assess", "marked_as_ai"]
