"""Health and errors on the wire."""

from typing import Literal

from pydantic import Field

from service.schemas.base import Schema


class HealthPart(Schema):
    """A part of the service."""

    name: str = Field(
        description="`database`, `index`, `stance`, `encoder` or `workers`.", examples=["database"]
    )
    ready: bool = Field(description="Whether it does its work.", examples=[True])
    detail: str = Field(
        description="What is wrong with it; empty where it is ready.", examples=[""]
    )


class Health(Schema):
    """Whether the process lives, or is ready to answer."""

    status: Literal["ok", "not ready"] = Field(description="How it is.", examples=["ok"])
    articles: int | None = Field(default=None, description="Articles stored.", examples=[5])
    sentences: int | None = Field(
        default=None, description="Sentences that can be found.", examples=[92]
    )
    faults: list[str] = Field(
        default_factory=list, description="What keeps it from being ready.", examples=[[]]
    )
    parts: list[HealthPart] = Field(
        default_factory=list,
        description="Each part of the service; told by `/readyz`.",
        examples=[[{"name": "database", "ready": True, "detail": ""}]],
    )


class FieldProblem(Schema):
    """One bad field."""

    pointer: str = Field(
        description="JSON pointer (RFC 6901) to the field in the request; empty for the body itself.",
        examples=["/articles/0/published_at"],
    )
    detail: str = Field(
        description="What is wrong and what to do.",
        examples=["is not a time; write it as 2025-11-17"],
    )


class Problem(Schema):
    """An error, as RFC 9457 has it."""

    type: str = Field(
        description="Kind of the problem.", examples=["urn:crosscheck:problem:invalid-request"]
    )
    title: str = Field(description="The kind in words.", examples=["The request is not valid"])
    status: int = Field(description="HTTP status.", examples=[422])
    detail: str = Field(
        description="What happened here and what to do.", examples=["1 field is not valid"]
    )
    instance: str | None = Field(
        default=None,
        description="The request that it happened to, by the id in its `X-Request-ID` and in the log.",
        examples=["urn:crosscheck:request:8e03978e40d543ddbc936894a57f9324"],
    )
    errors: list[FieldProblem] = Field(
        default_factory=list,
        description="The bad fields.",
        examples=[[{"pointer": "/claim", "detail": "is blank; write at least one word"}]],
    )
