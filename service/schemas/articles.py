"""Articles on the wire: sent, stored, listed, read."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from index.reading.languages import primary
from index.reading.limits import MOST_ADDRESS, MOST_DEPTH, MOST_HTML, MOST_TEXT, is_deep
from index.types import IngestStatus, Section, Submission
from service.schemas.base import ADDRESS, LANGUAGE, Id, Markup, Moment, Name, Prose, Schema, Text
from service.schemas.provenance import Provenance


def _not_deep(item: dict[str, Any]) -> dict[str, Any]:
    if is_deep(item):
        raise ValueError(
            f"is nested deeper than {MOST_DEPTH} levels; leave out what hangs on the article"
        )
    return item


class ArticleIn(Schema):
    """One text by one outlet; exactly one of `text`, `html` and `ninjs` holds it."""

    id: Id | None = Field(
        default=None,
        description="Your id for it; without one, an id is made from the content, and what is sent again without its date, authors or "
        "disclosure keeps them. Stored under an id that is taken, whoever published that article, it takes its place: give ids that no "
        "other outlet gives.",
        examples=["gazette-0412"],
    )
    url: Text | None = Field(
        default=None,
        max_length=MOST_ADDRESS,
        pattern=ADDRESS,
        description="Where it was published.",
        examples=["https://gazette.example/ferry"],
    )
    outlet: Name = Field(
        max_length=200,
        description="Who published it; in capitals or not, with `www.` or without, it is one outlet.",
        examples=["gazette.example"],
    )
    title: Text | None = Field(
        default=None, max_length=1000, description="Its headline.", examples=["Ferry runs aground"]
    )
    published_at: Moment | None = Field(
        default=None,
        description="When it was published, RFC 3339; a bare date is midnight UTC.",
        examples=["2026-03-10T18:20:00Z"],
    )
    language: str | None = Field(
        default=None,
        pattern=LANGUAGE,
        description="BCP 47 tag; guessed from the text when missing.",
        examples=["en"],
    )
    authors: list[Annotated[Text, Field(max_length=200)]] = Field(
        default_factory=list,
        max_length=50,
        description="Names of the authors.",
        examples=[["Ada Moss"]],
    )
    text: Prose | None = Field(
        default=None,
        max_length=MOST_TEXT,
        description="The text, or the page's text as copied.",
        examples=["The ferry ran aground on Tuesday."],
    )
    html: Markup | None = Field(
        default=None,
        max_length=MOST_HTML,
        description="The page as HTML.",
        examples=["<html><body><article><p>…</p></article></body></html>"],
    )
    headers: dict[
        Annotated[Text, Field(min_length=1, max_length=200)],
        Annotated[Text, Field(max_length=8_000)],
    ] = Field(
        default_factory=dict,
        max_length=200,
        description="Fields of the HTTP reply that it came in; `AI-Disclosure` and `Link` are read.",
        examples=[{"AI-Disclosure": "mode=ai-originated"}],
    )
    ninjs: Annotated[dict[str, Any], AfterValidator(_not_deep)] | None = Field(
        default=None,
        description="The item as ninjs (IPTC), version 1 to 3.",
        examples=[{"headline": "Ferry runs aground", "body_text": "…"}],
    )

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        given = [name for name in ("text", "html", "ninjs") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give exactly one of text, html and ninjs; {' and '.join(given) or 'none'} given"
            )
        return self

    def submission(self) -> Submission:
        """The article as the index takes it."""
        return Submission(
            **{
                **self.model_dump(),
                "authors": tuple(self.authors),
                "language": primary(self.language),
            }
        )


class ArticlesIn(Schema):
    """Articles to work on."""

    articles: list[ArticleIn] = Field(
        min_length=1,
        max_length=100,
        description="1 to 100 articles.",
        examples=[[{"outlet": "gazette.example", "text": "The ferry ran aground on Tuesday."}]],
    )


class TextQuoteSelector(Schema):
    """A quote that finds its sentence again (W3C Web Annotation Data Model): all three together stand once in the text."""

    type: Literal["TextQuoteSelector"] = Field(
        default="TextQuoteSelector",
        description="The kind of selector.",
        examples=["TextQuoteSelector"],
    )
    exact: str = Field(description="The sentence.", examples=["The ferry carried 214 passengers."])
    prefix: str = Field(
        description="What stands before it in the cleaned text, 32 code points or as many as it takes.",
        examples=["It ran aground on Tuesday, the coastguard said. "],
    )
    suffix: str = Field(
        description="What stands behind it.", examples=[" Nobody was hurt, its operator said."]
    )


SELECTOR = {
    "type": "TextQuoteSelector",
    "exact": "The ferry carried 214 passengers.",
    "prefix": "It ran aground on Tuesday, the coastguard said. ",
    "suffix": " Nobody was hurt, its operator said.",
}
"""a selector as an example"""


class Sentence(Schema):
    """A span of an article's cleaned text."""

    id: str = Field(
        description="Stable while its text and article stand.", examples=["5f2c9e0a71b34d889a10"]
    )
    article_id: str = Field(description="The article that it stands in.", examples=["gazette-0412"])
    text: str = Field(description="Its words.", examples=["The ferry carried 214 passengers."])
    start: int = Field(description="First code point in the cleaned text.", examples=[120])
    end: int = Field(description="Code point behind it.", examples=[153])
    section: Section = Field(description="Where in the page it stands.", examples=["body"])
    selector: TextQuoteSelector = Field(
        description="Finds it again in the cleaned text.", examples=[SELECTOR]
    )
    link: str | None = Field(
        description="The outlet's page, scrolled to the sentence by a text fragment; null where the article has no URL.",
        examples=[
            "https://gazette.example/ferry#:~:text=The%20ferry%20carried%20214%20passengers."
        ],
    )


SENTENCE = {
    "id": "5f2c9e0a71b34d889a10",
    "article_id": "gazette-0412",
    "text": "The ferry carried 214 passengers.",
    "start": 120,
    "end": 153,
    "section": "body",
    "selector": SELECTOR,
    "link": "https://gazette.example/ferry#:~:text=The%20ferry%20carried%20214%20passengers.",
}
"""a sentence as an example"""


class StoredArticle(Schema):
    """What became of an article that was sent."""

    id: str = Field(description="Its id.", examples=["gazette-0412"])
    outlet: str = Field(description="Its outlet.", examples=["gazette.example"])
    status: IngestStatus = Field(description="Whether it was new.", examples=["added"])
    sentences: int = Field(description="Sentences stored.", examples=[18])
    claims: int = Field(description="Claims found.", examples=[12])
    provenance: Provenance = Field(
        description="Where its text comes from.",
        examples=[
            {
                "status": "none",
                "ai_probability": None,
                "flagged": False,
                "signals": [],
                "derived_from": [],
                "steps": [],
            }
        ],
    )


class StoredArticles(Schema):
    """What became of each article, in the order sent."""

    articles: list[StoredArticle] = Field(description="One entry an article.", examples=[[]])


class ArticleHead(Schema):
    """An article in a list."""

    id: str = Field(description="Its id.", examples=["gazette-0412"])
    outlet: str = Field(description="Its outlet.", examples=["gazette.example"])
    url: str | None = Field(
        description="Where it was published.", examples=["https://gazette.example/ferry"]
    )
    title: str | None = Field(description="Its headline.", examples=["Ferry runs aground"])
    published_at: datetime | None = Field(
        description="When it was published.", examples=["2026-03-10T18:20:00Z"]
    )
    language: str | None = Field(description="Its language.", examples=["en"])


class ArticlePage(Schema):
    """A page of stored articles."""

    articles: list[ArticleHead] = Field(description="In the order of their ids.", examples=[[]])
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )


class ClaimFound(Schema):
    """A checkable statement of an article."""

    sentence_id: str = Field(
        description="The sentence that makes it.", examples=["5f2c9e0a71b34d889a10"]
    )
    text: str = Field(
        description="A verbatim span of its sentence.",
        examples=["The ferry carried 214 passengers."],
    )
    start: int = Field(description="First code point in the cleaned text.", examples=[120])
    end: int = Field(description="Code point behind it.", examples=[153])
    statement: str = Field(
        description="The same in words that stand alone: `text`, with the subject or the source that its sentence gives it elsewhere.",
        examples=["The ferry carried 214 passengers."],
    )
    check_worthiness: float = Field(
        description="Probability that a reader takes it for a claim of fact, 0 to 1.",
        examples=[0.96],
    )


class Extraction(Schema):
    """What was read out of one article."""

    title: str | None = Field(description="Its headline.", examples=["Ferry runs aground"])
    text: str = Field(
        description="The cleaned text; all offsets point into it.",
        examples=["The ferry ran aground on Tuesday."],
    )
    published_at: datetime | None = Field(
        description="When it was published.", examples=["2026-03-10T18:20:00Z"]
    )
    sentences: list[Sentence] = Field(description="All sentences, in order.", examples=[[]])
    claims: list[ClaimFound] = Field(description="The claims among them, in order.", examples=[[]])


class Extractions(Schema):
    """One result an article, in the order sent."""

    results: list[Extraction] = Field(description="One entry an article.", examples=[[]])


class ArticleOut(ArticleHead):
    """A stored article with its sentences and claims."""

    authors: list[str] = Field(description="Names of the authors.", examples=[["Ada Moss"]])
    text: str = Field(
        description="The cleaned text; all offsets point into it.",
        examples=["The ferry ran aground on Tuesday."],
    )
    sentences: list[Sentence] = Field(description="All sentences, in order.", examples=[[]])
    claims: list[ClaimFound] = Field(description="The claims among them, in order.", examples=[[]])
    provenance: Provenance = Field(
        description="Where its text comes from.",
        examples=[
            {
                "status": "none",
                "ai_probability": None,
                "flagged": False,
                "signals": [],
                "derived_from": [],
                "steps": [],
            }
        ],
    )


class Fate(StrEnum):
    """What became of a sentence when its article was updated."""

    KEPT = "kept"
    CORRECTED = "corrected"
    REMOVED = "removed"


class FormerSentence(Sentence):
    """A sentence of a version that was replaced; one that is gone has no link."""

    fate: Fate = Field(description="What the next version made of it.", examples=["corrected"])
    replaced_by: Sentence | None = Field(
        description="The sentence of the next version that corrects it.", examples=[SENTENCE]
    )


class VersionHead(Schema):
    """A version of an article that was replaced, in a list."""

    number: int = Field(description="Its number; the first is 1.", examples=[1])
    replaced_at: datetime = Field(
        description="When the next version took its place.", examples=["2026-03-11T07:00:00Z"]
    )
    digest: str = Field(description="SHA-256 over all of it.", examples=["9f" * 32])
    title: str | None = Field(description="Its headline.", examples=["Ferry runs aground"])


class VersionPage(Schema):
    """A page of versions."""

    versions: list[VersionHead] = Field(description="The oldest first.", examples=[[]])
    next_cursor: int | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )


class VersionOut(VersionHead, ArticleHead):
    """A version of an article that was replaced, and what became of its sentences."""

    text: str = Field(
        description="The cleaned text; all offsets point into it.",
        examples=["The ferry ran aground on Tuesday."],
    )
    sentences: list[FormerSentence] = Field(description="All sentences, in order.", examples=[[]])
