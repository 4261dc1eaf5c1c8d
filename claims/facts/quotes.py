"""Quotations: the words that a text puts between quotation marks."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

_QUOTED = re.compile(
    r"(?:“|(?<![\w,.!?…])\"(?!\s))(?P<words>[^“”\"]+)[”\"]|‘(?P<single>[^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
)
FEWEST_WORDS = 3
"""a shorter quotation is a word used with distance"""
ALIKE = 60.0
"""rapidfuzz ratio, 0 to 100, from which two quotations that differ are one, reported differently"""


@dataclass(frozen=True)
class Quotation:
    """The words between a pair of quotation marks; `key` is their comparable form."""

    start: int
    end: int
    key: str

    def comparable(self, other: "Quotation") -> bool:
        """Whether both can report one utterance: much of the shorter one stands in the longer one."""
        return fuzz.partial_ratio(self.key, other.key) >= ALIKE

    def meets(self, other: "Quotation") -> bool:
        """Whether one stands in the other, word for word."""
        return f" {self.key} " in f" {other.key} " or f" {other.key} " in f" {self.key} "


def read_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text of three words and more, in order."""
    found = []
    for match in _QUOTED.finditer(text):
        group = "words" if match["words"] else "single"
        key = " ".join(re.findall(r"\w+", match[group].casefold().replace("’", "'")))
        if len(key.split()) >= FEWEST_WORDS:
            found.append(Quotation(match.start(group), match.end(group), key))
    return tuple(found)
