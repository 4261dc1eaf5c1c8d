"""Audits on the wire: asked for, under way, and the result of each article."""

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from claims.types import Flag, Verdict
from index.types import JobStatus
from service.schemas.articles import SENTENCE, ArticleIn, Sentence
from service.schemas.base import ADDRESS, Id, Schema, Text
from service.schemas.claims import (
    MODELS,
    SNAPSHOT,
    THRESHOLDS,
    Evidence,
    IndependentSources,
    Model,
)
from service.schemas.problems import Problem
from service.schemas.provenance import Provenance
from service.schemas.records import Review

MOST_ARTICLES = 1000


class AuditIn(Schema):
    """Articles to audit: inline ones, which are not stored in the corpus, or stored ones by id."""

    articles: list[ArticleIn] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_ARTICLES,
        description="1 to 1,000 articles; they see each other and the corpus, and nobody else sees them.",
        examples=[[{"outlet": "gazette.example", "text": "The ferry ran aground on Tuesday."}]],
    )
    article_ids: list[Id] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_ARTICLES,
        description="1 to 1,000 stored articles.",
        examples=[None],
    )
    webhook: Text | None = Field(
        default=None,
        max_length=2000,
        pattern=ADDRESS,
        description="Where to tell that the audit has ended, and later that a verdict has changed; "
        "an address that was added with `crosscheck webhook add`.",
        examples=[None],
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.article_ids is None) == (self.articles is None):
            raise ValueError("give either article_ids or articles")
        return self


class AuditAccepted(Schema):
    """An audit that was written down and will be carried out."""

    id: str = Field(description="The audit.", examples=["0f4be1c2a7d84e0b9a3c5d6e7f801234"])
    status: JobStatus = Field(description="How it stands.", examples=["queued"])
    total: int = Field(description="Articles to audit.", examples=[2])


class WebhookState(Schema):
    """How the webhook of an audit stands."""

    url: str = Field(description="Its address.", examples=["https://desk.example/hook"])
    waiting: int = Field(description="Events that are not delivered yet.", examples=[0])
    disabled_at: datetime | None = Field(
        description="Since when nothing is sent there, after a day without an answer.",
        examples=[None],
    )
    fault: str | None = Field(description="What went wrong last.", examples=[None])


class AuditOut(AuditAccepted):
    """How an audit stands."""

    done: int = Field(
        description="Articles that were audited, problems included; the rest of a cancelled audit is not counted, though each has a result that says so.",
        examples=[1],
    )
    failed: int = Field(description="Articles whose result is a problem.", examples=[0])
    created_at: datetime = Field(
        description="When it was asked for.", examples=["2026-03-11T07:00:00Z"]
    )
    finished_at: datetime | None = Field(description="When it ended.", examples=[None])
    webhook: WebhookState | None = Field(
        description="Where it is told; null when nowhere.", examples=[None]
    )


class AuditedClaim(Schema):
    """A claim of an audited article and what all others say of it."""

    number: int | None = Field(
        default=None,
        description="Its place in the result, from 0: the number that a record of it takes; null of results from before it was given.",
        examples=[3],
    )
    sentence: Sentence = Field(
        description="The sentence that makes it.",
        examples=[SENTENCE],
    )
    text: str = Field(
        description="A verbatim span of its sentence.",
        examples=["The ferry carried 214 passengers."],
    )
    statement: str | None = Field(
        default=None,
        description="The same in words that stand alone, which were judged.",
        examples=["The ferry carried 214 passengers."],
    )
    start: int = Field(description="First code point in the cleaned text.", examples=[120])
    end: int = Field(description="Code point behind it.", examples=[153])
    check_worthiness: float = Field(
        description="How much it asks to be checked, 0 to 1.", examples=[0.6]
    )
    verdict: Verdict = Field(description="What all the evidence says of it.", examples=["refuted"])
    confidence: float = Field(description="How sure that is, 0 to 1.", examples=[0.94])
    flags: list[Flag] = Field(
        description="What to know of the claim at a glance.", examples=[["divergence"]]
    )
    independent_sources: IndependentSources = Field(
        description="Origins on each side.", examples=[{"supporting": 0, "conflicting": 2}]
    )
    supporting: list[Evidence] = Field(
        description="Evidence for it, best first, 5 at most.", examples=[[]]
    )
    conflicting: list[Evidence] = Field(
        description="Evidence against it, best first, 5 at most.", examples=[[]]
    )
    circular_support: bool | None = Field(
        default=None,
        description="Whether, of the articles looked at, only texts marked as AI say it, the audited one included, and none of them rests on a human text; "
        "null of results from before it was given.",
        examples=[False],
    )
    judged: int | None = Field(
        default=None,
        description="Sentences that were judged; null of results from before they were counted.",
        examples=[6],
    )
    record: int | None = Field(
        default=None, description="The record of it, once somebody asked for one.", examples=[None]
    )
    review: Review | None = Field(
        default=None,
        description="What a person made of it, beside the verdict.",
        examples=[None],
    )


class AuditCounts(Schema):
    """How many claims have each verdict; together all claims that were found."""

    supported: int = Field(default=0, description="Claims that are supported.", examples=[3])
    refuted: int = Field(default=0, description="Claims that are refuted.", examples=[1])
    conflicting: int = Field(
        default=0, description="Claims with evidence on both sides.", examples=[0]
    )
    not_enough_evidence: int = Field(
        default=0, description="Claims of which the others do not say enough.", examples=[8]
    )


class AuditResult(Schema):
    """The result of one article."""

    place: int = Field(description="Its place in the audit, from 0.", examples=[0])
    article_id: str | None = Field(
        description="The article; null where it was not read.", examples=["gazette-0412"]
    )
    status: JobStatus = Field(
        description="`completed`, `failed` or `cancelled`.", examples=["completed"]
    )
    error: Problem | None = Field(
        default=None, description="What was wrong, when it failed.", examples=[None]
    )
    source: str | None = Field(
        default=None,
        description="The file that it was read from, where the command line asked for the audit.",
        examples=[None],
    )
    outlet: str | None = Field(
        default=None, description="Its outlet.", examples=["gazette.example"]
    )
    url: str | None = Field(
        default=None,
        description="Where it was published.",
        examples=["https://gazette.example/ferry"],
    )
    title: str | None = Field(
        default=None, description="Its headline.", examples=["Ferry runs aground"]
    )
    published_at: datetime | None = Field(
        default=None, description="When it was published.", examples=["2026-03-10T18:20:00Z"]
    )
    text: str | None = Field(
        default=None,
        description="The cleaned text; all offsets point into it.",
        examples=["The ferry ran aground on Tuesday."],
    )
    claims: list[AuditedClaim] = Field(
        default_factory=list, description="The claims, in the order of the text.", examples=[[]]
    )
    provenance: Provenance | None = Field(
        default=None,
        description="Where its text comes from; null when it failed.",
        examples=[None],
    )
    counts: AuditCounts = Field(
        default_factory=AuditCounts,
        description="How many claims have each verdict; together all claims.",
        examples=[{"supported": 3, "refuted": 1, "conflicting": 0, "not_enough_evidence": 8}],
    )
    snapshot: str | None = Field(default=None, description=SNAPSHOT, examples=["r7"])
    models: list[Model] = Field(
        default_factory=list, description="What made the verdicts.", examples=[MODELS]
    )
    thresholds: dict[str, float] = Field(
        default_factory=dict,
        description="Where the lines were drawn.",
        examples=[{**THRESHOLDS, "wordings": 8, "open": -0.5}],
    )


class AuditResults(Schema):
    """A page of results."""

    results: list[AuditResult] = Field(
        description="In the order of the articles; they end at the first that is still to come.",
        examples=[[]],
    )
    next_cursor: str | None = Field(
        description="Send it as `cursor` for what follows; null when all results were given.",
        examples=[None],
    )
