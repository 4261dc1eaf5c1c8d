"""Polarity: the cues by which a text denies something, and who is said to deny or admit it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.facts.verbs import AUXILIARY, FINITE, NUMBER
from claims.facts.words import content_stems

_NEGATORS = r"\b(?:not(?!\sonly\b)|no(?!\.?\s?\d|\s(?:fewer|less|more|later|earlier)\sthan\b)|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely)\b|n['’]t\b"
_BLOCK = (
    r"block(?:ed|ing)|(?<!\ba\s)(?<!\bthe\s)(?<!\bthis\s)(?<!\bthat\s)(?<!\bcell\s)(?<!\bcity\s)(?<!\bflat\s)(?<!\btower\s)(?<!\boffice\s)(?<!\bhousing\s)(?<!\bapartment\s)(?<!\bresidential\s)"
    rf"blocks?(?!\s(?:at|in|near|of|on|where|which|who)\b|\s{AUXILIARY}|\s?(?:[.,;:]|$))"
)
"""the verb, and not a building or a part of a city: it has an object"""
_REVERSERS = (
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refus(?:e|es|ed|ing|al)|rul(?:e|es|ed|ing)\sout"
    r"|abandon(?:s|ed|ing)?|fail(?:s|ed|ing|ure)?\sto|lack(?:s|ed|ing)?|cancel(?:s|led|ed|ling|lation)?|halt(?:s|ed|ing)?"
    rf"|{_BLOCK}|ban(?:s|ned|ning)?|oppos(?:e|es|ed|ing|ition(?=\s(?:against|from|to)\b))|withdr(?:aw|ew|awn|awal)|scrap(?:s|ped|ping)?"
    r"|overturn(?:s|ed)?|acquit(?:s|ted)?|unclear|uncertain|unlikely|unable|unharmed|unhurt|false|untrue|baseless|groundless)\b"
)
_CUE = re.compile(rf"(?P<negator>{_NEGATORS})|(?P<reverser>{_REVERSERS})", re.IGNORECASE)
_MATTER = (
    r"(?:accusation|allegation|appeal|application|argument|bid|case|challenge|charge|claim|complaint|concern|criticism|fear|idea|indictment|lawsuit|motion|notion"
    r"|objection|petition|proposal|report|request|rumou?r|speculation|suggestion|suit|talk)s?\b"
)
"""what is said, or asked of a court"""
_DISMISSES = re.compile(
    rf"\s(?:(?:it|that|them|these|this|those)\s)?as\b|(?:\s(?!(?:after|because|but|for|from|over|who)\b)[\w'’-]+){{0,4}}?\s{_MATTER}",
    re.IGNORECASE,
)
_IS_DISMISSED = re.compile(
    rf"\b{_MATTER}[^.,;]{{0,60}}\s(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Cue:
    """A word that denies or turns round."""

    start: int
    end: int
    text: str


def read_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a text, in order."""
    found = (match for match in _CUE.finditer(text) if not _is_of_a_post(text, match))
    return tuple(Cue(match.start(), match.end(), match.group()) for match in found)


def _is_of_a_post(text: str, cue: re.Match[str]) -> bool:
    """Whether somebody is dismissed, and not what was said or asked for."""
    if not cue.group().casefold().startswith("dismiss"):
        return False
    before = text[max(0, cue.start() - NEAR) : cue.start()]
    if _BEING.search(before):
        return not _IS_DISMISSED.search(before)
    return not _DISMISSES.match(text, cue.end())


def is_negative(cues: tuple[Cue, ...]) -> bool:
    """Whether an odd number of cues stands in the text."""
    return len(cues) % 2 == 1


_TAKEN_IN = (
    rf"(?:(?:about|all|another|around|at|few|fewer|first|injured|least|less|many|more|most|new|no|only|over|several|sick|some|than|up\sto|wounded|\d[\d,]*|{NUMBER})\s){{0,4}}"
    r"(?:patients?|people|persons?|men|women|children|students?|pupils?|residents?|survivors?|victims?|members?|migrants?|refugees?)\b"
)
"""whom a hospital, a school or a state admits"""
_ACT = re.compile(
    r"\b(?P<not>(?:not|never|refus(?:es?|ed|ing)\sto|declin(?:es?|ed|ing)\sto|fail(?:s|ed|ing)?\sto)\s(?:\w+\s)?)?(?:(?P<denies>den(?:y|ies|ied|ying|ial)(?!\s(?:bail|entry|a\svisa|access))|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?\s(?:the\s)?(?:report|claim|accusation|allegation|charge)s?)"
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
    calls_false: str = ""
    """the clause that the text itself calls false; empty where somebody denies or admits something"""

    def comparable(self, other: "Act") -> bool:
        """Whether both can speak of one matter."""
        return not self.matter or not other.matter or bool(self.matter & other.matter)


def read_acts(text: str) -> tuple[Act, ...]:
    """The denials and admissions that a text reports, in order."""
    acts = (*_acts(text), *_false_claims(text))
    return tuple(sorted(acts, key=lambda act: act.start))


def _false_claims(text: str) -> Iterator[Act]:
    """What a text calls false as a whole ("the claim that … is untrue", "it is a lie that …")."""
    for pattern in _CALLED_FALSE:
        for match in pattern.finditer(text):
            clause, cue = match["clause"], match.span("cue")
            if _ASIDE.search(text, 0, match.start()) or not _IS_CLAUSE.match(clause):
                continue
            yield Act(*cue, match["cue"], True, content_stems(clause) - _UNSAID, clause)


_SAID = r"(?:accusations?|allegations?|assertions?|claims?|ideas?|notions?|posts?|reports?|rumou?rs?|statements?|stor(?:y|ies)|suggestions?)"
_FALSE = r"(?:false|untrue|wrong|incorrect|fake|baseless|groundless|unfounded|nonsense|not\strue|(?:an?\s(?:\w+\s)?)?(?:lies?|myth|hoax|falsehood|fabrication))"
_IS_FALSE = rf"(?:are|been|is|was|were|proved|turned\sout\sto\sbe)\s(?:(?:absolutely|also|completely|demonstrably|entirely|just|patently|plainly|simply|totally|utterly|wholly)\s)?{_FALSE}\b(?!\sto\b)"
_CLAUSE = r"(?P<clause>[^.;!?“”\"]{3,200}?)"
_CALLED_FALSE = (
    re.compile(
        rf"\b{_SAID},?\sthat\s{_CLAUSE},?\s(?P<cue>(?:(?:has|have|had)\s)?{_IS_FALSE})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<cue>it(?:['’]s|\sis|\swas)\s(?:\w+\s)?{_FALSE})\sthat\s{_CLAUSE}(?=[,.;!?]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<cue>no\struth\s(?:in|to)\s(?:\w+\s)?{_SAID})\sthat\s{_CLAUSE}(?=[,.;!?]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<cue>(?:falsely|wrongly)\s(?:alleg|assert|claim|report|sa[iy]|stat|suggest)\w*)\sthat\s{_CLAUSE}(?=[,.;!?]|$)",
        re.IGNORECASE,
    ),
)
_ASIDE = re.compile(
    r"\b(?:if|whether|unless|not|never|den(?:y|ies|ied|ying)|could|may|might|would)\b[^.;,]*$",
    re.IGNORECASE,
)
"""before a claim that is called false, words by which nobody calls it so"""
_MADE = r"(?:aired|brought|caused|circulated|filed|gave|issued|led|made|posted|printed|prompted|published|released|repeated|sent|shared|spread|submitted|told|wrote)\b"
_IS_CLAUSE = re.compile(rf"(?!{FINITE})(?!(?:[\w'’-]+\s){{1,4}}?{_MADE})\S+\s(?:.*\s)?{FINITE}")
"""a clause of its own, and not what tells which claim it is ("the report that the firm published")"""


def _acts(text: str) -> Iterator[Act]:
    for match in _ACT.finditer(text):
        if _is_left_open(text, match) or _is_of_another_sense(text, match):
            continue
        denies = (match["denies"] is None) is (match["not"] is not None)
        unnamed = _WHICH.search(text, max(0, match.start() - NEAR), match.start()) or _IT.match(
            text, match.end()
        )
        said = "" if unnamed else _STOP.split(text[match.end() : match.end() + NEAR], maxsplit=1)[0]
        matter = content_stems(said) - _UNSAID
        yield Act(match.start(), match.end(), match.group(), denies, matter)


def _is_left_open(text: str, act: re.Match[str]) -> bool:
    """Whether a text says that somebody neither did this nor its opposite, or did something else without it."""
    before = text[max(0, act.start() - NEAR) : act.start()]
    return bool(_NEITHER.search(before) or _OR.match(text, act.end()))


def _is_of_another_sense(text: str, act: re.Match[str]) -> bool:
    """Whether it is an adjective ("the disputed seat"), or what somebody was denied is a thing and no statement."""
    before = text[max(0, act.start() - NEAR) : act.start()]
    if _DETERMINER.search(before):
        return act.group().casefold().endswith("ed")
    withheld = act.group().casefold().endswith("denied") and _THING.match(text, act.end())
    return bool(withheld and _BEING.search(before))


_PAIRED = r"(?:admit|acknowledge?|confirm|concede|den[yi]|dispute)(?:s|d|ed|es|ted|ting|ing)?"
_NEITHER = re.compile(
    rf"\b(?:(?:neither|nor)\s(?:[\w'’]+\s){{0,3}}|without\s(?:\w+ly\s)?|{_PAIRED}\sor\s(?:\w+ly\s)?)$",
    re.IGNORECASE,
)
_OR = re.compile(rf"\s(?:or|nor)\s(?:\w+ly\s)?{_PAIRED}\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|this|these|those)\s(?:(?:\w+ly|much|long)[\s-])?$",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?$", re.IGNORECASE)
_THING = re.compile(
    r"\s(?!(?:by|in|on|at|as|after|and|or|but|when|while|from|with|to|for|again|outright|last|this|earlier|later|before|during|through"
    r"|despite|twice|(?:to|yester|mon|tues|wednes|thurs|fri|satur|sun)day|\w+ly)\b)\w",
    re.IGNORECASE,
)
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
