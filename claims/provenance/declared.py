"""What an article says of its own making: disclosure phrases with their scope, and marks in the page's head.

A picture's label speaks of the picture, a label on a teaser of that teaser. Only a label of the article itself, or a
mark on the article object, flags the article. A sentence *about* AI declares nothing: a phrase counts only as a label of
its own, or where the text speaks of itself ("This article was written with the help of AI").
"""

import re
from collections.abc import Iterator

from claims.types import Provenance, ProvenanceStatus, Signal
from index.reading.furniture import LABEL, is_label
from index.types import Article, Block, Mark, Section, Sentence

_SELF = re.compile(
    r"\b(?:this|the\sabove|diese[rs]?|cet|este)\s(?:article|story|report|text|post|summary|page|content|translation|beitrag|artikel|artículo)\b.{0,60}?",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"\b(?:image|photo|picture|illustration|graphic|video|rendering|bild|foto|imagen)s?\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:by\s|von\s|par\s|por\s)?(?:ai|a\.i\.|chatgpt|artificial\sintelligence)(?:\s(?:reporter|writer|staff|desk|bot|assistant))\b",
    re.IGNORECASE,
)
_SOURCE_TYPES = {
    "trainedalgorithmicmedia": True,
    "compositewithtrainedalgorithmicmedia": True,
    "compositesynthetic": True,
    "algorithmicmedia": True,
    "digitalcreation": False,
    "humanedits": False,
    "minorhumanedits": False,
}
"""IPTC digital source types (https://cv.iptc.org/newscodes/digitalsourcetype/) → made by a machine"""
_META_SAYS = re.compile(
    r"\b(?:true|yes|ai|generated|assisted|gpt|trainedalgorithmicmedia)\b", re.IGNORECASE
)
_MEDIA_OBJECTS = frozenset(
    {"imageobject", "videoobject", "audioobject", "mediaobject", "photograph"}
)
_WHOLE = frozenset({"article", "text"})
_LABEL_WORDS = 20
"""a longer sentence that mentions a machine is prose"""


def assess(article: Article) -> Provenance:
    """Everything that an article declares; `flagged` only when it declares it of its own text."""
    signals = (*_marks(article.marks), *_labels(article))
    flagged = any(signal.scope in _WHOLE for signal in signals)
    speaks = flagged or any(signal.scope == "section" for signal in signals)
    status = ProvenanceStatus.DECLARED if speaks else ProvenanceStatus.NONE
    return Provenance(status, flagged, signals)


def marked_as_ai(provenance: Provenance, sentence: Sentence) -> bool:
    """Whether a sentence stands in an article or a section that is marked as made by a machine."""
    if provenance.flagged:
        return sentence.section in (Section.BODY, Section.HEADLINE)
    covers = [signal.covers for signal in provenance.signals if signal.covers is not None]
    return any(start <= sentence.start and sentence.end <= end for start, end in covers)


def _marks(marks: tuple[Mark, ...]) -> Iterator[Signal]:
    for mark in marks:
        code = (
            re.sub(r"\W", "", mark.value.rstrip("/").rpartition("/")[2].rpartition(":")[2])
            .casefold()
            .removesuffix("digitalsource")
        )
        if mark.method == "meta":
            made = _SOURCE_TYPES.get(code, bool(_META_SAYS.search(mark.value)))
        else:
            made = _SOURCE_TYPES.get(code, False)
        if made:
            of_media = mark.name.partition(".")[0].casefold() in _MEDIA_OBJECTS
            yield Signal("disclosure", mark.method, "image" if of_media else "article", mark.value)


def _labels(article: Article) -> Iterator[Signal]:
    for place, block in enumerate(article.blocks):
        text = article.text[block.start : block.end]
        for match in _statements(text):
            yield _signal(article, place, block, match)


def _statements(text: str) -> Iterator[re.Match[str]]:
    """The disclosures of a block: its labels, a machine's byline, or the part in which the text speaks of itself."""
    if (byline := _BYLINE.match(text)) and len(text.split()) <= 8:
        yield byline
    elif len(text.split()) <= _LABEL_WORDS and is_label(text):
        yield from LABEL.finditer(text)
    else:
        for own in _SELF.finditer(text):
            if match := LABEL.search(text, own.start(), own.end() + 80):
                yield match


def _signal(article: Article, place: int, block: Block, match: re.Match[str]) -> Signal:
    start, end = block.start + match.start(), block.start + match.end()
    value = article.text[start:end]
    if _IMAGE.search(value):
        return Signal("disclosure", "phrase", "image", value, start, end)
    if block.section is Section.RELATED:
        covers = _teaser(article.blocks, place)
        return Signal("disclosure", "phrase", "section", value, start, end, covers)
    return Signal("disclosure", "phrase", "article", value, start, end)


def _teaser(blocks: tuple[Block, ...], place: int) -> tuple[int, int]:
    """The label's own block and the one behind it: on a teaser the label stands above its text."""
    last = blocks[place + 1] if place + 1 < len(blocks) else blocks[place]
    return blocks[place].start, last.end
