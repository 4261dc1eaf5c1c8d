"""Where a text comes from, human or machine; so far what it declares of itself."""

from claims.provenance.declared import assess, marked_as_ai

__all__ = ["assess", "marked_as_ai"]
