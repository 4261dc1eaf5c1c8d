"""Contrast pairs: a true claim with one fact changed is no longer supported; the same claim reworded still is.

No public set teaches that a changed number, date or negation refutes (Gardner et al. 2020, "Evaluating Models' Local
Decision Boundaries via Contrast Sets"), so these are made from pairs whose evidence supports the claim. Another number,
unit, date or polarity refutes; another name, place, role or an exchange of two names refutes or is silent, for two
ministers can say the same: those pairs leave both stances open.
"""

import random
import re
from collections.abc import Callable

from training.pairs import LABELS, Pair

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
OPPOSITES = {
    "more than": "fewer than",
    "at least": "at most",
    "before": "after",
    "after": "before",
    "rose": "fell",
    "fell": "rose",
    "increased": "decreased",
    "higher": "lower",
    "lower": "higher",
    "won": "lost",
    "lost": "won",
    "accepted": "rejected",
    "rejected": "accepted",
    "approved": "turned down",
    "confirmed": "denied",
    "denied": "confirmed",
    "all": "none",
    "most": "few",
    "always": "never",
    "oldest": "youngest",
    "largest": "smallest",
    "north": "south",
    "south": "north",
    "east": "west",
    "west": "east",
}
UNITS = [
    ["million", "billion", "thousand"],
    ["miles", "kilometres", "kilometers", "metres", "yards", "feet"],
    ["seconds", "minutes", "hours", "days", "weeks", "months", "years"],
    ["kilograms", "tonnes", "pounds", "grams"],
    ["percent", "percentage points"],
    ["dollars", "euros", "pounds", "pesos"],
]
ROLES = [
    "mayor",
    "president",
    "minister",
    "governor",
    "senator",
    "spokesman",
    "spokeswoman",
    "chairman",
    "director",
    "commissioner",
    "captain",
    "coach",
    "manager",
    "judge",
    "lawyer",
    "prosecutor",
    "doctor",
    "professor",
    "singer",
    "actor",
    "writer",
    "editor",
    "secretary",
    "ambassador",
    "general",
]
FULL_NAME = r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}\b"
NAME = r"(?<=[a-z,] )" + FULL_NAME
"""two or three capitalised words that do not open the sentence"""
PLACE = r"(?<=\b(?:in|at|to|of) )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?\b|(?<=\b(?:near|from) )[A-Z][a-z]{2,}\b"
TIMES = {*MONTHS, *WEEKDAYS}
SYMMETRIC = re.compile(
    r"\b(?:and|with|between|or|married|met|versus|like|same|both)\b|\bas (?:well )?as\b"
)
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])|(?<![\w.,])\d+(?:\.\d+)?(?![\w]|[.,]\d)"
)
NEGATABLE = re.compile(
    r"\b(is|was|were|are|has been|have been|will|had|did|can|could)\b(?! (?:not|no|never)\b)"
)

Change = Callable[[str, str, random.Random], str | None]
"""(claim, evidence, chance) → the claim with one fact changed, or None where it has no such fact."""


def _pick(pattern: str, claim: str, chance: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, claim))
    return chance.choice(found) if found else None


def _put(claim: str, match: re.Match[str], text: str) -> str:
    return claim[: match.start()] + text + claim[match.end() :]


def _other_member(members: list[str]) -> Change:
    pattern = r"\b(?:" + "|".join(members) + r")\b"

    def change(claim: str, evidence: str, chance: random.Random) -> str | None:
        match = _pick(pattern, claim, chance)
        if match is None or match.group() not in evidence:
            return None
        return _put(claim, match, chance.choice([m for m in members if m != match.group()]))

    return change


def change_number(claim: str, evidence: str, chance: random.Random) -> str | None:
    """Another value of like size and look, for a number that the evidence gives too."""
    match = _pick(NUMBER.pattern, claim, chance)
    if match is None or match.group() not in evidence:
        return None
    text = match.group()
    bare = text.replace(",", "")
    decimals = len(bare.partition(".")[2])
    value = float(bare)
    if decimals == 0 and 1200 <= value <= 2100 and "," not in text:
        other = value + chance.choice([-1, 1]) * chance.choice([1, 2, 3, 5, 8, 10, 20])
    elif (
        len(bare) >= 2
        and decimals == 0
        and chance.random() < 0.25
        and bare[::-1].lstrip("0") not in (bare, "")
    ):
        other = float(bare[::-1])
    else:
        other = value * chance.choice([0.3, 0.5, 0.6, 0.75, 1.3, 1.5, 2.0, 3.0])
        if decimals == 0 and round(other) == round(value):
            other = value + chance.choice([1, 2, 3])
    shown = f"{other:,.{decimals}f}" if "," in text else f"{other:.{decimals}f}"
    return None if shown == text else _put(claim, match, shown)


def change_polarity(claim: str, _: str, __: random.Random) -> str | None:
    """Insert "not" behind the first auxiliary."""
    match = NEGATABLE.search(claim)
    if match is None or re.search(r"\b(?:not|no|never|n't|none)\b", claim):
        return None
    head, _, rest = match.group().partition(" ")
    return _put(claim, match, f"{head} not {rest}".strip() if rest else f"{head} not")


def change_word(claim: str, evidence: str, chance: random.Random) -> str | None:
    """Swap a word or phrase that the evidence shares for its opposite."""
    match = _pick(r"\b(?:" + "|".join(OPPOSITES) + r")\b", claim, chance)
    if match is None or match.group() not in evidence:
        return None
    return _put(claim, match, OPPOSITES[match.group()])


def exchange_names(claim: str, evidence: str, _: random.Random) -> str | None:
    """Who did it to whom: two names of the claim, both in the evidence, in each other's place."""
    names = list(re.finditer(FULL_NAME, claim))
    if len(names) != 2 or any(name.group() not in evidence for name in names):
        return None
    one, other = names
    if one.group() == other.group() or SYMMETRIC.search(claim):
        return None
    return _put(_put(claim, other, one.group()), one, other.group())


def other_name(pattern: str, pool: list[str]) -> Change:
    """Another name of the pool for one that the evidence gives too; every second time one of the evidence's own."""

    def change(claim: str, evidence: str, chance: random.Random) -> str | None:
        match = _pick(pattern, claim, chance)
        if match is None or match.group() not in evidence or match.group() in TIMES:
            return None
        others = [name for name in re.findall(pattern, evidence) if name not in claim]
        listed = len(others) > 2  # one of many may have done the same
        other = chance.choice(pool if not others or listed or chance.random() < 0.5 else others)
        return None if other in claim or other in TIMES else _put(claim, match, other)

    return change


CHANGES: tuple[Change, ...] = (
    change_number,
    change_number,
    _other_member(MONTHS),
    _other_member(WEEKDAYS),
    _other_member(WORDS),
    _other_member(ORDINALS),
    *(_other_member(units) for units in UNITS),
    change_word,
    change_polarity,
)
"""What refutes a claim that was supported."""


def spell_number(claim: str, chance: random.Random) -> str | None:
    """Write a small number as a word, or a number word in figures; the statement stays the same."""
    match = _pick(r"\b(?:" + "|".join(WORDS) + r"|[2-9]|1[0-2])\b(?![.,:\d%-])", claim, chance)
    if match is None:
        return None
    text = match.group()
    other = str(WORDS.index(text) + 2) if text in WORDS else WORDS[int(text) - 2]
    return _put(claim, match, other)


def round_number(claim: str, chance: random.Random) -> str | None:
    """Round a large count and say so ("about 250", "more than 240"); the exact number still supports it."""
    match = _pick(NUMBER.pattern, claim, chance)
    if match is None:
        return None
    value = float(match.group().replace(",", ""))
    if (
        value < 100
        or (1200 <= value <= 2100 and "," not in match.group())
        or re.search(r"(about|than|around|over|least|nearly) $", claim[: match.start()])
    ):
        return None
    step = 10 ** (len(str(int(value))) - 2)
    low, near = int(value // step * step), int(round(value / step) * step)
    shown = chance.choice(
        [f"about {near:,}", f"around {near:,}"] + ([f"more than {low:,}"] if low < value else [])
    )
    return _put(claim, match, shown)


def contrast(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    """For each supported claim, a twin with another figure, one with another name, and one reworded, where it has them."""
    claims = [pair.claim for pair in pairs]
    unsupported = (
        other_name(NAME, _all(NAME, claims)),
        other_name(PLACE, _all(PLACE, claims)),
        _other_member(ROLES),
        exchange_names,
    )
    made: list[Pair] = []
    for pair in pairs:
        twins = (
            (_changed(CHANGES, pair, chance), "contradiction", "changed"),
            (_changed(unsupported, pair, chance), "not_entailment", "renamed"),
            (_reworded(pair, chance), "entailment", "reworded"),
        )
        made += [
            Pair(pair.evidence, claim, LABELS[label], f"{pair.origin}+{how}")
            for claim, label, how in twins
            if claim is not None
        ]
    return made


def _all(pattern: str, texts: list[str]) -> list[str]:
    return sorted({found for text in texts for found in re.findall(pattern, text)} - TIMES) or [""]


def _changed(changes: tuple[Change, ...], pair: Pair, chance: random.Random) -> str | None:
    tried = chance.sample(changes, len(changes))
    made = (change(pair.claim, pair.evidence, chance) for change in tried)
    return next((claim for claim in made if claim is not None), None)


def _reworded(pair: Pair, chance: random.Random) -> str | None:
    made = (reword(pair.claim, chance) for reword in (round_number, spell_number))
    return next((claim for claim in made if claim is not None), None)


def self_pairs(passages: list[str], chance: random.Random) -> list[Pair]:
    """Each sentence of a passage as a claim on that passage: the ground for `contrast` on news prose."""
    pairs = []
    for passage in passages:
        sentences = re.split(r"(?<=[.!?][\"”]) (?=[A-Z])|(?<=[a-z0-9%][.!?]) (?=[A-Z\"“])", passage)
        for place, sentence in enumerate(sentences):
            before = sentences[max(0, place - chance.randint(0, 2)) : place]
            behind = sentences[place + 1 : place + 1 + chance.randint(0, 2)]
            evidence = " ".join([*before, sentence, *behind])
            pairs.append(Pair(evidence, sentence, frozenset({0}), "news/passages"))
    return pairs
