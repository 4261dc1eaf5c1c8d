"""Whom a text credits: the outlets that it names, and those in the places where an agency's name stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from index.outlets import key_of
from index.types import Article, Section

_AGENCIES: Mapping[str, tuple[str, ...]] = {
    "AAP": ("aap.com.au", "Australian Associated Press"),
    "AFP": ("afp.com", "Agence France-Presse"),
    "ANI": ("aninews.in", "Asian News International"),
    "ANSA": ("ansa.it",),
    "AP": ("apnews.com", "ap.org", "Associated Press"),
    "APA": ("apa.at", "Austria Presse Agentur"),
    "Anadolu": ("aa.com.tr", "AA", "Anadolu Agency"),
    "Canadian Press": ("thecanadianpress.com",),
    "EFE": ("efe.com",),
    "IANS": ("ians.in", "ianslive.in", "Indo-Asian News Service"),
    "Interfax": ("interfax.ru", "interfax.com"),
    "Keystone-SDA": ("keystone-sda.ch",),
    "Kyodo": ("kyodonews.net", "kyodonews.jp", "Kyodo News"),
    "PA Media": ("pa.media", "PA", "Press Association"),
    "PTI": ("ptinews.com", "Press Trust of India"),
    "Reuters": ("reuters.com", "Thomson Reuters"),
    "TASS": ("tass.com", "tass.ru"),
    "UPI": ("upi.com", "United Press International"),
    "Xinhua": ("xinhuanet.com", "news.cn", "Xinhua News Agency"),
    "Yonhap": ("yna.co.kr", "Yonhap News Agency"),
    "dpa": ("dpa.com", "dpa-international.com", "Deutsche Presse-Agentur"),
}
"""by the name they mostly go by: their hosts, and what else they are called"""
_PAPERS: Mapping[str, tuple[str, ...]] = {
    "Financial Times": ("ft.com",),
    "Frankfurter Allgemeine": ("faz.net", "FAZ"),
    "Los Angeles Times": ("latimes.com",),
    "New York Times": ("nytimes.com",),
    "South China Morning Post": ("scmp.com",),
    "Sydney Morning Herald": ("smh.com.au",),
    "Wall Street Journal": ("wsj.com",),
}
"""the same of outlets whose host is an abbreviation"""
_NAMES = {**_AGENCIES, **_PAPERS}
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""labels that belong to a country's suffix ("co.uk")"""
_FORMS = tuple(
    re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    for pattern in (
        r"^[^\n]{0,80}?[(\[]([^\n()\[\]]{2,40})[)\]]\s*[–—:-]",
        r"(?:^|[.!?”\"'’])[^\S\n]*[(\[]([^\n()\[\]]{2,40})[)\]][^\S\n]*$",
        r"^(?:by|from|source|von|quelle|par|por)\b:?[^\S\n]+([^\n]{2,80})$",
        r"(?:©|\(c\)|\bcopyright\b(?=\W{0,3}(?:\d{4}|©|\(c\)|by\b)))[^\S\n]*(?:©|\(c\))?[^\S\n]*(?:\d{4}[^\S\n]*)?(?:by[^\S\n]+)?([^\n.;]{2,60})",
    )
)
"""a dateline, a credit behind the last sentence, a byline, a copyright line"""
_BETWEEN = re.compile(
    r"[/,|&;()\[\]]|\s[–—-]\s|\b(?:and|with|for|via|all\srights)\b", re.IGNORECASE
)
_STAFF = re.compile(r"\s+(?:staff|reporters?|writers?|correspondents?)$", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?:['’]s)?\s+(?:(?:has|had|first|also|earlier)\s+){0,2}(?:reported|said\s+it)\b"
)
_OPENS = re.compile(r"[(\[](?:[\w ]{1,20}[/-])?$")
_CLOSES = re.compile(r"(?:[/-][\w ]{1,20})?[)\]]")
_GOES_ON = re.compile(r"[\w,;&/(][^\S\n]*$")
"""what stands before a word that does not begin a sentence"""


class Credit(IntEnum):
    """How a text credits an outlet, the surest last."""

    NONE = 0
    NAMED = 1
    FORMAL = 2
    """in a dateline, a byline or a copyright line, as an agency is credited"""


@dataclass(frozen=True, eq=False)
class Credits:
    """Whom an article credits."""

    outlet: str
    text: str
    formal: frozenset[str]
    """the keys of all that stands where an agency's name would"""

    @classmethod
    def of(cls, article: Article) -> "Credits":
        """Read an article; a picture's credit is not the text's."""
        text = article.text
        for block in reversed(article.blocks):
            if block.section in (Section.CAPTION, Section.RELATED):
                text = text[: block.start] + text[block.end :]
        found = [*article.authors, *(match[1] for form in _FORMS for match in form.finditer(text))]
        parts = (part.strip() for words in found for part in _BETWEEN.split(words))
        formal = frozenset(_key(_STAFF.sub("", part)) for part in parts) - {""}
        return cls(article.outlet, article.text, formal)

    def to(self, outlet: str) -> Credit:
        """How another outlet is credited; what an article says of its own is no credit."""
        keys = _keys(outlet)
        if keys & _keys(self.outlet):
            return Credit.NONE
        if keys & self.formal:
            return Credit.FORMAL
        return Credit.NAMED if names_outlet(self.text, outlet) else Credit.NONE

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The agencies that are credited as agencies are, by their names; the article's own is none."""
        own = _keys(self.outlet)
        return frozenset(
            name for name in _AGENCIES if not (keys := _keys(name)) & own and keys & self.formal
        )


def names_outlet(text: str, outlet: str) -> bool:
    """Whether a text names an outlet, which is given by its name or its host; "hard times" are not The Times."""
    host = _host(outlet)
    if host and re.search(rf"\b{re.escape(host)}\b", text, re.IGNORECASE):
        return True
    return any(
        _is_name(text, match, name)
        for name in _names(outlet)
        for match in _spelled(name).finditer(text)
    )


def _is_name(text: str, match: re.Match[str], name: str) -> bool:
    """Whether words that are spelled like a name stand as one; at the start of a sentence any word has a capital."""
    found = match.group()
    words = re.findall(r"\w+", found)
    known = name in _ALIASES
    if words[-1][0].islower() and not (known and found == name):
        return False
    before, after = text[max(0, match.start() - 25) : match.start()], match.end()
    if _REPORTED.match(text, after) or (_OPENS.search(before) and _CLOSES.match(text, after)):
        return True
    may_be_a_word = len(words) == 1 and found.istitle() and not known
    return len(found) > 2 and (not may_be_a_word or bool(_GOES_ON.search(before)))


@lru_cache(maxsize=1000)
def _spelled(name: str) -> re.Pattern[str]:
    """An abbreviation is spelled as it is, any other name with a space, a hyphen or nothing between its words."""
    letters = r"\W{0,2}".join(map(re.escape, "".join(re.findall(r"\w+", name))))
    return re.compile(rf"\b{letters}\b", 0 if name.isupper() else re.IGNORECASE)


@lru_cache(maxsize=1000)
def _keys(outlet: str) -> frozenset[str]:
    return frozenset(map(_key, _names(outlet))) - {""}


def _key(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return "".join(words[1:] if words[:1] == ["the"] else words)


@lru_cache(maxsize=1000)
def _names(outlet: str) -> tuple[str, ...]:
    """What an outlet is called: its name, or the part of its host that its owner chose, and all that is known besides."""
    host = _host(outlet)
    name = _registered(host.split(".")) if host else outlet
    for usual, others in _NAMES.items():
        called = (usual, *(other for other in others if "." not in other))
        at_home = host and any(f".{host}".endswith(f".{other}") for other in others)
        if at_home or (not host and _key(name) in map(_key, called)):
            return tuple(dict.fromkeys((*called, name)))
    return (name,)


def _host(outlet: str) -> str | None:
    bare = key_of(outlet).partition("/")[0]
    return bare if "." in bare and " " not in bare else None


def _registered(labels: list[str]) -> str:
    """The part of a host that its owner chose: "bbc" of "news.bbc.co.uk"."""
    own = labels[:-1]
    return own[-2] if len(own) > 1 and own[-1].casefold() in _SECOND_LEVEL else own[-1]


_ALIASES = frozenset(
    name for usual, others in _NAMES.items() for name in (usual, *others) if "." not in name
)
