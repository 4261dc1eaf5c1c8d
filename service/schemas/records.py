"""Editors' records on the wire."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from claims.types import Verdict
from service.schemas.articles import ArticleIn
from service.schemas.base import Schema, Words
from service.schemas.claims import VerifyIn

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class RecordIn(Schema):
    """What to check and to write down; exactly one of both."""

    claim: VerifyIn | None = Field(
        default=None,
        description="A claim to verify against the stored articles.",
        examples=[{"claim": "The ferry carried 241 passengers."}],
    )
    article: ArticleIn | None = Field(
        default=None, description="An article whose provenance is to be assessed.", examples=[None]
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.claim is None) == (self.article is None):
            raise ValueError("give either claim or article")
        return self


class ReviewIn(Schema):
    """What a person made of a record."""

    reviewer: Words = Field(max_length=200, description="Who reviewed it.", examples=["Ada Moss"])
    decision: Literal["confirmed", "overridden"] = Field(
        description="Whether what was found stands.", examples=["overridden"]
    )
    verdict: Verdict | None = Field(
        default=None,
        description="The verdict instead, for the record of a claim.",
        examples=["supported"],
    )
    flagged: bool | None = Field(
        default=None,
        description="Whether the text is made by a machine, for the record of an article.",
        examples=[None],
    )
    reason: Words | None = Field(
        default=None,
        max_length=5_000,
        description="Why; an override needs one.",
        examples=["The operator corrected its figure on Wednesday."],
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [name for name in ("verdict", "flagged") if getattr(self, name) is not None]
        if self.decision == "confirmed" and given:
            raise ValueError(f"a confirmation changes nothing; leave out {given[0]}")
        if self.decision == "overridden" and (len(given) != 1 or self.reason is None):
            raise ValueError("an override gives a reason and exactly one of verdict and flagged")
        return self


class Record(Schema):
    """An entry of the ledger: a check, or a review of one."""

    number: int = Field(description="Its place, from 1.", examples=[7])
    content: dict[str, Any] = Field(
        description="`kind` (`claim`, `article` or `review`) and `at`; of a check what was `asked`, what was `found` and what it was "
        "`made_with` (models, thresholds, versions); of a review the `record`, `reviewer`, `decision`, `override` and `reason`.",
        examples=[{"kind": "review", "record": 6, "reviewer": "Ada Moss", "decision": "confirmed"}],
    )
    previous: str = Field(description="Hash of the record before.", examples=["0" * 64])
    hash: str = Field(
        description="SHA-256 of number, previous hash and content.", examples=["9f" * 32]
    )


class RecordPage(Schema):
    """A page of records."""

    records: list[Record] = Field(description="In order.", examples=[[]])
    next_cursor: int | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )
