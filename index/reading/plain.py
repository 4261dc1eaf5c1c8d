"""Lines of a page to blocks: the one place where a document's text and its sections are made."""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, starmap

from index.reading import dates
from index.reading.characters import normalise
from index.reading.furniture import Kind, kind_of
from index.reading.labels import Subject, label_statements
from index.reading.masthead import masthead
from index.types import Block, Section

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028]")
_SPACES = re.compile(r"[ \t]+")
_GLUED = re.compile(
    r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+ (?:[a-z]+ )?)|(?<=[a-z]{2}[.!?][”\"])(?=[A-Z][a-z]+ )"
)
_ITEM = re.compile(r"(?:[-*]\s+|[•·⁃▪‣●◦]\s*)(?=\w)")
"""the mark of a list's item, which is no part of what the item says"""
MOST_DATES = 20
"""times that a page is searched for; one takes milliseconds, and a page has one or two"""
TITLE_WORDS = 4
"""a shorter heading is a rubric ("What's next?"), no title"""
OPENING_WORDS = 2
"""a shorter line before a list ("Topics:") opens no list of the text"""
CAPTION_WORDS = 40
"""a longer line above an image's label is prose"""
_ENDS = '.!?:…"”'
"""a line that ends so ends a sentence, a heading or a speech"""
LONG_LINE = 5
"""words from which a line that comes again is the same one"""
DATE_LINE = 90
"""code points; a longer line says more than when"""
_ABOVE = (Section.HEADLINE, Section.CAPTION)
_TELLING = (Kind.PROSE, Kind.HEADING, Kind.RELATED, Kind.BOX)
"""what tells of a line above it whether it is a heading of the text"""
_NOT_KEPT = (Kind.FURNITURE, Kind.RELATED, Kind.BOX)
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass
class Page:
    """Cleaned lines in the order of the page, each with its section."""

    lines: list[tuple[str, Section, int]] = field(default_factory=list)
    """text, section, and how many code points at its head no sentence covers (a dateline, the mark of an item)"""
    language: str | None = None
    """the language of the text, where it was told"""
    title: str = ""
    """the words of the title that was sent beside the text"""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    """those whom the lines beneath the headline name"""
    _bodies: int = 0
    """lines of prose that were found yet"""
    _heads: list[str] = field(default_factory=list)
    """the headings above them"""
    _headline: str | None = None
    """the heading right above who wrote the text or when"""
    _is_open: bool = True
    """whether the page may still say when it was published: up to the body, and right beneath its authors"""
    _dates: int = 0
    _seen: dict[str, Section] = field(default_factory=dict)

    @property
    def has_body(self) -> bool:
        """Whether any prose was found yet."""
        return self._bodies > 0

    def put(self, text: str, section: Section, skip: int = 0) -> None:
        """Add a line, unless the page had the same words already; labels and short lines but the title may come again.

        A report of one sentence has that sentence as its title too, so no heading or caption takes a line of the body away.
        """
        item = _ITEM.match(text)
        skip = max(skip, item.end() if item else 0)
        key = _words(text[skip:])
        heads = section is Section.HEADLINE and (key == self.title or not self.has_body)
        if heads or len(key.split()) >= LONG_LINE:
            before = self._seen.get(key)
            if before and not (section is Section.BODY and before in _ABOVE):
                return
            self._seen[key] = section
        self.lines.append((text, section, skip))
        if section is Section.BODY:
            self._bodies += 1
            self._is_open = False
        elif section is Section.HEADLINE and not self.has_body:
            self._heads.append(text)
            self._headline = None

    def take_date(self, stamp: dates.Stamp) -> bool:
        """Whether a text is a time; the page keeps the first that says which, that of an update apart."""
        if self._dates == MOST_DATES:
            return False
        self._dates += 1
        language = self.language if stamp.language in (None, "en") else stamp.language
        moment = dates.parse(stamp.text, language)
        if stamp.is_update:
            self.updated_at = self.updated_at or moment
        else:
            self.published_at = self.published_at or moment
        return moment is not None or dates.is_vague(stamp.text, language)

    def take_dates(self, line: str) -> bool:
        """Whether a line does nothing but give times."""
        stamps = dates.stamps(line) if len(line) < DATE_LINE else ()
        return self._take_stamps(stamps)

    def _take_stamps(self, stamps: tuple[dates.Stamp, ...]) -> bool:
        told = [self.take_date(stamp) for stamp in stamps]
        return any(told)

    def take_masthead(self, line: str) -> bool:
        """Whether a line above the body says who wrote it or when; beneath a headline and a standfirst names stand too."""
        if not (self._is_open or self._bodies == 1) or _words(line) == self.title:
            return False
        found = masthead(line)
        if not found or (found.authors and not self.lines) or not (found.authors or self._is_open):
            return False
        if not (self._take_stamps(found.stamps) or found.authors):
            return False
        self._is_open = True
        self.authors = self.authors or found.authors
        above = self._heads[-1] if self._heads else None
        if found.rest:
            self.put(found.rest, Section.HEADLINE)
        self._headline = above
        return True

    def headline(self) -> str | None:
        """The heading that stands before the body, or a shorter one right above who wrote it or when."""
        heads = (text for text in self._heads if len(text.split()) >= TITLE_WORDS)
        return next((text for text in heads if not masthead(text)), self._headline)

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


def read_lines(
    text: str,
    title: str | None = None,
    language: str | None = None,
    *,
    teasers: bool = True,
    captions: Collection[str] = (),
) -> Page:
    """Read a page dump: one or more paragraphs with whatever stood around them.

    Args:
        text: the dump, paragraphs apart by blank lines or line ends.
        title: the headline, where it is known; it becomes the first block.
        language: that of the text, where it is known.
        teasers: the dump may end in teasers of other articles; trafilatura has left out those of HTML.
        captions: the paragraphs that are known to be captions or labels.
    """
    page = Page(language=language)
    if title and (line := _SPACES.sub(" ", clean(title)).strip()):
        page.title = _words(line)
        page.put(line, Section.HEADLINE)
    captions = {line for said in captions for line, _ in _paragraph_lines(clean(said))}
    head: Kind | None = None
    for line, kind, behind in _kinds(list(_paragraph_lines(clean(text))), teasers):
        if line in captions:
            page.put(line, Section.CAPTION)
            continue
        if teasers and page.has_body:
            head = _head_over(kind, head)
        if kind in _NOT_KEPT or page.take_dates(line):
            continue
        if kind is Kind.LABEL or not page.take_masthead(line):
            _put_line(page, line, kind, Section.RELATED if head else Section.BODY, behind)
    return page


def _kinds(lines: list[tuple[str, str]], teasers: bool) -> list[tuple[str, Kind, str]]:
    """Each line with its kind and the line behind it; "More from the hearing" above prose is a subheading, and what signs a story stands at its end."""
    found: list[tuple[str, Kind, str]] = []
    below: Kind | None = None
    at_end = True
    kinds = list(_with_items([line for line, _ in lines], teasers))
    for (line, behind), alone in zip(reversed(lines), reversed(kinds), strict=True):
        kind = alone
        if kind is Kind.MORE:
            kind = Kind.HEADING if below is Kind.PROSE else Kind.RELATED
        if kind is Kind.SIGNED and not at_end:
            kind = Kind.PROSE
        at_end = kind is not Kind.PROSE and (at_end or kind is Kind.RELATED)
        if kind in _TELLING:
            below = kind
        found.append((line, kind, behind))
    return found[::-1]


def _with_items(lines: list[str], teasers: bool) -> Iterator[Kind]:
    """The kind of each line: an item of a list is no heading, unless it may be a link of a page dump that no prose opens a list for."""
    opened = False
    for line in lines:
        kind, words = kind_of(line), len(line.split())
        item = _ITEM.match(line)
        if not item:
            opened = kind is Kind.PROSE and line[-1] == ":" and words >= OPENING_WORDS
        elif kind is Kind.HEADING and (opened or (not teasers and words > TITLE_WORDS)):
            kind = Kind.PROSE
        yield kind


def _head_over(kind: Kind, head: Kind | None) -> Kind | None:
    """The head of other articles that a line stands under; a box ends at the next prose, what ends a page does not."""
    if head is Kind.RELATED:
        return head
    if kind in (Kind.RELATED, Kind.BOX):
        return kind
    return None if kind is Kind.PROSE else head


def _put_line(page: Page, line: str, kind: Kind, section: Section, behind: str) -> None:
    if kind is Kind.LABEL:
        page.put(line, Section.RELATED if section is Section.RELATED else Section.CAPTION)
    elif kind in (Kind.CREDIT, Kind.SIGNED) or _is_caption(line, behind):
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
    for told in filter(None, (date, dates.dateline_date(line) if skip else "")):
        if page.take_date(dates.Stamp(told)):
            break
    page.put(line, Section.BODY, skip)


def _words(text: str) -> str:
    """The words of a line, to tell whether another has the same."""
    return re.sub(r"\W+", " ", text.translate(_QUOTES)).casefold().strip()


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
            if joined and _goes_on(joined[-1], line, width):
                joined[-1].append(line)
            else:
                joined.append([line])
        parted = [_GLUED.sub(" ", " ".join(wrapped)) for wrapped in joined]
        yield from zip(parted, [*parted[1:], ""], strict=False)


def _goes_on(wrapped: list[str], line: str, width: float) -> bool:
    """Whether a line belongs to those above it; one item of a list is not the next."""
    if _ITEM.match(wrapped[0]) and _ITEM.match(line):
        return False
    return _wraps(wrapped[-1], line) or _fills(wrapped[-1], line, width)


def _wraps(line: str, following: str) -> bool:
    """Whether a line end falls inside a sentence."""
    return line[-1] not in _ENDS and (following[0].islower() or line[-1] in ",;–—-")


def _fills(line: str, following: str, width: float) -> bool:
    """Whether a line that ends no sentence had no room for the next word, in a block whose lines are `width` long."""
    return line[-1] not in _ENDS and len(line) + 1 + len(following.split()[0]) > width
