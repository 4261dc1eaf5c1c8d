"""Sentences in, verdicts out: what supports a claim, what conflicts with it, and how."""
