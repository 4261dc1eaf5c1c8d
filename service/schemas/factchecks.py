"""Fact checks of others on the wire."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field, model_validator

from index.reading.limits import MOST_HTML
from index.types import IngestStatus
from service.schemas.base import Markup, Schema


class FactChecksIn(Schema):
    """Fact checks as their authors publish them: ClaimReview objects, or the pages that embed them."""

    claim_reviews: list[dict[str, Any]] = Field(
        default_factory=list,
        max_length=1000,
        description="JSON-LD of schema.org/ClaimReview, or documents that hold such objects (`@graph`, DataFeed).",
        examples=[
            [
                {
                    "@context": "https://schema.org",
                    "@type": "ClaimReview",
                    "url": "https://facts.example/241",
                    "claimReviewed": "The ferry had 241 passengers.",
                    "reviewRating": {"@type": "Rating", "alternateName": "False"},
                    "author": {"@type": "Organization", "name": "Skerrow Facts"},
                    "datePublished": "2026-03-12",
                }
            ]
        ],
    )
    pages: list[Markup] = Field(
        default_factory=list,
        max_length=100,
        description="Pages as HTML that embed ClaimReview as `application/ld+json`.",
        examples=[[]],
    )

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.claim_reviews and not self.pages:
            raise ValueError("give claim_reviews, pages or both")
        if any(len(page) > MOST_HTML for page in self.pages):
            raise ValueError(f"a page may have {MOST_HTML} characters")
        return self


class FactCheck(Schema):
    """What others found of a claim."""

    id: str = Field(
        description="Made from address and claim, so that the same one sent twice is one.",
        examples=["k-5f2c9e0a71b34d88"],
    )
    claim: str = Field(description="The claim.", examples=["The ferry had 241 passengers."])
    rating: str = Field(description="What they found, in their words.", examples=["False"])
    author: str = Field(description="Who checked it.", examples=["Skerrow Facts"])
    url: str = Field(description="Where they tell it.", examples=["https://facts.example/241"])
    published_at: datetime | None = Field(
        description="When they told it.", examples=["2026-03-12T00:00:00Z"]
    )


class StoredFactCheck(FactCheck):
    """What stands where a fact check was sent for, the newest that is known, and what became of it."""

    status: IngestStatus = Field(
        description="Whether it was new; `unchanged` also where what is stored is newer.",
        examples=["added"],
    )


class StoredFactChecks(Schema):
    """What became of all that was sent, in order."""

    fact_checks: list[StoredFactCheck] = Field(description="One entry each.", examples=[[]])


class FactCheckPage(Schema):
    """A page of stored fact checks."""

    fact_checks: list[FactCheck] = Field(description="In the order of their ids.", examples=[[]])
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )
