"""The wire: every object of the HTTP contract, each field with a description and an example."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from claims.types import CellStance, DivergenceType, Flag, ProvenanceStatus, Stance, Verdict
from index.types import IngestStatus, Section, Submission

MOST_TEXT = 500_000
"""code points; a long feature has 60,000"""
MOST_HTML = 5_000_000
MOST_CLAIM = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _no_control(text: str) -> str:
    if found := _CONTROL.search(text):
        raise ValueError(f"holds the control character U+{ord(found.group()):04X} at {found.start()}; remove it")
    return text


def _not_blank(text: str) -> str:
    if not re.search(r"\w", text):
        raise ValueError("is blank; write at least one word")
    return text


def _moment(value: object) -> object:
    """A bare date is midnight UTC; only text is a time on the wire."""
    if value is None or isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("is not a time; write it as 2025-11-17 or 2025-11-17T09:00:00Z")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a time; write it as 2025-11-17 or 2025-11-17T09:00:00Z") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the years that can be kept") from None


Text = Annotated[str, AfterValidator(_no_control)]
Words = Annotated[str, AfterValidator(_no_control), AfterValidator(_not_blank)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\w.:~@-]+$")]


class Schema(BaseModel):
    """Base of all wire objects: unknown fields are an error, domain objects are read by their attributes."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class ArticleIn(Schema):
    """One text by one outlet; exactly one of `text`, `html` and `ninjs` holds it."""

    id: Id | None = Field(
        default=None, description="Your id for it; without one, an id is made from the content.", examples=["gazette-0412"]
    )
    url: Text | None = Field(
        default=None,
        max_length=2000,
        pattern=r"^https?://\S+$",
        description="Where it was published.",
        examples=["https://gazette.example/ferry"],
    )
    outlet: Words = Field(max_length=200, description="Who published it.", examples=["gazette.example"])
    title: Text | None = Field(default=None, max_length=1000, description="Its headline.", examples=["Ferry runs aground"])
    published_at: Moment | None = Field(
        default=None,
        description="When it was published, RFC 3339; a bare date is midnight UTC.",
        examples=["2026-03-10T18:20:00Z"],
    )
    language: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        description="BCP 47 tag; guessed from the text when missing.",
        examples=["en"],
    )
    authors: list[Annotated[Text, Field(max_length=200)]] = Field(
        default_factory=list, max_length=50, description="Names of the authors.", examples=[["Ada Moss"]]
    )
    text: Words | None = Field(
        default=None, max_length=MOST_TEXT, description="The text, or the page's text as copied.", examples=["The ferry ran aground on Tuesday."]
    )
    html: Words | None = Field(
        default=None, max_length=MOST_HTML, description="The page as HTML.", examples=["<html><body><article><p>…</p></article></body></html>"]
    )
    ninjs: dict[str, Any] | None = Field(
        default=None, description="The item as ninjs (IPTC), version 1 to 3.", examples=[{"headline": "Ferry runs aground", "body_text": "…"}]
    )

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        given = [name for name in ("text", "html", "ninjs") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of text, html and ninjs; {' and '.join(given) or 'none'} given")
        return self

    def submission(self) -> Submission:
        """The article as the index takes it."""
        return Submission(**{**self.model_dump(), "authors": tuple(self.authors), "language": _primary(self.language)})


def _primary(tag: str | None) -> str | None:
    return tag.partition("-")[0].casefold() if tag else None


class ArticlesIn(Schema):
    """Articles to work on."""

    articles: list[ArticleIn] = Field(
        min_length=1,
        max_length=100,
        description="1 to 100 articles.",
        examples=[[{"outlet": "gazette.example", "text": "The ferry ran aground on Tuesday."}]],
    )


class Quote(Schema):
    """A verbatim span."""

    text: str = Field(description="The span's words.", examples=["241 passengers"])
    start: int = Field(description="First code point of the span in the text that it quotes.", examples=[14])
    end: int = Field(description="Code point behind the span.", examples=[28])


class Sentence(Schema):
    """A span of an article's cleaned text."""

    id: str = Field(description="Stable while its text and article stand.", examples=["5f2c9e0a71b34d889a10"])
    article_id: str = Field(description="The article that it stands in.", examples=["gazette-0412"])
    text: str = Field(description="Its words.", examples=["The ferry carried 214 passengers."])
    start: int = Field(description="First code point in the cleaned text.", examples=[120])
    end: int = Field(description="Code point behind it.", examples=[153])
    section: Section = Field(description="Where in the page it stands.", examples=["body"])


class Divergence(Schema):
    """One difference between a claim and a piece of evidence."""

    type: DivergenceType = Field(description="In what they differ.", examples=["number"])
    claim: Quote = Field(
        description="The span of the claim.", examples=[{"text": "241 passengers", "start": 18, "end": 32}]
    )
    evidence: Quote = Field(
        description="The span of the evidence.", examples=[{"text": "214 passengers", "start": 14, "end": 28}]
    )
    explanation: str = Field(description="One line for a reader.", examples=["241 passengers here, 214 passengers there"])


class Signal(Schema):
    """One statement or trace of a text's origin."""

    kind: str = Field(description="What was seen.", examples=["disclosure"])
    method: str = Field(description="How it was seen.", examples=["phrase"])
    scope: Literal["article", "text", "section", "image"] = Field(description="What it speaks of.", examples=["image"])
    value: str = Field(description="Its words or code.", examples=["Image generated by AI"])
    start: int | None = Field(description="First code point in the cleaned text, if it stands there.", examples=[0])
    end: int | None = Field(description="Code point behind it.", examples=[21])


class Derivation(Schema):
    """An article that this one was taken from."""

    article_id: str = Field(description="The source.", examples=["wire-77"])
    share: float = Field(description="Share of this article that stands in the source, 0 to 1.", examples=[0.83])
    mode: Literal["copy", "rewrite"] = Field(description="Word for word, or in other words.", examples=["copy"])


class Provenance(Schema):
    """Where a text comes from, human or machine."""

    status: ProvenanceStatus = Field(description="The strongest thing known.", examples=["declared"])
    ai_probability: float | None = Field(
        description="Probability that a machine wrote it, 0 to 1; null while it is not estimated.", examples=[None]
    )
    flagged: bool = Field(description="Whether the text itself is marked as made by a machine.", examples=[False])
    signals: list[Signal] = Field(
        description="Everything seen, in order.",
        examples=[[{"kind": "disclosure", "method": "phrase", "scope": "image", "value": "Image generated by AI", "start": 0, "end": 21}]],
    )
    derived_from: list[Derivation] = Field(
        description="Articles that it was taken from, the largest share first.",
        examples=[[{"article_id": "wire-77", "share": 0.83, "mode": "copy"}]],
    )


class StoredArticle(Schema):
    """What became of an article that was sent."""

    id: str = Field(description="Its id.", examples=["gazette-0412"])
    outlet: str = Field(description="Its outlet.", examples=["gazette.example"])
    status: IngestStatus = Field(description="Whether it was new.", examples=["added"])
    sentences: int = Field(description="Sentences stored.", examples=[18])
    claims: int = Field(description="Claims found.", examples=[12])
    provenance: Provenance = Field(
        description="Where its text comes from.",
        examples=[{"status": "none", "ai_probability": None, "flagged": False, "signals": [], "derived_from": []}],
    )


class StoredArticles(Schema):
    """What became of each article, in the order sent."""

    articles: list[StoredArticle] = Field(description="One entry an article.", examples=[[]])


class ArticleHead(Schema):
    """An article in a list."""

    id: str = Field(description="Its id.", examples=["gazette-0412"])
    outlet: str = Field(description="Its outlet.", examples=["gazette.example"])
    url: str | None = Field(description="Where it was published.", examples=["https://gazette.example/ferry"])
    title: str | None = Field(description="Its headline.", examples=["Ferry runs aground"])
    published_at: datetime | None = Field(description="When it was published.", examples=["2026-03-10T18:20:00Z"])
    language: str | None = Field(description="Its language.", examples=["en"])


class ArticlePage(Schema):
    """A page of stored articles."""

    articles: list[ArticleHead] = Field(description="In the order of their ids.", examples=[[]])
    next_cursor: str | None = Field(description="Send it as `cursor` for the next page; null on the last.", examples=[None])


class ClaimFound(Schema):
    """A checkable statement of an article."""

    sentence_id: str = Field(description="The sentence that makes it.", examples=["5f2c9e0a71b34d889a10"])
    text: str = Field(description="A verbatim span of its sentence.", examples=["The ferry carried 214 passengers."])
    start: int = Field(description="First code point in the cleaned text.", examples=[120])
    end: int = Field(description="Code point behind it.", examples=[153])
    check_worthiness: float = Field(description="How much it asks to be checked, 0 to 1.", examples=[0.6])


class Extraction(Schema):
    """What was read out of one article."""

    title: str | None = Field(description="Its headline.", examples=["Ferry runs aground"])
    text: str = Field(description="The cleaned text; all offsets point into it.", examples=["The ferry ran aground on Tuesday."])
    published_at: datetime | None = Field(description="When it was published.", examples=["2026-03-10T18:20:00Z"])
    sentences: list[Sentence] = Field(description="All sentences, in order.", examples=[[]])
    claims: list[ClaimFound] = Field(description="The claims among them, in order.", examples=[[]])


class Extractions(Schema):
    """One result an article, in the order sent."""

    results: list[Extraction] = Field(description="One entry an article.", examples=[[]])


class ArticleOut(ArticleHead):
    """A stored article with its sentences and claims."""

    authors: list[str] = Field(description="Names of the authors.", examples=[["Ada Moss"]])
    text: str = Field(description="The cleaned text; all offsets point into it.", examples=["The ferry ran aground on Tuesday."])
    sentences: list[Sentence] = Field(description="All sentences, in order.", examples=[[]])
    claims: list[ClaimFound] = Field(description="The claims among them, in order.", examples=[[]])
    provenance: Provenance = Field(
        description="Where its text comes from.",
        examples=[{"status": "none", "ai_probability": None, "flagged": False, "signals": [], "derived_from": []}],
    )


class FiltersIn(Schema):
    """Which articles may serve as evidence."""

    outlets: list[Words] = Field(
        default_factory=list, max_length=100, description="Only these outlets.", examples=[["gazette.example"]]
    )
    published_after: Moment | None = Field(default=None, description="Published at this time or later.", examples=["2026-03-01"])
    published_before: Moment | None = Field(default=None, description="Published before this time.", examples=["2026-04-01"])
    exclude_articles: list[Id] = Field(
        default_factory=list, max_length=1000, description="Not these articles.", examples=[["gazette-0412"]]
    )


class VerifyIn(Schema):
    """A claim to verify."""

    claim: Words = Field(
        max_length=MOST_CLAIM,
        description="One statement that can be true or false.",
        examples=["The ferry carried 241 passengers."],
    )
    as_of: Moment | None = Field(
        default=None, description="When the claim was made; resolves “last year” and “Monday”.", examples=["2026-03-11"]
    )
    filters: FiltersIn | None = Field(
        default=None, description="Which articles may serve as evidence.", examples=[{"outlets": ["gazette.example"]}]
    )
    limit: int = Field(default=10, ge=1, le=100, description="Most entries of each list.", examples=[10])


class Attribution(Schema):
    """Who says so."""

    speaker: str = Field(description="The person or body.", examples=["the coastguard"])
    cue: str = Field(description="The word that says it.", examples=["said"])


class Evidence(Schema):
    """A sentence that was judged against the claim."""

    article_id: str = Field(description="Its article.", examples=["gazette-0412"])
    outlet: str = Field(description="The article's outlet.", examples=["gazette.example"])
    url: str | None = Field(description="Where it was published.", examples=["https://gazette.example/ferry"])
    published_at: datetime | None = Field(description="When it was published.", examples=["2026-03-10T18:20:00Z"])
    sentence: Sentence = Field(
        description="The sentence.",
        examples=[{"id": "5f2c9e0a71b34d889a10", "article_id": "gazette-0412", "text": "The ferry carried 214 passengers.", "start": 120, "end": 153, "section": "body"}],
    )
    context: str = Field(description="The sentence before it.", examples=["The ferry ran aground on Tuesday."])
    stance: Stance = Field(description="What it says of the claim.", examples=["refutes"])
    score: float = Field(description="Probability of the stance, 0 to 1.", examples=[0.94])
    similarity: float = Field(description="Cosine of claim and sentence, -1 to 1.", examples=[0.81])
    divergences: list[Divergence] = Field(description="In what they differ, when they conflict.", examples=[[]])
    attribution: Attribution | None = Field(description="Who says so, when it was read.", examples=[None])
    provenance: Provenance = Field(
        description="Where the article's text comes from.",
        examples=[{"status": "none", "ai_probability": None, "flagged": False, "signals": [], "derived_from": []}],
    )
    origin: str = Field(description="The article that it was first reported in.", examples=["wire-77"])


class IndependentSources(Schema):
    """Origins, not copies, on each side."""

    supporting: int = Field(description="Origins that support the claim.", examples=[0])
    conflicting: int = Field(description="Origins that conflict with it.", examples=[2])


class VerifyOut(Schema):
    """The verdict on a claim."""

    claim: str = Field(description="The claim as sent.", examples=["The ferry carried 241 passengers."])
    verdict: Verdict = Field(description="What all the evidence says of it.", examples=["refuted"])
    confidence: float = Field(description="How sure that is, 0 to 1.", examples=[0.94])
    flags: list[Flag] = Field(description="What to know of the claim at a glance.", examples=[["divergence"]])
    independent_sources: IndependentSources = Field(
        description="Origins on each side.", examples=[{"supporting": 0, "conflicting": 2}]
    )
    supporting: list[Evidence] = Field(description="Evidence for it, best first.", examples=[[]])
    conflicting: list[Evidence] = Field(description="Evidence against it, best first.", examples=[[]])
    related: list[Evidence] = Field(description="Sentences on the matter that take no side, closest first.", examples=[[]])
    snapshot: str = Field(description="The state of the corpus that was asked.", examples=["r7"])


class PairIn(Schema):
    """A claim and a piece of evidence."""

    claim: Words = Field(max_length=MOST_CLAIM, description="The claim.", examples=["The ferry carried 241 passengers."])
    evidence: Words = Field(max_length=20_000, description="What to judge it by.", examples=["The ferry carried 214 passengers."])
    claim_date: Moment | None = Field(default=None, description="When the claim was made.", examples=["2026-03-11"])
    evidence_date: Moment | None = Field(default=None, description="When the evidence was written.", examples=["2026-03-10"])


class StanceIn(Schema):
    """Pairs to judge."""

    pairs: list[PairIn] = Field(
        min_length=1,
        max_length=256,
        description="1 to 256 pairs.",
        examples=[[{"claim": "The ferry carried 241 passengers.", "evidence": "The ferry carried 214 passengers."}]],
    )


class StanceScores(Schema):
    """Probabilities that add up to 1."""

    supports: float = Field(description="Probability that the evidence supports the claim.", examples=[0.04])
    refutes: float = Field(description="Probability that it refutes it.", examples=[0.94])
    neutral: float = Field(description="Probability that it says nothing of it.", examples=[0.02])


class StanceResult(Schema):
    """The stance of one pair."""

    stance: Stance = Field(description="The likeliest stance.", examples=["refutes"])
    scores: StanceScores = Field(
        description="Model and facts together.", examples=[{"supports": 0.04, "refutes": 0.94, "neutral": 0.02}]
    )
    model: StanceScores = Field(
        description="The model alone, before the facts were compared.",
        examples=[{"supports": 0.6, "refutes": 0.38, "neutral": 0.02}],
    )
    divergences: list[Divergence] = Field(description="In what they differ, when they conflict.", examples=[[]])


class StanceOut(Schema):
    """One result a pair, in the order sent."""

    results: list[StanceResult] = Field(description="One entry a pair.", examples=[[]])


class ProvenanceOut(Schema):
    """One result an article, in the order sent."""

    results: list[Provenance] = Field(description="One entry an article.", examples=[[]])


class CompareIn(Schema):
    """Articles to set side by side: stored ones by id, or inline ones, which are not stored."""

    article_ids: list[Id] | None = Field(
        default=None, min_length=2, max_length=20, description="2 to 20 stored articles.", examples=[["wire-77", "gazette-0412"]]
    )
    articles: list[ArticleIn] | None = Field(
        default=None, min_length=2, max_length=20, description="2 to 20 articles, not stored.", examples=[None]
    )

    @field_validator("article_ids")
    @classmethod
    def _once(cls, ids: list[str] | None) -> list[str] | None:
        if ids is not None and len(set(ids)) < len(ids):
            raise ValueError("names an article twice; name each once")
        return ids

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.article_ids is None) == (self.articles is None):
            raise ValueError("give either article_ids or articles")
        return self


class ComparedArticle(Schema):
    """A column of the comparison."""

    id: str = Field(description="The article.", examples=["gazette-0412"])
    outlet: str = Field(description="Its outlet.", examples=["gazette.example"])
    published_at: datetime | None = Field(description="When it was published.", examples=["2026-03-10T18:20:00Z"])
    provenance: Provenance = Field(
        description="Where its text comes from.",
        examples=[{"status": "none", "ai_probability": None, "flagged": False, "signals": [], "derived_from": []}],
    )


class Cell(Schema):
    """What one article says of the claim of a row."""

    article_id: str = Field(description="The article.", examples=["gazette-0412"])
    stance: CellStance = Field(description="What it says of the claim.", examples=["asserts"])
    sentence: Sentence | None = Field(description="Its best sentence on the claim; null when it is silent.", examples=[None])
    score: float = Field(description="How sure that is, 0 to 1; 0 when it is silent.", examples=[0.91])
    divergences: list[Divergence] = Field(description="In what it differs from the row's text.", examples=[[]])


class ClaimProvenance(Schema):
    """Who says the claim, human or machine."""

    ai_generated: bool = Field(description="Whether all who say it are marked as AI.", examples=[False])
    articles: list[str] = Field(description="The articles that say it and are marked as AI.", examples=[[]])


class ComparedClaim(Schema):
    """A row of the comparison."""

    id: str = Field(description="The row.", examples=["c-8d1f60a2b7c4"])
    text: str = Field(description="The claim, in the words of one article.", examples=["The ferry carried 214 passengers."])
    flags: list[Flag] = Field(description="What to know of the claim at a glance.", examples=[["agreement"]])
    independent_sources: int = Field(description="Origins that assert it.", examples=[2])
    cells: list[Cell] = Field(description="One cell an article, in the order given.", examples=[[]])
    provenance: ClaimProvenance = Field(
        description="Who says it, human or machine.", examples=[{"ai_generated": False, "articles": []}]
    )


class Summary(Schema):
    """How many rows there are, and how many carry each flag."""

    claims: int = Field(description="Rows.", examples=[24])
    agreement: int = Field(description="Rows that several origins assert and nobody contradicts.", examples=[9])
    divergence: int = Field(description="Rows that an article contradicts.", examples=[3])
    single_source: int = Field(description="Rows that one origin asserts.", examples=[12])
    ai_generated: int = Field(description="Rows that only texts marked as AI assert.", examples=[1])
    superseded: int = Field(description="Rows that newer reports have replaced.", examples=[0])


class CompareOut(Schema):
    """The comparison."""

    articles: list[ComparedArticle] = Field(description="The columns.", examples=[[]])
    claims: list[ComparedClaim] = Field(description="The rows.", examples=[[]])
    summary: Summary = Field(
        description="Counts over the rows.",
        examples=[{"claims": 24, "agreement": 9, "divergence": 3, "single_source": 12, "ai_generated": 1, "superseded": 0}],
    )


class Health(Schema):
    """Whether the process lives, or is ready to answer."""

    status: Literal["ok", "not ready"] = Field(description="How it is.", examples=["ok"])
    articles: int | None = Field(default=None, description="Articles stored.", examples=[5])
    sentences: int | None = Field(default=None, description="Sentences that can be found.", examples=[92])
    faults: list[str] = Field(default_factory=list, description="What keeps it from being ready.", examples=[[]])


class FieldProblem(Schema):
    """One bad field."""

    pointer: str = Field(description="JSON pointer to the field in the request.", examples=["/articles/0/published_at"])
    detail: str = Field(description="What is wrong and what to do.", examples=["is not a time; write it as 2025-11-17"])


class Problem(Schema):
    """An error, as RFC 9457 has it."""

    type: str = Field(description="Kind of the problem.", examples=["urn:crosscheck:problem:invalid-request"])
    title: str = Field(description="The kind in words.", examples=["The request is not valid"])
    status: int = Field(description="HTTP status.", examples=[422])
    detail: str = Field(description="What happened here and what to do.", examples=["1 field is not valid"])
    errors: list[FieldProblem] = Field(
        default_factory=list,
        description="The bad fields.",
        examples=[[{"pointer": "/claim", "detail": "is blank; write at least one word"}]],
    )


