"""Roles: who is what ("deputy minister for defense", "a liberal government"), as a noun with what qualifies it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from claims.facts.names import LANDS, Name, alike, is_place, key_of
from claims.facts.verbs import FINITE, NUMBER
from claims.facts.words import FUNCTION_WORDS, plain, stem

_NOUNS = frozenset(
    [
        "minister",
        "president",
        "chairman",
        "chairwoman",
        "chair",
        "chief",
        "director",
        "secretary",
        "governor",
        "mayor",
        "senator",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "commander",
        "general",
        "judge",
        "prosecutor",
        "coach",
        "captain",
        "manager",
        "owner",
        "founder",
        "editor",
        "professor",
        "economist",
        "analyst",
        "leader",
        "head",
        "officer",
        "ceo",
        "executive",
        "treasurer",
        "commissioner",
        "chancellor",
        "premier",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "bishop",
        "archbishop",
        "doctor",
        "surgeon",
        "engineer",
        "lawyer",
        "sheriff",
        "inspector",
        "sergeant",
        "colonel",
        "admiral",
        "driver",
        "pilot",
        "government",
        "administration",
        "party",
        "coalition",
        "candidate",
        "lawmaker",
        "deputy",
        "vice",
        "envoy",
        "adviser",
        "advisor",
    ]
)
_ROLE = re.compile(
    r"(?:(?<![\w'’-])(?P<before>(?:[\w'’-]+\s){1,4}))?\b(?P<noun>"
    + "|".join(sorted(_NOUNS, key=len, reverse=True))
    + r")\b(?P<behind>(?:\s(?:of|for)(?:\s[\w'’-]+){1,8})?)",
    re.IGNORECASE,
)
_GRADES = frozenset(
    ["deputy", "vice", "acting", "former", "assistant", "first", "senior", "prime", "chief"]
)
_FORMER = frozenset(["former", "erstwhile", "one-time", "onetime"])
_PREFIX = re.compile(r"^(?:ex|then)-", re.IGNORECASE)
_LOWER = frozenset(["deputy", "vice", "acting", "assistant"])
_RANKS = frozenset(["admiral", "inspector", "professor"])
"""who is addressed by them may be of a lower grade: a vice admiral is called admiral"""
_FILLERS = frozenset(
    [
        "south",
        "north",
        "east",
        "west",
        "new",
        "national",
        "country",
        "senior",
        "led",
        "headed",
        "current",
        "incumbent",
        "sitting",
        "serving",
    ]
)
_GIVEN_UP = re.compile(
    r"(?:(?:,|\b(?:is|was|were))\sonce\s(?:(?:an?|his|her|its|their)\s)?|\b(?:formerly|previously|used\sto\sbe)\s(?:(?:an?|the|his|her|its|their)\s)?)$",
    re.IGNORECASE,
)
"""before an office that somebody has no more"""
_UNTIL = re.compile(
    r"\s(?:until|from\s(?:19|20)\d\d\s(?:to|until)|between\s(?:19|20)\d\d\sand)\s(?:last\s|(?:early\s|late\s|\d\d?\s)?(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)?\s?(?:19|20)\d\d\b)"
)
_STAYS = re.compile(r"\b(?:are|is|remains?|serves?|shall|stays?|to|will|would)\b[^,;.]*$")
"""before an office that is held until a time to come"""
_OWNER = r"(?:(?:the|an?|its|his|her|their)\s)?(?:(?:[\w-]+\s)?[\w-]+['’]s\s)?"
_PAST = re.compile(
    r"(?:\b(?:(?:was|were|became|(?<!\bhas\s)(?<!\bhave\s)served\sas|had\sbeen)\s(?:(?:also|briefly|the\sthen|then|twice)\s)?"
    rf"(?:(?:appointed|elected|made|named)\s(?:as\s)?)?{_OWNER})|\bthen[\s-])$",
    re.IGNORECASE,
)
"""before an office that was held at the time of which the text tells, whoever holds it now"""
_THEN, _AT_THE_TIME = re.compile("then-", re.IGNORECASE), re.compile(r",?\sat\sthe\stime\b")
_LASTS = re.compile(
    rf"\sfor\s(?:\d|(?:about|almost|around|at\sleast|barely|close\sto|fewer|just|less|many|more|nearly|only|over|roughly|several|some|under|up\sto|well|{NUMBER})\b"
    r"|(?:an?\s|half\s)?(?:\w+\s)?(?:decade|generation|month|season|term|week|year)s?\b"
    r"|the\s(?:entire|final|first|last|next|past|rest|second|third|whole)\b).*"
)
"""how long, how often or of how many, behind an office of which it says nothing"""
_WHEN = frozenset(
    [
        "now",
        "then",
        "once",
        "formerly",
        "previously",
        "until",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_ACTS = re.compile(
    rf"{FINITE}|(?:appoints|backs|elects|fires|hires|jails|meets|names|ousts|picks|praises|sacks|slams|sues|urges)\b"
)
"""the second are as often plural nouns elsewhere; before an office, in headlines, they tell what is done to its holder"""
_CONTINENTS = frozenset(["africa", "asia", "europe"])
_COUNTRIES = frozenset(stem(word) for land in LANDS - _CONTINENTS for word in land.split())
_INSIDE = {
    stem(part): whole
    for whole, parts in {"britain": ["england", "scotland", "wales"], "us": ["georgia"]}.items()
    for part in parts
}
"""lands of which some lie in another, or share their name with a part of it"""
_STATE = frozenset(
    map(
        stem,
        [
            "minister",
            "president",
            "premier",
            "chancellor",
            "king",
            "queen",
            "prince",
            "princess",
            "government",
            "administration",
            "leader",
            "secretary",
        ],
    )
)
"""offices of a state: "French" is the land that they are of, and of others the nation of the holder"""
_SENT = frozenset(["ambassador", "envoy", "adviser", "advisor"])
"""who has a land that sends and one that receives"""
_SEATED = frozenset(["mayor", "governor", "bishop", "archbishop"])
"""who has one place"""
_PORTFOLIOS = (
    "finance financial treasury economy economic budget", "foreign external", "interior home", "defence war armed", "trade commerce export",
    "justice", "health", "education schools", "transport transportation railways", "housing", "environment climate", "agriculture farming",
    "energy oil petroleum", "culture", "sport sports", "tourism", "immigration migration", "employment",
)  # fmt: skip
"""the fields of ministers; those of one line may be one minister's under two names"""
_PARTIES = (
    "republican",
    "democrat democratic",
    "labour",
    "conservative tory",
    "liberal",
    "socialist",
)
_PORTFOLIO, _PARTY = (
    {stem(word): line.split()[0] for line in lines for word in line.split()}
    for lines in (_PORTFOLIOS, _PARTIES)
)
_PLACELESS = frozenset(
    map(
        stem,
        [
            "bank",
            "borough",
            "capital",
            "central",
            "city",
            "county",
            "district",
            "embattled",
            "fed",
            "federal",
            "green",
            "incumbent",
            "independent",
            "interim",
            "local",
            "metropolitan",
            "popular",
            "progressive",
            "province",
            "region",
            "regional",
            "reserve",
            "rural",
            "sitting",
            "state",
            "town",
            "village",
        ],
    )
)
"""what may stand before a mayor or a governor with a capital, and tells of no place"""
_BANK = frozenset(["bank", "fed", "reserv"])
_LINK = re.compile(
    r",?\s(?:who\s)?(?:(?:is|was|as|becomes?|became|named|appointed|elected|once|formerly|previously|used\sto\sbe)\s){0,2}(?:(?:the|an?|its|his|her|their|[\w ]+['’]s)\s)?"
)
"""all that stands between a name and the office of the one who bears it"""


@dataclass(frozen=True)
class Role:
    """A role noun with the stems that qualify it."""

    start: int
    end: int
    text: str
    noun: str
    qualifiers: frozenset[str]
    grade: str = ""
    """`deputy`, `vice`, `acting` or `assistant`, where the text says so"""
    former: bool | None = False
    """whether it is held no more; None where the text only says that it was held ("was mayor")"""
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """what tells the office from others of one kind: its land, place, party or portfolio"""

    @property
    def shown(self) -> str:
        """The office as a reader wants it: "former" also where words beside it say so."""
        says_so = any(map(_is_former, self.text.split()))
        return f"former {self.text}" if self.former and not says_so else self.text

    def comparable(self, other: "Role") -> bool:
        """Whether both name the same kind of office and both say more of it."""
        return self.noun == other.noun and bool(self.qualifiers) and bool(other.qualifiers)

    def meets(self, other: "Role") -> bool:
        """Whether both are of one grade and share a field."""
        rest = self.qualifiers - _COUNTRIES, other.qualifiers - _COUNTRIES
        if self.grade != other.grade or self.excludes(other):
            return False
        return _share(*rest) if all(rest) else _share(self.qualifiers, other.qualifiers)

    def excludes(self, other: "Role") -> bool:
        """Whether nobody holds both: they differ in something of one kind, two lands or two portfolios.

        "Labour leader" and "opposition leader" can be one person's.
        """
        return self.noun == other.noun and any(
            values
            and theirs
            and not (_share(_wide(values), theirs) or _share(values, _wide(theirs)))
            for kind, values in self.kinds.items()
            for theirs in [other.kinds.get(kind, frozenset())]
        )

    def same(self, other: "Role") -> bool:
        """Whether both are one office of one grade, held or given up; one that "was" held may be either."""
        both = self.noun == other.noun and {self.former, other.former} != {True, False}
        bare = not self.qualifiers and not other.qualifiers and self.grade == other.grade
        return both and (bare or self.meets(other))

    def changes(self, other: "Role") -> bool:
        """Whether one of both is the deputy's, or one is given up, and else they can be one person's; a bare "mayor" is of any place.

        Who was the deputy can be the holder now, so where both differ nothing is known, and who "was" mayor may be the former one.
        """
        own = self.qualifiers - _COUNTRIES, other.qualifiers - _COUNTRIES
        lower = self.grade != other.grade and self.noun not in _RANKS
        if self.noun != other.noun or self.excludes(other):
            return False
        needed = all if self.noun in _SEATED and not lower else any
        if needed(own) and not _share(self.qualifiers, other.qualifiers):
            return False
        if lower:
            return self.former is other.former and not self.former
        return {self.former, other.former} == {True, False}


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(alike(mine, theirs) for mine in one for theirs in other)


def _wide(lands: frozenset[str]) -> frozenset[str]:
    return lands | {_INSIDE[land] for land in lands if land in _INSIDE}


def holder(role: Role, names: Sequence[Name], text: str) -> Name | None:
    """Who holds an office: the name that runs on from it, follows it or stands before it in apposition."""
    for name in names:
        if name.start < role.end < name.end:
            return replace(name, key=key_of(text[role.end : name.end])).untitled()
        if text[role.end : name.start] == " ":
            return name.untitled()
    for name in names:
        linked = name.end <= role.start and _LINK.fullmatch(text, name.end, role.start)
        if linked and not is_place(name, text):
            return name.untitled()
    return next((n.untitled() for n in names if text[role.end : n.start] == ", "), None)


def read_roles(text: str) -> tuple[Role, ...]:
    """The roles of a text, in order."""
    return tuple(_roles(text))


def fields(text: str) -> frozenset[str]:
    """The stems of a text's words that can say which office is meant; "French" and "France" are one."""
    words = [
        word
        for word in text.split()
        if not _is_empty(word) and word.casefold() not in _FILLERS | _GRADES | _FORMER
    ]
    return frozenset(map(stem, key_of(" ".join(words)).split()))


def _is_empty(word: str) -> bool:
    return word.casefold() in FUNCTION_WORDS and word != "US"


def _acts(word: str) -> bool:
    """Whether a word is a verb, before which stands another's name and no part of the office."""
    return word not in _FILLERS and _ACTS.fullmatch(word) is not None


def _roles(text: str) -> Iterator[Role]:
    place = 0
    while match := _ROLE.search(text, place):
        before = _before(match)
        behind = _behind(match, (before or [match["noun"]])[0])
        ex = text[: match.start("noun")].casefold().endswith("ex-")
        leads = "ex-" if ex else "".join(f"{word} " for word in before)
        start = match.start("noun") - len(leads)
        place = match.end("noun") + len("".join(f" {word}" for word in behind))
        bare = [_PREFIX.sub("", word) for word in before]
        cases = list(map(str.casefold, bare))
        noun = stem(match["noun"])
        if noun == stem("minister") and cases[-1:] in (["prime"], ["first"]):
            noun = f"{cases[-1]} {noun}"
        yield Role(
            start,
            place,
            text[start:place],
            noun,
            fields(" ".join((*bare, *behind))),
            next((word for word in cases if word in _LOWER), ""),
            any(map(_is_former, leads.split())) or _is_given_up(text, start, place),
            _kinds(noun, (*bare, *behind)),
        )


def _is_former(word: str) -> bool:
    return word.casefold() in _FORMER or word.casefold().startswith("ex-")


def _is_given_up(text: str, start: int, end: int) -> bool | None:
    """Whether the words beside an office say that it is held no more; None where they say that it was held."""
    until = _UNTIL.match(text, end) and not _STAYS.search(text, 0, start)
    if until or _GIVEN_UP.search(text, 0, start):
        return True
    was = _PAST.search(text, 0, start) or _THEN.match(text, start) or _AT_THE_TIME.match(text, end)
    return None if was else False


def _before(match: re.Match[str]) -> list[str]:
    """The words before the noun that belong to it."""
    own: list[str] = []
    for word in reversed((match["before"] or "").split()):
        if _ends_before(word) or (own and _runs_into(word, own[-1])):
            break
        own.append(word)
        if _is_former(word) or word == "new":
            break
    return own[::-1]


def _runs_into(word: str, following: str) -> bool:
    """Whether a word in lower case stands before a name that belongs to the office ("arrest Torvik mayor"), and tells no grade."""
    into = word.islower() and following[0].isupper()
    return into and len(word) > PARTICLE and word not in _GRADES | _FORMER


def _ends_before(word: str) -> bool:
    return _is_empty(word) or word.endswith(("'s", "’s")) or word.casefold() in _WHEN or _acts(word)


def _behind(match: re.Match[str], first: str) -> list[str]:
    """The words from "of" or "for" on, up to a verb, a time or the name of who holds the office, which stands behind a title."""
    words = _LASTS.sub("", match["behind"]).split()
    count = next((n for n in range(1, len(words)) if _ends_behind(words, n)), len(words))
    while count and words[count - 1].casefold() in FUNCTION_WORDS - {"us"}:
        count -= 1
    named = len(list(takewhile(str.istitle, reversed(words[:count]))))
    titled = first[0].isupper() and named > 2
    if titled and any(w.casefold() not in _FILLERS for w in words[count - named : count - 2]):
        count -= 2
    return words[:count]


def _ends_behind(words: Sequence[str], place: int) -> bool:
    """Whether the word at a place behind "of" or "for" belongs no more to the office."""
    word, last = words[place], words[place - 1]
    following = words[place + 1] if place + 1 < len(words) else ""
    if word in _LINKS:
        return not _links(word, last, following)
    if _is_empty(word) or word.casefold() in _WHEN or _acts(word):
        return True
    if last in _LINKS:
        return False
    if word[0].isupper():
        return last[0].islower() and len(last) > PARTICLE
    is_particle = len(word) <= PARTICLE and following[:1].isupper()
    return last[0].isupper() and not _is_adjective(last) and not is_particle


_LINKS = frozenset(["of", "for", "the", "and"])
PARTICLE = 3
"""letters of the longest word of lower case inside a place's name ("Rio de Janeiro")"""


def _links(word: str, last: str, following: str) -> bool:
    """Whether one of the links joins two words of one office."""
    if word == "the":
        return last in ("of", "for")
    if word == "and":
        is_other = following.casefold() in _NOUNS | FUNCTION_WORDS or _acts(following)
        return not is_other and last[0].isupper() is following[:1].isupper()
    return following[:1].isupper() or following == "the" or last.casefold() == "state"


def _is_adjective(word: str) -> bool:
    """Whether a word is the adjective of a land, or its short name that stands for one."""
    return word == "US" or key_of(word) != plain(word)


def _kinds(noun: str, words: Sequence[str]) -> dict[str, frozenset[str]]:
    """What the words that qualify an office tell of it, by kind."""
    stems = {word: fields(word) for word in words}
    everything = frozenset(one for found in stems.values() for one in found)
    nations = frozenset(
        one
        for word, found in stems.items()
        if _is_adjective(word) and word != "US"
        for one in found
    )
    lands = everything & _COUNTRIES
    found = {
        "party": frozenset(_PARTY[one] for one in everything if one in _PARTY),
        "land": lands if noun.rpartition(" ")[2] in _STATE else lands - nations,
        "nation": lands & nations if noun.rpartition(" ")[2] not in _STATE else frozenset(),
    }
    if noun in _SENT:
        found["land"] = frozenset()
    if noun in (stem("minister"), stem("secretary")):
        found["portfolio"] = frozenset(_PORTFOLIO[one] for one in everything if one in _PORTFOLIO)
    if noun in _SEATED and not everything & _BANK:
        capital = (word for word in words if word.istitle() and not _is_adjective(word))
        placed = frozenset(one for word in capital for one in stems[word])
        found["place"] = placed - _PLACELESS - _PARTY.keys()
    return found
