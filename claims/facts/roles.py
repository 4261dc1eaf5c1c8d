"""Roles: who is what ("deputy minister for defense", "a liberal government"), as a noun with what qualifies it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.facts.names import LANDS, Name, alike, key_of
from claims.facts.verbs import FINITE
from claims.facts.words import FUNCTION_WORDS, stem

_NOUNS = frozenset(
    [
        "minister",
        "president",
        "chairman",
        "chairwoman",
        "chair",
        "chief",
        "director",
        "secretary",
        "governor",
        "mayor",
        "senator",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "commander",
        "general",
        "judge",
        "prosecutor",
        "coach",
        "captain",
        "manager",
        "owner",
        "founder",
        "editor",
        "professor",
        "economist",
        "analyst",
        "leader",
        "head",
        "officer",
        "ceo",
        "executive",
        "treasurer",
        "commissioner",
        "chancellor",
        "premier",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "bishop",
        "archbishop",
        "doctor",
        "surgeon",
        "engineer",
        "lawyer",
        "sheriff",
        "inspector",
        "sergeant",
        "colonel",
        "admiral",
        "driver",
        "pilot",
        "government",
        "administration",
        "party",
        "coalition",
        "candidate",
        "lawmaker",
        "deputy",
        "vice",
        "envoy",
        "adviser",
        "advisor",
    ]
)
_ROLE = re.compile(
    r"(?:(?<![\w'’-])(?P<before>(?:[\w'’-]+\s){1,4}))?\b(?P<noun>"
    + "|".join(sorted(_NOUNS, key=len, reverse=True))
    + r")\b(?P<behind>(?:\s(?:of|for)(?:\s[\w'’-]+){1,4})?)",
    re.IGNORECASE,
)
_GRADES = frozenset(
    ["deputy", "vice", "acting", "former", "assistant", "first", "senior", "prime", "chief"]
)
_LOWER = frozenset(["deputy", "vice", "acting", "assistant"])
_FILLERS = frozenset(
    ["south", "north", "east", "west", "new", "national", "country", "senior", "led", "headed"]
)
_FINITE = re.compile(FINITE)
_COUNTRIES = frozenset(stem(word) for land in LANDS for word in land.split())
_LINK = re.compile(
    r",?\s(?:who\s)?(?:(?:is|was|as|becomes?|became|named|appointed|elected)\s){0,2}(?:(?:the|an?|its|his|her|their|[\w ]+['’]s)\s)?"
)
"""all that stands between a name and the office of the one who bears it"""


@dataclass(frozen=True)
class Role:
    """A role noun with the stems that qualify it."""

    start: int
    end: int
    text: str
    noun: str
    qualifiers: frozenset[str]
    grade: str = ""
    """`deputy`, `vice`, `acting` or `assistant`, where the text says so"""
    former: bool = False

    def comparable(self, other: "Role") -> bool:
        """Whether both name the same kind of office and both say more of it."""
        return self.noun == other.noun and bool(self.qualifiers) and bool(other.qualifiers)

    def meets(self, other: "Role") -> bool:
        """Whether both are of one grade and share a field."""
        lands = self.qualifiers & _COUNTRIES, other.qualifiers & _COUNTRIES
        rest = self.qualifiers - _COUNTRIES, other.qualifiers - _COUNTRIES
        if self.grade != other.grade or (all(lands) and lands[0] != lands[1]):
            return False
        return _share(*rest) if all(rest) else _share(self.qualifiers, other.qualifiers)

    def same_grade(self, other: "Role") -> bool:
        """Whether one person can hold both at one time: neither is the deputy's, and neither is given up."""
        return self.grade == other.grade and self.former is other.former


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(alike(mine, theirs) for mine in one for theirs in other)


def holder(role: Role, names: Sequence[Name], text: str) -> Name | None:
    """Who holds an office: the name that runs on from it, follows it or stands before it in apposition."""
    for name in names:
        if name.start <= role.end < name.end and name.start < role.end:
            return name.untitled()
        if text[role.end : name.start] == " ":
            return name.untitled()
    for name in names:
        if name.end <= role.start and _LINK.fullmatch(text, name.end, role.start):
            return name.untitled()
    return next((n.untitled() for n in names if text[role.end : n.start] == ", "), None)


def read_roles(text: str) -> tuple[Role, ...]:
    """The roles of a text, in order."""
    return tuple(_roles(text))


def fields(text: str) -> frozenset[str]:
    """The stems of a text's words that can say which office is meant; "French" and "France" are one."""
    words = [
        word
        for word in text.split()
        if not _is_empty(word) and word.casefold() not in _FILLERS | _GRADES
    ]
    return frozenset(map(stem, key_of(" ".join(words)).split()))


def _is_empty(word: str) -> bool:
    return word.casefold() in FUNCTION_WORDS and word != "US"


def _acts(word: str) -> bool:
    """Whether a word is a verb, before which stands another's name and no part of the office."""
    return word not in _FILLERS and _FINITE.fullmatch(word) is not None


def _roles(text: str) -> Iterator[Role]:
    for match in _ROLE.finditer(text):
        before = (match["before"] or "").split()
        for place in range(len(before) - 1, -1, -1):
            if (
                _is_empty(before[place])
                or before[place].endswith(("'s", "’s"))
                or _acts(before[place])
            ):
                before = before[place + 1 :]
                break
        words = [*before, *match["behind"].split()[1:]]
        start = match.start("noun") - (len(" ".join(before)) + 1 if before else 0)
        qualifiers = fields(" ".join(words))
        grade = next((word for word in map(str.casefold, before) if word in _LOWER), "")
        former = "former" in map(str.casefold, before)
        span = text[start : match.end()]
        yield Role(start, match.end(), span, stem(match["noun"]), qualifiers, grade, former)
