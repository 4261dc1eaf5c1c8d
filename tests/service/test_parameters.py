import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("address", "status", "pointers"),
    [
        ("/v1/articles?limit=2&limit=3", 422, ["/limit"]),
        (
            "/v1/stories?min_articles=1&min_articles=1&limit=a&limit=b",
            422,
            ["/min_articles", "/limit"],
        ),
        ("/v1/articles?outlet=x.example&outlet=y.example&limit=3", 200, []),
    ],
)
def test_a_parameter_of_one_value_is_given_once(
    client: TestClient, address: str, status: int, pointers: list[str]
) -> None:
    """Repeated, it is a problem at its name; outlets may be several."""
    reply = client.get(address)
    assert reply.status_code == status
    assert [error["pointer"] for error in reply.json().get("errors", [])] == pointers


@pytest.mark.parametrize(
    ("method", "address", "detail"),
    [
        (
            "GET",
            "/v1/articles?language=en&limit=3",
            "is unknown; known here: cursor, limit, outlet, published_after, published_before",
        ),
        ("GET", "/v1/articles/a1?language=en", "is unknown; known here: none"),
        ("POST", "/v1/verify?language=en", "is unknown; known here: none"),
    ],
)
def test_an_unknown_parameter_is_refused(
    client: TestClient, method: str, address: str, detail: str
) -> None:
    """A filter that nobody applies is a problem at its name, which says what the address has."""
    reply = client.request(
        method, address, json={"claim": "It sank."} if method == "POST" else None
    )
    assert reply.status_code == 422
    assert reply.json()["errors"] == [{"pointer": "/language", "detail": detail}]


@pytest.mark.parametrize(
    ("after", "before", "status"),
    [
        ("2026-03-12", "2026-03-10", 422),
        ("2026-03-10", "2026-03-10", 422),
        ("2026-03-10T12:00:00+02:00", "2026-03-10T10:00:00Z", 422),
        ("2026-03-10", "2026-03-11", 200),
        (None, "2026-03-11", 200),
        ("2026-03-11", None, 200),
    ],
)
def test_a_time_at_which_nothing_can_be_published_is_refused(
    client: TestClient, after: str | None, before: str | None, status: int
) -> None:
    """Such filters would find nothing of any corpus, and are a problem at the second of them."""
    bounds = {"published_after": after, "published_before": before}
    sent = {name: bound for name, bound in bounds.items() if bound}
    replies = {
        "/filters/published_before": client.post(
            "/v1/verify", json={"claim": "The ferry sank.", "filters": sent}
        ),
        "/published_before": client.get("/v1/articles", params=sent),
    }
    replies_of_stories = client.get("/v1/stories", params=sent)
    assert [reply.status_code for reply in (*replies.values(), replies_of_stories)] == [status] * 3
    if status == 422:
        said = "is not later than published_after; nothing was published then"
        for pointer, reply in replies.items():
            assert reply.json()["errors"] == [{"pointer": pointer, "detail": said}]
