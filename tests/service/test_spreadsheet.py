import csv
import io
from dataclasses import replace

import pytest

from claims.types import (
    Cell,
    CellStance,
    ComparedClaim,
    Comparison,
    Divergence,
    DivergenceType,
    Flag,
    Quote,
)
from service import spreadsheet
from tests.parts import article


def test_a_line_has_the_claim_and_what_each_article_says() -> None:
    """Stance, sentence and differences of each article follow the claim; what a spreadsheet would run stands behind an apostrophe."""
    wire = article("The ferry carried 214 passengers.", id="w", outlet="wire.example")
    other = article('=SUM(1) said "no, never" of it, twice.', id="o", outlet="@odd")
    figure, whole = Quote("214", 18, 21), Quote(other.text, 0, len(other.text))
    differences = (
        Divergence(DivergenceType.NUMBER, figure, whole, "214", "twice"),
        Divergence(DivergenceType.OTHER, figure, whole),
    )
    cells = (
        Cell("w", CellStance.ASSERTS, wire.sentences[0], 1.0),
        Cell("o", CellStance.CONTRADICTS, other.sentences[0], 0.9, differences),
    )
    row = ComparedClaim("c-1", wire.text, (Flag.DIVERGENCE, Flag.SINGLE_SOURCE), 1, cells, ())
    written = spreadsheet.comparison(Comparison((wire, other), {}, {}, (row,)))
    assert list(csv.reader(io.StringIO(written))) == [
        [
            "claim",
            "flags",
            "independent sources",
            "wire.example (w) stance",
            "wire.example (w) sentence",
            "wire.example (w) differences",
            "'@odd (o) stance",
            "'@odd (o) sentence",
            "'@odd (o) differences",
        ],
        [
            wire.text,
            "divergence single_source",
            "1",
            "asserts",
            wire.text,
            "",
            "contradicts",
            f"'{other.text}",
            "number: 214 here, twice there; other: the two statements cannot both be true",
        ],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n="])
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(start: str) -> None:
    """Also in full width, as spreadsheets of East Asia take it, and behind a break of the line."""
    odd, plain = (article("It sank.", id=name, outlet=name) for name in ("o", "p"))
    named = replace(odd, outlet=f"{start}1+1")
    written = spreadsheet.comparison(Comparison((named, plain), {}, {}, ()))
    (head,) = csv.reader(io.StringIO(written, newline=""))
    assert head[3] == f"'{start}1+1 (o) stance"
    assert head[6] == "p (p) stance"
