import base64
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from index.keys import Scope
from tests.examples.running import Running, answered, free_port, started, until

PHP = shutil.which("php")
PLUGIN = Path(__file__).parents[2] / "examples" / "wordpress" / "crosscheck.php"
WORDPRESS = Path(__file__).parent / "wordpress.php"
RIVAL = {
    "id": "wordpress-rival",
    "outlet": "ledger.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 241 passengers to Skerrow on Tuesday.",
}
POST = {
    "post_type": "post",
    "post_status": "draft",
    "post_author": "3",
    "post_title": "Ferry reaches Skerrow &#8211; at last",
    "post_content": "<p>The ferry carried 214 passengers to Skerrow on Tuesday.</p>",
    "post_date_gmt": "2026-03-11 09:30:00",
}
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(PHP is None, reason="php is missing; on Debian: apt-get install php-cli"),
]


@dataclass(frozen=True)
class Site:
    """A WordPress site with one post: its state, the settings it runs with, and the address of its webhook."""

    state: Path
    environment: dict[str, str]
    hook: str
    post: str = ""

    def run(self, *words: str, **changed: str) -> None:
        """Do something on the site."""
        subprocess.run(
            [str(PHP), str(WORDPRESS), *words],
            env={**os.environ, **self.environment, **changed},
            check=True,
        )

    def save(self, status: str = "publish", content: str | None = None) -> None:
        """Save the post; then what is due is run."""
        if content is not None:
            state = json.loads(self.state.read_text())
            state["posts"][self.post]["post_content"] = content
            self.state.write_text(json.dumps(state))
        self.run("save", self.post, status)
        self.run("cron")

    def meta(self, key: str) -> Any:
        """What is kept with the post."""
        return json.loads(self.state.read_text())["meta"][self.post].get(key)

    def events(self) -> list[Any]:
        """What WP-Cron has yet to do."""
        return list(json.loads(self.state.read_text())["events"])

    def told(self, body: str, secret: str, sent_at: int) -> int:
        """The answer to a webhook signed with a secret."""
        signed = hmac.digest(
            base64.b64decode(secret[6:]), f"m1.{sent_at}.{body}".encode(), "sha256"
        )
        headers = {
            "webhook-id": "m1",
            "webhook-timestamp": str(sent_at),
            "webhook-signature": "v1,AAAA v1," + base64.b64encode(signed).decode(),
        }
        return answered(urllib.request.Request(self.hook, body.encode(), headers))[0]


@pytest.fixture(scope="module")
def wordpress(service: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, its REST routes answered by PHP's own server; the corpus holds another outlet's figure."""
    assert service.call("POST", "/v1/articles", {"articles": [RIVAL]})[0] == 201
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    hook = f"{address}/wp-json/crosscheck/v1/webhook"
    state = tmp_path_factory.mktemp("wordpress") / "state.json"
    environment = {
        "STATE": str(state),
        "PLUGIN": str(PLUGIN),
        "SITE": address,
        "CROSSCHECK_URL": service.address,
        "CROSSCHECK_KEY": service.new_key(Scope.READ, Scope.WRITE),
        "CROSSCHECK_WEBHOOK_SECRET": service.new_webhook(hook),
    }
    command = [str(PHP), "-q", "-S", f"127.0.0.1:{port}", str(WORDPRESS)]
    with started(command, port, **environment):
        yield Site(state, environment, hook)


@pytest.fixture
def site(wordpress: Site, request: pytest.FixtureRequest) -> Site:
    """The site with a draft that no other test has sent."""
    post = str(100 + [item.name for item in request.session.items].index(request.node.name))
    users = {"3": {"display_name": "Ada Moss"}}
    state = {
        "posts": {post: POST},
        "users": users,
        "meta": {post: {"_edit_last": "3"}},
        "events": [],
    }
    wordpress.state.write_text(json.dumps(state))
    return replace(wordpress, post=post)


def test_a_published_post_is_audited_and_its_summary_kept(service: Running, site: Site) -> None:
    """A draft is not sent; a published post is, as its readers see it, and the signed webhook brings the counts of verdicts."""
    site.save("draft")
    assert site.events() == []
    site.save()
    summary = until(lambda: site.meta("_crosscheck_summary"))
    assert (summary["status"], summary["error"]) == ("completed", None)
    assert summary["counts"] == {
        "supported": 0,
        "refuted": 1,
        "conflicting": 0,
        "not_enough_evidence": 0,
    }
    (result,) = service.results(summary["audit"])
    assert (result["article_id"], result["outlet"]) == (
        f"wordpress-127.0.0.1-{site.post}",
        "127.0.0.1",
    )
    assert result["title"] == "Ferry reaches Skerrow – at last"
    assert result["published_at"] == "2026-03-11T09:30:00Z"


def test_a_post_is_audited_again_only_when_it_has_changed(site: Site) -> None:
    """Saved again as it was, the post keeps its audit; with other words it gets another one."""
    site.save()
    first = until(lambda: site.meta("_crosscheck_summary"))
    site.save()
    assert (site.meta("_crosscheck_fault"), site.meta("_crosscheck_summary")) == (None, first)
    site.save(content="<p>The ferry carried 241 passengers to Skerrow on Tuesday.</p>")
    until(lambda: site.meta("_crosscheck_summary")["audit"] != first["audit"])
    assert site.meta("_crosscheck_summary")["counts"]["supported"] == 1


def test_a_webhook_that_is_not_signed_or_old_is_refused(service: Running, site: Site) -> None:
    """Only who knows the secret can tell of an audit, only for five minutes, and the newest audit stays."""
    site.save()
    summary = until(lambda: site.meta("_crosscheck_summary"))
    _, audit = service.call("GET", f"/v1/audits/{summary['audit']}")
    older = json.dumps({"type": "audit.completed", "data": {**audit, "created_at": "2026-01-01"}})
    secret, now = site.environment["CROSSCHECK_WEBHOOK_SECRET"], int(time.time())
    wrong = "whsec_" + base64.b64encode(hashlib.sha256(b"guessed").digest()).decode()
    assert answered(urllib.request.Request(site.hook, older.encode()))[0] == 401
    assert site.told(older, wrong, now) == 401
    assert site.told(older, secret, now - 301) == 401
    assert site.told(older, secret, now) == 204
    assert site.meta("_crosscheck_summary") == summary
    unknown = json.dumps({"type": "audit.completed", "data": {**audit, "id": "none"}})
    assert site.told(unknown, secret, now) == 502


def test_a_post_waits_for_a_service_that_cannot_be_reached(site: Site) -> None:
    """Saving never fails: it is sent again in a minute, and the reason is kept until it was; a refusal is kept, not repeated."""
    site.run("save", site.post, "publish")
    site.run("cron", CROSSCHECK_URL=f"http://127.0.0.1:{free_port()}")
    ((moment, hook, given),) = site.events()
    assert (hook, given, moment >= time.time() + 50) == (
        "crosscheck_send",
        [int(site.post), 1],
        True,
    )
    assert site.meta("_crosscheck_fault").startswith("Crosscheck cannot be reached")
    site.save()
    assert site.meta("_crosscheck_fault") is None
    site.run("save", site.post, "publish")
    site.run("cron", CROSSCHECK_KEY="crosscheck_unknown")
    assert site.meta("_crosscheck_fault").startswith(
        "Crosscheck answered 401: the key is not known"
    )
    assert len(site.events()) == 1
