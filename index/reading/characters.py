"""Characters that cannot be seen or that pretend to be others: named with their place, and normalised.

What a reader cannot see must not change what is judged. Invisible characters go, unusual spaces become spaces, letters of
another script that look Latin inside a Latin word become Latin (Unicode Technical Standard #39, confusables), and the
text is composed (NFC). What a script or an emoji needs stays: variation selectors and joiners of emoji, the joiners of
Arabic and Indic scripts, the selectors of Han and Mongolian, and words that are wholly Cyrillic or Greek.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from index.reading.credentials import is_wrapper
from index.types import Mark

_STAND_INS = {"\u200c": "\U000e01ee", "\u200d": "\U000e01ef"}
"""trafilatura drops joiners; these two variation selectors are in no registered sequence"""
_JOINERS = str.maketrans({stand_in: joiner for joiner, stand_in in _STAND_INS.items()})
SHOWN = 10
"""findings of one kind that are listed with their place; the rest are counted"""
BYTE_ORDER_MARK = "\ufeff"
_INVISIBLE = regex.compile(r"[\p{DI}\p{Cc}\ufff9-\ufffb--[\t\n\r\x85]]+", regex.V1)
_LONE = regex.compile(r"\p{Cs}")
REPLACEMENT = "\ufffd"
_SPACE = regex.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_COMMON_SPACE = regex.compile(
    r"[\u00a0\u3000]|(?<=[\p{N}«])[\u2009\u202f]|[\u2009\u202f](?=[\p{N};:!?»%€$£])"
)
"""spaces that typography asks for: fixed ones, wide ones, narrow ones in numbers and French punctuation"""
_COMPATIBLE = regex.compile(r"[\ufb00-\ufb06\U0001d400-\U0001d7ff]")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""full-width forms of ASCII, which East Asian text uses by right"""
_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]")
_MIXED = regex.compile(r"(?=\w*\p{Latin})\w*[\p{Cyrillic}\p{Greek}\p{Armenian}]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SCRIPTS = {
    name: regex.compile(rf"\p{{Script={name}}}")
    for name in ("Latin", "Cyrillic", "Greek", "Armenian")
}
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}\p{Nko}]")
_TWINS = {
    "Cyrillic": ("асеһіјӏорԛѕԝхуԁАВСЕНІЈКМОРЅТХУԜԚ", "acehijlopqswxydABCEHIJKMOPSTXYWQ"),
    "Greek": ("αγιονρυϲΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ayiovpucABEZHIKMNOPTYX"),
    "Armenian": ("օսոհցյՕՍԼՏ", "ounhgjOULS"),
}
"""letters that look alike in common typefaces, after UTS #39; those that only resemble each other are left out"""
_TO_LATIN = {
    foreign: latin
    for letters, twins in _TWINS.values()
    for foreign, latin in zip(letters, twins, strict=True)
}
_TO_SCRIPT = {
    script: {latin: foreign for foreign, latin in zip(letters, twins, strict=True)}
    for script, (letters, twins) in _TWINS.items()
}
_LATIN_SPELLING = {ord(foreign): latin for foreign, latin in _TO_LATIN.items()}
_SPELLING = {
    script: {ord(latin): foreign for latin, foreign in back.items()}
    for script, back in _TO_SCRIPT.items()
}
_KEPT = (
    # emoji: its selector, and the joiner to the next one; a key cap's digit
    regex.compile(
        r"[\p{Emoji}--[#*0-9]]\p{EMod}?\K[\ufe0e\ufe0f](?:\u200d(?=\p{ExtPict}))?", regex.V1
    ),
    regex.compile(r"\p{Emoji}\K\u200d(?=\p{ExtPict})", regex.V1),
    regex.compile(r"[#*0-9]\K\ufe0f(?=\u20e3)"),
    # a flag of a region, spelt in tags
    regex.compile(r"\U0001f3f4\K[\U000e0020-\U000e007e]{2,6}\U000e007f"),
    # joiners between letters of scripts that join
    regex.compile(
        r"[[\p{L}\p{M}]&&[\p{Arabic}\p{Syriac}\p{Nko}\p{Mongolian}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}"
        r"\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Tibetan}\p{Inherited}]]\K[\u200c\u200d](?=[\p{L}\p{M}--\p{Latin}])",
        regex.V1,
    ),
    regex.compile(r"[\p{Han}]\K[\ufe00-\ufe02\U000e0100-\U000e01ef]"),
    regex.compile(r"[\p{Mongolian}]\K[\u180b-\u180d\u180f]"),
)


@dataclass(frozen=True)
class Normal:
    """A normalised text, and what was out of the ordinary, with code points of the text as it came."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class _Finding:
    kind: str
    value: str
    start: int
    end: int


def whole(text: str) -> str:
    """The text with U+FFFD for every lone surrogate, which JSON can spell and UTF-8 cannot."""
    return str(_LONE.sub(REPLACEMENT, text))


def normalise(text: str) -> Normal:
    """The text as it should be judged, and a mark for each thing that a reader cannot see in it."""
    if text.isascii() and not _INVISIBLE.search(text):
        return Normal(text)
    spaced, spaces = _plain_spaces(text)
    seen, invisible, places = _visible(spaced)
    spelt, words = _one_script(seen)
    found = [
        *invisible,
        *spaces,
        *(_Finding(w.kind, w.value, _raw(places, w.start), _raw(places, w.end)) for w in words),
    ]
    return Normal(unicodedata.normalize("NFC", _compatible(spelt)), tuple(_marks(found)))


def shield(html: str) -> str:
    """A page whose joiners that a script or an emoji needs are replaced by characters that an HTML reader leaves alone."""
    if not any(joiner in html for joiner in _STAND_INS):
        return html
    kept = _kept(html)
    return "".join(_STAND_INS.get(c, c) if at in kept else c for at, c in enumerate(html))


def unshield(text: str) -> str:
    """The joiners again."""
    return text.translate(_JOINERS)


def _kept(text: str) -> set[int]:
    """The places of invisible characters that belong where they stand."""
    return {
        at for pattern in _KEPT for match in pattern.finditer(text) for at in range(*match.span())
    }


def _plain_spaces(text: str) -> tuple[str, list[_Finding]]:
    common = {match.start() for match in _COMMON_SPACE.finditer(text)}
    found = [
        _Finding("space", _named(match.group()), match.start(), match.end())
        for match in _SPACE.finditer(text)
        if match.start() not in common
    ]
    return _SPACE.sub(" ", text), found


def _visible(text: str) -> tuple[str, list[_Finding], list[tuple[int, int]]]:
    """The text without its invisible runs, the runs, and at which place of the new text how much is gone before it."""
    kept = _kept(text)
    pieces: list[str] = []
    found: list[_Finding] = []
    gone: list[tuple[int, int]] = []
    end = 0
    for match in _INVISIBLE.finditer(text):
        stay = "".join(text[at] for at in range(*match.span()) if at in kept)
        left = [text[at] for at in range(*match.span()) if at not in kept]
        pieces += [text[end : match.start()], stay]
        end = match.end()
        if left:
            gone.append((match.end(), len(left)))
        if kind := _kind(left, match.group(), text, match.start()):
            found.append(_Finding(kind, _named(left), *match.span()))
    pieces.append(text[end:])
    before = accumulate(count for _, count in gone)
    places = [(at - total, total) for (at, _), total in zip(gone, before, strict=True)]
    return "".join(pieces), found, places


def _raw(places: Sequence[tuple[int, int]], at: int) -> int:
    """A place of the visible text as one of the text as it came."""
    before = bisect_right(places, (at, len(places) and places[-1][1])) - 1
    return at + (places[before][1] if before >= 0 else 0)


def _kind(left: Sequence[str], run: str, text: str, start: int) -> str | None:
    """What an invisible run is called; None where it is nothing out of the ordinary."""
    if (
        not left
        or set(left) == {"\u00ad"}
        or (start == 0 and run == BYTE_ORDER_MARK)
        or is_wrapper(run)
    ):
        return None
    if any("\U000e0000" <= character <= "\U000e007f" for character in left):
        return "tag"
    if any(unicodedata.category(character) == "Mn" for character in left):
        return "variation-selector"
    if all(unicodedata.bidirectional(character) != "BN" for character in left):
        return None if _RIGHT_TO_LEFT.search(text) else "direction"
    if all(unicodedata.category(character) == "Cc" for character in left):
        return "control"
    return "zero-width"


def _one_script(text: str) -> tuple[str, list[_Finding]]:
    """The text with each mixed or disguised word in one script, and those words."""
    if not _FOREIGN.search(text):
        return text, []
    main = max(_SCRIPTS, key=lambda name: len(_SCRIPTS[name].findall(text)))
    words = list(_WORD.finditer(text))
    found: list[_Finding] = []
    pieces: list[str] = []
    end = 0
    for place, match in enumerate(words):
        word = match.group()
        if not (_MIXED.match(word) or _TO_LATIN.keys() >= set(word)):
            continue
        neighbours = [
            other.group() for other in words[max(0, place - 1) : place + 2] if other is not match
        ]
        spelt = _spelt(word, main, neighbours)
        if spelt is None:
            continue
        kind = "homoglyph" if spelt != word else "mixed-script"
        found.append(_Finding(kind, word, *match.span()))
        pieces += [text[end : match.start()], spelt]
        end = match.end()
    return "".join([*pieces, text[end:]]), found


def _spelt(word: str, main: str, neighbours: Sequence[str]) -> str | None:
    """A word in one script; the word itself where that cannot be; None where it is as it should be."""
    letters = dict.fromkeys(word)
    latin = [letter for letter in letters if _SCRIPTS["Latin"].match(letter)]
    foreign = [letter for letter in letters if letter.isalpha() and letter not in latin]
    other = next(
        (name for name in _TWINS if all(_SCRIPTS[name].match(letter) for letter in foreign)), ""
    )
    alike = all(letter in _TO_LATIN for letter in foreign)
    if not latin:
        disguised = main == "Latin" and alike and not _is_own(word, other, neighbours)
        return word.translate(_LATIN_SPELLING) if disguised else None
    back = _TO_SCRIPT.get(other, {})
    returns = all(letter in back for letter in latin)
    if alike and not (main == other and returns):
        if other == "Greek" and _is_symbol(latin, foreign):
            return None
        return word.translate(_LATIN_SPELLING)
    if returns:
        return word.translate(_SPELLING[other])
    return None if other == "Greek" else word


def _is_own(word: str, script: str, neighbours: Sequence[str]) -> bool:
    """Whether a word of twins only is a word of its own script: a Greek symbol, or among words that are surely of it."""
    if script == "Greek" and len(word) == 1:
        return True
    return any(
        any(_SCRIPTS[script].match(letter) and letter not in _TO_LATIN for letter in other)
        for other in neighbours
        if script
    )


def _is_symbol(latin: Sequence[str], foreign: Sequence[str]) -> bool:
    """A small Greek letter behind capitals is a symbol (TNFα)."""
    return all(letter.isupper() for letter in latin) and all(letter.islower() for letter in foreign)


def _compatible(text: str) -> str:
    """Mathematical letters, ligatures and, outside East Asian text, full-width letters as plain ones."""
    text = str(_COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text))
    return text if _WIDE.search(text) else text.translate(_NARROW)


def _marks(found: Iterable[_Finding]) -> Iterator[Mark]:
    """The first findings of each kind with their places, and how many more there are."""
    count: Counter[str] = Counter()
    for finding in sorted(found, key=lambda finding: finding.start):
        count[finding.kind] += 1
        if count[finding.kind] <= SHOWN:
            yield Mark("characters", finding.kind, finding.value, finding.start, finding.end)
    for kind, number in count.items():
        if number > SHOWN:
            yield Mark("characters", kind, f"and {number - SHOWN} more")


def _named(characters: Iterable[str]) -> str:
    """Code points with their number: "U+200B ×3"."""
    return ", ".join(
        f"U+{ord(character):04X}" + (f" ×{number}" if number > 1 else "")
        for character, number in Counter(characters).items()
    )
