"""Tests of benchmarks/: how they read their sets and how they score."""
