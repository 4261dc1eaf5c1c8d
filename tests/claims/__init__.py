"""Tests of claims/."""
