"""Many clients for a while: `python -m benchmarks.load [--clients N] [--minutes M]`.

Starts `crosscheck serve` on a folder of its own, stores made-up articles, and lets clients of this process ask for verdicts and
send audits, each its next request as soon as the last one is answered, and after `Retry-After` where it was told to wait.
Prints the answers by status, the times, and the service's memory from the end of the warm-up (a fifth of the time) on; leaves
with 1 where a 5xx is no 503 with `Retry-After`.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles

import httpx

from benchmarks.reads import batches
from benchmarks.speed import call, made_up, megabytes, service

AUDITS = 0.05
"""share of the requests that are audits of two articles"""
LOOK = 5.0
"""seconds between two looks at the memory"""


@dataclass
class Load:
    """What the clients saw."""

    statuses: Counter[str] = field(default_factory=Counter)
    verify_ms: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """MB at each look"""

    def note(self, path: str, reply: httpx.Response, seconds: float) -> float:
        """Count an answer; the seconds until the next request."""
        self.statuses[f"{path} {reply.status_code}"] += 1
        if reply.is_success:
            if path == "/v1/verify":
                self.verify_ms.append(seconds * 1000)
            return 0.0
        wait = reply.headers.get("Retry-After", "")
        if reply.status_code >= 500 and not (reply.status_code == 503 and wait.isdigit()):
            self.faults.append(f"{path} {reply.status_code} {reply.text[:200]}")
        return float(wait or 1)


async def ask(client: httpx.AsyncClient, load: Load, until: float, number: int) -> None:
    """One client's requests."""
    chance = random.Random(number)
    while time.monotonic() < until:
        article = made_up(10**6 + chance.randrange(10**6), chance)
        path, body = "/v1/verify", {"claim": article["text"].split(". ")[0][:500]}
        if chance.random() < AUDITS:
            others = [article, made_up(10**7 + chance.randrange(10**6), chance)]
            path, body = "/v1/audits", {"articles": others}
        started = time.monotonic()
        reply = await client.post(path, json=body)
        await asyncio.sleep(load.note(path, reply, time.monotonic() - started))


async def watch(load: Load, pid: int, until: float) -> None:
    """Look at the memory."""
    while time.monotonic() < until:
        load.memory.append(megabytes(pid))
        await asyncio.sleep(LOOK)


async def run(address: str, pid: int, clients: int, seconds: float) -> Load:
    """Everything together."""
    load, until = Load(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(
            watch(load, pid, until), *(ask(client, load, until, n) for n in range(clients))
        )
    return load


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, service(folder) as (address, _, pid):
        for batch in batches(0, random.Random(5)):
            call(address, "/v1/articles", {"articles": batch})
            if call(address, "/readyz")["articles"] >= 100:
                break
        load = asyncio.run(run(address, pid, options.clients, options.minutes * 60))
    print(f"{options.clients} clients, {options.minutes:g} minutes")
    for name, times in sorted(load.statuses.items()):
        print(f"  {name:<20}{times:>8}")
    print(
        f"verify: {len(load.verify_ms) / options.minutes / 60:.1f} a second, "
        f"p50 {median(load.verify_ms):.0f} ms, p95 {quantiles(load.verify_ms, n=20)[-1]:.0f} ms"
    )
    warm = load.memory[len(load.memory) // 5 :]
    fifth = max(1, len(warm) // 5)
    first, last = median(warm[:fifth]), median(warm[-fifth:])
    print(
        f"memory after warm-up {first:.0f} MB, at the end {last:.0f} MB ({last / first - 1:+.1%})"
    )
    if load.faults:
        sys.exit("\n".join(load.faults[:10]))


if __name__ == "__main__":
    main()
