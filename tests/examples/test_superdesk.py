import hashlib
import hmac
import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.keys import Scope
from tests.examples.running import Running, answered, free_port, started

BRIDGE = Path(__file__).parents[2] / "examples" / "superdesk" / "bridge.py"
SIGNED_WITH = "123456789"
ITEM = {
    "guid": "urn:newsml:desk.example:2026-03-11T08:00:00.123456:5b1f0c",
    "version": "1",
    "type": "text",
    "pubstatus": "usable",
    "headline": "Library opens in Holt",
    "byline": "By Ada Moss",
    "versioncreated": "2026-03-11T08:00:00+0000",
    "body_html": "<p>The new library in Holt opened on Monday with 40,000 books.</p>",
}
STORED = f"/v1/articles/{ITEM['guid']}"


@dataclass(frozen=True)
class Desk:
    """A running bridge, pushed to as Superdesk does."""

    url: str

    def push(self, item: object, **changed: object) -> tuple[int, Any]:
        """Push an item, signed."""
        body = json.dumps({**item, **changed} if isinstance(item, dict) else item).encode()
        return self.send(
            body, "sha1=" + hmac.new(SIGNED_WITH.encode(), body, hashlib.sha1).hexdigest()
        )

    def send(self, body: bytes, signature: str | None) -> tuple[int, Any]:
        """Push a body under a signature."""
        headers = {"x-superdesk-signature": signature} if signature else {}
        return answered(urllib.request.Request(self.url, body, headers))


@contextmanager
def bridged(folder: Path, service: str, key: str) -> Iterator[Desk]:
    """The bridge as it is started by hand."""
    (folder / "key").write_text(key + "\n")
    (folder / "secret").write_text(SIGNED_WITH + "\n")
    port = free_port()
    options = {
        "--service": service,
        "--key-file": folder / "key",
        "--secret-file": folder / "secret",
        "--outlet": "desk.example",
        "--port": port,
    }
    words = [str(word) for option in options.items() for word in option]
    with started([sys.executable, str(BRIDGE), *words], port):
        yield Desk(f"http://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def desk(service: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A bridge to the running service."""
    key = service.new_key(Scope.WRITE, Scope.ADMIN)
    with bridged(tmp_path_factory.mktemp("bridge"), service.address, key) as opened:
        yield opened


@pytest.mark.model
def test_a_signed_item_is_stored_and_audited(service: Running, desk: Desk) -> None:
    """A push is stored under its guid and audited; the same push again is the same article and the same audit."""
    status, answer = desk.push(ITEM)
    assert (status, answer["article"], answer["status"]) == (201, ITEM["guid"], "added")
    assert desk.push(ITEM) == (201, {**answer, "status": "unchanged"})
    _, stored = service.call("GET", STORED)
    assert (stored["outlet"], stored["title"]) == ("desk.example", "Library opens in Holt")
    assert stored["authors"] == ["Ada Moss"]
    (result,) = service.results(answer["audit"])
    assert (result["article_id"], result["status"]) == (ITEM["guid"], "completed")


@pytest.mark.model
def test_the_next_version_takes_the_place_of_the_one_before(service: Running, desk: Desk) -> None:
    """Another text under the same guid updates the article and is audited anew."""
    _, first = desk.push(ITEM)
    text = "<p>The new library in Holt opened on Monday with 42,000 books.</p>"
    status, second = desk.push(ITEM, version="2", body_html=text)
    assert (status, second["status"], second["audit"] != first["audit"]) == (201, "updated", True)
    assert "42,000" in service.call("GET", STORED)[1]["text"]


@pytest.mark.model
@pytest.mark.parametrize("pubstatus", ["canceled", "withheld"])
def test_an_item_that_is_killed_is_removed(service: Running, desk: Desk, pubstatus: str) -> None:
    """What is no longer usable is gone from the corpus; told twice, it stays gone."""
    assert desk.push(ITEM)[0] == 201
    removed = (201, {"article": ITEM["guid"], "status": "removed"})
    assert [desk.push(ITEM, pubstatus=pubstatus) for _ in range(2)] == [removed, removed]
    assert service.call("GET", STORED)[0] == 404


@pytest.mark.model
def test_an_item_that_is_not_signed_is_refused(service: Running, desk: Desk) -> None:
    """Without a signature, with that of another body, or with no more than its beginning, nothing is stored."""
    guid = "urn:forged"
    body = json.dumps({**ITEM, "guid": guid}).encode()
    known = "sha1=8be62a607898504f87559cb52dc23f9ebee65a21"
    for signature in (None, "", known, "sha1=", "sha1=é"):
        assert desk.send(body, signature)[0] == 401
    # what Superdesk's own tests expect of the body `test payload`: it is signed, and no JSON
    assert desk.send(b"test payload", known)[0] == 400
    assert service.call("GET", f"/v1/articles/{guid}")[0] == 404


@pytest.mark.model
def test_what_is_no_article_is_said(service: Running, desk: Desk) -> None:
    """A picture is taken and left; an item that would be refused again is 422, with the reason of the service."""
    assert desk.push(ITEM, type="picture")[1]["status"] == "left"
    assert desk.push(["no", "item"])[0] == 422
    status, answer = desk.push({"guid": "urn:empty", "type": "text"})
    assert (status, "the ninjs item has no body" in answer["detail"]) == (422, True)
    for odd in ("tag:desk.example,2026:café", ".."):
        status, answer = desk.push(ITEM, guid=odd)
        assert answer["article"] == "superdesk-" + hashlib.sha256(odd.encode()).hexdigest()
        assert service.call("GET", f"/v1/articles/{answer['article']}")[0] == 200


@pytest.mark.model
def test_superdesk_is_asked_to_come_again(service: Running, tmp_path: Path) -> None:
    """A service that is away, and a key that it does not know, are 503: Superdesk repeats what is answered 5xx."""
    with bridged(tmp_path, f"http://127.0.0.1:{free_port()}", "none") as alone:
        status, answer = alone.push(ITEM)
    assert (status, "cannot be reached" in answer["detail"]) == (503, True)
    with bridged(tmp_path, service.address, "none") as unknown:
        status, answer = unknown.push(ITEM)
    assert (status, "answered 401" in answer["detail"]) == (503, True)


def test_a_body_that_is_nested_too_deeply_is_answered(tmp_path: Path) -> None:
    """Superdesk is told not to come again, whether it cannot be read or not be sent on; the others come to a service that is away."""
    answers = []
    with bridged(tmp_path, f"http://127.0.0.1:{free_port()}", "none") as alone:
        for depth in (100, *range(960, 1000), 100_000):
            nested = b"[" * depth + b"]" * depth
            body = b'{"guid": "urn:deep", "type": "text", "extra": ' + nested + b"}"
            signature = hmac.new(SIGNED_WITH.encode(), body, hashlib.sha1).hexdigest()
            answers.append(alone.send(body, "sha1=" + signature))
    assert {status for status, _ in answers} == {400, 503}
    assert (answers[0][0], answers[-1]) == (503, (400, {"detail": "the body is nested too deeply"}))
