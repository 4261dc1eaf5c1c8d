"""Text to sentences, with offsets; sentencex (Wikimedia) splits, a few repairs know the habits of news."""

import re
from collections.abc import Iterator

import sentencex

DEFAULT_LANGUAGE = "en"

_OPEN_END = re.compile(
    r"(?:^|[\s(])(?:[ap]\.m\.|\d+\.|[•⁃-]\s*\d+\.|[A-Z]\.|(?:Dr|Mr|Mrs|Ms|St|Sr|Jr|Gen|Gov|Sen|Rep|Sgt|Capt|Lt|Col|Cpl|Maj|Adm|Prof|Rev|Hon|No|vs)\.)\s*$"
)
"""Ends that rarely end a sentence: a list number, an initial, a title, a time of day."""
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|(?:Eastern|Central|Pacific|local)\b"
)
_INITIAL = re.compile(r"\b[A-Za-z]\.$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")


def split(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of a paragraph, in order, surrounding white space left out.

    Every character that is not white space lies in exactly one sentence.
    """
    pending: int | None = None
    bounds = sentencex.get_sentence_boundaries(language or DEFAULT_LANGUAGE, text)
    for number, bound in enumerate(bounds):
        start, end = bound["start_index"], bound["end_index"]
        start = start if pending is None else pending
        pending = None
        if number + 1 < len(bounds) and _goes_on(text[start:end], text[end:]):
            pending = start
            continue
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    span = text[start:end]
    if stripped := span.strip():
        start += len(span) - len(span.lstrip())
        yield start, start + len(stripped)


def _goes_on(head: str, rest: str) -> bool:
    """Whether the splitter cut inside a sentence."""
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
