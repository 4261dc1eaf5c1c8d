from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from service.access import Access
from service.metrics import Metrics
from tests.service.logged import lines, logged


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("desk-7:2026/03.11~a+b=", True),
        ("x" * 128, True),
        ("x" * 129, False),
        ("", False),
        ("two words", False),
        ('"quoted"', False),
        ("caf\xe9", False),
    ],
)
def test_a_sane_request_id_is_kept_and_any_other_replaced(
    client: TestClient, given: str, kept: bool
) -> None:
    """The answer carries the client's id, or a new one of 32 hexadecimal digits."""
    sent = {b"X-Request-ID": given.encode("latin-1")}
    answered = client.get("/healthz", headers=sent).headers["x-request-id"]
    assert (answered == given) is kept
    if not kept:
        assert len(answered) == 32
        assert int(answered, 16)


def test_a_problem_names_its_request(client: TestClient) -> None:
    """`instance` is the id that the header has, also where the request never reached a route."""
    headers = {"X-Request-ID": "desk-7"}
    for reply in (
        client.get("/v1/articles/nobody", headers=headers),
        client.get("/nothing", headers=headers),
        client.post("/v1/verify", content=b"{", headers=headers),
        client.post("/v1/verify", content=b" " * 40_000_000, headers=headers),
    ):
        assert reply.json()["instance"] == "urn:crosscheck:request:desk-7"
        assert reply.headers["x-request-id"] == "desk-7"


def test_a_request_is_a_line_with_its_route_and_never_its_path(client: TestClient) -> None:
    """Method, route, status and duration are fields; ids, unknown paths and made-up methods are not told."""
    with logged() as stream:
        client.get("/v1/articles/secret?cursor=secret")
        client.get("/secret")
        client.request("SECRET", "/healthz")
        client.head("/v1/articles/secret")
    told = lines(stream)
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("GET", "/v1/articles/{article_id}", 422),
        ("GET", "other", 404),
        ("other", "/healthz", 405),
        ("HEAD", "/v1/articles/{article_id}", 404),
    ]
    assert told[0]["message"] == "GET /v1/articles/{article_id} 422"
    assert {type(line["duration_ms"]) for line in told} == {float}
    assert len({line["request_id"] for line in told}) == 4
    assert "secret" not in stream.getvalue().casefold()


def broken() -> FastAPI:
    """An application whose routes fail, at once or in the middle of the answer."""
    app = FastAPI()
    app.add_middleware(Access, metrics=Metrics(), observers=())

    @app.get("/at-once")
    def at_once() -> None:
        raise ValueError("nobody foresaw this")

    @app.get("/half-way")
    def half_way() -> StreamingResponse:
        def pieces() -> Iterator[bytes]:
            yield b"one"
            raise ValueError("nobody foresaw this")

        return StreamingResponse(pieces())

    return app


def test_what_nobody_foresaw_is_answered_and_logged_once() -> None:
    """The client gets a problem with the id of its request, and the log the lines of code under the same id."""
    with logged() as stream, TestClient(broken()) as client:
        reply = client.get("/at-once")
    assert (reply.status_code, reply.headers["content-type"]) == (500, "application/problem+json")
    request_id = reply.headers["x-request-id"]
    assert reply.json()["instance"] == f"urn:crosscheck:request:{request_id}"
    assert reply.json()["detail"] == "the error is in the log of the service"
    failed, told = lines(stream)
    assert failed["message"] == "GET /at-once failed"
    assert failed["fault"].endswith("ValueError\n")
    assert failed["request_id"] == told["request_id"] == request_id
    assert told["status"] == 500


def test_an_answer_that_breaks_off_is_not_ended_in_order() -> None:
    """Where it has begun the fault goes on to the server, which cuts the connection, so that no half looks whole."""
    with (
        logged() as stream,
        TestClient(broken()) as client,
        pytest.raises(ValueError, match="nobody foresaw this"),
    ):
        client.get("/half-way")
    assert [line["message"] for line in lines(stream)] == [
        "GET /half-way failed",
        "GET /half-way 200",
    ]
