"""Rebuilds every file of claims/weights from data on disk; not packaged."""
