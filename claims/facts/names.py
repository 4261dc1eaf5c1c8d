"""Names of people, places and organisations, told alike across spellings (Kim Hong-cheol, KIM Hong-Cheol)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from claims.facts.words import FUNCTION_WORDS, plain

_NAME = re.compile(
    r"(?:(?:[A-Z]\.){2,}|[A-Z][\w'’.-]*[\w])(?:\s(?:(?:of|de|del|van|von|der|al|bin|ibn|the)\s(?=[A-Z]))*(?:(?:[A-Z]\.){1,}|[A-Z][\w'’-]*\w|[A-Z]\.))*"
)
_COMMON = FUNCTION_WORDS | frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "however",
        "meanwhile",
        "according",
        "although",
        "because",
        "despite",
        "many",
        "several",
        "some",
        "analysts",
        "officials",
        "president",
        "minister",
        "prime",
        "deputy",
        "chief",
        "general",
        "secretary",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "former",
        "the",
        "police",
        "government",
        "last",
        "next",
        "more",
        "nearly",
        "about",
        "around",
        "only",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "alongside",
        "since",
        "if",
        "when",
        "while",
        "roughly",
    ]
)
ALIKE = 88.0
"""rapidfuzz ratio, 0 to 100, from which two names are spellings of one"""


@dataclass(frozen=True)
class Name:
    """A capitalised run of words; `key` is its comparable form."""

    start: int
    end: int
    text: str
    key: str

    def same(self, other: "Name") -> bool:
        """Whether both can be the name of one thing: alike in spelling, one inside the other, or its initials."""
        mine, theirs = self.key.split(), other.key.split()
        if set(mine) <= set(theirs) or set(theirs) <= set(mine):
            return True
        if _initials(self.key) == other.key.replace(" ", "") or _initials(
            other.key
        ) == self.key.replace(" ", ""):
            return True
        return fuzz.ratio(
            self.key.replace(" ", ""), other.key.replace(" ", "")
        ) >= ALIKE or _adjective(self.key, other.key)


def read_names(text: str) -> tuple[Name, ...]:
    """The names of a text, in order; a common word that only starts a sentence is none."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    for match in _NAME.finditer(text):
        start, run = match.start(), match.group()
        while run and (first := run.split()[0]) and plain(first).strip(".'’s") in _COMMON:
            cut = len(first) + (1 if len(run) > len(first) else 0)
            start, run = start + cut, run[cut:]
        run = run.removesuffix("'s").removesuffix("’s")
        if len(run) > 1:
            yield Name(start, start + len(run), run, _key(run))


def known(name: Name, others: Sequence[Name], text: str) -> bool:
    """Whether a name stands in a text, as a name or as the same words without capitals."""
    if any(name.same(other) for other in others):
        return True
    words = set(_key(text).split())
    return set(name.key.split()) <= words


def _key(text: str) -> str:
    bare = re.sub(r"['’]s\b", "", plain(text)).replace(".", "")
    return " ".join(re.findall(r"\w+", bare))


def _initials(key: str) -> str:
    return (
        "".join(word[0] for word in key.split() if word not in ("of", "the", "and", "for"))
        if " " in key
        else ""
    )


def _adjective(one: str, other: str) -> bool:
    """A country and its adjective: Korea and Korean, Japan and Japanese."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return len(short) >= 4 and long.startswith(short[:-1]) and len(long) - len(short) <= 3
