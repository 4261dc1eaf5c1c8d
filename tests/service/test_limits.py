import asyncio
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Send
from starlette.types import Scope as Asked

from claims.judge import Judge
from claims.stance import Probabilities
from index.database import open_database
from index.keys import Keys, Scope
from service.app import create_app
from service.engine import Engine
from service.limits import BodyLimit
from service.settings import Settings
from tests.parts import WORD_JUDGE, WordStance, opener, small_engine

CLAIM = {"claim": "The ferry carried 214 passengers."}
THREE = {
    "id": "three",
    "outlet": "wire.example",
    "text": "The ferry sank. Nobody was hurt. It was raining.",
}
TWO = {"id": "two", "outlet": "gazette.example", "text": "The ferry sailed. It was late."}


def limited(settings: Settings, **limits: int) -> TestClient:
    app = create_app(settings.model_copy(update=limits), opener)
    return TestClient(app, raise_server_exceptions=False)


def test_a_body_over_the_limit_is_refused_before_it_is_read(settings: Settings) -> None:
    """A larger body than allowed is a 413 problem, sent at once or in pieces."""
    with limited(settings, most_body_bytes=2000) as client:
        whole = client.post("/v1/verify", content=b" " * 3000)
        pieces = client.post("/v1/verify", content=(b" " * 500 for _ in range(10)))
        small = client.post("/v1/verify", json=CLAIM)
    assert [r.status_code for r in (whole, pieces, small)] == [413, 413, 200]
    assert whole.headers["content-type"] == "application/problem+json"


def test_a_body_that_breaks_off_is_no_error_of_the_service(settings: Settings) -> None:
    """It is counted as a request that cannot be read, with an idempotency key or without."""
    app = create_app(settings, opener)
    told: list[int] = []

    async def send(message: Message) -> None:
        told.extend([message["status"]] if "status" in message else [])

    async def ask(*headers: tuple[bytes, bytes]) -> None:
        sent: list[Message] = [
            {"type": "http.request", "body": b"{", "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive() -> Message:
            return sent.pop(0)

        path = {"path": "/v1/articles", "raw_path": b"/v1/articles", "query_string": b""}
        scope = {"type": "http", "method": "POST", "client": None, **path}
        async with app.router.lifespan_context(app) as state:
            held = [(b"host", b"localhost"), *headers]
            await app({**scope, "headers": held, "state": dict(state or {})}, receive, send)

    asyncio.run(ask())
    asyncio.run(ask((b"idempotency-key", b"one")))
    assert told == [400, 400]


def test_requests_of_a_minute_are_counted(settings: Settings) -> None:
    """Every answer says what is left; beyond it stand 429 and when to come again; who watches over the service is not counted."""
    with limited(settings, most_requests_per_minute=2) as client:
        replies = [client.get("/v1/articles") for _ in range(3)]
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        assert "ratelimit" not in client.get("/healthz").headers
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert {reply.headers["ratelimit-policy"] for reply in replies} == {'"requests";q=2;w=60'}
    told = [re.fullmatch(r'"requests";r=(\d+);t=(\d+)', r.headers["ratelimit"]) for r in replies]
    assert [found and found[1] for found in told] == ["1", "0", "0"]
    assert told[2] is not None
    assert replies[2].headers["retry-after"] == told[2][2]
    assert 1 <= int(told[2][2]) <= 60
    assert replies[2].json()["type"] == "urn:crosscheck:problem:too-many-requests"


def test_each_key_is_counted_for_itself(settings: Settings) -> None:
    """One that asks too much takes nothing from another, and strangers are counted together by their address."""
    with open_database(settings.data_folder, None) as database:
        made = [Keys(database).create("desk", frozenset({Scope.READ}))[1] for _ in range(2)]
    with limited(settings, most_requests_per_minute=2) as client:

        def ask(text: str) -> int:
            headers = {"authorization": f"Bearer {text}"}
            return client.get("/v1/articles", headers=headers).status_code

        assert [ask(made[0]) for _ in range(3)] == [200, 200, 429]
        assert ask(made[1]) == 200
        assert [ask(wrong) for wrong in ("one", "another", "a third")] == [401, 401, 429]


class Held(WordStance):
    """A model that waits in the midst of its work until it is let go."""

    def __init__(self) -> None:
        self.reached, self.released = threading.Event(), threading.Event()

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Wait, then answer."""
        self.reached.set()
        assert self.released.wait(60)
        return super().probabilities(pairs)


@contextmanager
def held(settings: Settings) -> Iterator[tuple[TestClient, Held]]:
    """A service with a place for one, whose model waits."""
    model = Held()

    @contextmanager
    def waiting(settings: Settings) -> Iterator[Engine]:
        with small_engine(settings) as engine:
            yield replace(engine, judge=Judge(model, WORD_JUDGE.combination))

    app = create_app(settings.model_copy(update={"most_concurrent": 1}), waiting)
    with TestClient(app) as client:
        try:
            yield client, model
        finally:
            model.released.set()


def test_one_more_than_can_be_worked_on_is_told_to_come_again(settings: Settings) -> None:
    """503 with the seconds to wait while the place is taken, not for what needs no model; then it is free again."""
    pairs = {"pairs": [{"claim": "It sank.", "evidence": "It sank."}]}
    stores = {"json": {"articles": [TWO]}, "headers": {"Idempotency-Key": "k"}}
    with held(settings) as (client, model), ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/stance", json=pairs)
        assert model.reached.wait(60)
        busy = client.post("/v1/verify", json=CLAIM)
        refused = client.post("/v1/articles", **stores)  # type: ignore[arg-type]
        light = [
            client.get(path).status_code for path in ("/v1/articles", "/v1/records", "/healthz")
        ]
        model.released.set()
        assert first.result(60).status_code == 200
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")
        assert busy.json()["type"] == "urn:crosscheck:problem:unavailable"
        assert refused.status_code == 503
        assert light == [200, 200, 200]
        assert client.post("/v1/verify", json=CLAIM).status_code == 200
        assert client.post("/v1/articles", **stores).status_code == 201  # type: ignore[arg-type]


def test_following_an_audit_takes_no_place(settings: Settings) -> None:
    """Asking for it, its events, lines and report are answered while the only place is taken."""
    pairs = {"pairs": [{"claim": "It sank.", "evidence": "It sank."}]}
    empty = {"outlet": "pulse.example", "text": "Advertisement"}
    with held(settings) as (client, model), ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/stance", json=pairs)
        assert model.reached.wait(60)
        audit = client.post("/v1/audits", json={"articles": [empty]}).headers["location"]
        events = client.get(f"{audit}/events")
        lines = client.get(f"{audit}/results", headers={"accept": "application/x-ndjson"})
        report = client.get(f"{audit}/report")
        model.released.set()
        assert first.result(60).status_code == 200
    assert "event: end" in events.text
    assert lines.text.count("\n") == 1
    assert "Audit" in report.text


def pointed(reply: Any) -> tuple[int, str, str]:
    problem = reply.json()
    return reply.status_code, problem["errors"][0]["pointer"], problem["detail"]


def test_a_long_article_is_refused(settings: Settings) -> None:
    """422 with its place and both numbers, and nothing of the request is stored."""
    with limited(settings, most_article_sentences=2) as client:
        status, pointer, detail = pointed(
            client.post("/v1/articles", json={"articles": [TWO, THREE]})
        )
        assert (status, pointer) == (422, "/articles/1")
        assert detail.startswith("the article has 3 sentences; at most 2 are taken")
        assert client.get("/v1/articles").json()["articles"] == []
        audit = client.post("/v1/audits", json={"articles": [TWO, THREE]}).headers["location"]
        client.get(f"{audit}/events")
        results = client.get(f"{audit}/results").json()["results"]
    assert [result["status"] for result in results] == ["completed", "failed"]
    assert results[1]["error"]["detail"] == detail


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/extract", "/v1/provenance", "/v1/compare"])
def test_a_request_of_many_sentences_is_refused(settings: Settings, path: str) -> None:
    """422 at the article with which it became too much; exactly the limit is taken."""
    with limited(settings, most_request_sentences=4) as client:
        status, pointer, detail = pointed(client.post(path, json={"articles": [TWO, THREE]}))
        assert (status, pointer) == (422, "/articles/1")
        assert detail.startswith("up to here the articles have 5 sentences; at most 4 a request")
    with limited(settings, most_request_sentences=5) as client:
        assert client.post(path, json={"articles": [TWO, THREE]}).is_success


def test_stored_articles_count_too(settings: Settings) -> None:
    """A comparison of stored articles points at the id with which it became too much."""
    with limited(settings, most_request_sentences=4) as client:
        for article in (TWO, THREE):
            assert client.post("/v1/articles", json={"articles": [article]}).is_success
        asked = client.post("/v1/compare", json={"article_ids": ["two", "three"]})
        assert pointed(asked)[:2] == (422, "/article_ids/1")


def test_a_body_of_many_pieces_is_kept_as_one() -> None:
    """However small they are: whoever reads it is given one message, and then what comes after it."""
    sent: list[Message] = [
        {"type": "http.request", "body": bytes([at]), "more_body": True} for at in range(100)
    ]
    sent += [{"type": "http.request", "more_body": False}, {"type": "http.disconnect"}]
    read: list[Message] = []

    async def receive() -> Message:
        return sent.pop(0)

    async def reader(_: Asked, receive: Receive, __: Send) -> None:
        read.extend([await receive(), await receive()])

    async def send(_: Message) -> None:
        raise AssertionError("nothing is answered")

    asyncio.run(BodyLimit(reader, 100)({"type": "http", "headers": []}, receive, send))
    assert read == [
        {"type": "http.request", "body": bytes(range(100)), "more_body": False},
        {"type": "http.disconnect"},
    ]
