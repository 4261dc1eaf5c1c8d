"""Kills the service at random moments while it stores and audits: `python -m benchmarks.kills [--kills N] [--articles N]`.

A client sends articles and audits with idempotency keys and repeats what was not answered; meanwhile the service is ended
with SIGKILL again and again. Prints how long each restart took to be ready, and in the end whether anything acknowledged
was lost, anything done twice, and whether the index equals the records; leaves with 1 where one of it is not so.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speed import SETTINGS, call, made_up
from index.corpus import SNAPSHOT, open_corpus
from index.database import FILE
from index.encoder import SentenceEncoder
from index.records import Records
from index.vectors import FaissIndex

TOGETHER = 5
"""articles of a request"""
SENTENCES = 3
"""sentences of an article"""
TAKEN_BACK = (urllib.error.URLError, ConnectionError, TimeoutError, OSError)


class Service:
    """The shipped service on a folder, to be killed and started again at the same address."""

    def __init__(self, folder: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._surroundings = {**os.environ, **SETTINGS, "CROSSCHECK_DATA_FOLDER": folder}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; the seconds until it is ready."""
        started = time.monotonic()
        command = [
            str(Path(sys.executable).parent / "crosscheck"),
            "serve",
            "--port",
            str(self.port),
        ]
        self._process = subprocess.Popen(command, env=self._surroundings, stdout=subprocess.DEVNULL)
        while True:
            try:
                call(self.address, "/readyz")
            except TAKEN_BACK:
                if self._process.poll() is not None:
                    sys.exit("the service does not start")
                time.sleep(0.05)
            else:
                return time.monotonic() - started

    def end(self, how: signal.Signals) -> None:
        """End it."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait()


class Client(threading.Thread):
    """Sends articles to be stored and others to be audited, each request until it is answered."""

    def __init__(self, address: str, articles: int, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self.audits: list[str] = []
        self._address = address
        self._batches = [
            [short(at + n, chance) for n in range(TOGETHER)] for at in range(0, articles, TOGETHER)
        ]

    def run(self) -> None:
        """Send them all."""
        for number, batch in enumerate(self._batches):
            others = [{**article, "id": f"audited-{article['id']}"} for article in batch]
            stored = self._insist("/v1/articles", {"articles": batch}, f"articles-{number}")
            self.acknowledged += [article["id"] for article in stored["articles"]]
            self.audits.append(
                self._insist("/v1/audits", {"articles": others}, f"audit-{number}")["id"]
            )

    def _insist(self, path: str, body: object, key: str) -> Any:
        while True:
            try:
                return call(self._address, path, body, key)
            except urllib.error.HTTPError as refusal:
                if refusal.code not in (409, 503):
                    raise
            except TAKEN_BACK:
                pass
            time.sleep(0.2)


def short(number: int, chance: random.Random) -> dict[str, Any]:
    """A made-up article of a few sentences."""
    article = made_up(number, chance)
    return {**article, "text": ". ".join(article["text"].split(". ")[:SENTENCES]) + "."}


def faults(service: Service, client: Client) -> list[str]:
    """What was lost or done twice."""
    found = []
    for article_id in client.acknowledged:
        try:
            call(service.address, f"/v1/articles/{article_id}")
        except urllib.error.HTTPError:
            found.append(f"article {article_id} was acknowledged and is lost")
    for audit_id in client.audits:
        while call(service.address, f"/v1/audits/{audit_id}")["finished_at"] is None:
            time.sleep(1)
        results = call(service.address, f"/v1/audits/{audit_id}/results?limit=100")["results"]
        if [item["place"] for item in results] != list(range(TOGETHER)):
            found.append(f"audit {audit_id} has not one result an article")
        found += [
            f"article {item['article_id']} of audit {audit_id}: {item['error']['detail']}"
            for item in results
            if item["status"] != "completed"
        ]
    if len(set(client.audits)) != len(client.audits):
        found.append("two requests share an audit")
    return found


def at_rest(folder: Path, audits: int) -> list[str]:
    """Whether there is one audit a request, and the snapshot and the opened index hold exactly the records' rows."""
    found, encoder = [], SentenceEncoder.load()
    records = Records.open(f"sqlite:///{folder / FILE}")
    rows = np.sort(records.rows())
    with records.database.reading() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM audits").scalar()
    if held != audits:
        found.append(f"{audits} audits were asked for, {held} are stored")
    with open_corpus(folder, encoder):
        pass
    index = FaissIndex.open(folder / SNAPSHOT, encoder.name, encoder.dimension, records.corpus_id())
    if not np.array_equal(np.sort(index.ids()), rows):
        found.append("the index does not equal the records")
    records.close()
    return found


def main() -> None:
    """Print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--longest", type=float, default=6.0, help="most seconds between kills")
    options = parser.parse_args()
    chance = random.Random(9)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(folder)
        restarts = [service.start()]
        client = Client(service.address, options.articles, chance)
        client.start()
        for _ in range(options.kills):
            time.sleep(chance.uniform(0, options.longest))
            service.end(signal.SIGKILL)
            restarts.append(service.start())
        client.join()
        found = faults(service, client)
        service.end(signal.SIGTERM)
        found += at_rest(Path(folder), len(client.audits))
    print(
        f"{options.kills} kills, {len(client.acknowledged)} articles stored, {len(client.audits)} audits of {TOGETHER}"
    )
    print(
        f"restart until ready, s   median {np.median(restarts):.1f}   longest {max(restarts):.1f}"
    )
    print("\n".join(found) or "nothing lost, nothing done twice, the index equals the records")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
