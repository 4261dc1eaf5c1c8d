"""Words to stems, alike enough to tell that "barriers" and "barrier" are one thing."""

import re
import unicodedata

_ENDINGS = re.compile(r"(?:'s|’s|ie[ds]|sses|(?<!s)s)$")
_DOUBLED = re.compile(r"(?<=..)([bdgmnprt])\1$")
_CLIPPED = re.compile(r"[^aeiouy]*[aeiouy][^aeiouywx]|.*[bcdfgkpstz]l", re.DOTALL)
"""what has lost an "e": "fin" of "fined", "settl" of "settled"; "plan" would be "plann" of "planned\""""
_SYLLABLE = re.compile(r"[aeiouy][^aeiouy]")
FULL_STOP = (
    r"(?<!\b[A-Za-z])(?<!\b(?:Dr|Lt|Mr|Ms|No|St|vs))(?<!\b(?:Col|Gen|Gov|Hon|Maj|Mrs|Rep|Rev|Sen|Sgt))(?<!\b(?:Capt|Prof))"
    r"\.(?=[\"”’')\]]*(?:\s|$))"
)
"""a full stop that ends a sentence: none in "4.2", in "U.S." or behind a title"""
SENTENCE_END = re.compile(r"[.;!?]\s")
"""what parts a figure from another one, or from a date; a title's full stop does, too"""
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


_LETTERS = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i",
}  # fmt: skip
"""letters that are no letter with a mark, and so do not come apart, as English papers write them"""
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
_MARKED = re.compile(r"[^\x00-\u02ff]+")
"""runs of characters among which diacritics are; none stands below"""


def plain(text: str) -> str:
    """Lower case without diacritics."""
    if text.isascii():
        return text.casefold()
    spelt = _LETTER.sub(lambda m: _LETTERS[m.group()], text)
    return _MARKED.sub(_unmarked, unicodedata.normalize("NFKD", spelt)).casefold()


def _unmarked(run: re.Match[str]) -> str:
    return "".join(c for c in run.group() if not unicodedata.combining(c))


_SPELLINGS = {"ence": "ense", "our": "or", "re": "er", "is": "iz", "ys": "yz"}
_BRITISH = re.compile(
    r"ence(?<=\w\wence)(?=s?\b)|our(?<=\w{3}our)(?=s?\b|ed|ing|er|hood|ite|able)|re(?<=[bt]re)(?=s?\b)"
    r"|[iy]s(?<=\w{3}[iy]s)(?=e[ds]?\b|ing\b|ations?\b)"
)


def in_one_spelling(text: str) -> str:
    """Words of lower case as Americans spell them ("defense", "labor", "center", "organize")."""
    return _BRITISH.sub(lambda m: _SPELLINGS[m.group()], text)


def stem(word: str) -> str:
    """A word without its commonest English endings, in one spelling; short words stay as they are."""
    bare = in_one_spelling(plain(word))
    if len(bare) <= 3:
        return bare
    short = _ENDINGS.sub(lambda m: {"ies": "y", "ied": "y", "sses": "ss"}.get(m.group(), ""), bare)
    if short == bare:
        short = _uninflected(bare)
    if short.endswith("e") and not _keeps_e(short[:-1]):
        short = short[:-1]
    return short if len(short) >= 3 else bare


def _uninflected(bare: str) -> str:
    """A verb's form without "ing" or "ed", as the verb is written: "fine" of "fined", "plan" of "planned"."""
    root = bare.removesuffix("ing") if bare.endswith("ing") else bare.removesuffix("ed")
    if root == bare or root.endswith("e") or not re.search(r"[aeiouy]", root):
        return bare
    if _DOUBLED.search(root):
        return root[:-1]
    return f"{root}e" if _CLIPPED.fullmatch(root) else root


def _keeps_e(root: str) -> bool:
    """Whether a word would be another one without its last "e" ("fine", "plane", "free", "settle")."""
    return not _SYLLABLE.search(root) or root.endswith("e") or bool(_CLIPPED.fullmatch(root))


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = re.findall(r"[^\W_][\w'’]*", text)
    return frozenset(stem(word) for word in words if word.casefold() not in FUNCTION_WORDS)
