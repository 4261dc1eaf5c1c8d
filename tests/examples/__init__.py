"""Tests of examples/, each wired to the running service."""
