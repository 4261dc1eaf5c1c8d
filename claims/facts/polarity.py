"""Polarity: the cues by which a text denies something, and who is said to deny or admit it."""

import re
from dataclasses import dataclass

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


_ACT = re.compile(
    r"\b(?P<not>(?:not|never|refus(?:es?|ed|ing)\sto|declin(?:es?|ed|ing)\sto)\s(?:\w+\s)?)?(?:(?P<denies>den(?:y|ies|ied|ying|ial)(?!\s(?:bail|entry|a\svisa|access))|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?\s(?:the\s)?(?:report|claim|accusation|allegation|charge)s?)"
    r"|(?P<admits>admit(?:s|ted|ting)?(?!\s(?:to\shospital|to\sa\shospital|into))|acknowledg(?:es?|ed|ing)|conced(?:es?|ed|ing)(?!\s(?:\w+\s)?(?:goal|penalt|point)s?)|confess(?:es|ed|ing)?|own(?:s|ed)\sup))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Act:
    """A verb by which somebody denies or admits something: a claim on what was said, not on what is so."""

    start: int
    end: int
    text: str
    denies: bool


def read_acts(text: str) -> tuple[Act, ...]:
    """The denials and admissions that a text reports, in order."""
    return tuple(
        Act(m.start(), m.end(), m.group(), (m["denies"] is None) is (m["not"] is not None))
        for m in _ACT.finditer(text)
    )
