"""What is to come: a text that tells of a deed only as planned does not bear out that it has been done.

Looked for only where it is plain: the claim tells the deed as done, and wherever the evidence has the verb, or one that says the
same, it stands behind "will", "is due to" and the like.
"""

import re
from collections.abc import Iterator

from claims.facts import Facts
from claims.facts.verbs import FINITE, PARTICIPLE, PAST
from claims.facts.words import content_stems, stem

SHARED = 0.5
"""the least share of the claim's other words that stand in the evidence, so that both tell of one deed"""
_FORMS = (
    "become became",
    "begin began begun",
    "break broke broken",
    "bring brought",
    "build built",
    "buy bought",
    "catch caught",
    "choose chose chosen",
    "come came",
    "draw drew drawn",
    "drive drove driven",
    "fall fell fallen",
    "fight fought",
    "find found",
    "fly flew flown",
    "freeze froze frozen",
    "give gave given",
    "go went gone",
    "grow grew grown",
    "hold held",
    "keep kept",
    "lay laid",
    "lead led",
    "leave left",
    "lose lost",
    "meet met",
    "pay paid",
    "quit",
    "rise rose risen",
    "run ran",
    "sell sold",
    "send sent",
    "sink sank sunk",
    "speak spoke spoken",
    "spend spent",
    "stand stood",
    "strike struck",
    "swear swore sworn",
    "undergo underwent undergone",
    "win won",
    "withdraw withdrew withdrawn",
)
"""irregular verbs that tell a deed by themselves; "took" may be office or part"""
_ALIKE = (
    "arrive reach",
    "begin start",
    "build construct",
    "buy acquire",
    "close shut",
    "cut lower reduce slash",
    "demolish raze",
    "dismiss fire sack",
    "raise increase",
    "resign quit",
    "scrap abolish axe",
)
"""verbs that news tells one deed by"""


def _first(rows: tuple[str, ...]) -> dict[str, str]:
    """Each word of a row → the row's first."""
    return {word: row.split()[0] for row in rows for word in row.split()}


_INFINITIVE = _first(_FORMS)
_DEED = {stem(word): stem(first) for word, first in _first(_ALIKE).items()}
_WORD = re.compile(r"[^\W\d_]+")
_TOLD_AS_DONE = re.compile(rf"{PAST}|{PARTICIPLE}")
_ADVERBS = r"(?:(?:already|also|finally|first|formally|not|now|since|soon|then|\w+ly)\s){0,2}"
_HAS = re.compile(
    rf"\b(?:(?P<now>are|is)|ha[ds]|have|was|were)\s{_ADVERBS}(?:been\s)?{_ADVERBS}$", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"(?:^|[^\w\s]\s?|\b(?:an?|and|as|at|be|been|being|by|for|from|gets?|her|his|in|its|more|no|of|on|or|our|some|than|that|the|their|these|this|those|to|with)\s)$",
    re.IGNORECASE,
)
"""before what is no verb ("the closed library"), or one that somebody does who is not told of here"""
_WISHED = (
    r"(?:aim(?:ed|ing|s)?|bid(?:ding)?|hop(?:e|ed|es|ing)|intend(?:ed|s)?|intention|plan(?:s|ned|ning)?|pledg(?:e|ed|es)|prepar(?:e|ed|es|ing)"
    r"|promis(?:e|ed|es)|propos(?:al|als|e|ed|es)|seek(?:ing|s)?|sought|threat(?:en(?:ed|ing|s)?)?|vow(?:ed|s)?|want(?:ed|s)?)"
)
_SET = r"(?:(?:due|expected|scheduled|set)(?:\s(?!to\b)[\w'’-]+){0,4}?|about|are|expects?|going|is|likely|poised|ready|slated|was|were)"
_AHEAD = rf"(?:\b(?:(?:shall|will|would|won['’]t)|(?:{_WISHED}|{_SET})\sto)|['’]ll)\s"
_PLANNED = re.compile(rf"{_AHEAD}{_ADVERBS}(?:be\s|have\s(?:been\s)?)?{_ADVERBS}$", re.IGNORECASE)
_SAYS_AHEAD = re.compile(_AHEAD)
"""lower case only: no Will, and no May"""
_UNDONE = re.compile(
    rf"{_AHEAD}|\b(?:can|could|if|may|might|must|should|unless|until|wants?|wanted|whether)\b"
)
"""in a claim that is to come itself, or tells of what is not so"""
_AND = re.compile(rf"\b(?:and|or)\s{_ADVERBS}$", re.IGNORECASE)
_HEADED = re.compile(rf"\w\sto\s{_ADVERBS}(?:be\s)?$", re.IGNORECASE)
"""in a headline that has no other verb: "Ferry workers to strike\""""
_FINITE = re.compile(rf"\b{FINITE}", re.IGNORECASE)
_STILL = re.compile(r"\s(?:\w+\s)?until\b|[^.,;]*\sagain\b")
"""behind what has been done already ("will be closed until Friday", "will meet again")"""
_SENTENCE = re.compile(r"[.;!?:]\s")


def is_only_planned(claim: Facts, evidence: Facts, before: str = "") -> bool:
    """Whether the claim tells a deed as done that the evidence, and what stands before it, tells only as to come."""
    if claim.cues or _UNDONE.search(claim.text):
        return False
    return any(_is_to_come(deed, claim.stems, evidence.text, before) for deed in _done(claim))


def _done(claim: Facts) -> Iterator[str]:
    """The deeds that a claim tells as done; what "is held" on a day may be to come."""
    for word in _WORD.finditer(claim.text):
        form = word.group().casefold()
        if form not in _INFINITIVE and not _TOLD_AS_DONE.fullmatch(form):
            continue
        has = _HAS.search(claim.text, 0, word.start())
        if has:
            told = not (has["now"] and claim.dates)
        else:
            told = form != _verb(form) and not _NO_SUBJECT.search(claim.text, 0, word.start())
        if told:
            yield _deed(form)


def _is_to_come(deed: str, claim: frozenset[str], text: str, before: str) -> bool:
    """Whether a text tells of the claim's deed, and always as to come."""
    told = [word for word in _WORD.finditer(text) if _deed(word.group()) == deed]
    earlier = [word for word in _WORD.finditer(before) if _deed(word.group()) == deed]
    return (
        bool(told)
        and all(_is_ahead(text, word) for word in told)
        and all(_is_ahead(before, word) for word in earlier)
        and _is_shared(deed, claim, f"{before} {_sentence(text, told[0])}")
    )


def _is_shared(deed: str, claim: frozenset[str], text: str) -> bool:
    """Whether a text has half of the words by which the claim tells of a deed."""
    words = {word for word in claim if _deed(word) != deed}
    return bool(words) and len(words & content_stems(text)) >= SHARED * len(words)


def _is_ahead(text: str, word: re.Match[str]) -> bool:
    """Whether a verb is told as to come; what has been done before may be done again, or last until a day."""
    before, form = _until(text, word), word.group().casefold()
    if _STILL.match(text, word.end()):
        return False
    if _PLANNED.search(before):
        return True
    if _HEADED.search(before) and not text.rstrip().endswith("."):
        return not _FINITE.search(before)
    second = form == _verb(form) and not _TOLD_AS_DONE.fullmatch(form) and _AND.search(before)
    return bool(second and _SAYS_AHEAD.search(before))


def _until(text: str, word: re.Match[str]) -> str:
    """What stands before a word in its sentence."""
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, word.start())), default=0)
    return text[start : word.start()]


def _sentence(text: str, word: re.Match[str]) -> str:
    end = _SENTENCE.search(text, word.end())
    return _until(text, word) + text[word.start() : end.start() if end else len(text)]


def _deed(form: str) -> str:
    """What all forms of a verb share, and of those that say the same."""
    verb = _verb(form)
    return _DEED.get(verb, verb)


def _verb(form: str) -> str:
    """The stem of a verb's infinitive."""
    form = form.casefold()
    return stem(_INFINITIVE.get(form, form))
