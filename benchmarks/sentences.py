"""Sentence splitting against golden rules: `python -m benchmarks.sentences GOLDEN.jsonl.gz`.

GOLDEN holds `lang` (a name), `text` and `sentences`. Prints the share of texts divided exactly as wanted, beside
sentencex alone; several rules ask for cleaning (joined lines, other quotes), which splitting does not do.
"""

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

import sentencex

from index.sentences import split

CODES = {
    "english": "en", "english_clean": "en", "danish": "da", "russian": "ru", "italian": "it", "spanish": "es", "deutsch": "de",
    "armenian": "hy", "kazakh": "kk", "french": "fr", "japanese": "ja", "marathi": "mr", "slovak": "sk", "arabic": "ar",
    "bulgarian": "bg", "dutch": "nl", "chinese": "zh", "amharic": "am", "burmese": "my", "greek": "el", "hindi": "hi",
    "persian": "fa", "polish": "pl", "urdu": "ur",
}  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("golden", type=Path)
    options = parser.parse_args()
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    with gzip.open(options.golden, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            code, wanted = CODES[row["lang"]], [text.strip() for text in row["sentences"]]
            own = [row["text"][start:end] for start, end in split(row["text"], code)]
            alone = [text.strip() for text in sentencex.segment(code, row["text"]) if text.strip()]
            hits[row["lang"]].append((alone == wanted, own == wanted))
    for name, found in sorted(hits.items(), key=lambda item: -len(item[1])):
        print(
            f"{name:<14} n {len(found):>4}   sentencex {sum(h[0] for h in found):>4}   with repairs {sum(h[1] for h in found):>4}"
        )
    every = [hit for found in hits.values() for hit in found]
    print(
        f"{'all':<14} n {len(every):>4}   sentencex {sum(h[0] for h in every):>4}   with repairs {sum(h[1] for h in every):>4}"
    )


if __name__ == "__main__":
    main()
