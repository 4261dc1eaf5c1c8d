from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient
from rich.console import Console

from index.types import Filters
from service import render
from service.engine import Engine
from tests.claims.test_stories import BOTH, BUDGET, CLOSED, FERRY, RESCUE, TAXES
from tests.parts import article
from tests.service.logged import logged
from tests.service.test_routes import post

EVERY = Filters()


def sent(text: str, id_: str, **given: Any) -> dict[str, Any]:
    return {"id": id_, "outlet": f"{id_}.example", "text": text, **given}


def store(client: TestClient, *articles: dict[str, Any]) -> None:
    post(client, "/v1/articles", {"articles": list(articles)}, 201)


def listed(client: TestClient, **asked: Any) -> list[Any]:
    found: list[Any] = client.get("/v1/stories", params=asked).json()["stories"]
    return found


def test_stories_are_listed(client: TestClient) -> None:
    """With their clearest headline, outlets, span and counts, the last changed first."""
    store(
        client,
        sent(FERRY, "a", title="Ferry Sula aground", published_at="2026-03-10T18:00:00Z"),
        sent(BUDGET, "b"),
    )
    store(client, sent(RESCUE, "c", title="What a night", published_at="2026-03-11T07:00:00Z"))
    ferry, budget = listed(client)
    assert ferry["title"] == "Ferry Sula aground"
    assert ferry["outlets"] == ["a.example", "c.example"]
    assert ferry["span"] == {"first": "2026-03-10T18:00:00Z", "last": "2026-03-11T07:00:00Z"}
    assert ferry["counts"] == {"articles": 2, "outlets": 2}
    assert (budget["title"], budget["span"]) == (
        BUDGET.split(". ")[0] + ".",
        {"first": None, "last": None},
    )
    assert [s["id"] for s in listed(client, outlet="b.example")] == [budget["id"]]
    assert [s["id"] for s in listed(client, published_after="2026-03-11")] == [ferry["id"]]
    assert [s["id"] for s in listed(client, min_articles=2)] == [ferry["id"]]


def test_articles_are_stored_though_their_stories_cannot_be(
    client: TestClient, engine: Engine
) -> None:
    """The fault is logged, the answer is the stored article, and its story is there once it can be written."""
    with engine.corpus.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE clustering RENAME TO lost"))
    with logged() as stream:
        store(client, sent(FERRY, "a"))
    assert client.get("/v1/articles/a").status_code == 200
    assert "the articles are stored, but not yet in their stories" in stream.getvalue()
    with engine.corpus.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE lost RENAME TO clustering"))
    assert [story["outlets"] for story in listed(client)] == [["a.example"]]


def test_the_cursor_leads_through_all_stories_once(client: TestClient) -> None:
    """Pages follow each other without a gap, and a cursor of one's own making is refused."""
    store(client, sent(FERRY, "a"), sent(BUDGET, "b"), sent(CLOSED, "c"))
    seen, cursor = [], None
    while True:
        asked = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = client.get("/v1/stories", params=asked).json()
        seen += [story["id"] for story in page["stories"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == [story["id"] for story in listed(client)]
    assert len(set(seen)) == 3
    refused = client.get("/v1/stories", params={"cursor": "7"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/cursor")


def test_a_story_is_its_comparison(client: TestClient) -> None:
    """The same rows as a comparison of its articles, with the story's own fields, and anew when an article comes."""
    store(client, sent(FERRY, "a"), sent(RESCUE, "b"))
    (head,) = listed(client)
    story = client.get(f"/v1/stories/{head['id']}").json()
    compared = post(client, "/v1/compare", {"article_ids": ["a", "b"]})
    assert {name: story[name] for name in compared} == compared
    assert {name: story[name] for name in head} == head
    assert story["left_out"] == 0
    store(client, sent("The ferry Sula ran aground off Skerrow with 215 passengers.", "c"))
    later = client.get(f"/v1/stories/{head['id']}").json()
    assert [column["id"] for column in later["articles"]] == ["a", "b", "c"]
    client.delete("/v1/articles/c")
    again = client.get(f"/v1/stories/{head['id']}").json()
    assert {name: again[name] for name in compared} == compared


def test_a_story_of_one_article_is_compared_with_nobody(client: TestClient) -> None:
    """All that it says has a single source."""
    store(client, sent(FERRY, "a"))
    story = client.get(f"/v1/stories/{listed(client)[0]['id']}").json()
    assert story["summary"]["single_source"] == story["summary"]["claims"] == 2


def test_a_comparison_is_made_once_for_each_revision(engine: Engine) -> None:
    """Asked again, a story that has not changed is not compared again."""
    engine.ingest([article(FERRY, id="a"), article(RESCUE, id="b")])
    (story,) = engine.stories.page(EVERY, None, 10)
    assert engine.told(story) is engine.told(engine.stories.get(story.id))
    engine.ingest([article(BUDGET, id="c"), article(f"{RESCUE} All slept.", id="b")])
    assert engine.told(engine.stories.get(story.id)) is not engine.told(story)


def test_a_merged_story_is_moved_for_good(client: TestClient) -> None:
    """Its old id answers 308 with the address of the story that took it in; an id that never was is unknown."""
    store(client, sent(TAXES, "a"), sent(CLOSED, "b"))
    before = {story["id"] for story in listed(client)}
    store(client, sent(BOTH, "c"), sent(f"{TAXES} {CLOSED}", "d"))
    (story,) = listed(client)
    (gone,) = before - {story["id"]}
    moved = client.get(f"/v1/stories/{gone}", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, f"/v1/stories/{story['id']}")
    assert client.get(f"/v1/stories/{gone}").json()["id"] == story["id"]
    assert client.get("/v1/stories/s-none").status_code == 404


def test_of_a_large_story_those_are_compared_that_stand_for_all(client: TestClient) -> None:
    """Twenty of 25 articles, and the five that are left out are copies of others."""
    own = [sent(f"{FERRY} {OWN[n]}", f"own{n:02}") for n in range(10)]
    copies = [sent(f"{FERRY} {OWN[0]}", f"copy{n:02}") for n in range(15)]
    store(client, *copies, *own)
    (head,) = listed(client)
    assert head["counts"]["articles"] == 25
    story = client.get(f"/v1/stories/{head['id']}").json()
    assert (len(story["articles"]), story["left_out"]) == (20, 5)
    assert {f"own{n:02}" for n in range(1, 10)} <= {column["id"] for column in story["articles"]}


OWN = [
    f"{word} {thing} waited at the quay."
    for word, thing in zip(
        ("Blankets", "Ambulances", "Relatives", "Reporters", "Divers", "Tugs", "Priests", "Cooks", "Nurses", "Pilots"),
        ("gathered", "queued", "crowded", "shouted", "trained", "steamed", "prayed", "boiled", "rushed", "argued"),
        strict=True,
    )
]  # fmt: skip


def test_stories_are_shown_in_a_terminal(engine: Engine) -> None:
    """A row each: id, headline, counts and days."""
    engine.ingest(
        [
            article(
                FERRY, id="a", title="Ferry aground", published_at=datetime(2026, 3, 10, tzinfo=UTC)
            )
        ]
    )
    found = engine.stories.page(EVERY, None, 10)
    console = Console(record=True, width=120)
    render.stories(console, found)
    shown = console.export_text()
    for word in (found[0].id, "Ferry aground", "10 Mar 2026"):
        assert word in shown


def test_stories_and_fact_checks_are_made_with_the_engine(engine: Engine) -> None:
    """So two first requests have one of each, with its lock, and what else the engine is made of changes nothing in that."""
    other = replace(engine, trust="none")
    assert other.stories is engine.stories
    assert other.fact_checks is engine.fact_checks
