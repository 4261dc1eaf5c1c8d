import gzip
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

GOOD = {"outlet": "x.example", "text": "The ferry carried 214 passengers on Tuesday."}
PAIR = {"claim": "It sank.", "evidence": "It sank."}


def articles(**changes: Any) -> bytes:
    return json.dumps({"articles": [{**GOOD, **changes}]}).encode()


@pytest.mark.parametrize(
    ("path", "body", "status", "pointer"),
    [
        ("/v1/verify", b"", 422, ""),
        ("/v1/verify", b"{", 400, ""),
        ("/v1/verify", b'{"claim": "caf\xe9"}', 400, None),
        ("/v1/verify", b"[" * 100_000, 400, None),
        ("/v1/verify", b"[]", 422, ""),
        ("/v1/verify", b"{}", 422, "/claim"),
        ("/v1/verify", b'{"claim": ""}', 422, "/claim"),
        ("/v1/verify", b'{"claim": " \\n "}', 422, "/claim"),
        ("/v1/verify", b'{"claim": "?!"}', 422, "/claim"),
        ("/v1/verify", b'{"claim": 5}', 422, "/claim"),
        ("/v1/verify", b'{"claim": null}', 422, "/claim"),
        ("/v1/verify", b'{"claim": "bad \\u0000 byte"}', 422, "/claim"),
        ("/v1/verify", b'{"claim": "lone \\ud800 half"}', 422, "/claim"),
        ("/v1/verify", json.dumps({"claim": "a " * 500_000}).encode(), 422, "/claim"),
        ("/v1/verify", b'{"claim": "It sank.", "as_of": "yesterday"}', 422, "/as_of"),
        ("/v1/verify", b'{"claim": "It sank.", "as_of": 20260311}', 422, "/as_of"),
        (
            "/v1/verify",
            b'{"claim": "It sank.", "as_of": "0001-01-01T00:00:00+14:00"}',
            422,
            "/as_of",
        ),
        ("/v1/verify", b'{"claim": "It sank.", "limit": 0}', 422, "/limit"),
        ("/v1/verify", b'{"claim": "It sank.", "limit": true}', 422, "/limit"),
        ("/v1/verify", b'{"claim": "It sank.", "limit": "5"}', 422, "/limit"),
        ("/v1/verify", b'{"claim": "It sank.", "surprise": 1}', 422, "/surprise"),
        (
            "/v1/verify",
            b'{"claim": "It sank.", "filters": {"outlet": ["x"]}}',
            422,
            "/filters/outlet",
        ),
        ("/v1/articles", b'{"articles": []}', 422, "/articles"),
        ("/v1/articles", json.dumps({"articles": [GOOD] * 101}).encode(), 422, "/articles"),
        ("/v1/articles", articles(outlet=" "), 422, "/articles/0/outlet"),
        ("/v1/articles", articles(text=None), 422, "/articles/0"),
        ("/v1/articles", articles(html="<p>also</p>"), 422, "/articles/0"),
        ("/v1/articles", articles(text="a" * 1_000_000), 422, "/articles/0/text"),
        ("/v1/articles", articles(text="Advertisement"), 422, "/articles/0"),
        (
            "/v1/articles",
            articles(text=None, html="<html><body></body></html>"),
            422,
            "/articles/0",
        ),
        ("/v1/articles", articles(text=None, ninjs={"headline": "x"}), 422, "/articles/0"),
        ("/v1/articles", articles(published_at="31.12.2025"), 422, "/articles/0/published_at"),
        ("/v1/articles", articles(published_at="2026-02-30"), 422, "/articles/0/published_at"),
        ("/v1/articles", articles(url="javascript:alert(1)"), 422, "/articles/0/url"),
        ("/v1/articles", articles(id="../etc"), 422, "/articles/0/id"),
        ("/v1/articles", articles(id=".."), 422, "/articles/0/id"),
        ("/v1/articles", articles(**{"a/b~c": 1}), 422, "/articles/0/a~1b~0c"),
        ("/v1/articles", articles(language="English please"), 422, "/articles/0/language"),
        ("/v1/articles", articles(authors=["\x07"]), 422, "/articles/0/authors/0"),
        ("/v1/compare", json.dumps({"articles": [GOOD]}).encode(), 422, "/articles"),
        ("/v1/compare", json.dumps({"articles": [GOOD, GOOD]}).encode(), 422, "/articles/1"),
        ("/v1/compare", json.dumps({"article_ids": ["a", "a"]}).encode(), 422, "/article_ids"),
        (
            "/v1/compare",
            json.dumps({"article_ids": ["a", "b"], "articles": [GOOD, GOOD]}).encode(),
            422,
            "",
        ),
        ("/v1/compare", b"{}", 422, ""),
        ("/v1/stance", json.dumps({"pairs": []}).encode(), 422, "/pairs"),
        ("/v1/stance", json.dumps({"pairs": [PAIR] * 257}).encode(), 422, "/pairs"),
        (
            "/v1/stance",
            json.dumps({"pairs": [PAIR, {"claim": "It sank."}]}).encode(),
            422,
            "/pairs/1/evidence",
        ),
    ],
)
def test_bad_input_is_a_problem_that_names_the_field(
    client: TestClient, path: str, body: bytes, status: int, pointer: str | None
) -> None:
    """Every bad request is a 4xx in problem+json that points at the field, and nothing is stored."""
    reply = client.post(path, content=body, headers={"content-type": "application/json"})
    problem = reply.json()
    assert (reply.status_code, reply.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert problem["status"] == status
    pointers = [error["pointer"] for error in problem["errors"]]
    assert pointers == [] if pointer is None else pointer in pointers
    assert client.get("/v1/articles").json()["articles"] == []


@pytest.mark.parametrize(
    ("body", "content_type", "status", "detail"),
    [
        (
            b'{"claim": "It sank."}',
            "application/x-www-form-urlencoded",
            415,
            "the body was not read; send it with the header content-type: application/json",
        ),
        (
            b'{"claim": "caf\xe9"}',
            "application/json",
            400,
            "the body cannot be read; send JSON encoded as UTF-8",
        ),
        (
            b"[" * 100_000,
            "application/json",
            400,
            "the body cannot be read; send JSON that is not nested so deeply",
        ),
        (
            b'{"claim": ' + b"9" * 5_000 + b"}",
            "application/json",
            400,
            "the body cannot be read; send JSON whose numbers have at most 4,300 digits",
        ),
        (
            b'{"claim": "It', "application/json", 400,
            "the body is not JSON: Unterminated string starting at, at character 10",
        ),
        (b"[]", "application/json", 422, "1 field is not valid: the body itself"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_told_how_to_send_it(
    client: TestClient, body: bytes, content_type: str, status: int, detail: str
) -> None:
    """What kept it from being read is named: its type, its letters, its depth, a figure, or the place where JSON ends."""
    reply = client.post("/v1/verify", content=body, headers={"content-type": content_type})
    assert (reply.status_code, reply.json()["detail"]) == (status, detail)


@pytest.mark.parametrize(
    "body",
    [
        b'{"claim": "It sank.", "claim": "It floats."}',
        b'{"filters": {"outlets": ["a"], "outlets": []}, "claim": "It sank."}',
        b'{"claim": "It sank.", "claim": "It sank."}',
    ],
)
def test_a_key_that_stands_twice_is_refused(client: TestClient, body: bytes) -> None:
    """Nobody could say which of its values counts; one key in two objects is none."""
    sent = {"content-type": "application/json"}
    reply = client.post("/v1/verify", content=body, headers=sent)
    name = "outlets" if b"outlets" in body else "claim"
    said = f"the body cannot be read; the key '{name}' stands twice in one object; send it once"
    assert (reply.status_code, reply.json()["detail"]) == (400, said)
    twice = b'{"articles": [{"id": "a", "id": "b", "outlet": "x.example", "text": "It sank."}]}'
    assert client.post("/v1/articles", content=twice, headers=sent).status_code == 400
    keyed = {**sent, "Idempotency-Key": "one"}
    assert client.post("/v1/articles", content=twice, headers=keyed).status_code == 400
    two = {"articles": [GOOD, {**GOOD, "id": "other"}]}
    assert client.post("/v1/articles", json=two).status_code == 201


def test_a_body_that_is_compressed_is_told_how_to_send_it(client: TestClient) -> None:
    """It is not said to be in other letters than UTF-8; one that says it is as it is is taken."""
    body = b'{"claim": "It sank today."}'
    sent = {"content-type": "application/json"}
    packed = client.post(
        "/v1/verify", content=gzip.compress(body), headers={**sent, "content-encoding": "gzip"}
    )
    assert (packed.status_code, packed.json()["detail"]) == (
        415,
        "the body is encoded as gzip; send it as it is",
    )
    plain = client.post(
        "/v1/verify", content=body, headers={**sent, "content-encoding": "identity"}
    )
    assert plain.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/verify", "POST"),
        ("GET", "/v1/audits", "POST"),
        ("PUT", "/v1/articles", "GET, POST"),
        ("POST", "/v1/articles/wire", "DELETE, GET"),
        ("POST", "/", "GET"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    """In the detail, and where HTTP wants them."""
    reply = client.request(method, path)
    said = f"this address takes {allowed.replace(', ', ' and ')}; see /docs"
    assert (reply.status_code, reply.json()["detail"]) == (405, said)
    assert reply.headers["allow"] == allowed


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (
            "id",
            "desk/42",
            "stands in addresses, so it may hold English letters, digits and _.:~@- but no blank and no /",
        ),
        (
            "url",
            "www.x.example/a b",
            "is no address of the web; write it with http:// or https:// and without blanks",
        ),
        ("language", "English please", "is no tag of a language; write it as en or pt-BR"),
        ("text", "a" * 500_001, "String should have at most 500000 characters"),
        ("title", "a" * 1001, "String should have at most 1000 characters"),
        ("outlet", "a" * 201, "String should have at most 200 characters"),
        ("authors", ["a" * 201], "String should have at most 200 characters"),
        ("headers", {"": "a"}, "String should have at least 1 character"),
        (
            "authors",
            ["a"] * 51,
            "List should have at most 50 items after validation, not 51",
        ),
    ],
)
def test_the_length_of_a_text_is_in_characters(
    client: TestClient, field: str, given: object, said: str
) -> None:
    """And that of a list in items."""
    reply = client.post("/v1/articles", json={"articles": [{**GOOD, field: given}]})
    assert [error["detail"] for error in reply.json()["errors"]] == [said]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("2026-05-04T12:00:00+00:00", "; send its + as %2B"),
        ("2026-05-04T12:00+0200", "; send its + as %2B"),
        ("soon", ""),
        ("2026-05-04 25:00", ""),
    ],
)
def test_a_plus_that_an_address_has_lost_is_told(client: TestClient, sent: str, said: str) -> None:
    """In an address it stands for a space; escaped, the same time is one."""
    reply = client.get(f"/v1/articles?published_after={sent}")
    detail = "is not a time; write it as 2025-11-17 or 2025-11-17T09:00:00Z" + said
    assert [error["detail"] for error in reply.json()["errors"]] == [detail]
    if said:
        escaped = sent.replace("+", "%2B")
        assert client.get(f"/v1/articles?published_after={escaped}").status_code == 200


def test_one_bad_article_of_many_is_named_and_none_stored(client: TestClient) -> None:
    """The pointer says which article was wrong, and the good ones before it are not stored either."""
    bad = {"outlet": "x.example", "text": "Share this"}
    reply = client.post("/v1/articles", json={"articles": [GOOD, GOOD, bad]})
    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/articles/2")
    assert client.get("/v1/articles").json()["articles"] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("PUT", "/v1/verify", 405),
        ("GET", "/v1/articles/nobody", 404),
        ("GET", "/v1/articles?limit=0", 422),
        ("GET", "/v1/articles?cursor=%00", 422),
    ],
)
def test_wrong_addresses_are_problems_too(
    client: TestClient, method: str, path: str, status: int
) -> None:
    """Unknown paths, methods, ids and parameters are answered in the same form."""
    reply = client.request(method, path)
    assert (reply.status_code, reply.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert reply.json()["status"] == status


def test_a_deep_item_is_refused_and_half_a_character_replaced(client: TestClient) -> None:
    """A ninjs item nested too deeply is a problem at its field; a lone surrogate in one comes back as U+FFFD."""
    item = {"body_text": "The ferry \ud800 sank on Tuesday.", "headline": "\udfff Ferry sinks"}
    replies = [
        client.post(
            "/v1/articles",
            content=json.dumps({"articles": [{"outlet": "x.example", "ninjs": ninjs}]}),
            headers={"content-type": "application/json"},
        )
        for ninjs in (chain(200), item)
    ]
    assert [reply.status_code for reply in replies] == [422, 201]
    assert replies[0].json()["errors"][0]["pointer"] == "/articles/0/ninjs"
    stored = client.get(f"/v1/articles/{replies[1].json()['articles'][0]['id']}").json()
    assert stored["title"] == "\ufffd Ferry sinks"
    assert "\ufffd" in stored["text"]


def test_half_a_character_beside_the_text_is_replaced(client: TestClient) -> None:
    """A lone surrogate in a title, a name, a field of the reply or the reason of a review is kept as U+FFFD."""

    def post(path: str, body: Any) -> Any:
        return client.post(
            path, content=json.dumps(body), headers={"content-type": "application/json"}
        )

    half = "Ada \ud800 Moss"
    sent = {**GOOD, "title": half, "authors": [half], "headers": {"AI-Disclosure": half}}
    stored = post("/v1/articles", {"articles": [sent]}).json()["articles"][0]
    found = client.get(f"/v1/articles/{stored['id']}").json()
    assert (found["title"], found["authors"]) == ("Ada \ufffd Moss", ["Ada \ufffd Moss"])
    asked = {"claim": "It sank.", "filters": {"outlets": [half]}}
    record = post("/v1/records", {"claim": asked}).json()
    assert record["content"]["asked"]["filters"]["outlets"] == ["Ada \ufffd Moss"]
    review = {"reviewer": "Ada Moss", "decision": "confirmed", "reason": half}
    post(f"/v1/records/{record['number']}/reviews", review)
    assert client.get("/v1/records/2").json()["content"]["reason"] == "Ada \ufffd Moss"


def chain(depth: int) -> dict[str, Any]:
    """An item with pictures in pictures."""
    item: dict[str, Any] = {"type": "picture"}
    for _ in range(depth):
        item = {"type": "picture", "associations": {"next": item}}
    return {**item, "body_text": "The ferry sank on Tuesday."}
