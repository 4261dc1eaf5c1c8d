"""Text to sentences, with offsets; sentencex (Wikimedia) splits, a few repairs know the habits of news."""

import re
from collections.abc import Iterator

import sentencex

DEFAULT_LANGUAGE = "en"
NEAR = 200
"""code points on either side of an end that tell whether it is one"""
WINDOW = 5_000
"""code points that the splitter is given; its time can grow with their square"""
LONGEST = 1_000
"""code points; the models read some 1,100 of a sentence, and what reads its facts takes a time that grows with their square"""

_OPEN_END = re.compile(
    r"(?:^|[\s(])(?:[ap]\.m\.|\d+\.|[•⁃-]\s*\d+\.|[A-Z]\.|(?:Dr|Mr|Mrs|Ms|St|Sr|Jr|Gen|Gov|Sen|Rep|Sgt|Capt|Lt|Col|Cpl|Maj|Adm|Prof|Rev|Hon|No|vs)\.)\s*$"
)
"""Ends that rarely end a sentence: a list number, an initial, a title, a time of day."""
_ANSWER = re.compile(
    r"No\.\s+(?!#|[A-Z]{0,4}[-/]?\d|(?:[IVXLC]{2,}|[VX])\b)(?=[“\"‘'(]?[^\W\d_a-z])"
)
"""a "No." at the head of a sentence that answers: as the mark of a number it has one behind it"""
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|(?:Eastern|Central|Pacific|local)\b"
)
_NUMBERED = re.compile(
    r"(?:^|[\s(«„“\"'’])(?:arts?|aprox|núms?|nº|ca|env|pp?|figs?|cap|vol|Abs|Nr|§)\.\s*$",
    re.IGNORECASE,
)
"""abbreviations that a number goes on from"""
_ORDINAL = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|im|am|beim|vom|zum|zur|ins|(?:k?ein|[msd]ein|ihr|unser|jed|dies)(?:e[rnms]?)?)\s\d{1,3}\.\s*$",
    re.IGNORECASE,
)
"""a German ordinal behind what goes before a noun"""
_NOT_COUNTED = re.compile(
    r"(?:D(?:er|ie|as|en|em|ann|anach|amit|abei|och|ort)|Er|Sie|Es|Wir|Ich|Ein[es]?|In|Im|Am|An|Auf|Bei|Bis|Mit|Nach|Vor|Von|Zu[mr]?|Und|Aber|Auch|Als|Wenn|Weil|So|Seit|Laut|Für)\b"
)
"""words that begin a sentence and follow no ordinal"""
_DAY_OF = re.compile(r"\b\d{4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?\s*$")
"""a day, or its year and month, as Korean writes it"""
_YEAR = re.compile(r"\b\d{4}\.\s*$")
_MONTH = re.compile(r"\d{1,2}\.\s?\d")
_INITIAL = re.compile(r"\b[A-Za-z]\.$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_WORD_END = re.compile(
    r"\b(?:May|may|art|Bart|[Ff]ed|Ida|ill|Ken|me|miss|no|ore)\.[”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z])"
)
"""behind words that the splitter holds for abbreviations, and that end sentences of news ("by 8 May. A second …")"""


def split(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of a paragraph, in order, surrounding white space left out.

    Every character that is not white space lies in exactly one sentence. One that is too long is parted between words.
    """
    for start, end in _whole(text, language or DEFAULT_LANGUAGE):
        for first, last in _parts(text, start, end):
            yield from _trimmed(text, first, last)


def _whole(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The sentences that the splitter finds, those put together again that it cut."""
    pending: int | None = None
    for found, end in _found(text, language):
        start = found if pending is None else pending
        pending = None
        if end < len(text) and _goes_on(
            text[max(start, end - NEAR) : end], text[end : end + NEAR], language
        ):
            pending = start
            continue
        while answer := _ANSWER.match(text, start, end):
            yield start, answer.end()
            start = answer.end()
        yield start, end


def _found(text: str, language: str) -> Iterator[tuple[int, int]]:
    """What the splitter finds, which is given no more than its window at a time, from the end of a sentence on."""
    start = 0
    while start < len(text):
        piece = text[start : start + WINDOW]
        bounds = sentencex.get_sentence_boundaries(language, piece)
        if start + len(piece) < len(text) and len(bounds) > 1:
            bounds.pop()
        for bound in bounds:
            yield from _cut(
                text, start + bound["start_index"], start + bound["end_index"], language
            )
        start += bounds[-1]["end_index"] if bounds else len(piece)


def _cut(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """What the splitter holds for one sentence, parted where an English word ends one."""
    for match in _WORD_END.finditer(text, start, end) if language == "en" else ():
        yield start, match.end()
        start = match.end()
    yield start, end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts that are not too long."""
    while end - start > LONGEST:
        gap = text.rfind(" ", start + 1, start + LONGEST)
        cut = gap if gap > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    span = text[start:end]
    if stripped := span.strip():
        start += len(span) - len(span.lstrip())
        yield start, start + len(stripped)


def _goes_on(head: str, rest: str, language: str) -> bool:
    """Whether the splitter cut inside a sentence."""
    following = rest.lstrip()
    if _is_numbered(head, following, language) or (
        language == "de" and _is_ordinal(head, following)
    ):
        return True
    if not head[-1:].isspace() and rest[:1].isalnum():
        return _ADDRESS.search(head) is not None or _INITIAL.search(head) is not None
    match = _OPEN_END.search(head)
    if match is None:
        return False
    mark = match.group().strip(" (\n")
    if mark in ("a.m.", "p.m."):
        return bool(_DAY.match(rest.lstrip()))
    if mark[0].isdigit() or mark[0] in "•⁃-":
        return head.strip() == mark or rest.lstrip()[:1].islower()
    return True


def _is_numbered(head: str, following: str, language: str) -> bool:
    """Whether a number goes on: with the mark of an ordinal, behind an abbreviation, or in a Korean day."""
    if following[:1] in ("º", "ª"):
        return head.rstrip()[-2:-1].isdigit()
    if language == "ko":
        return bool(_DAY_OF.search(head) or (_YEAR.search(head) and _MONTH.match(following)))
    return language != "en" and following[:1].isdigit() and _NUMBERED.search(head) is not None


def _is_ordinal(head: str, following: str) -> bool:
    return (
        following[:1].isupper()
        and _ORDINAL.search(head) is not None
        and _NOT_COUNTED.match(following) is None
    )
