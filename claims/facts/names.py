"""Names of people, places and organisations, told alike across spellings (Kim Hong-cheol, KIM Hong-Cheol)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import regex
from cachetools import LRUCache, cached
from rapidfuzz import fuzz

from claims.facts.words import FUNCTION_WORDS, in_one_spelling, plain

JOINED = r"(?:[ae]l-|d['’])"
"""a particle that is written with the capital behind it"""
PARTICLES = rf"(?:(?:of|de|del|van|von|der|den|al|el|bin|ibn|the|la|le|las|los|dos|da|di|du|ter|ten|zu)\s){{0,3}}{JOINED}?(?=\p{{Lu}})"
"""what may stand between two capitalised words of one name"""
_NAME = regex.compile(
    r"(?<!\w)(?:(?:\p{Lu}\.){2,}|\p{Lu}[\w'’.-]*\w)"
    rf"(?:\s{PARTICLES}(?:(?:\p{{Lu}}\.){{1,}}|\p{{Lu}}[\w'’-]*\w|\p{{Lu}}\.))*"
)
REMEMBERED = 4_000_000
"""code points of the forms of whole texts that are kept: those of about 800 articles"""
_COMMON = FUNCTION_WORDS | frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "however",
        "meanwhile",
        "according",
        "although",
        "because",
        "despite",
        "many",
        "several",
        "some",
        "analysts",
        "officials",
        "president",
        "minister",
        "prime",
        "deputy",
        "chief",
        "general",
        "secretary",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "former",
        "the",
        "police",
        "government",
        "last",
        "next",
        "more",
        "nearly",
        "about",
        "around",
        "only",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "alongside",
        "since",
        "if",
        "when",
        "while",
        "roughly",
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *(
            "gov",
            "sen",
            "gen",
            "lt",
            "rep",
            "col",
            "capt",
            "sgt",
            "prof",
            "mayor",
            "councillor",
            "senator",
            "captain",
        ),
        *(
            "today",
            "yesterday",
            "tomorrow",
            "during",
            "under",
            "its",
            "he",
            "she",
            "it",
            "they",
            "we",
            "you",
        ),
    ]
)
_POINTS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "new",
        "upper",
        "lower",
        "central",
        "equatorial",
        "bissau",
    ]
)
"""words that make another place of a place"""
_TITLES = frozenset([
    "president", "minister", "ministry", "prime", "deputy", "chief", "general", "secretary", "mr", "mrs", "ms",
    "miss", "dr", "sir", "dame", "lord", "lady", "former", "gov", "sen", "gen", "lt",
    "rep", "col", "capt", "sgt", "prof", "mayor", "councillor", "senator", "captain", "governor", "chancellor",
    "premier", "king", "queen", "prince", "princess", "pope", "cardinal", "bishop", "archbishop", "judge", "justice",
    "sheriff", "inspector", "sergeant", "colonel", "major", "admiral", "professor", "doctor", "director", "ambassador", "spokesman",
    "spokeswoman", "chairman", "chairwoman", "coach", "ayatollah", "sheikh", "emir", "officer", "detective", "constable", "superintendent",
])  # fmt: skip
"""the last words of a title before a person's name"""
_COUNTRIES = {
    "british": "britain", "uk": "britain", "french": "france", "spanish": "spain", "dutch": "netherlands", "swiss": "switzerland",
    "polish": "poland", "finnish": "finland", "swedish": "sweden", "danish": "denmark", "norwegian": "norway", "turkish": "turkey",
    "irish": "ireland", "scottish": "scotland", "welsh": "wales", "greek": "greece", "portuguese": "portugal", "thai": "thailand",
    "afghan": "afghanistan", "peruvian": "peru", "filipino": "philippines", "icelandic": "iceland", "lebanese": "lebanon",
    "chinese": "china", "japanese": "japan", "german": "germany", "italian": "italy", "english": "england", "american": "us",
    "usa": "us", "america": "us", "ukrainian": "ukraine", "belgian": "belgium", "hungarian": "hungary", "brazilian": "brazil",
    "mexican": "mexico", "canadian": "canada", "cypriot": "cyprus", "congolese": "congo", "taiwanese": "taiwan",
    "vietnamese": "vietnam", "burmese": "myanmar", "czech": "czechia", "israeli": "israel", "iraqi": "iraq", "pakistani": "pakistan",
    "saudi": "saudi arabia", "yemeni": "yemen", "kuwaiti": "kuwait", "qatari": "qatar", "emirati": "emirates", "korean": "korea",
    "russian": "russia", "indian": "india", "iranian": "iran", "syrian": "syria", "egyptian": "egypt", "nigerian": "nigeria",
    "kenyan": "kenya", "australian": "australia", "austrian": "austria", "romanian": "romania", "bulgarian": "bulgaria",
    "serbian": "serbia", "croatian": "croatia", "european": "europe", "african": "africa", "asian": "asia", "chilean": "chile",
    "colombian": "colombia", "argentine": "argentina", "argentinian": "argentina", "cuban": "cuba", "venezuelan": "venezuela",
    "indonesian": "indonesia", "malaysian": "malaysia", "libyan": "libya", "tunisian": "tunisia", "moroccan": "morocco",
    "algerian": "algeria", "ethiopian": "ethiopia", "sudanese": "sudan", "palestinian": "palestine", "georgian": "georgia",
    "armenian": "armenia", "estonian": "estonia", "latvian": "latvia", "lithuanian": "lithuania", "slovak": "slovakia",
    "slovenian": "slovenia", "albanian": "albania", "maltese": "malta", "nepalese": "nepal", "nepali": "nepal", "scots": "scotland",
}  # fmt: skip
"""the adjective of a country or its short name, to one key"""
LANDS = frozenset(_COUNTRIES.values())
ALIKE = 88.0
"""rapidfuzz ratio, 0 to 100, from which two names are spellings of one"""


@dataclass(frozen=True)
class Name:
    """A capitalised run of words; `key` is its comparable form."""

    start: int
    end: int
    text: str
    key: str
    sure: bool = True
    """whether it is a name and not a common word that starts a sentence"""

    def same(self, other: "Name") -> bool:
        """Whether both can be the name of one thing: alike in spelling, one inside the other, or its initials."""
        mine, theirs = self.key.split(), other.key.split()
        if mine == theirs or self.key.replace(" ", "") == other.key.replace(" ", ""):
            return True
        if _part_of(mine, theirs) or _part_of(theirs, mine):
            return True
        if _initials(self.key) == "".join(theirs) or _initials(other.key) == "".join(mine):
            return True
        return len(mine) == len(theirs) and all(map(alike, mine, theirs))

    def shares_surname(self, other: "Name") -> bool:
        """Whether both can be one person or body: the same name behind other titles, and not of two lands."""
        mine, theirs = _lands(self.key), _lands(other.key)
        if mine and theirs and mine != theirs:
            return False
        return self.same(other) or self.untitled().same(other.untitled())

    def untitled(self) -> "Name":
        """Without titles and what qualifies them, and without initials, if something is left."""
        words = self.key.split()
        last = max((n for n, word in enumerate(words[:-1], 1) if word in _TITLES), default=0)
        bare = [word for word in words[last:] if len(word) > 1]
        return replace(self, key=" ".join(bare) or self.key)


def read_names(text: str) -> tuple[Name, ...]:
    """The names of a text, in order; a common word that only starts a sentence is none."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    for match in _NAME.finditer(text):
        start, run = match.start(), match.group()
        while run and (first := run.split()[0]) and _is_common(first):
            cut = len(first) + (1 if len(run) > len(first) else 0)
            start, run = start + cut, run[cut:]
        run = run.removesuffix("'s").removesuffix("’s")
        if len(run) > 1:
            sure = " " in run or run.isupper() or not _starts_sentence(text, start)
            yield Name(start, start + len(run), run, _key(run), sure)


def _is_common(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word).strip(".'’")
    return plain(bare) in _COMMON and not (bare.isupper() and len(bare) > 1)


def _starts_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip(" “\"'‘(")
    return not before or before[-1] in ".!?:\n"


def is_country(name: Name) -> bool:
    """Whether a name is that of a country or of one of the lands and continents that have adjectives of their own."""
    return name.key in LANDS


_KIND_OF_PLACE = r"the\s(?:city|island|port|region|state|town|village)\sof\s"
_TO_THE_PLACE = re.compile(rf"\b{_KIND_OF_PLACE}$", re.IGNORECASE)
TO_THE_NAME = re.compile(rf"\b(?:{_KIND_OF_PLACE}|an?\s|the\s)$", re.IGNORECASE)
"""what stands before a name and belongs to it"""


def is_place(name: Name, text: str) -> bool:
    """Whether a name of the text is one of a place: behind a word of place; behind "to" only a country, or the single word to which something moves.

    A given name with a surname is no place behind "from" or "to": "the award went to Ann Lee".
    """
    before = _TO_THE_PLACE.sub("", text[: name.start])
    word = before.rstrip().rpartition(" ")[2].casefold()
    if word in ("from", "to"):
        leads = word == "from" or bool(_MOVING.search(before))
        return is_country(name) or (leads and " " not in name.text)
    return word in ("in", "at", "near")


_MOVING = re.compile(
    r"\b(?:arriv|bus|came|come|deport|driv|drove|evacuat|extradit|ferr|fle[ed]|flew|fl[iy]|flown|goes|going|head|journey|march|mov|rail"
    r"|return|road|route|sail|ship|train|transfer|travel|trip|visit|walk|went)\w*\s(?:\w+\s){0,4}?to\s$",
    re.IGNORECASE,
)


def _lands(key: str) -> frozenset[str]:
    """The countries and points of the compass in a name, which tell two bodies of one kind apart."""
    return frozenset(key.split()) & (LANDS | _POINTS)


def known(name: Name, others: Sequence[Name], text: str) -> bool:
    """Whether a name stands in a text, as a name or as the same words without capitals."""
    if any(name.same(other) for other in others):
        return True
    if _in_key(name.key, f" {_key_of_text(text)} "):
        return True
    return " " in name.key and _stands_alone(re.sub(rf"^{JOINED}", "", name.text.split()[-1]), text)


def is_called(name: Name, article: str) -> bool:
    """Whether a word that begins a sentence is a name by its article: it has a capital inside of a sentence, and is nowhere without one."""
    word = re.escape(name.text)
    inside = re.search(rf"[\w,]\s{word}\b", article)
    return bool(inside) and not re.search(rf"\b{word.lower()}\b", article)


def has_given_name(surname: str, article: str) -> bool:
    """Whether a text has a surname behind a given name: a word with a capital that is no title, no nation's and no common one."""
    before = regex.findall(rf"(?<!\w)(\p{{Lu}}[\w'’-]+)\s{regex.escape(surname)}\b", article)
    return any(
        not _is_common(word) and plain(word) not in _TITLES | _COUNTRIES.keys() for word in before
    )


def _in_key(name: str, text: str) -> bool:
    """Whether the words of a name stand in those of a text, and not in the name of another country."""
    place = text.find(f" {name} ")
    while place >= 0:
        end = place + len(name) + 1
        if not text.endswith((" equatorial", " papua new"), 0, place) and not text.startswith(
            " bissau ", end
        ):
            return True
        place = text.find(f" {name} ", end)
    return False


def _stands_alone(surname: str, text: str) -> bool:
    """Whether a surname stands somewhere without another given name before it."""
    place = text.find(surname)
    while place >= 0:
        before = re.sub(rf"\b{JOINED}$", "", text[max(0, place - 40) : place])
        before = before.rstrip(" ").rpartition(" ")[2]
        if not before[:1].isupper() or _is_common(before) or before[-1] in ".,:;!?":
            return True
        place = text.find(surname, place + 1)
    return False


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return key_of(name)


@cached(LRUCache(REMEMBERED, getsizeof=len), lock=Lock())
def _key_of_text(text: str) -> str:
    """Apart from names: texts would drive them out. Counted in code points: a text may be a hundred times another's."""
    return key_of(text)


def key_of(text: str) -> str:
    """The words of a text in a form that is one across case, diacritics, spellings and adjectives of countries."""
    bare = re.sub(r"['’]s\b", "", plain(text)).replace(".", "").replace("united states", "us")
    bare = bare.replace("united kingdom", "britain")
    return " ".join(
        _COUNTRIES.get(word, word) for word in re.findall(r"\w+", in_one_spelling(bare))
    )


def _initials(key: str) -> str:
    return (
        "".join(word[0] for word in key.split() if word not in ("of", "the", "and", "for"))
        if " " in key
        else ""
    )


def _part_of(short: list[str], long: list[str]) -> bool:
    """Whether a name is a shorter form of another; "Korea" is none of "North Korea"."""
    return set(short) < set(long) and not (set(long) - set(short)) & _POINTS


_SILENT = re.compile(r"[aeiouyhj]+|(.)(?=\1)")
"""what spellings of one name write otherwise or leave out: vowels, "h", and the second of a double letter"""
_SOUNDS = str.maketrans("cqwz", "kkvs")
_DERIVED = frozenset({"s", "n", "ns", "an", "ans", "ian", "ians"})
"""what makes "Zambian" and "Zambians" of "Zambia"; no "a", for Martina is not Martin"""


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one, the same consonants and alike as a whole, or one is derived from the other.

    Short ones must be equal, and "Christina" is not "Christian".
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) <= 4:
        return False
    if long.startswith(short) and long[len(short) :] in _DERIVED:
        return True
    if _is_feminine(one) is not _is_feminine(other) or _consonants(one) != _consonants(other):
        return False
    return fuzz.ratio(one, other) >= ALIKE


def _consonants(word: str) -> str:
    return _SILENT.sub("", word.translate(_SOUNDS))


def _is_feminine(word: str) -> bool:
    return word.endswith(("a", "ah"))
