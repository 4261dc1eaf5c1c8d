"""Verdicts while articles come in: `python -m benchmarks.reads [--articles N] [--claims N]`.

Starts `crosscheck serve` on a folder of its own, stores made-up articles, asks claims one after the other, and asks them again
while another client sends articles as fast as they are taken. Prints the times of both, and their ratio.
"""

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import count
from statistics import median, quantiles
from typing import Any

from benchmarks.speed import call, made_up, service

TOGETHER = 20
"""articles of a batch"""


def batches(start: int, chance: random.Random) -> Iterator[list[dict[str, Any]]]:
    """Batches of made-up articles, without end."""
    for at in count(start, TOGETHER):
        yield [made_up(at + number, chance) for number in range(TOGETHER)]


def asked(address: str, claims: list[str]) -> list[float]:
    """The milliseconds of each verdict."""
    times = []
    for claim in claims:
        started = time.monotonic()
        call(address, "/v1/verify", {"claim": claim})
        times.append((time.monotonic() - started) * 1000)
    return times


class Writer(threading.Thread):
    """A client that sends articles until told to stop."""

    def __init__(self, address: str, start: int) -> None:
        super().__init__()
        self.address, self.start_at, self.sent = address, start, 0
        self.stopping = threading.Event()

    def run(self) -> None:
        """Send batch after batch."""
        for batch in batches(self.start_at, random.Random(7)):
            if self.stopping.is_set():
                return
            call(self.address, "/v1/articles", {"articles": batch})
            self.sent += len(batch)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--claims", type=int, default=60)
    options = parser.parse_args()
    chance = random.Random(5)
    claims = [
        made_up(number, chance)["text"].split(". ")[0][:500] for number in range(options.claims)
    ]
    with tempfile.TemporaryDirectory() as folder, service(folder) as (address, _, _):
        for batch in batches(0, chance):
            call(address, "/v1/articles", {"articles": batch})
            if call(address, "/readyz")["articles"] >= options.articles:
                break
        alone = asked(address, claims)
        writer = Writer(address, 10**6)
        writer.start()
        started = time.monotonic()
        beside = asked(address, claims)
        rate = writer.sent / (time.monotonic() - started)
        writer.stopping.set()
        writer.join()
    print(
        f"{options.claims} claims, {options.articles} articles stored, {rate:.1f} a second coming in"
    )
    print(f"{'verify, ms':<16}{'p50':>8}{'p95':>8}")
    for name, times in (("alone", alone), ("during writes", beside)):
        print(f"{name:<16}{median(times):>8.0f}{quantiles(times, n=20)[-1]:>8.0f}")
    ratio = quantiles(beside, n=20)[-1] / quantiles(alone, n=20)[-1]
    print(f"p95 during writes is {ratio:.2f} times p95 alone")


if __name__ == "__main__":
    main()
