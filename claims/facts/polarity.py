"""Polarity: the cues by which a text denies something, and who is said to deny or admit it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.facts.verbs import NUMBER
from claims.facts.words import content_stems

_NEGATORS = (
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely)\b|n['’]t\b"
)
_REVERSERS = (
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refus(?:e|es|ed|ing|al)|rul(?:e|es|ed|ing)\sout"
    r"|abandon(?:s|ed|ing)?|fail(?:s|ed|ing|ure)?\sto|lack(?:s|ed|ing)?|cancel(?:s|led|ed|ling|lation)?|halt(?:s|ed|ing)?"
    r"|block(?:s|ed|ing)?|ban(?:s|ned|ning)?|oppos(?:e|es|ed|ing|ition)|withdr(?:aw|ew|awn|awal)|scrap(?:s|ped|ping)?"
    r"|overturn(?:s|ed)?|acquit(?:s|ted)?|unclear|uncertain|unlikely|unable|unharmed|unhurt|false|untrue|baseless|groundless)\b"
)
_CUE = re.compile(rf"(?P<negator>{_NEGATORS})|(?P<reverser>{_REVERSERS})", re.IGNORECASE)


@dataclass(frozen=True)
class Cue:
    """A word that denies or turns round."""

    start: int
    end: int
    text: str


def read_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a text, in order."""
    return tuple(Cue(m.start(), m.end(), m.group()) for m in _CUE.finditer(text))


def is_negative(cues: tuple[Cue, ...]) -> bool:
    """Whether an odd number of cues stands in the text."""
    return len(cues) % 2 == 1


_TAKEN_IN = (
    rf"(?:(?:about|all|another|around|at|few|fewer|first|injured|least|less|many|more|most|new|no|only|over|several|sick|some|than|up\sto|wounded|\d[\d,]*|{NUMBER})\s){{0,4}}"
    r"(?:patients?|people|persons?|men|women|children|students?|pupils?|residents?|survivors?|victims?|members?|migrants?|refugees?)\b"
)
"""whom a hospital, a school or a state admits"""
_ACT = re.compile(
    r"\b(?P<not>(?:not|never|refus(?:es?|ed|ing)\sto|declin(?:es?|ed|ing)\sto)\s(?:\w+\s)?)?(?:(?P<denies>den(?:y|ies|ied|ying|ial)(?!\s(?:bail|entry|a\svisa|access))|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?\s(?:the\s)?(?:report|claim|accusation|allegation|charge)s?)"
    r"|(?P<admits>(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbe\s)(?<!\bbeen\s)(?<!\bbeing\s)admit(?:s|ted|ting)?(?!\s(?:to\s(?:an?\s|the\s)?hospital|(?:at|for|her|him|into|them|with)\b|"
    + _TAKEN_IN
    + r"))|acknowledg(?:es?|ed|ing)|conced(?:es?|ed|ing)(?!\s(?:\w+\s)?(?:goal|penalt|point)s?)|confess(?:es|ed|ing)?|own(?:s|ed)\sup))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Act:
    """A verb by which somebody denies or admits something: a claim on what was said, not on what is so."""

    start: int
    end: int
    text: str
    denies: bool
    matter: frozenset[str]
    """stems of what is denied or admitted; empty where the text does not say ("denied it", "denied the charges")"""

    def comparable(self, other: "Act") -> bool:
        """Whether both can speak of one matter."""
        return not self.matter or not other.matter or bool(self.matter & other.matter)


def read_acts(text: str) -> tuple[Act, ...]:
    """The denials and admissions that a text reports, in order."""
    return tuple(_acts(text))


def _acts(text: str) -> Iterator[Act]:
    for match in _ACT.finditer(text):
        denies = (match["denies"] is None) is (match["not"] is not None)
        unnamed = _WHICH.search(text, max(0, match.start() - NEAR), match.start()) or _IT.match(
            text, match.end()
        )
        said = "" if unnamed else _STOP.split(text[match.end() : match.end() + NEAR], maxsplit=1)[0]
        matter = content_stems(said) - _UNSAID
        yield Act(match.start(), match.end(), match.group(), denies, matter)


NEAR = 200
"""code points beside a verb in which stands what is denied or admitted"""
_STOP = re.compile(r"[.;:?!](?=\s|$)|\b(?:but|though|while)\b")
_WHICH = re.compile(r"\bwhich\s(?:[\w'’]+\s){1,3}$")
_IT = re.compile(r"\s(?:it|so|th(?:at|em|is))(?:[.,;]|\s(?:all|outright|too)\b|$)")
"""behind the verb, what was named elsewhere, as by "which" before it"""
_UNSAID = content_stems(
    "accusation allegation blame charge claim everything fault figure guilt involvement mistake number report responsibility suggestion wrongdoing"
)
"""what stands for the matter and does not name it"""
