"""Editors' records on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from claims.types import Verdict
from service.schemas.articles import ArticleIn
from service.schemas.base import Id, Schema, Statement, Words
from service.schemas.claims import VerifyIn

Decision = Literal["confirmed", "overridden", "annotated"]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _spaced(name: str) -> str:
    """A name as a reader sees it, so that the same person is written in one way."""
    return " ".join(name.split())


Name = Annotated[Statement, AfterValidator(_spaced)]


class AuditedClaimIn(Schema):
    """A claim of an audit that has a result for its article."""

    audit_id: Id = Field(description="The audit.", examples=["0f4be1c2a7d84e0b9a3c5d6e7f801234"])
    place: int = Field(
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="The article's place in the audit, from 0.",
        examples=[0],
    )
    number: int = Field(
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="The claim's place in the result, from 0.",
        examples=[3],
    )


class RecordIn(Schema):
    """What to write down; exactly one of the three."""

    claim: VerifyIn | None = Field(
        default=None,
        description="A claim to verify against the stored articles.",
        examples=[{"claim": "The ferry carried 241 passengers."}],
    )
    article: ArticleIn | None = Field(
        default=None, description="An article whose provenance is to be assessed.", examples=[None]
    )

    audited_claim: AuditedClaimIn | None = Field(
        default=None,
        description="A claim of an audit, as it was found; each is recorded once.",
        examples=[None],
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(x is not None for x in (self.claim, self.article, self.audited_claim)) != 1:
            raise ValueError("give exactly one of claim, article and audited_claim")
        return self


class ReviewIn(Schema):
    """What a person made of a record."""

    reviewer: Name = Field(max_length=200, description="Who reviewed it.", examples=["Ada Moss"])
    decision: Decision = Field(
        description="Whether what was found stands; an annotation leaves that open.",
        examples=["overridden"],
    )
    verdict: Verdict | None = Field(
        default=None,
        description="The verdict instead, for the record of a claim.",
        examples=["supported"],
    )
    flagged: bool | None = Field(
        default=None,
        strict=True,
        description="Whether the text is made by a machine, for the record of an article.",
        examples=[None],
    )
    reason: Words | None = Field(
        default=None,
        max_length=5_000,
        description="Why, or the annotation; only a confirmation can do without.",
        examples=["The operator corrected its figure on Wednesday."],
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [name for name in ("verdict", "flagged") if getattr(self, name) is not None]
        if self.decision != "overridden" and given:
            raise ValueError(f"only an override changes something; leave out {given[0]}")
        if self.decision == "annotated" and self.reason is None:
            raise ValueError("an annotation is its reason; give one")
        if self.decision == "overridden" and (len(given) != 1 or self.reason is None):
            raise ValueError("an override gives a reason and exactly one of verdict and flagged")
        return self


class Review(Schema):
    """What a person made of a record; the machine's finding stays beside it as it was."""

    record: int = Field(description="The record that the review is.", examples=[7])
    decision: Decision = Field(
        description="Whether they confirmed or changed what was found, or only said something of it.",
        examples=["overridden"],
    )
    verdict: Verdict | None = Field(
        description="Their verdict; null in an annotation, and for the record of an article.",
        examples=["supported"],
    )
    flagged: bool | None = Field(
        description="Whether they take the text for a machine's, for the record of an article.",
        examples=[None],
    )
    reviewer: str = Field(description="Who.", examples=["Ada Moss"])
    at: datetime = Field(description="When.", examples=["2026-03-12T09:00:00Z"])
    note: str | None = Field(
        description="Why.", examples=["The operator corrected its figure on Wednesday."]
    )


class Record(Schema):
    """An entry of the ledger: a check, or a review of one."""

    number: int = Field(description="Its place, from 1.", examples=[7])
    content: dict[str, Any] = Field(
        description="`kind` (`claim`, `article` or `review`) and `at`; of a check what was `asked`, what was `found` and what it was "
        "`made_with` (models, thresholds, versions); of a review the `record`, `reviewer`, `decision`, `override` and `reason`; of a claim of an audit the `subject` and the `article`.",
        examples=[{"kind": "review", "record": 6, "reviewer": "Ada Moss", "decision": "confirmed"}],
    )
    previous: str = Field(description="Hash of the record before.", examples=["0" * 64])
    hash: str = Field(
        description="SHA-256 of number, previous hash and content.", examples=["9f" * 32]
    )
    review: Review | None = Field(
        default=None,
        description="What stands of its reviews: the last that confirmed or changed it, else the last annotation.",
        examples=[None],
    )
    reviews: list[Review] = Field(
        default_factory=list, description="All of them, in order.", examples=[[]]
    )


class RecordPage(Schema):
    """A page of records."""

    records: list[Record] = Field(description="In order.", examples=[[]])
    next_cursor: int | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )
