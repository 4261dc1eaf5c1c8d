"""Which of two deeds came first: "A before B" is "B after A", and neither "B before A" nor "A after B"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from claims.facts.verbs import FINITE
from claims.facts.words import SENTENCE_END, content_stems

_CUE = re.compile(
    r"(?<!\bnamed\s)(?<!\bwent\s)(?<!\bgo\s)(?<!\blooked\s)\b(?P<cue>before|after)\s(?!all\b|long\b|then\b|that\b|this\b)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"[\s,]*\b(?:(?:about|almost|just|less|more|nearly|only|than)\s)*(?:an?|one|two|three|four|five|six|\d+|immediately|right|shortly|soon|days|hours|minutes|months|weeks|years)(?:\s(?:days?|hours?|minutes?|months?|weeks?|years?))?\s*$"
)
"""how long before or after"""
_BREAK = re.compile(r"[.;:“”\"]\s|,\s(?=(?:\w+\s){0,4}(?:said|says|told)\b)|[.;:,”\"]*$")
_FRONT = re.compile(r"(?P<clause>[^,]+),\s")
_VERB = re.compile(rf"\b(?:{FINITE}|[a-z]{{2,}}ing\b)")
"""what makes a deed of a clause: "after the war" tells of none"""


class Agreement(Enum):
    """Whether two texts tell of two deeds in one order."""

    SAME = "same"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Order:
    """Two deeds of a text, `start` and `end` spanning the clause that begins with the `cue`."""

    start: int
    end: int
    cue: str
    main: str
    clause: str
    fronted: bool

    @property
    def first(self) -> frozenset[str]:
        """Stems of the deed that came first, without those that both share."""
        return self._stems(self.main if self.cue == "before" else self.clause)

    @property
    def second(self) -> frozenset[str]:
        """Stems of the deed that came second, without those that both share."""
        return self._stems(self.clause if self.cue == "before" else self.main)

    def _stems(self, text: str) -> frozenset[str]:
        return content_stems(text) - (content_stems(self.main) & content_stems(self.clause))


def read_orders(text: str) -> Iterator[Order]:
    """The pairs of deeds of a text of which one stands behind "before" or "after"."""
    for found in _CUE.finditer(text):
        opens = max((end.end() for end in SENTENCE_END.finditer(text, 0, found.start())), default=0)
        fronted = found.start() == opens
        if fronted:
            told = _FRONT.match(text, found.end())
            if told is None:
                continue
            clause, start = told["clause"], told.end()
            main = text[start : _end(text, start)]
            end = told.end("clause")
        else:
            end = _end(text, found.end())
            clause, main = text[found.end() : end], _SPAN.sub("", text[opens : found.start()])
        if _VERB.search(clause) and _VERB.search(main):
            yield Order(found.start(), end, found["cue"].lower(), main.strip(), clause, fronted)


def _end(text: str, start: int) -> int:
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)


def agreement(one: Order, other: Order) -> Agreement | None:
    """Whether two texts tell the same two deeds in one order; None where they are others, for all that their words tell."""
    straight = _is_told(one.first, other.first) and _is_told(one.second, other.second)
    crossed = _is_told(one.first, other.second) and _is_told(one.second, other.first)
    if straight == crossed:
        return None
    return Agreement.SAME if straight else Agreement.REVERSED


def reversed_order(claim: str, evidence: str) -> tuple[Order, Order] | None:
    """Two deeds of a claim and of its evidence, which tells them the other way round, and none of them as the claim does."""
    pairs = [(one, other) for one in read_orders(claim) for other in read_orders(evidence)]
    told = [(agreement(*pair), pair) for pair in pairs]
    if any(found is Agreement.SAME for found, _ in told):
        return None
    return next((pair for found, pair in told if found is Agreement.REVERSED), None)


def _is_told(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Whether half of the words of a deed or more are there."""
    return bool(wanted) and 2 * len(wanted & told) >= len(wanted)


def retold(claim: str, evidence: str) -> str:
    """A claim of two deeds with the cue that the evidence has for the same order, for a model that goes by the cue: "After A, B." for "A before B.".

    One that tells more, as how long before, is left as it is.
    """
    order = next(read_orders(claim), None)
    if order is None or order.fronted or claim[: order.start].strip() != order.main:
        return claim
    for other in read_orders(evidence):
        if other.cue != order.cue and agreement(order, other) is Agreement.SAME:
            rest = claim[order.end :]
            return f"{other.cue.capitalize()} {order.main}, {order.clause}{rest}"
    return claim
