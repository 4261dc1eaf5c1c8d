"""Stories on the wire."""

from datetime import datetime

from pydantic import Field

from service.schemas.base import Schema
from service.schemas.comparison import CompareOut


class StorySpan(Schema):
    """From when to when a story was told, as far as its articles are dated."""

    first: datetime | None = Field(
        description="When its first article was published.", examples=["2026-03-10T18:20:00Z"]
    )
    last: datetime | None = Field(
        description="When its last article was published.", examples=["2026-03-12T07:00:00Z"]
    )


class StoryCounts(Schema):
    """How much a story holds."""

    articles: int = Field(description="Articles.", examples=[7])
    outlets: int = Field(description="Outlets that tell it.", examples=[5])


class StoryHead(Schema):
    """A story in a list: articles on one event."""

    id: str = Field(
        description="Its id; a story that was merged into another is found by its old id, too.",
        examples=["s-5b0d1c6a92e4f873"],
    )
    title: str = Field(
        description="The headline closest to what its articles are about together.",
        examples=["Ferry with 214 aboard runs aground off Skerrow"],
    )
    outlets: list[str] = Field(
        description="Who tells it.", examples=[["gazette.example", "wire.example"]]
    )
    span: StorySpan = Field(
        description="From when to when it was told.",
        examples=[{"first": "2026-03-10T18:20:00Z", "last": "2026-03-12T07:00:00Z"}],
    )
    counts: StoryCounts = Field(
        description="How much it holds.", examples=[{"articles": 7, "outlets": 5}]
    )
    revision: int = Field(description="Grows with every change of the story.", examples=[112])
    split_from: str | None = Field(
        description="The story that it was part of; null where it began on its own.",
        examples=[None],
    )


class StoryPage(Schema):
    """A page of stories."""

    stories: list[StoryHead] = Field(description="The last changed first.", examples=[[]])
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null on the last.", examples=[None]
    )


class StoryOut(StoryHead, CompareOut):
    """A story and its comparison."""

    left_out: int = Field(
        description="Articles that are not compared: of more than 20 those are that stand best for all.",
        examples=[0],
    )
