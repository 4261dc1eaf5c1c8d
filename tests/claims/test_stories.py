import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from claims import stories
from claims.kinship import profile_of
from claims.stories import AT_ONCE, Clustering, Item, linked, representatives, title_of
from index.corpus import Corpus, open_corpus
from index.errors import UnknownStory
from index.records import Records
from index.stories import Member, Story
from index.types import Article, Filters
from index.vectors import FaissIndex
from service.engine import Engine
from service.sample import sample_story
from tests.parts import WordEncoder, article

START = datetime(2026, 3, 10, 8, tzinfo=UTC)
FERRY = "The ferry Sula ran aground off Skerrow with 214 passengers. Lifeboats took the passengers ashore."
RESCUE = (
    "Lifeboats took 214 passengers off the ferry Sula. The Sula ran aground near Skerrow harbour."
)
ADRIFT = "The ferry Sula drifted off Skerrow with no engine. A tug towed its passengers ashore."
BUDGET = "The council of Valmere passed its budget. Taxes in Valmere rise by four percent."
VOTE = "Valmere councillors passed the budget. The taxes rise by four percent in Valmere."


def told(text: str, id_: str, days: float | None = None) -> Article:
    when = None if days is None else START + timedelta(days=days)
    return article(text, id=id_, outlet=f"{id_}.example", published_at=when)


def grouped(clustering: Clustering) -> list[list[str]]:
    page = clustering.page(Filters(), None, 100)
    return sorted([member.article_id for member in story.members] for story in page)


def ids(clustering: Clustering) -> dict[str, str]:
    page = clustering.page(Filters(), None, 100)
    return {member.article_id: story.id for story in page for member in story.members}


@pytest.fixture
def clustering(corpus: Corpus) -> Clustering:
    return Clustering(corpus)


@pytest.mark.parametrize("days", [0.5, None])
def test_articles_on_one_event_are_one_story(
    corpus: Corpus, clustering: Clustering, days: float | None
) -> None:
    """Articles that tell of one event stand together and others apart, dated or not, in whatever order they come."""
    batch = [told(FERRY, "a", days), told(BUDGET, "b", days)]
    corpus.ingest(batch)
    corpus.ingest([told(VOTE, "c", days), told(RESCUE, "d", days)])
    assert grouped(clustering) == [["a", "d"], ["b", "c"]]


def test_a_like_event_at_another_time_is_another_story(
    corpus: Corpus, clustering: Clustering
) -> None:
    """What would be one story on one day is an older event's a year before."""
    corpus.ingest([told(FERRY, "a", 0), told(RESCUE, "b", 0.3), told(ADRIFT, "c", 0.5)])
    assert grouped(clustering) == [["a", "b", "c"]]
    corpus.ingest([told(ADRIFT, "c", -365)])
    assert grouped(clustering) == [["a", "b"], ["c"]]


def test_a_story_keeps_its_id_as_it_grows(corpus: Corpus, clustering: Clustering) -> None:
    """An article that joins changes the revision of its story, not its id, and leaves other stories alone."""
    corpus.ingest([told(FERRY, "a"), told(BUDGET, "b")])
    before = ids(clustering)
    revisions = {id_: clustering.get(id_).revision for id_ in before.values()}
    corpus.ingest([told(RESCUE, "c")])
    assert ids(clustering) == {**before, "c": before["a"]}
    assert clustering.get(before["a"]).revision > revisions[before["a"]]
    assert clustering.get(before["b"]).revision == revisions[before["b"]]


TAXES = "Lower taxes please the shops of Valmere. Shops in Valmere hope for trade."
CLOSED = "The library of Valmere is closed for good. Readers of the library protest."
BOTH = "Lower taxes please the shops of Valmere. The library of Valmere is closed for good. Readers protest."


def test_an_article_that_bridges_two_stories_makes_them_one(
    corpus: Corpus, clustering: Clustering
) -> None:
    """The story that was merged is found by its old id, and no article is lost."""
    corpus.ingest([told(TAXES, "a"), told(CLOSED, "b")])
    before = ids(clustering)
    assert before["a"] != before["b"]
    corpus.ingest([told(BOTH, "c"), told(f"{TAXES} {CLOSED}", "d")])
    after = ids(clustering)
    assert len(set(after.values())) == 1
    assert {clustering.get(story_id).id for story_id in before.values()} == set(after.values())
    assert grouped(clustering) == [["a", "b", "c", "d"]]


def test_without_its_bridge_a_story_is_two_again(corpus: Corpus, clustering: Clustering) -> None:
    """What no longer holds together is split: one part keeps the id, the other says where it comes from."""
    corpus.ingest([told(TAXES, "a"), told(CLOSED, "b"), told(BOTH, "c")])
    corpus.ingest([told(f"{TAXES} {CLOSED}", "d")])
    (whole,) = set(ids(clustering).values())
    corpus.remove("c")
    corpus.remove("d")
    after = ids(clustering)
    assert grouped(clustering) == [["a"], ["b"]]
    (new,) = set(after.values()) - {whole}
    assert whole in after.values()
    assert clustering.get(new).split_from == whole


def test_an_article_that_changes_goes_where_it_belongs(
    corpus: Corpus, clustering: Clustering
) -> None:
    """After an update an article stands in the story that its new text tells; a story left empty leads to that one."""
    corpus.ingest([told(FERRY, "a"), told(BUDGET, "b"), told(RESCUE, "c")])
    before = ids(clustering)
    corpus.ingest([told(VOTE, "c")])
    assert ids(clustering) == {"a": before["a"], "b": before["b"], "c": before["b"]}
    corpus.ingest([told(FERRY, "b"), told(FERRY, "c")])
    assert grouped(clustering) == [["a", "b", "c"]]
    assert clustering.get(before["b"]).id == before["a"]


def test_a_removed_article_leaves_its_story(corpus: Corpus, clustering: Clustering) -> None:
    """The last article that goes takes its story with it."""
    corpus.ingest([told(FERRY, "a"), told(RESCUE, "b")])
    (story_id,) = set(ids(clustering).values())
    corpus.remove("a")
    assert grouped(clustering) == [["b"]]
    assert clustering.get(story_id).members[0].article_id == "b"
    corpus.remove("b")
    assert grouped(clustering) == []
    with pytest.raises(UnknownStory):
        clustering.get(story_id)


def test_rebuilding_keeps_ids(corpus: Corpus, clustering: Clustering) -> None:
    """Every article is put into its story anew, and where all is well nothing changes but revisions."""
    corpus.ingest([told(FERRY, "a"), told(BUDGET, "b"), told(RESCUE, "c"), told(VOTE, "d")])
    before, revision = ids(clustering), corpus.revision()
    clustering.rebuild()
    assert ids(clustering) == before
    assert corpus.revision() == revision + 1


def test_several_processes_put_each_article_into_one_story(tmp_path: Path) -> None:
    """Two that settle the same arrivals at once leave every article in exactly one story."""
    batch = [told(f"{text} Note {n}.", f"{name}{n}") for n in range(6) for name, text in TOPICS]
    with (
        open_corpus(tmp_path, WordEncoder()) as one,
        open_corpus(tmp_path, WordEncoder()) as other,
    ):
        one.ingest(batch)
        threads = [threading.Thread(target=Clustering(each).settle) for each in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = grouped(Clustering(other))
    assert found == [[f"{name}{n}" for n in range(6)] for name, _ in TOPICS]


TOPICS = (("a", FERRY), ("b", BUDGET))


class Unread(Corpus):
    """A corpus of which one article cannot be read."""

    def get(self, article_ids: Sequence[str]) -> list[Article]:
        """The stored articles with these ids."""
        if "bad" in article_ids:
            raise ZeroDivisionError
        return super().get(article_ids)


def test_an_article_that_fails_holds_up_no_other(
    corpus: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    """The others are in their stories, and the log names the one that is not."""
    corpus.ingest([told(BUDGET, "bad"), told(FERRY, "a"), told(RESCUE, "b")])
    encoder = WordEncoder()
    vectors = FaissIndex(encoder.name, encoder.dimension, "")
    unread = Unread(Records(corpus.database), vectors, encoder)
    assert grouped(Clustering(unread)) == [["a", "b"]]
    assert "article bad cannot be put into a story" in caplog.text


def test_an_answer_waits_for_a_few_articles_only(corpus: Corpus, clustering: Clustering) -> None:
    """Of a long queue the first are put into stories before each answer, and steps of the background do the rest."""
    corpus.ingest([told(f"{FERRY} Note {n}.", f"a{n:02}") for n in range(AT_ONCE + 3)])
    assert [len(story.members) for story in clustering.page(Filters(), None, 10)] == [AT_ONCE]
    assert [clustering.step() for _ in range(4)] == [True, True, True, False]
    assert [len(story.members) for story in clustering.page(Filters(), None, 10)] == [AT_ONCE + 3]


def test_an_article_of_a_process_that_died_is_in_a_story(tmp_path: Path) -> None:
    """What was stored and not yet put into a story is put into one at the next look."""
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        corpus.ingest([told(FERRY, "a")])
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        assert grouped(Clustering(corpus)) == [["a"]]


def test_a_large_story_is_linked_as_a_whole(
    corpus: Corpus, clustering: Clustering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles still join a story that is too large to be taken apart."""
    monkeypatch.setattr(stories, "LARGE", 3)
    corpus.ingest([told(f"{FERRY} Note {n}.", f"a{n}") for n in range(8)])
    corpus.ingest([told(BUDGET, "b")])
    assert grouped(clustering) == [[f"a{n}" for n in range(8)], ["b"]]


def test_groups_are_linked_by_their_average() -> None:
    """A chain of likenesses does not bring together what is unlike on average."""
    texts = ("ferry lifeboat harbour storm", "storm harbour flood dam", "flood dam river village")
    found = linked([[item(f"{text}.", f"a{n}")] for n, text in enumerate(texts)])
    assert sorted(len(group) for group in found) == [1, 2]
    assert sorted(each.id for group in found for each in group) == ["a0", "a1", "a2"]


def item(text: str, id_: str) -> Item:
    found = told(text, id_)
    vectors = WordEncoder().encode([s.text for s in found.sentences])
    by_id = dict(zip((s.id for s in found.sentences), vectors, strict=True))
    return Item(profile_of(found, by_id), found.published_at, None)


def member(id_: str, vector: list[float], days: float | None = None) -> Member:
    when = None if days is None else START + timedelta(days=days)
    direction = np.asarray(vector, dtype=np.float32)
    return Member(id_, f"Headline {id_}", {}, (), direction, direction, "s", "o.example", when)


def test_the_clearest_headline_is_the_most_central() -> None:
    """The title is the headline closest to the articles together."""
    members = (member("a", [1.0, 0.0]), member("b", [0.8, 0.6]), member("c", [0.0, 1.0]))
    assert title_of(Story("s", 1, None, members)) == "Headline b"


def test_articles_are_compared_in_the_order_of_time() -> None:
    """Undated ones come last; of too many the ones that stand for the most come in first."""
    few = (member("a", [1.0, 0.0]), member("b", [1.0, 0.0], 2), member("c", [1.0, 0.0], 1))
    assert representatives(Story("s", 1, None, few)) == ["c", "b", "a"]
    crowd = [member(f"x{n:02}", [1.0, 0.0], n) for n in range(40)]
    chosen = representatives(Story("s", 1, None, (*crowd, member("other", [0.0, 1.0]))))
    assert len(chosen) == 20
    assert chosen[-1] == "other"


@pytest.mark.model
def test_the_sample_is_one_story(real_engine: Engine, tmp_path: Path) -> None:
    """Dated or not, its articles stand together, and an older grounding there and another event there stand apart."""
    others = [
        article(OLDER, id="older", title="Ferry aground off Skerrow in fog", published_at=BEFORE),
        article(SCHOOL, id="school", title="Skerrow to lose its school", published_at=START),
    ]
    for undated in (False, True):
        sample = real_engine.read(sample_story())
        batch = [replace(a, published_at=None) for a in sample] if undated else [*sample, *others]
        with open_corpus(tmp_path / str(undated), real_engine.encoder) as corpus:
            corpus.ingest(batch)
            found = grouped(Clustering(corpus))
        together = sorted(a.id for a in sample)
        assert found == ([together] if undated else sorted([["older"], ["school"], together]))


BEFORE = datetime(2023, 11, 2, tzinfo=UTC)
OLDER = (
    "The car ferry Ragnhild grounded on rocks off Skerrow in thick fog on Thursday with 38 people aboard. "
    "A tug pulled the ship free at high tide and nobody was hurt, the coastguard of Kelland said. "
    "The Ragnhild was taken to Port Anders, where divers will look at the hull."
)
SCHOOL = (
    "The only school on the island of Skerrow will close in June, the council of Kelland decided on Monday. "
    "Its nine pupils will take the boat to Port Anders every day. Parents have announced an appeal."
)
