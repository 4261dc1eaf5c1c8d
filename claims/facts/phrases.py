"""The words around a number: its noun phrase, its verb and what leads to it."""

import re
from collections.abc import Iterable
from itertools import dropwhile

from claims.facts.fates import fates_of
from claims.facts.people import PERSONS, noun
from claims.facts.quantity import PERIODS, Quantity
from claims.facts.verbs import AUXILIARY, FINITE, NUMBER
from claims.facts.words import FULL_STOP, FUNCTION_WORDS, content_stems, stem

_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "such",
        "other",
        "more",
        "new",
        "additional",
        "different",
        "separate",
        "original",
        "its",
        "their",
        "his",
        "her",
        "our",
        "and",
        "or",
        "in",
    ]
)
_COORDINATION = frozenset(["and", "or", "in"])
"""words that are passed over before a noun, and end the phrase behind one"""
_PLURAL = re.compile(
    r"\w{2,}(?<![iu])(?<!s)s|\w*(?:men|women|children|people)|aircraft|cattle|fish|police|sheep|staff|youth",
    re.IGNORECASE,
)
"""forms of which there are many: a number's noun ends there, whatever the verb behind looks like ("12 schools close")"""
_WEEKDAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days")
_VERB = re.compile(FINITE)
_MODIFIER = re.compile(
    rf"{FINITE}|{NUMBER}|\w+ly|aboard|alive|dead|die|drown|hurt|missing|overall|perish|together"
)
"""what no noun phrase is made of alone: "40 came", "40 die" and "40 dead" leave out what they count"""
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_PASSIVE = re.compile(
    rf"{AUXILIARY}|be|been|being|to|all|also|both|already|later|now|since|still|then|\w+ly|set|due|expected|feared|confirmed|reported"
)
"""what may stand between a noun and the participle that tells of it"""
_JOINED_BEFORE = re.compile(r"\b(\w+)\s(?:and|or)\s$")
_JOINED_BEHIND = re.compile(r"\s(?:and|or)\s(\w+)")
"""a second verb of the same people: "killed or injured" """
_AMID = re.compile(r"\b(?:after|and|but|by|for|from|in|into|on|when|while|with)\s")
"""between a verb and a number: the number is not of what the verb befell ("approved by 9 votes")"""
_CONDITION = re.compile(
    r"(?:\s\w+){0,4}?\sin\s(?:an?\s)?(?:critical|grave|life-threatening|serious|stable)(?:\s(?:and|but)\s\w+)?\scondition\b"
)
"""behind a count of people"""
_REACHED = re.compile(
    r"\b(?:at|hit|hits|is|now|pass(?:ed|es)|reach(?:ed|es)|stands|stood|(?<![Cc]lose\s)to|topped|tops|was)(?:\s(?:about|almost|around|at\sleast|more\sthan|nearly|over))?\s$"
)
_UNITS = "|".join(PERIODS)
_ADVERBS = {"annual": "year", "annually": "year", "annum": "year", "dai": "day"}
_PER = re.compile(
    rf"(?:[\s-](?!(?:about|after|and|before|but|for|half|in|once|only|over|than|within)\b|{FINITE})(?:[a-z’'-]+|{_WEEKDAYS.pattern})){{0,3}}?[\s-](?:(?:an?|each|every|per)[\s-](?P<unit>{_UNITS}|annum)\b|(?P<adverb>annual|dai|hour|month|quarter|week|year)ly\b)"
    r"(?!\s(?:after|ago|before|earlier|later|on)\b)"
)
_PER_BEFORE = re.compile(
    r"\b(?P<adverb>annual|(?:dai|hour|month|quarter|week|year)(?=ly))(?:ly)?\s(?:[a-z-]+\s){1,3}of\s(?:[a-z]+\s){0,2}$"
)
"""what a figure is given for: "12,000 cars a year", "$2,000 monthly", "an annual profit of $5m\""""
_EACH = frozenset(["each", "every", "per"])
_PLACE = re.compile(r"\s(?:after|at|for|from|in|near|on|since)\s")
_CONJUNCTION = re.compile(r"\b(?:and|but|while|whereas|against|compared)\s", re.IGNORECASE)
_STOP = re.compile(rf"{FULL_STOP}|[;:!?()\"“”]|,\s|\s[–—-]\s")
PASSED = FUNCTION_WORDS | frozenset(
    [
        "least",
        "than",
        "nearly",
        "almost",
        "around",
        "roughly",
        "approximately",
        "estimated",
        "including",
        "against",
        "compared",
    ]
)
"""words before a number that say nothing of what it measures"""
_ENDS = (FUNCTION_WORDS - {"of"}) | frozenset(
    [
        "since",
        "last",
        "next",
        "ago",
        "now",
        "today",
        "tonight",
        "yesterday",
        "during",
        "per",
        "each",
        "against",
        "through",
        "until",
        "because",
        "died",
        "left",
        "killed",
        "took",
        "made",
    ]
)
"""words behind a number that end its noun phrase"""
NEAR = 300
"""code points beside a number in which the words stand that say what it is"""


def text_before(text: str, place: int) -> str:
    """What is read of a text before a number that begins at a place."""
    return text[max(0, place - NEAR) : place]


def text_behind(text: str, place: int) -> str:
    """What is read of a text behind a number that ends at a place."""
    return text[place : place + NEAR]


def nouns_of(rest: str) -> frozenset[str]:
    """Stems of the noun phrase right behind a number: up to the next break, function word or verb."""
    stop = _STOP.search(rest)
    found: list[str] = []
    named = ended = False
    for match in [*_WORD.finditer(rest[: stop.start() if stop else 60])][:5]:
        word = match.group()
        lower = word.casefold()
        ended = ended and lower != "of"
        if lower in _SKIPPED and not (found and lower in _COORDINATION):
            continue
        plural = bool(_PLURAL.fullmatch(word))
        is_verb = not plural and _VERB.fullmatch(word) and rest[match.start() - 1] != "-"
        if word[0].isupper() and not _WEEKDAYS.fullmatch(word):
            named = True
            break
        if lower in _ENDS or (named and is_verb) or (ended and not plural):
            break
        found.append(noun(word))
        named = named or plural or not _MODIFIER.fullmatch(word)
        ended = plural and rest[match.end() : match.end() + 1] != "-"
    return frozenset(found[:3] if named else ())


def period_of(before: str, rest: str) -> str:
    """The unit of time that a number is given for, by what stands before and behind it; nothing where it is given for none."""
    found = _PER.match(rest) or _PER_BEFORE.search(before)
    word = (found.groupdict().get("unit") or found["adverb"]) if found else ""
    return _ADVERBS.get(word, word)


def words_around(before: str) -> frozenset[str]:
    """Stems of the words before a number; names, which say nothing of what it measures, are left out."""
    return _stems(word for word in _words_before(before) if not _is_name(word))


def words_of_clause(before: str) -> frozenset[str]:
    """Stems of those words before a number that no conjunction parts from it."""
    return _stems(_words_before(_CONJUNCTION.split(before)[-1]))


def words_beside(text: str, found: Quantity) -> frozenset[str]:
    """Stems of the content words next to a number and its noun phrase; auxiliaries are passed over."""
    beside = (_word_before(text, found), _verb_behind(text, found))
    return frozenset(
        stem(word.group()) for word in beside if word and word.group() not in FUNCTION_WORDS
    )


def befell(text: str, found: Quantity) -> frozenset[str]:
    """What befell a count: what a toll is of that reaches it, else what the verbs beside it tell; of what is not named, all words before it."""
    words = set(found.nouns | found.beside)
    before, near = text_before(text, found.start), _word_before(text, found)
    subject = _subject(before)
    if found.nouns <= PERSONS and (fates := fates_of(subject)):
        return fates
    if near and _AMID.search(before, near.end()):
        return fates_of(words - ({stem(near.group())} - found.nouns))
    if near and (first := _JOINED_BEFORE.search(before[: near.start()])):
        words.add(stem(first[1]))
    if (verb := _verb_behind(text, found)) and (
        second := _JOINED_BEHIND.match(text_behind(text, found.end), verb.end())
    ):
        words.add(stem(second[1]))
    if _CONDITION.match(text_behind(text, found.end)):
        words.add("condition")
    fates = fates_of(words)
    return fates or (frozenset() if found.nouns else fates_of(subject or found.around))


def _words_before(before: str) -> list[re.Match[str]]:
    """The last content words before a number, within its clause."""
    clause = _STOP.split(before[-60:])[-1]
    return [word for word in _WORD.finditer(clause) if not _is_passed(word)][-3:]


def _is_passed(word: re.Match[str]) -> bool:
    """Whether a word before a number says nothing of what it measures; "close" is a verb but for "close to"."""
    lower = word.group().casefold()
    return lower in PASSED or (lower == "close" and word.string.startswith(" to ", word.end()))


def _is_name(word: re.Match[str]) -> bool:
    return word.group().istitle() and bool(word.string[: word.start()].strip())


def _stems(words: Iterable[re.Match[str]]) -> frozenset[str]:
    return frozenset(stem(word.group()) for word in words)


def _word_before(text: str, found: Quantity) -> re.Match[str] | None:
    """The last content word of the clause before a number; its places are those in what stands before."""
    before = text_before(text, found.start)
    start = max((stop.end() for stop in _STOP.finditer(before)), default=0)
    words = list(_WORD.finditer(before, start))
    return next((word for word in reversed(words) if not _is_passed(word)), None)


def _verb_behind(text: str, found: Quantity) -> re.Match[str] | None:
    """The first word behind a number's noun phrase that tells of it; its places are those in what stands behind."""
    behind = text_behind(text, found.end)
    stop = _STOP.search(behind)
    words = _WORD.finditer(behind, 0, stop.start() if stop else len(behind))
    rest = dropwhile(
        lambda word: (
            noun(word.group()) in found.nouns
            or word.group().casefold() in _SKIPPED - _COORDINATION
            or (found.per and word.group() in {found.per, *_EACH})
        ),
        words,
    )
    return next(dropwhile(lambda word: _PASSIVE.fullmatch(word.group()), rest), None)


def _subject(before: str) -> frozenset[str]:
    """Stems of what reaches a figure that it stands behind: of "the number killed in the crash has risen to" those before "in"."""
    clause = _STOP.split(before)[-1]
    return content_stems(_PLACE.split(clause)[0]) if _REACHED.search(clause) else frozenset()
