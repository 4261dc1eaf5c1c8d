"""The nouns of the index: what is handed in, what a cleaned article is, what a search finds."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """Where in the page a sentence stands."""

    BODY = "body"
    HEADLINE = "headline"
    RELATED = "related"
    CAPTION = "caption"


@dataclass(frozen=True)
class Submission:
    """An article as it is handed in; exactly one of `text`, `html` and `ninjs` holds its content."""

    outlet: str
    text: str | None = None
    html: str | None = None
    ninjs: Mapping[str, Any] | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """fields of the HTTP reply that it came in, as far as they are known"""
    source: str | None = None
    """the file that it was read from, to name it by where it cannot be used"""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, caption or label: the code points `start` to `end` of the cleaned text."""

    start: int
    end: int
    section: Section


HEADER = "header"
"""how a mark was found that stood in the reply in which an article came, and not in its content"""


@dataclass(frozen=True)
class Mark:
    """A statement on the text's origin beside or beneath what a reader sees, read but not judged here."""

    method: str
    """where it stood: `schema.org`, `meta`, `header`, `ninjs`, `c2pa`, the `element` around a label, or `characters` of the text"""
    name: str
    value: str
    start: int | None = None
    """first code point in the text as it was sent, where it stands there"""
    end: int | None = None


@dataclass(frozen=True)
class Document:
    """What reading makes of a submission: cleaned text, the blocks that cover it, and what the page says of itself."""

    url: str | None
    title: str | None
    text: str
    blocks: tuple[Block, ...]
    published_at: datetime | None
    language: str | None
    authors: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    updated_at: datetime | None = None
    """when a live blog was last added to"""


@dataclass(frozen=True)
class Sentence:
    """A span of an article's cleaned text: `article.text[start:end] == text`, in Unicode code points."""

    id: str
    article_id: str
    text: str
    start: int
    end: int
    section: Section


@dataclass(frozen=True)
class Article:
    """A cleaned article with its sentences, in the order of the text."""

    id: str
    outlet: str
    url: str | None
    title: str | None
    published_at: datetime | None
    language: str | None
    authors: tuple[str, ...]
    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    sentences: tuple[Sentence, ...]
    updated_at: datetime | None = None
    """when a live blog was last added to"""
    id_is_made: bool = field(default=False, compare=False)
    """whether its id was made from its content; as it was read, and not kept"""

    @property
    def stood_at(self) -> datetime | None:
        """When all of it had been published: a live blog grows for hours."""
        return max(filter(None, (self.published_at, self.updated_at)), default=None)

    @property
    def wording(self) -> str:
        """All that the article says: its title and its text."""
        return f"{self.title or ''}\n{self.text}"

    def before(self, sentence: Sentence) -> str:
        """The text of the sentence before, in the same section; empty where there is none."""
        place = bisect_left(self.sentences, sentence.start, key=lambda held: held.start)
        previous = self.sentences[place - 1] if place else None
        return previous.text if previous and previous.section is sentence.section else ""


@dataclass(frozen=True)
class Filters:
    """Which articles a search may look at; an empty tuple and None do not restrict."""

    outlets: tuple[str, ...] = ()
    published_after: datetime | None = None
    published_before: datetime | None = None
    exclude_articles: tuple[str, ...] = ()


EVERYWHERE = Filters()


@dataclass(frozen=True)
class Search:
    """What is asked of the corpus."""

    limit: int
    """sentences that are looked at"""
    least: float = -1.0
    """cosine of a sentence that is found, at least"""
    wordings: int | None = None
    """only the closest are found, so many of different wording; near-copies of them come along"""
    filters: Filters = EVERYWHERE


@dataclass(frozen=True)
class Hit:
    """A sentence that a search found, with its article; `similarity` is the cosine, -1 to 1, higher is closer."""

    article: Article
    sentence: Sentence
    similarity: float


class IngestStatus(StrEnum):
    """What became of a submitted article."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    UPDATED = "updated"


@dataclass(frozen=True)
class Ingested:
    """The outcome for one submitted article."""

    article: Article
    status: IngestStatus


class JobStatus(StrEnum):
    """How an audit, or one article of it, stands."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class FactCheck:
    """What others found of a claim (ClaimReview of schema.org)."""

    id: str
    claim: str
    rating: str
    """in the words of its author"""
    author: str
    url: str
    published_at: datetime | None


@dataclass
class SentenceIds:
    """Makes sentence ids from article, text and occurrence, so that an id outlives changes elsewhere in the article."""

    article_id: str
    seen: Counter[str] = field(default_factory=Counter)

    def next(self, text: str) -> str:
        """The id of the next sentence with this text."""
        self.seen[text] += 1
        key = f"{self.article_id}\n{text}\n{self.seen[text]}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20]
