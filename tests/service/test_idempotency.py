import hashlib
import json
import sqlite3
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index.answers import Answers
from index.database import open_database
from index.keys import Keys, Scope
from index.leases import Holder
from service.settings import Settings

TEXT = "The ferry carried 214 passengers to Skerrow."
ARTICLE = {"id": "wire", "outlet": "wire.example", "text": TEXT}
CALLS = [("/v1/articles", {"articles": [ARTICLE]}), ("/v1/audits", {"articles": [ARTICLE]})]


def send(client: TestClient, path: str, body: object, key: str | None = "key-1") -> Any:
    return client.post(path, json=body, headers={"Idempotency-Key": key} if key else {})


@pytest.mark.parametrize(("path", "body"), CALLS)
def test_the_same_key_and_body_get_the_same_answer(
    client: TestClient, path: str, body: Any
) -> None:
    """Status, body and location are those of the first time, though the state has changed since."""
    first, second = send(client, path, body), send(client, path, body)
    assert first.is_success
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second.headers.get("location") == first.headers.get("location")
    assert second.headers["content-type"] == first.headers["content-type"]
    assert send(client, path, body, None).content != first.content
    assert send(client, path, body, "key-2").content != first.content


@pytest.mark.parametrize(("path", "body"), CALLS)
def test_the_same_key_with_another_body_is_refused(
    client: TestClient, path: str, body: Any
) -> None:
    """A 422 problem, and nothing is stored."""
    send(client, path, body)
    other = {"articles": [{"id": "other", "outlet": "wire.example", "text": TEXT}]}
    reply = send(client, path, other)
    assert (reply.status_code, "another request" in reply.json()["detail"]) == (422, True)
    assert client.get("/v1/articles/other").status_code == 404


def test_a_key_belongs_to_one_address(client: TestClient) -> None:
    """The same body sent elsewhere is another request."""
    send(client, *CALLS[0])
    assert send(client, "/v1/audits", CALLS[0][1]).status_code == 422


def test_what_was_refused_may_be_sent_again(client: TestClient) -> None:
    """A request that stored nothing leaves its key free, for itself put right."""
    assert send(client, "/v1/articles", {"articles": []}).status_code == 422
    assert send(client, *CALLS[0]).status_code == 201


def test_a_retry_while_the_first_runs_is_a_conflict(client: TestClient, settings: Settings) -> None:
    """409 with the seconds after which to ask again; when whoever ran it is gone, the retry is carried out."""
    body = json.dumps(CALLS[0][1]).encode()
    asked = hashlib.sha256(b" POST /v1/articles?\n" + body).hexdigest()
    sent = {
        "content": body,
        "headers": {"Idempotency-Key": "k", "content-type": "application/json"},
    }
    with open_database(settings.data_folder, None) as database:
        other = Holder(database)
        other.beat()
        Answers(database, other.id).begin("k", asked)
        reply = client.post("/v1/articles", **sent)  # type: ignore[arg-type]
        assert (reply.status_code, reply.headers["retry-after"]) == (409, "1")
        other.leave()
    assert client.post("/v1/articles", **sent).status_code == 201  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "articles", "status"), [("UPDATE", [ARTICLE], 201), ("DELETE", [], 422)]
)
def test_a_key_is_free_again_when_its_answer_could_not_be_written(
    client: TestClient, settings: Settings, change: str, articles: list[Any], status: int
) -> None:
    """A fault of the database is a 503, and once it is over a retry is carried out by the same process."""
    fault = f"CREATE TRIGGER full BEFORE {change} ON answers BEGIN SELECT RAISE(ABORT, 'full'); END"
    body = {"articles": articles}
    with sqlite3.connect(settings.data_folder / "crosscheck.db") as connection:
        connection.execute(fault)
        assert send(client, "/v1/articles", body).status_code == 503
        connection.execute("DROP TRIGGER full")
    connection.close()
    assert send(client, "/v1/articles", body).status_code == status


def test_a_record_is_written_once_for_a_key(client: TestClient) -> None:
    """Records and their reviews are numbered without a gap, though they were sent twice."""
    body = {"claim": {"claim": TEXT}}
    first, second = send(client, "/v1/records", body, "r"), send(client, "/v1/records", body, "r")
    assert first.status_code == 201, first.text
    assert second.content == first.content
    assert len(client.get("/v1/records").json()["records"]) == 1


def test_a_record_whose_answer_was_lost_is_not_written_again(
    client: TestClient, settings: Settings
) -> None:
    """A retry finds the record and the review that its first attempt wrote, though nothing could be kept of the answer."""
    calls = (
        ("/v1/records", {"claim": {"claim": TEXT}}),
        ("/v1/records/1/reviews", {"reviewer": "Ada Moss", "decision": "confirmed"}),
    )
    fault = "CREATE TRIGGER full BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'full'); END"
    with sqlite3.connect(settings.data_folder / "crosscheck.db") as connection:
        for place, (path, body) in enumerate(calls, 1):
            connection.execute(fault)
            assert send(client, path, body, f"k{place}").status_code == 503
            connection.execute("DROP TRIGGER full")
            retried = send(client, path, body, f"k{place}")
            assert (retried.status_code, retried.json()["number"]) == (201, place)
    connection.close()
    assert [r["number"] for r in client.get("/v1/records").json()["records"]] == [1, 2]


def test_a_key_belongs_to_whoever_sent_it_first(client: TestClient, settings: Settings) -> None:
    """The holder of another API key gets no answer that was not meant for them."""
    with open_database(settings.data_folder, None) as database:
        made = [Keys(database).create("desk", frozenset({Scope.WRITE}))[1] for _ in range(2)]
    path, body = CALLS[0]
    replies = []
    for text in (made[0], made[1], made[0]):
        headers = {"Idempotency-Key": "k", "authorization": f"Bearer {text}"}
        replies.append(client.post(path, json=body, headers=headers))
    assert [reply.status_code for reply in replies] == [201, 422, 201]
    assert replies[2].content == replies[0].content
