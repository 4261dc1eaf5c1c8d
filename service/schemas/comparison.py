"""A comparison on the wire."""

from datetime import datetime
from typing import Self

from pydantic import Field, field_validator, model_validator

from claims.types import CellStance, Flag
from service.schemas.articles import ArticleIn, Sentence
from service.schemas.base import Id, Schema
from service.schemas.claims import Divergence
from service.schemas.provenance import Provenance


class CompareIn(Schema):
    """Articles to set side by side: stored ones by id, or inline ones, which are not stored."""

    article_ids: list[Id] | None = Field(
        default=None,
        min_length=2,
        max_length=20,
        description="2 to 20 stored articles.",
        examples=[["wire-77", "gazette-0412"]],
    )
    articles: list[ArticleIn] | None = Field(
        default=None,
        min_length=2,
        max_length=20,
        description="2 to 20 articles, not stored.",
        examples=[None],
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
    published_at: datetime | None = Field(
        description="When it was published.", examples=["2026-03-10T18:20:00Z"]
    )
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
    origin: str = Field(
        description="The article where the most of its words were first reported; itself, if it is a report of its own.",
        examples=["wire-77"],
    )
    omits: list[str] = Field(
        description="Rows that most independent origins assert and on which it is silent.",
        examples=[["c-8d1f60a2b7c4"]],
    )
    alone: list[str] = Field(
        description="Rows that no other article asserts.", examples=[["c-77e01b9f3ad2"]]
    )


class Cell(Schema):
    """What one article says of the claim of a row."""

    article_id: str = Field(description="The article.", examples=["gazette-0412"])
    stance: CellStance = Field(description="What it says of the claim.", examples=["asserts"])
    sentence: Sentence | None = Field(
        description="Its best sentence on the claim; null when it is silent.", examples=[None]
    )
    score: float = Field(
        description="How sure that is, 0 to 1; 0 when it is silent.", examples=[0.91]
    )
    divergences: list[Divergence] = Field(
        description="In what it differs from the row's text.", examples=[[]]
    )


class ClaimProvenance(Schema):
    """Who says the claim, human or machine."""

    ai_generated: bool = Field(
        description="Whether all who say it are marked as AI.", examples=[False]
    )
    articles: list[str] = Field(
        description="The articles that say it and are marked as AI.", examples=[[]]
    )
    circular_support: bool = Field(
        description="Whether, of the articles looked at, only texts marked as AI say it and none of them rests on a human text.",
        examples=[False],
    )


class ComparedClaim(Schema):
    """A row of the comparison."""

    id: str = Field(description="The row.", examples=["c-8d1f60a2b7c4"])
    text: str = Field(
        description="The claim, in the words of one article.",
        examples=["The ferry carried 214 passengers."],
    )
    flags: list[Flag] = Field(
        description="What to know of the claim at a glance.", examples=[["agreement"]]
    )
    independent_sources: int = Field(
        description="Origins that assert it; those that are reports of one outlet are one.",
        examples=[2],
    )
    cells: list[Cell] = Field(description="One cell an article, in the order given.", examples=[[]])
    provenance: ClaimProvenance = Field(
        description="Who says it, human or machine.",
        examples=[{"ai_generated": False, "articles": [], "circular_support": False}],
    )


class Summary(Schema):
    """How many rows there are, and how many carry each flag."""

    claims: int = Field(description="Rows.", examples=[24])
    agreement: int = Field(
        description="Rows that several origins assert and nobody contradicts.", examples=[9]
    )
    divergence: int = Field(description="Rows that an article contradicts.", examples=[3])
    single_source: int = Field(description="Rows that one origin asserts.", examples=[12])
    ai_generated: int = Field(description="Rows that only texts marked as AI assert.", examples=[1])
    superseded: int = Field(
        description="Rows in which a newer report has replaced a figure.", examples=[0]
    )


class CompareOut(Schema):
    """The comparison."""

    articles: list[ComparedArticle] = Field(description="The columns.", examples=[[]])
    claims: list[ComparedClaim] = Field(description="The rows.", examples=[[]])
    summary: Summary = Field(
        description="Counts over the rows.",
        examples=[
            {
                "claims": 24,
                "agreement": 9,
                "divergence": 3,
                "single_source": 12,
                "ai_generated": 1,
                "superseded": 0,
            }
        ],
    )
