"""Roles: who is what ("deputy minister for defense", "a liberal government"), as a noun with what qualifies it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.facts.names import alike, key_of
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

    def comparable(self, other: "Role") -> bool:
        """Whether both name the same kind of office and both say more of it."""
        return self.noun == other.noun and bool(self.qualifiers) and bool(other.qualifiers)

    def meets(self, other: "Role") -> bool:
        """Whether both are of one grade and share a field."""
        return self.grade == other.grade and any(
            alike(one, another) for one in self.qualifiers for another in other.qualifiers
        )


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


def _roles(text: str) -> Iterator[Role]:
    for match in _ROLE.finditer(text):
        before = (match["before"] or "").split()
        for place in range(len(before) - 1, -1, -1):
            if _is_empty(before[place]) or before[place].endswith(("'s", "’s")):
                before = before[place + 1 :]
                break
        words = [*before, *match["behind"].split()[1:]]
        start = match.start("noun") - (len(" ".join(before)) + 1 if before else 0)
        qualifiers = fields(" ".join(words))
        grade = next((word for word in map(str.casefold, before) if word in _LOWER), "")
        span = text[start : match.end()]
        yield Role(start, match.end(), span, stem(match["noun"]), qualifiers, grade)
