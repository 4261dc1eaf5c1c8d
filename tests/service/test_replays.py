import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from index.tables import arrivals
from service.engine import Engine
from tests.service.test_routes import COPY, FERRY, post

CLAIM = {"claim": "The ferry carried 214 passengers to Skerrow."}
SCRIPT = """
import sys
from pathlib import Path
from fastapi.testclient import TestClient
from service.app import create_app
from service.settings import Settings
from tests.parts import opener
from tests.service.test_replays import told
with TestClient(create_app(Settings(data_folder=Path(sys.argv[1]), host="testserver"), opener)) as client:
    print(told(client))
"""


def told(client: TestClient) -> list[tuple[str, str]]:
    """Tag and body of an article, a verdict and a comparison."""
    ids = [article["id"] for article in client.get("/v1/articles").json()["articles"]]
    replies = (
        client.get("/v1/articles/wire-1"),
        client.post("/v1/verify", json=CLAIM),
        client.post("/v1/compare", json={"article_ids": ids}),
    )
    return [(reply.headers["etag"], reply.text) for reply in replies]


def store(client: TestClient, *articles: dict[str, Any]) -> None:
    post(client, "/v1/articles", {"articles": list(articles)}, 201)


def test_an_answer_is_named_by_what_it_depends_on(client: TestClient) -> None:
    """The tag stays while the request, the corpus and the models do, and the bytes with it; any change gives another."""
    store(client, FERRY)
    first, again = (client.post("/v1/verify", json=CLAIM) for _ in range(2))
    assert first.headers["etag"] == again.headers["etag"]
    assert first.content == again.content
    other = client.post("/v1/verify", json={**CLAIM, "limit": 3})
    store(client, COPY)
    later = client.post("/v1/verify", json=CLAIM)
    assert len({reply.headers["etag"] for reply in (first, other, later)}) == 3
    assert (first.json()["snapshot"], later.json()["snapshot"]) == ("r1", "r2")


def test_a_verdict_names_its_models_and_thresholds(client: TestClient) -> None:
    """Each model stands with its digest, and the thresholds with their values."""
    store(client, FERRY)
    found = client.post("/v1/verify", json=CLAIM).json()
    assert [model["name"] for model in found["models"]] == [
        "words",
        "words",
        "combination",
        "worth",
        "crosscheck-machine-text",
    ]
    assert all(len(model["digest"]) == 64 for model in found["models"])
    assert found["thresholds"] == {"stance": 0.5, "related": 0.3, "candidates": 60}


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    """A GET with the tag that it had is answered 304 without a body, until the corpus changes; one with `*` wherever there is an answer."""
    store(client, FERRY)
    paths = ("/v1/articles", "/v1/articles/wire-1", "/v1/articles/wire-1/versions")
    tags = [client.get(path).headers["etag"] for path in paths]
    for path, tag in zip(paths, tags, strict=True):
        for sent in (tag, f'"other", W/{tag}'):
            reply = client.get(path, headers={"If-None-Match": sent})
            assert (reply.status_code, reply.content, reply.headers["etag"]) == (304, b"", tag)
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
        whatever = client.get(path, headers={"If-None-Match": "*"})
        assert (whatever.status_code, whatever.content, whatever.headers["etag"]) == (304, b"", tag)
    assert client.get("/v1/articles/nobody", headers={"If-None-Match": "*"}).status_code == 404
    store(client, COPY)
    assert client.get(paths[0], headers={"If-None-Match": tags[0]}).status_code == 200


def test_a_list_of_stories_is_outdated_when_an_article_is_put_into_its_story(
    client: TestClient, engine: Engine
) -> None:
    """Its tag ends with the stories though the corpus stands, and that of the articles does not; then the new one stands."""
    store(client, FERRY)
    client.get("/v1/stories")
    paths = ("/v1/stories", "/v1/articles")
    before = [client.get(path) for path in paths]
    with engine.corpus.database.writing() as connection:
        connection.execute(arrivals.insert().values(article_id="wire-1"))
    engine.stories.settle()
    tags = [reply.headers["etag"] for reply in before]
    later, still = (
        client.get(path, headers={"If-None-Match": tag})
        for path, tag in zip(paths, tags, strict=True)
    )
    assert (later.status_code, still.status_code) == (200, 304)
    assert later.content != before[0].content
    again = client.get("/v1/stories", headers={"If-None-Match": later.headers["etag"]})
    assert again.status_code == 304


def test_what_the_client_has_is_not_made_again(client: TestClient, engine: Engine) -> None:
    """A matching tag is answered before anything of the article is read."""
    store(client, FERRY)
    tag = client.get("/v1/articles/wire-1").headers["etag"]
    with engine.corpus.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE sentences RENAME TO lost"))
    reply = client.get("/v1/articles/wire-1", headers={"If-None-Match": tag})
    assert reply.status_code == 304


def test_a_refusal_has_no_tag(client: TestClient) -> None:
    """Only an answer can be had again."""
    assert "etag" not in client.get("/v1/articles/unknown").headers
    assert "etag" not in client.post("/v1/verify", json={"claim": "?"}).headers


def test_another_process_gives_the_same_bytes(client: TestClient, tmp_path: Path) -> None:
    """Whatever the order in which it hashes, an article, a verdict and a comparison are what they were."""
    rewrites = [
        {
            **FERRY,
            "id": f"r{n}",
            "outlet": f"o{n}.example",
            "text": f"{FERRY['text']} A pump failed {n} times.",
        }
        for n in range(4)
    ]
    store(client, FERRY, COPY, *rewrites)
    printed = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "data")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert printed == f"{told(client)}\n"
