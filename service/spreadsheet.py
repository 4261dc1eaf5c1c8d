"""A comparison as CSV (RFC 4180): a line for each claim, three columns for each article."""

import csv
import io

from claims.types import Comparison

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""what a spreadsheet would take for a formula at the start of a cell (OWASP, CSV injection)"""


def comparison(found: Comparison) -> str:
    """The rows in their order; a text that a spreadsheet would run stands behind an apostrophe."""
    written = io.StringIO()
    table = csv.writer(written)
    columns = [
        f"{article.outlet} ({article.id}) {part}"
        for article in found.articles
        for part in ("stance", "sentence", "differences")
    ]
    table.writerow(map(_safe, ["claim", "flags", "independent sources", *columns]))
    for row in found.claims:
        cells = [
            text
            for cell in row.cells
            for text in (
                cell.stance.value,
                cell.sentence.text if cell.sentence else "",
                "; ".join(f"{found.type.value}: {found.explanation}" for found in cell.divergences),
            )
        ]
        flags = " ".join(flag.value for flag in row.flags)
        table.writerow(map(_safe, [row.text, flags, str(row.independent_sources), *cells]))
    return written.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
