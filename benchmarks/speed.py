"""Speed, memory and start-up of the shipped service: `python -m benchmarks.speed [--articles N] [--claims N]`.

Starts `crosscheck serve` twice on a folder of its own (empty, then filled), sends made-up articles of about 600 words,
and asks claims one after the other. Figures depend on the machine and what else it does: compare ratios.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

PLACES = [
    "Anders",
    "Skerrow",
    "Kelland",
    "Tarn",
    "Moss",
    "Holt",
    "Lund",
    "Vik",
    "Norwick",
    "Hartwell",
    "Belgora",
    "Saravia",
]
BODIES = [
    "the council",
    "the ministry",
    "the port authority",
    "the coastguard",
    "the union",
    "the court",
]
DEEDS = ["approved", "rejected", "postponed", "announced", "criticised", "published", "cancelled"]
THINGS = [
    "the budget",
    "a new ferry line",
    "the tunnel",
    "a report on safety",
    "the strike",
    "a plan for the harbour",
]
SENTENCES = 28
SETTINGS = {
    "CROSSCHECK_MOST_REQUESTS_PER_MINUTE": "1000000",
    "CROSSCHECK_LOG_LEVEL": "warning",
    "HF_HUB_OFFLINE": "1",
}
"""of a service that is measured"""


def made_up(number: int, chance: random.Random) -> dict[str, Any]:
    """An article whose sentences differ in who did what, where and how much."""
    sentences = [
        f"In {chance.choice(PLACES)} {chance.choice(BODIES)} {chance.choice(DEEDS)} {chance.choice(THINGS)} on "
        f"{chance.randint(1, 28)} March 2026, which {chance.choice(BODIES)} said would cost {chance.randint(2, 900)} million "
        f"euros and {chance.choice(['please', 'anger', 'surprise'])} {chance.randint(20, 9000)} people in {chance.choice(PLACES)}."
        for _ in range(SENTENCES)
    ]
    return {
        "id": f"made-{number}",
        "outlet": f"outlet{number % 40}.example",
        "published_at": "2026-03-20",
        "text": " ".join(sentences),
    }


def call(address: str, path: str, body: object | None = None, key: str | None = None) -> Any:
    """One HTTP call, with an idempotency key if there is one."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    request = urllib.request.Request(address + path, data, headers)
    with urllib.request.urlopen(request, timeout=600) as reply:
        return json.loads(reply.read())


@contextmanager
def service(folder: str) -> Iterator[tuple[str, float, int]]:
    """A running service that takes any number of requests: its address, the seconds until it was ready, and its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "crosscheck"), "serve", "--port", str(port)]
    surroundings = {**os.environ, **SETTINGS, "CROSSCHECK_DATA_FOLDER": folder}
    started = time.monotonic()
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                call(address, "/readyz")
                break
            except urllib.error.HTTPError as refusal:
                sys.exit(f"the service does not become ready: {refusal.read().decode()}")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        yield address, time.monotonic() - started, process.pid
    finally:
        process.terminate()
        process.wait()


def megabytes(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(
        int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--claims", type=int, default=40)
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    chance = random.Random(5)
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        with service(folder) as (address, ready, pid):
            results["first start, s"] = ready
            results["memory after loading, MB"] = megabytes(pid)
            batches = [
                [made_up(at + n, chance) for n in range(20)]
                for at in range(0, options.articles, 20)
            ]
            started = time.monotonic()
            for batch in batches:
                call(address, "/v1/articles", {"articles": batch})
            results["articles ingested a second"] = options.articles / (time.monotonic() - started)
            times = []
            for number in range(options.claims):
                claim = made_up(number, chance)["text"].split(". ")[0]
                started = time.monotonic()
                call(address, "/v1/verify", {"claim": claim[:500]})
                times.append((time.monotonic() - started) * 1000)
            results["verify p50, ms"], results["verify p95, ms"] = (
                median(times),
                quantiles(times, n=20)[-1],
            )
            results["memory after the run, MB"] = megabytes(pid)
        with service(folder) as (address, ready, _):
            results["second start, filled, s"] = ready
    print(
        f"{options.articles} articles of {SENTENCES} sentences, {options.claims} claims, {os.cpu_count()} cores"
    )
    for name, value in results.items():
        print(f"{name:<28} {value:>8.1f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
