"""Who did it to whom: one text says that the first did it to the second, the other text that the second did it to the first.

Looked for only where it is plain: two names with nothing but an active verb between them, or who won against whom, and the
same verb with the same names the other way round in the other text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.facts import Facts
from claims.facts.names import Name
from claims.facts.quantity import SCORE
from claims.facts.verbs import AUXILIARY, FINITE
from claims.facts.words import stem

_ACTIVE = re.compile(
    rf" (?:(?:has|have|had|[a-z]+ly) )?(?P<verb>(?!{AUXILIARY}){FINITE}) (?:the )?"
)
"""all that stands between the one who did it and the one it was done to; "was beaten by" does not fit"""


def _root(verb: str) -> str:
    """What "marries" and "married", "plays" and "played" share."""
    root = re.sub(r"(?:[eiy]|(?<=(\w))\1)$", "", stem(verb))
    return BEAT if re.fullmatch(_WINS, verb) else root


BEAT = "beat"
"""stands for all verbs of winning"""
_WINS = r"beats?|defeat(?:s|ed)|downed|edge[ds]|hammered|overcame|routed|thrashe[ds]|trounced"


_NO_DEED = frozenset(
    map(
        _root,
        [
            "adjoined",
            "battled",
            "befriended",
            "bordered",
            "contacted",
            "dated",
            "debated",
            "divorced",
            "draws",
            "drew",
            "embraced",
            "encountered",
            "equalled",
            "faced",
            "fights",
            "fought",
            "hugged",
            "joined",
            "kissed",
            "married",
            "matched",
            "meets",
            "met",
            "mirrored",
            "neighboured",
            "overlapped",
            "partnered",
            "played",
            "resembled",
            "rejoined",
            "rivalled",
            "tied",
            "touched",
            "believed",
            "claimed",
            "expected",
            "feared",
            "hoped",
            "insisted",
            "knew",
            "knows",
            "needs",
            "said",
            "says",
            "suggested",
            "thinks",
            "thought",
            "wants",
        ],
    )
)
"""verbs that say the same both ways, and verbs of saying and thinking, behind which stands who is spoken of"""
_TO_WIN = r"(?:beat|defeat|edge|hammer|overcome|rout|thrash|trounce)"
_WON = re.compile(
    rf"(?:['’]s?)?(?: [\w'’-]+){{0,10}}?(?: beating| to {_TO_WIN}| defeat(?: [\d-]+)? of"
    r"| (?:triumph|victory|win|winning|wins|won)(?: [\d-]+)? (?:against|at|away to|over)) (?:the )?"
)
_LOST = re.compile(
    r"(?:['’]s?)?(?: [\w'’-]+){0,8}?(?: (?:lose|loses|losing|lost)(?: [\w'’-]+){0,3} (?:against|at|to)"
    r"| (?:beaten|defeated|edged|hammered|routed|thrashed|trounced)(?: [\d-]+)? (?:at|by)"
    r"| (?:defeat|loss)(?: [\d-]+)? (?:against|at|by|to)) (?:the )?"
)
"""all that stands between who won or lost and whom against"""
_OTHERS = re.compile(
    r" (?:and|but|fans?|if|never|no|not|nor|or|saw|than|that|watched|when|which|while|who|whose|without)\b"
    r"|(?:\b(?:could|had|has|have|may|might|must|should|will|would)\b"
    r"| (?:able|(?:aim|attempt|expect|fail|hop|need|plan|prepar|promis|seek|struggl|threaten|tr[iy]|vow|want)(?:e|ed|es|ing|s)?|bid|chance|due|favourites?|keen|likely"
    rf"|looking|ready|set|sought|unable|yet))(?= to {_TO_WIN}\b)"
)
"""words behind which somebody else may have won, or nobody"""
_ACTS = re.compile(rf" (?:[a-z]+ly )?{FINITE}")
"""behind a name, by which it is no target: somebody saw how it acted"""


@dataclass(frozen=True)
class Deed:
    """Somebody, the stem of a verb, and whom it was done to; `start` and `end` span all that tells of it."""

    doer: Name
    verb: str
    target: Name

    def same(self, other: "Deed") -> bool:
        """Whether both are one deed of the same two."""
        return (
            self.verb == other.verb
            and self.doer.same(other.doer)
            and self.target.same(other.target)
        )

    @property
    def start(self) -> int:
        """Where the first of both names begins."""
        return min(self.doer.start, self.target.start)

    @property
    def end(self) -> int:
        """Behind the second of both names."""
        return max(self.doer.end, self.target.end)

    def turned(self) -> "Deed":
        """The same deed the other way round."""
        return Deed(self.target, self.verb, self.doer)


def turned_about(claim: Facts, evidence: Facts) -> tuple[Deed, Deed] | None:
    """The deed of two names that two texts say the other way round, as each of them says it, and neither says both ways."""
    here, there = list(_deeds(claim)), list(_deeds(evidence))
    if _apart(claim, evidence):
        return None
    found = (
        (one, other)
        for one in here
        for other in there
        if one.turned().same(other)
        and not any(one.same(third) for third in there)
        and not any(other.same(third) for third in here)
    )
    return next(found, None)


def of_one_match(deed: Deed, claim: Facts, evidence: Facts) -> bool:
    """Whether who won is told of one match: both texts give one score."""
    scores = [q for q in evidence.quantities if q.scale == SCORE]
    return deed.verb == BEAT and any(
        one.scale == SCORE and any(map(one.meets, scores)) for one in claim.quantities
    )


def _apart(claim: Facts, evidence: Facts) -> bool:
    """Whether both texts are dated, and no date of one can be that of the other: what is returned later is another deed."""
    rivals = [(d, o) for d in claim.dates for o in evidence.dates if d.comparable(o)]
    return bool(rivals) and not any(day.meets(other) for day, other in rivals)


def _deeds(facts: Facts) -> Iterator[Deed]:
    for doer, target in pairwise(facts.names):
        found = _ACTIVE.fullmatch(facts.text, doer.end, target.start)
        plain = found and _root(found["verb"]) not in _NO_DEED and not doer.same(target)
        if found and plain and not _ACTS.match(facts.text, target.end):
            yield Deed(doer, _root(found["verb"]), target)
        elif not _OTHERS.search(facts.text, doer.end, target.start) and not doer.same(target):
            yield from _win(facts.text, doer, target)


def _win(text: str, one: Name, other: Name) -> Iterator[Deed]:
    """That one beat the other, in whichever form it is told ("lost to", "the win over")."""
    if _WON.fullmatch(text, one.end, other.start):
        yield Deed(one, BEAT, other)
    elif _LOST.fullmatch(text, one.end, other.start):
        yield Deed(other, BEAT, one)
