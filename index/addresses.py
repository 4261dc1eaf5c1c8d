"""Addresses of sentences: the quote that finds one in its article, and the link that scrolls to it on the outlet's page.

A quote is a TextQuoteSelector of the W3C Web Annotation Data Model (2017, 4.2.4); a link is a text directive after the
WICG report "URL Fragment Text Directives". A page holds more than the article's text, so a link that is right in the
article can still meet the same words elsewhere on the page.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from urllib.parse import quote as percent_encoded

from index.types import Article, Sentence

CONTEXTS = (32, 64, 128, 256, 512, 1024, 2048)
"""code points on each side of a quote; the first that make it the only one are taken, so an article that repeats itself for
longer has quotes that stand twice, and replies that stay small"""
LONG = 300
"""code points from which a link names only the first and the last words of a sentence, as Chromium's own links do"""
ENDS = 6
"""words that it names at each end, at least"""
CONTEXT_WORDS = (0, 2, 4, 8, 16, 32, 64, 128)
"""words on each side of a quote in a link; the first that make it the only one are taken"""
_WORD = re.compile(r"\S+")
_PLAIN = "!$'()*+./:;=?@_~"
"""what a text directive may hold as it is, beside letters and digits: not `-`, `,` and `&`, which divide it"""


@dataclass(frozen=True)
class TextQuoteSelector:
    """A quote with what stands before and after it: together they stand once in the article's text."""

    exact: str
    prefix: str
    suffix: str


def selector(article: Article, sentence: Sentence) -> TextQuoteSelector:
    """The quote that finds a sentence in the cleaned text of its article."""
    text, start, end = article.text, sentence.start, sentence.end
    quote = TextQuoteSelector(sentence.text, "", "")
    for size in CONTEXTS:
        prefix, suffix = text[max(0, start - size) : start], text[end : end + size]
        quote = TextQuoteSelector(sentence.text, prefix, suffix)
        if _stands_once(prefix + sentence.text + suffix, text):
            break
    return quote


def link(article: Article, sentence: Sentence) -> str | None:
    """The outlet's page, scrolled to a sentence; None where the article has no address on the web.

    A paragraph that stands twice in the article is linked where it stands first.
    """
    url = article.url or ""
    if not url.startswith(("http://", "https://")):
        return None
    page, _, fragment = url.partition("#")
    own = fragment.partition(":~:")[0]
    return f"{page}#{own}:~:text={_directive(article, sentence)}"


def _directive(article: Article, sentence: Sentence) -> str:
    """The shortest directive whose first match is the sentence: more words, until it stands once."""
    passage = _Passage.of(article, sentence)
    found = passage.whole(0)
    forms = [passage.ends, passage.whole] if passage.is_long else [passage.whole]
    for form, count in product(forms, CONTEXT_WORDS[passage.is_glued :]):
        found = form(count)
        if found.stands_once:
            break
    return found.directive


@dataclass(frozen=True)
class _Quote:
    directive: str
    stands_once: bool


@dataclass(frozen=True)
class _Passage:
    """A sentence within its block: a browser looks for a quote, and for what stands before it, inside one block."""

    text: str
    start: int
    end: int
    before: tuple[re.Match[str], ...]
    """words of the block before the sentence, as far as they may be needed"""
    words: tuple[re.Match[str], ...]
    after: tuple[re.Match[str], ...]

    @classmethod
    def of(cls, article: Article, sentence: Sentence) -> "_Passage":
        """The passage of a sentence."""
        text, start, end = article.text, sentence.start, sentence.end
        at = bisect_right(article.blocks, start, key=lambda block: block.start) - 1
        block = article.blocks[at]
        low, high = max(block.start, start - CONTEXTS[-1]), min(block.end, end + CONTEXTS[-1])
        before, words, after = (
            tuple(_WORD.finditer(text, *span)) for span in ((low, start), (start, end), (end, high))
        )
        after = after[: len(after) - (high < block.end)]
        return cls(text, start, end, before[low > block.start :], words, after)

    @property
    def is_glued(self) -> bool:
        """Whether an edge touches another word: a browser takes it for an edge only beside a context."""
        around = self.text[max(0, self.start - 1) : self.start], self.text[self.end : self.end + 1]
        return any(neighbour.strip() for neighbour in around)

    @property
    def is_long(self) -> bool:
        """Whether its ends stand for it."""
        return self.end - self.start > LONG and len(self.words) >= 2 * ENDS and not self.is_glued

    def whole(self, count: int) -> _Quote:
        """All of it between so many words."""
        low = self.before[-count:][0].start() if count and self.before else self.start
        high = self.after[:count][-1].end() if count and self.after else self.end
        prefix, suffix = self.text[low : self.start], self.text[self.end : high]
        parts = (
            f"{_encoded(prefix)}-," if prefix.strip() else "",
            _encoded(self.text[self.start : self.end]),
            f",-{_encoded(suffix)}" if suffix.strip() else "",
        )
        once = _stands_once(_folded(self.text[low:high]), _article_folded(self.text))
        return _Quote("".join(parts), once)

    def ends(self, count: int) -> _Quote:
        """Its first and last words, so many more than ENDS, behind so many words."""
        size = min(ENDS + count, len(self.words) // 2)
        low = self.before[-count:][0].start() if count and self.before else self.start
        head_end, tail_start = self.words[size - 1].end(), self.words[-size].start()
        prefix, tail = self.text[low : self.start], self.text[tail_start : self.end]
        parts = (
            f"{_encoded(prefix)}-," if prefix.strip() else "",
            f"{_encoded(self.text[self.start : head_end])},{_encoded(tail)}",
        )
        once = _stands_once(
            _folded(self.text[low:head_end]), _article_folded(self.text)
        ) and _stands_once(_folded(tail), _folded(self.text[head_end : self.end]))
        return _Quote("".join(parts), once)


def _stands_once(part: str, text: str) -> bool:
    return text.find(part, text.find(part) + 1) < 0


def _folded(text: str) -> str:
    """What a browser compares: base letters, without case, and any white space as one space."""
    spread = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    if spread.isascii():
        return spread
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


_article_folded = lru_cache(maxsize=32)(_folded)


def _encoded(text: str) -> str:
    return percent_encoded(" ".join(text.split()), safe=_PLAIN, errors="replace").replace(
        "-", "%2D"
    )
