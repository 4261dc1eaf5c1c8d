"""Words to stems, alike enough to tell that "barriers" and "barrier" are one thing."""

import re
import unicodedata

_ENDINGS = re.compile(r"(?:'s|’s|ies|sses|s|ing|ed)$")
FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "about",
        "as",
        "into",
        "over",
        "after",
        "before",
        "between",
        "under",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "yet",
        "if",
        "than",
        "then",
        "there",
        "here",
        "it",
        "its",
        "he",
        "him",
        "his",
        "she",
        "her",
        "they",
        "them",
        "their",
        "we",
        "us",
        "our",
        "you",
        "your",
        "i",
        "me",
        "my",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "not",
        "no",
        "said",
        "says",
        "say",
        "also",
        "up",
        "out",
        "off",
        "down",
        "more",
        "most",
        "other",
        "some",
        "such",
        "only",
        "own",
        "same",
        "too",
        "very",
        "just",
        "while",
        "when",
        "where",
        "why",
        "how",
        "all",
        "any",
        "both",
        "each",
    ]
)


_MARKED = re.compile(r"[^\x00-\u02ff]+")
"""runs of characters among which diacritics are; none stands below"""


def plain(text: str) -> str:
    """Lower case without diacritics."""
    if text.isascii():
        return text.casefold()
    return _MARKED.sub(_unmarked, unicodedata.normalize("NFKD", text)).casefold()


def _unmarked(run: re.Match[str]) -> str:
    return "".join(c for c in run.group() if not unicodedata.combining(c))


def stem(word: str) -> str:
    """A word without its commonest English endings; short words stay as they are."""
    bare = plain(word)
    if len(bare) <= 3:
        return bare
    short = _ENDINGS.sub(lambda m: {"ies": "y", "sses": "ss"}.get(m.group(), ""), bare)
    return short if len(short) >= 3 else bare


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = re.findall(r"[^\W_][\w'’]*", text)
    return frozenset(stem(word) for word in words if word.casefold() not in FUNCTION_WORDS)
