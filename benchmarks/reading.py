"""Body of real news pages against their publishers' own: `python -m benchmarks.reading PAGES.jsonl.gz [--rows N]`.

PAGES holds `html`, `url` and `gold_text`. Prints mean token precision, recall and F1 of what reading calls the body,
beside trafilatura's own output on the same pages, in one run.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

import trafilatura

from index.errors import UnreadableArticle
from index.reading import read
from index.types import Section, Submission


@dataclass(eq=False)
class Column:
    """The scores of one way to read."""

    name: str
    scores: list[tuple[float, float, float]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        """Means over all pages; a page that could not be read counts 0."""
        precision, recall, f1 = (mean(score[place] for score in self.scores) for place in range(3))
        return (
            f"{self.name:<22} precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}   "
            f"median {median(self.seconds) * 1000:.0f} ms a page"
        )


def overlap(found: str, gold: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the bag of words."""
    here, there = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, gold))
    shared = sum((here & there).values())
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / sum(here.values()), shared / sum(there.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def own_body(html: str, url: str) -> str:
    """What reading calls the body, with its headings but for the title."""
    try:
        article = read(Submission(outlet="bench.example", html=html, url=url))
    except UnreadableArticle:
        return ""
    parts = (Section.BODY, Section.HEADLINE)
    texts = [article.text[b.start : b.end] for b in article.blocks if b.section in parts]
    return " ".join(text for text in texts if text != article.title)


def trafilatura_body(html: str, url: str) -> str:
    """What trafilatura gives with the same options."""
    return trafilatura.extract(html, url=url, include_comments=False, include_tables=False) or ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--rows", type=int, default=None)
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    with gzip.open(options.pages, "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file][: options.rows]
    columns = {Column("trafilatura alone"): trafilatura_body, Column("crosscheck's body"): own_body}
    for page in pages:
        for column, reader in columns.items():
            started = time.perf_counter()
            found = reader(page["html"], page["url"])
            column.seconds.append(time.perf_counter() - started)
            column.scores.append(overlap(found, page["gold_text"]))
    print(f"{len(pages)} pages")
    for column in columns:
        print(column.line())
    if options.json:
        results = {column.name: mean(score[2] for score in column.scores) for column in columns}
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
