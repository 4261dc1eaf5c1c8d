"""What a window of sentences looks like to the detector: hashed n-grams of three views, and its rhythm as a few numbers.

Everything is read from a canonical form without case, digits, accents, quotation styles or odd spacing, so that neither the
formatting of a page nor the habits of a data set can stand for its author.
"""

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BITS = 20
"""each view hashes into 2**BITS places; larger tables did not score higher"""
CHARACTERS, WORDS, FRAMES = "characters", "words", "frames"
VIEWS = (CHARACTERS, WORDS, FRAMES)
_LENGTHS = {CHARACTERS: range(2, 6), WORDS: range(1, 4), FRAMES: range(2, 6)}
"""lengths of the n-grams of a view"""

Hashes = NDArray[np.uint64]
Vector = NDArray[np.float32]

_DASHES = re.compile(r"\s*(?:--+|[‐‑‒–—―])\s*|\s+-\s+")
_QUOTES = re.compile(r"\s*(?:``|''|[\"“”„«»‟])\s*")
_APOSTROPHES = re.compile(r"\s?[’‘`´ʼ']\s?(?=(?:s|t|re|ve|ll|d|m)\b)|[’‘`´ʼ]")
_NEGATION = re.compile(r"\s+(?=n't\b)")
_BEFORE = re.compile(r"\s+(?=[,.;:!?%)\]])")
_BEHIND = re.compile(r"(?<=[(\[$])\s+")
_MOJIBAKE = re.compile(r"Â(?=[\W_])|â€[™œ\u009d]?")
_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|0+(?:[.,:]0+)*|[^\w\s]")
_SUFFIX = re.compile(
    r"(?:ings?|ed|ly|tions?|sions?|ments?|ness|ity|ies|ous|ive|able|ible|al|ic|er|ers|est|ism|ists?|ance|ence|ful|less|ise|ize|s)$"
)


def canonical(text: str) -> str:
    """The text with its case, but with one kind of quotes, dashes and spaces, figures as zeros, and ASCII only."""
    text = _MOJIBAKE.sub("", text)
    text = _QUOTES.sub(' " ', text.replace("…", "..."))
    text = _DASHES.sub(" - ", text)
    text = _NEGATION.sub("", _APOSTROPHES.sub("'", text))
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    # where other scripts stood there are long runs of spaces, on which the next two would be quadratic
    text = _SPACES.sub(" ", text)
    return _BEHIND.sub("", _BEFORE.sub("", re.sub(r"\d", "0", text))).strip()


@dataclass(frozen=True)
class Features:
    """A window as the detector sees it."""

    places: Mapping[str, NDArray[np.int64]]
    """view → the places of its n-grams in a table of 2**BITS, each once"""
    values: Mapping[str, Vector]
    """view → their values, log(1 + count), of length 1 together"""
    rhythm: Vector
    """shape (len(RHYTHM),)"""


def features(sentences: Sequence[str], common: frozenset[str]) -> Features:
    """Read a window.

    Args:
        sentences: the sentences of the window, in order.
        common: words that keep their spelling in the frames; all others stand for their kind.
    """
    cased = [line for line in map(canonical, sentences) if line]
    text = " ".join(cased).lower()
    tokens = _TOKEN.findall(text)
    rows = {
        CHARACTERS: np.frombuffer(f" {text} ".encode("ascii"), dtype=np.uint8).astype(np.uint64),
        WORDS: _hashes(tokens),
        FRAMES: _hashes([frame(token, common) for token in tokens]),
    }
    counted = {view: _counted(row, _LENGTHS[view]) for view, row in rows.items()}
    return Features(
        {view: places for view, (places, _) in counted.items()},
        {view: values for view, (_, values) in counted.items()},
        np.array(list(rhythm(cased).values()), dtype=np.float32),
    )


def frame(token: str, common: frozenset[str]) -> str:
    """A common word as it is; any other by its ending, so that a sentence's build is left and its topic is not."""
    if token in common or not token[0].isalpha():
        return token
    ending = _SUFFIX.search(token)
    return f"~{ending.group()}" if ending and len(token) > 4 else "~"


def tokens_of(text: str) -> list[str]:
    """The words, figures and marks of a text in its canonical form."""
    return _TOKEN.findall(canonical(text).lower())


def _hashes(tokens: Sequence[str]) -> Hashes:
    known = {token: zlib.crc32(token.encode("ascii")) for token in set(tokens)}
    return np.fromiter((known[token] for token in tokens), dtype=np.uint64, count=len(tokens))


_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(29)
_SHIFT = np.uint64(64 - BITS)


def _counted(row: Hashes, lengths: range) -> tuple[NDArray[np.int64], Vector]:
    """The places of all n-grams of a row, and log(1 + count) of each, scaled to length 1."""
    grams = []
    rolling = np.zeros(len(row), dtype=np.uint64)
    for length in range(1, lengths.stop):
        if len(row) < length:
            break
        rolling = (rolling[: len(row) - length + 1] + row[length - 1 :] + np.uint64(1)) * _STEP
        rolling ^= rolling >> _HALF
        if length in lengths:
            grams.append((rolling * _MIX) >> _SHIFT)
    if not grams:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    places, counts = np.unique(np.concatenate(grams).astype(np.int64), return_counts=True)
    values = np.log1p(counts).astype(np.float32)
    return places, values / np.float32(np.linalg.norm(values))


_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "my",
        "your",
        "his",
        "its",
        "our",
        "their",
    ]
)
_LINKS = frozenset(
    [
        "however",
        "moreover",
        "additionally",
        "furthermore",
        "meanwhile",
        "despite",
        "while",
        "although",
        "overall",
        "ultimately",
        "as",
        "in",
        "with",
        "by",
    ]
)
_PLAIN = frozenset(["and", "but", "so", "or", "yet", "because"])
_MARKS = (",", ".", '"', ":", ";", "-", "(", "?", "!", "'", "$", "%", "/", "...")
_ENDINGS = ("ing", "ed", "ly", "ion", "ment", "ity", "s")
_RUNNING = re.compile(r"[A-Za-z]+(?:'[a-z]+)*|0+")


def rhythm(cased: Sequence[str]) -> dict[str, float]:
    """The rhythm of canonical sentences: their lengths, openings, words, marks and endings, by name.

    Lengths of sentences are shares of their mean; all else is a rate for each word or sentence, so that a window's length
    does not show.
    """
    lines = [words for line in cased if (words := _RUNNING.findall(line))] or [["0"]]
    words = [word for line in lines for word in line]
    lower = [word.lower() for word in words]
    return {
        **_sentence_measures([len(line) for line in lines], [line[0].lower() for line in lines]),
        **_word_measures(words, lower),
        **_variety(lower),
        **{f"mark {mark}": sum(line.count(mark) for line in cased) / len(words) for mark in _MARKS},
        **{f"ending {end}": _rate(word.endswith(end) for word in lower) for end in _ENDINGS},
    }


def _sentence_measures(lengths: Sequence[int], starts: Sequence[str]) -> dict[str, float]:
    sizes = np.array(lengths, dtype=np.float64)
    mean = float(sizes.mean())
    return {
        "sentence mean": math.log(mean),
        "sentence spread": float(sizes.std()) / mean,
        "sentence shortest": float(sizes.min()) / mean,
        "sentence longest": float(sizes.max()) / mean,
        "sentence step": float(np.abs(np.diff(sizes, append=sizes[-1])).mean()) / mean,
        "starts alike": Counter(starts).most_common(1)[0][1] / len(starts),
        "starts with a pronoun": _rate(start in _PRONOUNS for start in starts),
        "starts with a link": _rate(start in _LINKS for start in starts),
        "starts plainly": _rate(start in _PLAIN for start in starts),
    }


def _word_measures(words: Sequence[str], lower: Sequence[str]) -> dict[str, float]:
    letters = np.array([len(word) for word in words], dtype=np.float64)
    return {
        "word mean": float(letters.mean()),
        "word spread": float(letters.std()),
        "short words": float((letters <= 3).mean()),
        "long words": float((letters >= 7).mean()),
        "longest words": float((letters >= 10).mean()),
        "capitals": _rate(word[0].isupper() for word in words),
        "shouting": _rate(word.isupper() and len(word) > 3 for word in words),
        "pronouns": _rate(word in _PRONOUNS for word in lower),
        "figures": _rate(word[0] == "0" for word in words),
        "contractions": _rate("'" in word for word in words),
    }


def _variety(lower: Sequence[str]) -> dict[str, float]:
    """Different words in stretches of fifty; words that come once, and pairs that come again, among the first 150."""
    stretches = [lower[at : at + 50] for at in range(0, max(1, len(lower) - 49), 25)]
    counts = Counter(lower[:150])
    pairs = list(pairwise(lower[:150])) or [("", "")]
    return {
        "variety": float(np.mean([len(set(stretch)) / len(stretch) for stretch in stretches])),
        "once": _rate(number == 1 for number in counts.values()),
        "pairs again": 1 - len(set(pairs)) / len(pairs),
    }


def _rate(chosen: Iterable[bool]) -> float:
    each = list(chosen)
    return sum(each) / len(each)


RHYTHM = tuple(rhythm(["A measure."]))
"""what `rhythm` measures, in order"""
