"""Hands on to Crosscheck what Superdesk pushes: `python bridge.py --key-file KEY --secret-file SECRET --outlet NAME`.

An HTTP push destination of Superdesk POSTs one ninjs item, with `sha1=` and the HMAC of the body in `x-superdesk-signature`.
A text is stored under its guid, so that the next version takes its place, and audited; one that is no longer usable (killed,
recalled) is removed; pictures and packages are left. Superdesk repeats a push that was answered 5xx and gives up one that was
answered 4xx, so 4xx is for what would fail again. Nothing but the standard library is needed.
"""

import argparse
import hashlib
import hmac
import json
import re
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SIGNATURE = "x-superdesk-signature"
MOST_BYTES = 32 * 1024 * 1024
"""what the service takes as it comes (CROSSCHECK_MOST_BODY_BYTES)"""
SECONDS = 60
"""for the service to answer"""
LASTING = (413, 422)
"""answers of the service that the same item would get again"""


class Refused(Exception):
    """A push that is answered with a problem: its status, and what to tell."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True)
class Crosscheck:
    """The service, and the key to it (scopes `write` and `admin`)."""

    url: str
    key: str

    def call(self, method: str, path: str, body: object = None, once: str | None = None) -> Any:
        """One request and its JSON; `once` is its Idempotency-Key. What is removed may be gone already.

        Raises:
            Refused: the service cannot be reached or does not take it.
        """
        headers = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        if once:
            headers["idempotency-key"] = once
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return json.loads(reply.read() or b"null")
        except urllib.error.HTTPError as fault:
            with fault:
                said = fault.read().decode(errors="replace")
            if (method, fault.code) == ("DELETE", 404):
                return None
            status = fault.code if fault.code in LASTING else 503
            raise Refused(status, f"Crosscheck answered {fault.code}: {said}") from fault
        except OSError as fault:
            raise Refused(503, f"Crosscheck cannot be reached: {fault}") from fault


def is_signed(secret: bytes, body: bytes, signature: str) -> bool:
    """Whether a body came from who knows the secret; takes the same time for every wrong signature."""
    expected = "sha1=" + hmac.new(secret, body, "sha1").hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


def deliver(service: Crosscheck, outlet: str, body: bytes) -> dict[str, str]:
    """Do with an item what it asks for, and say what that was.

    Raises:
        Refused: the item cannot be used, or the service cannot take it now.
    """
    item = _item(body)
    article = article_id(item["guid"])
    if item.get("pubstatus", "usable") != "usable":
        service.call("DELETE", f"/v1/articles/{article}")
        return {"article": article, "status": "removed"}
    if item.get("type") != "text":
        return {"article": article, "status": "left"}
    sent = {"id": article, "outlet": item.get("source") or outlet, "ninjs": item}
    stored = service.call("POST", "/v1/articles", {"articles": [sent]})
    # a push that is repeated asks for the same audit
    once = hmac.new(service.key.encode(), body, "sha256").hexdigest()
    audit = service.call("POST", "/v1/audits", {"article_ids": [article]}, once)
    return {"article": article, "status": stored["articles"][0]["status"], "audit": audit["id"]}


def article_id(guid: str) -> str:
    """The id of an article: the guid, or its digest where it cannot be one: it has other characters, or only signs."""
    if re.fullmatch(r"[\w.:~@-]{1,200}", guid, re.ASCII) and re.search(r"[^\W_]", guid, re.ASCII):
        return guid
    return "superdesk-" + hashlib.sha256(guid.encode()).hexdigest()


def _item(body: bytes) -> dict[str, Any]:
    try:
        item = json.loads(body)
    except ValueError as fault:
        raise Refused(400, f"the body is not JSON: {fault}") from fault
    if not isinstance(item, dict) or not isinstance(item.get("guid"), str):
        raise Refused(422, "the item has no guid; choose the format ninjs for this destination")
    return item


class Bridge(ThreadingHTTPServer):
    """Listens to Superdesk."""

    def __init__(self, port: int, service: Crosscheck, secret: bytes, outlet: str) -> None:
        super().__init__(("127.0.0.1", port), Push)
        self.service = service
        self.secret = secret
        self.outlet = outlet


class Push(BaseHTTPRequestHandler):
    """One push; the log on standard error names address and status, never the item."""

    server: Bridge
    timeout = 30

    def do_POST(self) -> None:
        """Verify, deliver, answer."""
        try:
            status, answer = 201, deliver(self.server.service, self.server.outlet, self._body())
        except Refused as fault:
            self.log_error("%s", fault)
            status, answer = fault.status, {"detail": str(fault)}
        except RecursionError:
            status, answer = 400, {"detail": "the body is nested too deeply"}
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _body(self) -> bytes:
        length = self.headers.get("content-length", "")
        if not length.isdecimal():
            raise Refused(411, "the length of the body is not told")
        if int(length) > MOST_BYTES:
            raise Refused(413, f"the body is larger than {MOST_BYTES} bytes")
        body = self.rfile.read(int(length))
        if not is_signed(self.server.secret, body, self.headers.get(SIGNATURE, "")):
            raise Refused(401, f"{SIGNATURE} is missing or wrong; both sides need one secret")
        return body


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Hands on to Crosscheck what Superdesk pushes.")
    parser.add_argument("--service", default="http://127.0.0.1:8000", help="address of Crosscheck")
    parser.add_argument("--key-file", type=Path, required=True, help="holds the key of Crosscheck")
    parser.add_argument("--secret-file", type=Path, required=True, help="holds Superdesk's secret")
    parser.add_argument("--outlet", required=True, help="outlet of items that name no source")
    parser.add_argument("--port", type=int, default=8010, help="port to listen on (127.0.0.1)")
    options = parser.parse_args()
    service = Crosscheck(options.service, options.key_file.read_text(encoding="utf-8").strip())
    secret = options.secret_file.read_bytes().strip()
    if not secret:
        parser.error(f"{options.secret_file} is empty")
    with (
        Bridge(options.port, service, secret, options.outlet) as bridge,
        suppress(KeyboardInterrupt),
    ):
        bridge.serve_forever()


if __name__ == "__main__":
    main()
