"""Which dates of two texts are of one deed: a text tells on one day what was done on another."""

import re

from claims.facts import Facts
from claims.facts.day import Day
from claims.facts.verbs import verb_before
from claims.facts.words import content_stems, stem


def tell_otherwise(claim: Facts, day: Day, evidence: Facts, other: Day) -> bool:
    """Whether two months or years are each given a figure of their own: then neither is the other's."""
    if not (day.is_period() and other.is_period()):
        return False
    mine = [q for q in claim.quantities if claim.when(q) is day]
    theirs = [q for q in evidence.quantities if evidence.when(q) is other]
    apart = [r for r in theirs if not any(q.comparable(r) and q.meets(r) for q in mine)]
    return any(q.on_matter(r) and q.comparable(r) for q in mine for r in apart)


def may_be_of_one_deed(claim: Facts, day: Day, other: Day) -> bool:
    """Whether two dates that differ may be of one deed: the other's clause has what the claim says was done, or most of its words that are no names."""
    told = other.clause if other.acted else other.sentence
    deed = _deed(claim, day)
    if not deed or _sound(deed) in map(_sound, told):
        return True
    names = content_stems(" ".join(name.text for name in claim.names if name.sure))
    matter = day.clause - names
    return 2 * len(matter & told) > len(matter)


def _sound(root: str) -> str:
    """What the forms of most irregular verbs share ("rise" and "rose", "win" and "won")."""
    return _VOWELS.sub("", root)


_VOWELS = re.compile(r"[aeiou]+|c(?=k)|(.)(?=\1)")


def tell_one_deed(claim: Facts, day: Day, evidence: Facts, other: Day) -> bool:
    """Whether two alike dates are of one deed: not where the evidence tells in one sentence another deed of that date, and the claim's of another date."""
    deed = _deed(claim, day)
    if not other.acted or deed in other.clause:
        return True
    apart = (d for d in evidence.dates if day.comparable(d) and not day.meets(d))
    return not any(d.sentence == other.sentence != d.clause and deed in d.clause for d in apart)


def _deed(claim: Facts, day: Day) -> str:
    """The stem of the first word from the verb of a date on that stands in the date's clause; none where there is no such word."""
    verb = verb_before(claim.text, day.start)
    words = _WORD.finditer(claim.text, verb.start() if verb else len(claim.text))
    return next((root for word in words if (root := stem(word.group())) in day.clause), "")


_WORD = re.compile(r"[^\W_][\w'’]*")
