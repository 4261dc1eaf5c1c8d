"""Whose a figure of a text is: the words that it has for itself, and the names before its verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.facts.names import Name
from claims.facts.quantity import Quantity
from claims.facts.verbs import CHANGE, FINITE, PARTICIPLE
from claims.facts.words import SENTENCE_END, content_stems, stem

_BREAK = re.compile(
    r"[,;:()]\s|\s(?:and|but|while|whereas|against|compared\s(?:with|to)|above|below|than)(?=\s)"
)
_PAUSE = re.compile(r"[,;:()]\s|\b(?:said|says|say)\s(?:that\s)?")
_VERB = rf"(?:{FINITE}|{PARTICIPLE}|{CHANGE}\b)"
_VERBS = re.compile(rf"\b{_VERB}(?:\s(?:{_VERB}|be|been|not|\w+ly))*")
_CHANGED = re.compile(rf"\b{CHANGE}\b")
_ADVERBS = frozenset(
    map(
        stem,
        [
            "again",
            "already",
            "even",
            "later",
            "meanwhile",
            "nearly",
            "now",
            "once",
            "roughly",
            "still",
            "then",
            "today",
        ],
    )
)
BACK = 6
"""figures before one from which it may take its subject or its verb: a list of hundreds tells of none"""


@dataclass(frozen=True)
class Stretch:
    """What a text tells of a figure alone: the part of a sentence between the figures of its scale beside it, as far as no word parts it from it."""

    subject: frozenset[str]
    """stems of what stands before its verb; where that is nothing ("rose 4 percent, then fell 9"), what stands there of the figure before"""
    verb: frozenset[str]
    """stems of the other words before it; of the figure before where it has none ("sales rose 4 percent, profit 9")"""
    behind: frozenset[str]
    """stems of the words behind it"""
    start: int
    """where its subject begins"""
    end: int
    """where its subject ends"""
    place: int
    """where the figure begins"""

    @property
    def words(self) -> frozenset[str]:
        """The stems of all words."""
        return self.subject | self.verb | self.behind

    def owners(self, names: Sequence[Name]) -> list[Name]:
        """Those among the names of the text that have it: the one right before it ("gave Labour 72 seats"), else those of its subject."""
        near = [name for name in names if name.end + 1 == self.place]
        return near or [n for n in names if self.start <= n.start and n.end <= self.end]


def stretch_of(text: str, one: Quantity, quantities: Sequence[Quantity]) -> Stretch:
    """The stretch of a figure among the quantities of its text; words for a change of value are left out."""
    kin = [q for q in quantities if q.scale == one.scale]
    sentence = max((end.end() for end in SENTENCE_END.finditer(text, 0, one.start)), default=0)
    until = min((q.start for q in kin if q.start >= one.end), default=len(text))
    former = [q for q in kin if sentence <= q.start and q.end <= one.start]
    line = [*sorted(former, key=lambda q: q.end)[-BACK:], one]
    found = _stretch(text, line[-1], line[-2:-1], sentence, until)
    for place in range(len(line) - 2, -1, -1):
        if found.subject and found.verb:
            break
        before = _stretch(
            text, line[place], line[max(0, place - 1) : place], sentence, line[place + 1].start
        )
        verb = found.verb or before.verb
        if found.subject:
            found = replace(found, verb=verb)
        else:
            found = replace(
                found, subject=before.subject, verb=verb, start=before.start, end=before.end
            )
    return found


def _stretch(
    text: str, one: Quantity, former: Sequence[Quantity], sentence: int, until: int
) -> Stretch:
    """What stands between a figure, the one before it in its sentence, if any, and the next one."""
    breaks = (
        _BREAK.finditer(text, former[0].end, one.start)
        if former
        else _PAUSE.finditer(text, sentence, one.start)
    )
    lead = max((found.end() for found in breaks), default=former[0].end if former else sentence)
    start, end = _subject(text, lead, one.start)
    verb = _stems(f"{text[lead:start]} {text[end : one.start]}")
    stop = _BREAK.search(text, one.end, until)
    close = SENTENCE_END.search(text, one.end, until)
    tail = text[one.end : min(found.start() if found else until for found in (stop, close))]
    return Stretch(_stems(text[start:end]), verb, _stems(tail), start, end, one.start)


def _stems(text: str) -> frozenset[str]:
    return content_stems(_CHANGED.sub(" ", text)) - _ADVERBS


def _subject(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words before the last verb before a figure begin and end; without a verb all of them."""
    verbs = list(_VERBS.finditer(text, start, end))
    if not verbs:
        return start, end
    return verbs[-2].end() if len(verbs) > 1 else start, verbs[-1].start()
