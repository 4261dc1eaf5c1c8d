"""Lines of a page to blocks: the one place where a document's text and its sections are made."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, starmap

from index.reading import dates
from index.reading.characters import normalise
from index.reading.furniture import Kind, kind_of
from index.reading.labels import Subject, label_statements
from index.types import Block, Section

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028]")
_SPACES = re.compile(r"[ \t]+")
_GLUED = re.compile(
    r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+ (?:[a-z]+ )?)|(?<=[a-z]{2}[.!?][”\"])(?=[A-Z][a-z]+ )"
)
MOST_DATES = 20
"""times that a page is searched for; one takes milliseconds, and a page has one or two"""
TITLE_WORDS = 4
"""a shorter heading is a rubric ("What's next?"), no title"""
CAPTION_WORDS = 40
"""a longer line above an image's label is prose"""
_ENDS = '.!?:…"”'
"""a line that ends so ends a sentence, a heading or a speech"""
_NOT_KEPT = (Kind.FURNITURE, Kind.RELATED, Kind.BOX)
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass
class Page:
    """Cleaned lines in the order of the page, each with its section."""

    lines: list[tuple[str, Section, int]] = field(default_factory=list)
    """text, section, and how many code points at its head no sentence covers (a dateline)"""
    published_at: datetime | None = None
    has_body: bool = False
    """whether any prose was found yet"""
    _dates: int = 0
    _seen: dict[str, Section] = field(default_factory=dict)

    def put(self, text: str, section: Section, skip: int = 0) -> None:
        """Add a line, unless the page had the same words already; labels and short lines may come again.

        A report of one sentence has that sentence as its title too, so no heading takes a line of the body away.
        """
        key = re.sub(r"\W+", " ", text[skip:].translate(_QUOTES)).casefold().strip()
        if len(key.split()) >= 5:
            before = self._seen.get(key)
            if before and not (section is Section.BODY and before is Section.HEADLINE):
                return
            self._seen[key] = section
        self.lines.append((text, section, skip))
        self.has_body = self.has_body or section is Section.BODY

    def take_date(self, text: str) -> bool:
        """Whether a text is a time; the page keeps the first that says which."""
        if not text or self._dates == MOST_DATES:
            return False
        self._dates += 1
        moment = dates.parse(text)
        self.published_at = self.published_at or moment
        return moment is not None or dates.is_relative(text)

    def headline(self) -> str | None:
        """The heading that stands before the body."""
        for text, section, _ in self.lines:
            if section is Section.HEADLINE and len(text.split()) >= TITLE_WORDS:
                return text
            if section is Section.BODY:
                return None
        return None

    def text_and_blocks(self) -> tuple[str, tuple[Block, ...]]:
        """The cleaned text, lines a blank line apart, and the blocks that point into it."""
        blocks: list[Block] = []
        place = 0
        for text, section, skip in self.lines:
            blocks.append(Block(place + skip, place + len(text), section))
            place += len(text) + 2
        return "\n\n".join(text for text, _, _ in self.lines), tuple(blocks)


def clean(text: str) -> str:
    """The text with plain line ends and spaces and without characters that cannot be seen."""
    return _SPACES.sub(" ", normalise(_LINE_END.sub("\n", text.replace("\u2029", "\n\n"))).text)


def read_lines(text: str, title: str | None = None, *, teasers: bool = True) -> Page:
    """Read a page dump: one or more paragraphs with whatever stood around them.

    Args:
        text: the dump, paragraphs apart by blank lines or line ends.
        title: the headline, where it is known; it becomes the first block.
        teasers: the dump may end in teasers of other articles; trafilatura has left out those of HTML.
    """
    page = Page()
    if title and (line := _SPACES.sub(" ", clean(title)).strip()):
        page.put(line, Section.HEADLINE)
    head: Kind | None = None
    for line, behind in _paragraph_lines(clean(text)):
        kind = kind_of(line)
        if teasers and page.has_body:
            head = _head_over(kind, head)
        if kind not in _NOT_KEPT and not page.take_date(_date_line(line)):
            _put_line(page, line, kind, Section.RELATED if head else Section.BODY, behind)
    return page


def _head_over(kind: Kind, head: Kind | None) -> Kind | None:
    """The head of other articles that a line stands under; a box ends at the next prose, what ends a page does not."""
    if head is Kind.RELATED:
        return head
    if kind in (Kind.RELATED, Kind.BOX):
        return kind
    return None if kind is Kind.PROSE else head


def _date_line(line: str) -> str:
    return dates.date_line(line) if len(line) < 90 else ""


def _put_line(page: Page, line: str, kind: Kind, section: Section, behind: str) -> None:
    if kind is Kind.LABEL:
        page.put(line, Section.RELATED if section is Section.RELATED else Section.CAPTION)
    elif kind is Kind.CREDIT or _is_caption(line, behind):
        page.put(line, Section.CAPTION)
    elif section is Section.RELATED:
        page.put(line, Section.RELATED, dates.dateline_length(line))
    elif kind is Kind.HEADING:
        page.put(line, Section.HEADLINE)
    else:
        _put_prose(page, line)


def _put_prose(page: Page, line: str) -> None:
    date, line = dates.leading_date(line)
    skip = dates.dateline_length(line)
    if not page.take_date(date) and skip:
        page.take_date(dates.dateline_date(line))
    page.put(line, Section.BODY, skip)


def _is_caption(line: str, behind: str) -> bool:
    """The line right above an image's label, in the same paragraph, describes the image."""
    return len(line.split()) <= CAPTION_WORDS and any(
        said.subject is Subject.IMAGE for said in label_statements(behind)
    )


def _paragraph_lines(text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph, heading or label with the line behind it in the same block (empty for the last).

    Wrapped lines are joined, glued sentences parted.
    """
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        width = max(map(len, lines)) if any(starmap(_wraps, pairwise(lines))) else math.inf
        joined: list[list[str]] = []
        for line in lines:
            if joined and (_wraps(joined[-1][-1], line) or _fills(joined[-1][-1], line, width)):
                joined[-1].append(line)
            else:
                joined.append([line])
        parted = [_GLUED.sub(" ", " ".join(wrapped)) for wrapped in joined]
        yield from zip(parted, [*parted[1:], ""], strict=False)


def _wraps(line: str, following: str) -> bool:
    """Whether a line end falls inside a sentence."""
    return line[-1] not in _ENDS and (following[0].islower() or line[-1] in ",;–—-")


def _fills(line: str, following: str, width: float) -> bool:
    """Whether a line that ends no sentence had no room for the next word, in a block whose lines are `width` long."""
    return line[-1] not in _ENDS and len(line) + 1 + len(following.split()[0]) > width
