"""How sure the judge is and how often it is right, as a picture: `python -m benchmarks.reliability DATA FILE.svg [--rows N]`.

A square for each set of `benchmarks.stance`: from left to right the probability that the judge gives its answer, from bottom to top
how often that answer is right (Guo et al. 2017). A circle stands for the pairs of one of 15 bins, its area for their number; on the
diagonal it is as sure as it is right.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.stance import SETS, Bin, binned, calibration_error, judged_rows, rows_of
from claims.combination import Combination
from claims.judge import Judge
from claims.stance import CrossEncoderStance

SIDE = 180
"""of a square, in pixels"""
GAP = 40
ACROSS = 4
"""squares side by side"""
LARGEST = 26.0
"""radius of a circle that holds all pairs of a set"""
STYLE = (
    "text{font:12px sans-serif;fill:#333}rect,line{fill:none;stroke:#999}"
    "circle{fill:#1f77b4;fill-opacity:.6}"
)


def square(name: str, bins: Sequence[Bin], error: float, left: int, top: int) -> str:
    """One set."""
    whole = sum(one.size for one in bins)
    circles = "".join(
        f'<circle cx="{one.confidence * SIDE:.1f}" cy="{(1 - one.accuracy) * SIDE:.1f}" '
        f'r="{LARGEST * (one.size / whole) ** 0.5:.1f}"/>'
        for one in bins
    )
    return (
        f'<g transform="translate({left},{top})"><text y="-8">{name}: error {error:.3f}</text>'
        f'<rect width="{SIDE}" height="{SIDE}"/><line y1="{SIDE}" x2="{SIDE}"/>{circles}</g>'
    )


def picture(squares: Sequence[tuple[str, Sequence[Bin], float]]) -> str:
    """All sets in rows, as SVG."""
    step = SIDE + GAP
    drawn = [
        square(*one, GAP + at % ACROSS * step, GAP + at // ACROSS * step)
        for at, one in enumerate(squares)
    ]
    width, height = GAP + ACROSS * step, GAP + -(-len(squares) // ACROSS) * step
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">'
        f"<style>{STYLE}</style>{''.join(drawn)}</svg>\n"
    )


def main() -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    judge = Judge(CrossEncoderStance.load(), Combination.load())
    squares = []
    for name in SETS:
        rows = rows_of(options.data, name, options.rows)
        scores = [judgement.scores for judgement in judged_rows(judge, rows)]
        squares.append((name, binned(rows, scores), calibration_error(rows, scores)))
    options.file.write_text(picture(squares), encoding="utf-8")


if __name__ == "__main__":
    main()
