from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from index.corpus import Corpus
from index.errors import UnknownStory
from index.stories import Arrival, Change, Profile, Stories
from index.types import Filters
from tests.index.queries import queries
from tests.parts import article

EVERY = Filters()


@pytest.fixture
def stories(corpus: Corpus) -> Stories:
    """Three stored articles that wait to be put into stories."""
    corpus.ingest(
        [
            article(f"Ship {id_} sank.", id=id_, outlet=f"{id_}.example", published_at=when)
            for id_, when in (("a", datetime(2026, 3, 10, tzinfo=UTC)), ("b", None), ("c", None))
        ]
    )
    return Stories(corpus.database)


def profile(arrival: Arrival) -> Profile:
    vector = np.eye(4, dtype=np.float32)[0]
    return Profile(arrival.article_id, "Ship sank", {"ship": 1}, ("ship",), vector, vector)


def put(stories: Stories, story_id: str, *, new: bool = True) -> Change:
    """Put the next article that waits into a story."""
    arrival = stories.next_arrival()
    assert arrival is not None
    opened: dict[str, str | None] = {story_id: None} if new else {}
    change = Change(arrival, profile(arrival), {arrival.article_id: story_id}, opened=opened)
    assert stories.apply(change)
    return change


def test_articles_wait_in_the_order_in_which_they_were_stored(
    corpus: Corpus, stories: Stories
) -> None:
    """Each waits until it is in a story, and again when it is changed or removed; what is refused waits for nothing."""
    waited = [put(stories, f"s-{n}").arrival.article_id for n in range(3)]
    assert waited == ["a", "b", "c"]
    assert stories.next_arrival() is None
    corpus.ingest([article("Ship a sank.", id="a", outlet="a.example")])
    corpus.remove("b")
    assert put(stories, "s-0", new=False).arrival.article_id == "a"
    gone = stories.next_arrival()
    assert gone is not None
    assert stories.apply(Change(gone, None))
    assert stories.of_articles(["a", "b", "c"]) == {"a": "s-0", "c": "s-2"}


def test_an_article_that_cannot_be_put_into_a_story_comes_last(
    corpus: Corpus, stories: Stories
) -> None:
    """After three times it is set aside, until it changes or stories are rebuilt."""
    first = stories.next_arrival()
    assert first is not None
    stories.put_off(first)
    assert [put(stories, f"s-{n}").arrival.article_id for n in range(2)] == ["b", "c"]
    assert stories.next_arrival() == replace(first, revision=2)
    stories.put_off(first)
    stories.put_off(first)
    assert stories.next_arrival() is None
    corpus.ingest([article("Ship a floats.", id="a", outlet="a.example")])
    assert put(stories, "s-2").arrival.article_id == "a"
    assert stories.next_arrival() is None


def test_who_was_slower_changes_nothing(stories: Stories) -> None:
    """A change that was thought out before another was written is not written."""
    early = stories.next_arrival()
    assert early is not None
    put(stories, "s-1")
    late = Change(early, profile(early), {"a": "s-2"}, opened={"s-2": None})
    assert not stories.apply(late)
    assert stories.of_articles(["a"]) == {"a": "s-1"}
    with pytest.raises(UnknownStory):
        stories.get("s-2")


def test_an_article_that_changes_meanwhile_waits_again(corpus: Corpus, stories: Stories) -> None:
    """What was put into a story by its old text is looked at once more by its new one."""
    early = stories.next_arrival()
    assert early is not None
    corpus.ingest([article("Ship a floats.", id="a", outlet="a.example")])
    assert stories.apply(Change(early, profile(early), {"a": "s-1"}, opened={"s-1": None}))
    waiting = [put(stories, f"s-{n}").arrival.article_id for n in (2, 3)]
    assert waiting == ["b", "c"]
    assert put(stories, "s-1", new=False).arrival.article_id == "a"


def test_an_outlet_tells_a_story_once_in_whatever_spelling(
    stories: Stories, corpus: Corpus
) -> None:
    """Each outlet is named once, as one of its articles spells it."""
    for name, spelling in zip("abc", ("North Post", "NORTH POST", "South Post"), strict=True):
        corpus.ingest([article(f"Ship {name} floats.", id=name, outlet=spelling)])
    put(stories, "s-1")
    put(stories, "s-1", new=False)
    put(stories, "s-1", new=False)
    assert [name.casefold() for name in stories.get("s-1").outlets] == ["north post", "south post"]


def test_a_member_is_kept_as_it_was_put(stories: Stories) -> None:
    """What is known of an article comes back, with its outlet and its time."""
    put(stories, "s-1")
    (member,) = stories.get("s-1").members
    assert (member.headline, member.words, member.names) == ("Ship sank", {"ship": 1}, ("ship",))
    assert (member.outlet, member.published_at) == ("a.example", datetime(2026, 3, 10, tzinfo=UTC))
    assert member.vector.tolist() == member.headline_vector.tolist() == [1.0, 0.0, 0.0, 0.0]
    assert stories.get("s-1").outlets == ["a.example"]
    assert stories.get("s-1").span == (datetime(2026, 3, 10, tzinfo=UTC),) * 2


def test_a_merged_story_leads_to_where_its_articles_are(stories: Stories) -> None:
    """Over several merges too; a part that was split off says where it comes from."""
    put(stories, "s-1")
    put(stories, "s-2")
    third = stories.next_arrival()
    assert third is not None
    moves = {"c": "s-3", "a": "s-3", "b": "s-3"}
    merged = {"s-1": "s-2", "s-2": "s-3"}
    stories.apply(Change(third, profile(third), moves, merged, {"s-3": "s-1"}))
    assert {stories.get(story_id).id for story_id in ("s-1", "s-2", "s-3")} == {"s-3"}
    assert [m.article_id for m in stories.get("s-1").members] == ["a", "b", "c"]
    assert stories.get("s-3").split_from == "s-1"


def test_stories_are_listed_by_their_last_change(stories: Stories) -> None:
    """The last changed first, from behind a place, and only those that the filters let through."""
    put(stories, "s-1")
    put(stories, "s-2")
    put(stories, "s-1", new=False)
    everything = stories.page(EVERY, None, 10)
    assert [(story.id, story.revision) for story in everything] == [("s-1", 3), ("s-2", 2)]
    assert [story.id for story in stories.page(EVERY, (3, "s-1"), 10)] == ["s-2"]
    assert [story.id for story in stories.page(EVERY, None, 1)] == ["s-1"]
    assert [story.id for story in stories.page(EVERY, None, 10, least=2)] == ["s-1"]
    assert [s.id for s in stories.page(replace(EVERY, outlets=("b.example",)), None, 10)] == ["s-2"]
    dated = replace(EVERY, published_after=datetime(2026, 3, 9, tzinfo=UTC))
    assert [story.id for story in stories.page(dated, None, 10)] == ["s-1"]


def test_members_are_counted_only_where_some_number_is_asked_for(
    corpus: Corpus, stories: Stories
) -> None:
    """Every story has one article, so who asks for stories of one or more has the table read once."""
    put(stories, "s-1")
    with queries(corpus.database) as asked:
        assert [story.id for story in stories.page(EVERY, None, 10)] == ["s-1"]
        assert stories.page(EVERY, None, 10, least=2) == []
    assert ["GROUP BY" in query for query in asked if "FROM stories" in query] == [False, True]
