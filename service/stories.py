"""The HTTP calls of stories: listed, and each as the comparison of its articles."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse

from index.types import Filters
from service import replies, schemas
from service.engine import Engine
from service.errors import responses
from service.keys import READ
from service.limits import SLOT
from service.paging import Limit
from service.parameters import refuse_no_time
from service.replays import NOT_MODIFIED, IfNoneMatch, TaggedRoute
from service.routes import EngineDep


class StoryRoute(TaggedRoute):
    """A route whose answers depend on the stories, too: articles are put into theirs after they were stored."""

    @staticmethod
    def state(engine: Engine) -> tuple[int, ...]:
        """The revisions of the corpus and of the stories."""
        return engine.corpus.revision(), engine.stories.revision()


router = APIRouter(
    prefix="/v1/stories",
    tags=["stories"],
    route_class=StoryRoute,
    responses={**responses(400, 413, 422, 503), **NOT_MODIFIED},
)
CURSOR = r"^[0-9]{1,9}:s-[0-9a-f]{16}$"
"""revision and id of the last story of the page before"""


def filters_of(
    outlet: Annotated[
        list[schemas.Name],
        Query(
            description="Only stories that one of these outlets tells.",
            max_length=100,
            default_factory=list,
        ),
    ],
    published_after: Annotated[
        schemas.Moment | None,
        Query(description="Only stories with an article published at this time or later."),
    ] = None,
    published_before: Annotated[
        schemas.Moment | None,
        Query(description="Only stories with an article published before this time."),
    ] = None,
) -> Filters:
    """What one article of a story must meet."""
    refuse_no_time(published_after, published_before)
    return Filters(tuple(outlet), published_after, published_before)


@router.get("", dependencies=[READ])
def get_stories(
    engine: EngineDep,
    filters: Annotated[Filters, Depends(filters_of)],
    min_articles: Annotated[
        int, Query(ge=1, le=1_000_000, description="Fewest articles of a story.")
    ] = 1,
    cursor: Annotated[
        str | None, Query(pattern=CURSOR, description="`next_cursor` of the page before.")
    ] = None,
    limit: Limit = 20,
    _: IfNoneMatch = None,
) -> schemas.StoryPage:
    """List stories, the last changed first; the filters must hold of one and the same article."""
    found = engine.stories.page(filters, _place(cursor), limit + 1, min_articles)
    return replies.story_page(found, limit)


@router.get(
    "/{story_id}",
    dependencies=[READ, SLOT],
    response_model=schemas.StoryOut,
    responses={
        **responses(404),
        308: {"description": "The story was merged into the one at `Location`."},
    },
)
def get_story(
    engine: EngineDep, story_id: schemas.Id, _: IfNoneMatch = None
) -> schemas.StoryOut | RedirectResponse:
    """One story: the comparison of its articles as they stand now."""
    story = engine.stories.get(story_id)
    if story.id != story_id:
        return RedirectResponse(f"/v1/stories/{story.id}", 308)
    return replies.story(story, engine.told(story))


def _place(cursor: str | None) -> tuple[int, str] | None:
    revision, _, story_id = (cursor or "").partition(":")
    return (int(revision), story_id) if cursor else None
