"""Finite verbs, as far as the form of an English word tells; forms that are as often nouns are left out."""

import re

_AUXILIARY = (
    r"is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|cannot"
    r"|(?:is|are|was|were|has|have|had|do|does|did|would|could|should|wo|ca)n['’]t"
)
_ONLY_PAST = (
    r"became|began|blew|broke|came|chose|crept|drank|drew|drove|fell|flew|forbade|forgot|froze|gave|grew|hid|knew|overtook|overthrew|ran|rang|rode"
    r"|rose|sang|sank|saw|shook|shrank|spoke|sprang|stole|swam|swore|threw|took|tore|undertook|went|withdrew|woke|wore|wrote"
)
_PAST = (
    rf"{_ONLY_PAST}"
    r"|beat|bent|bit|bought|bred|brought|built|caught|clung|cut|dealt|dug|felt|fled|forecast|fought|found|got|heard|held|hit|hung|kept|laid|lay|led|left|lent|lit"
    r"|lost|made|meant|met|paid|put|said|sat|sent|set|shot|shut|slept|slid|sold|sought|spent|split|spread|stood|struck|stuck|swept|taught|told|understood"
    r"|upheld|wept|withheld|won"
)
_PRESENT = (
    r"adds|allows|applies|argues|asks|becomes|begins|belongs|brings|carries|closes|comes|consists|contains|costs|covers|denies|describes"
    r"|earns|employs|ends|exists|expects|fears|gives|goes|grows|helps|holds|hopes|includes|insists|intends|keeps|knows|lacks|lasts|leads"
    r"|leaves|lies|lives|makes|means|measures|moves|needs|offers|opens|operates|owes|owns|pays|plays|produces|puts|reads|receives|remains"
    r"|reopens|replaces|requires|runs|says|seeks|sells|sends|serves|sets|shows|speaks|spends|stands|starts|stays|supplies|supports|takes"
    r"|tells|thinks|uses|wants|warns|weighs|welcomes|wins|works|writes"
)
_PASSIVE = r"\w{2,}ed|born|bought|brought|built|caught|cut|dealt|drawn|driven|fined|flown|found|given|held|hit|kept|killed|known|laid|led|left|lost|made|paid|put|read|said|seen|sent|shot|shut|sold|spent|stolen|struck|swept|taken|taught|told|torn|won|worn|written"
_NO_VERB = r"(?:aforementioned|bed|breed|embed|exceed|feed|hundred|indeed|kindred|naked|need|proceed|red|sacred|seed|shed|speed|succeed|united|weed|wicked)\b"

NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?)"
IRREGULAR = rf"(?:{_PAST})"
AUXILIARY = rf"(?:{_AUXILIARY})\b"
BEING = r"(?:is|are|was|were)\b"
PARTICIPLE = rf"(?!{_NO_VERB})(?:{_PASSIVE})\b"
"""a form that a passive takes; most are a past tense too"""
FINITE = rf"(?:{_AUXILIARY}|{_PAST}|{_PRESENT}|(?!{_NO_VERB})[a-z]{{2,}}ed)\b"
PAST = rf"(?:(?:was|were|had|did)(?:n['’]t)?|{_PAST}|(?!{_NO_VERB})[a-z]{{2,}}ed)\b"
ONLY_PAST = rf"(?:was|were|had|did|{_ONLY_PAST})\b"
"""patterns of one word, to be put into others; all lower case. The last is of those that are nothing else, no participle either"""
NEARLY = r"(?:(?:an?|about|almost|around|at\sleast|just|more\sthan|nearly|only|over|roughly|some|the|under)\s){0,2}"
"""what may stand before a figure"""
CHANGE = (
    r"(?:ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|gr[eo]wn?|grow(?:s|ing)|climb\w*|dropp?\w*|jump\w*|slip\w*|mov(?:ed|es|ing)|went|goes|gone|cut(?:s|ting)?|rais(?:ed|es|ing)|lower(?:ed|s|ing)"
    r"|reduc(?:ed|es|ing)|increas\w+|decreas\w+|declin\w+|slow(?:ed|s|ing)|eas(?:ed|es|ing)|lift(?:ed|s|ing)|s[au]nk|shr[aiu]nk\w*|widen\w*|narrow(?:ed|s|ing)|soar\w*|surg(?:ed|es|ing)|plung(?:ed|es|ing)"
    r"|tumbl(?:ed|es|ing)|dipp?(?:ed|s|ing)|quicken\w*|accelerat\w*|improv(?:ed|es|ing)|chang(?:ed|es|ing)|revis(?:ed|es|ing)|up|down)"
)
"""the same of a change of value, whether a verb or "up" and "down\""""
_FINITE = re.compile(rf"\b{FINITE}")


def finite_verbs(text: str) -> list[re.Match[str]]:
    """The words of a text that are finite verbs by their form, in order."""
    return list(_FINITE.finditer(text))


def verb_before(text: str, place: int) -> re.Match[str] | None:
    """The last finite verb before a place in a text, else the first one; None without any."""
    verbs = finite_verbs(text)
    before = [verb for verb in verbs if verb.end() <= place]
    return next(iter((*reversed(before), *verbs)), None)
