"""Requests generated from the OpenAPI document, in the service's own process: `python -m benchmarks.fuzz [--minutes M] [--seed N]`.

Schemathesis asks every operation, in sound and in unsound ways, and follows the links from answer to answer; every other
round the service knows keys. Prints the requests by route and status, the slowest answer and the highest memory; leaves with
1 where an answer breaks the document, is a 5xx but 503 with `Retry-After`, or is an error but not as problem+json.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode as Mode
from schemathesis.core.failures import FailureGroup
from schemathesis.python.asgi import shutdown_lifespans
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from index.database import open_database
from index.keys import Keys, Scope
from service.app import create_app
from service.errors import MEDIA_TYPE
from service.settings import Settings
from tests.parts import opener

PROSE = " The ferry carried 214 passengers and ran aground on Tuesday, officials said."
"""what makes an article of any text"""
EXAMPLES = 10
"""of each operation and way, and histories, in a round"""
KEYS = (None, frozenset(Scope), None, frozenset({Scope.READ}))
"""scopes of the key of a round; None is a service that knows no key"""
STEPS = 8
"""calls of a history"""
TAKES_ARTICLES = {
    f"POST /v1/{name}" for name in ("articles", "extract", "provenance", "compare", "audits")
}
FITS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@dataclass
class Tally:
    """What was asked and answered."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """by route and status"""
    followed: Counter[str] = field(default_factory=Counter)
    """links that a request came by"""
    slowest: tuple[float, str] = (0.0, "")

    def note(self, case: Any, status: int, seconds: float) -> None:
        """Count an answer."""
        self.answers[case.operation.label, status] += 1
        self.slowest = max(self.slowest, (seconds, case.operation.label))


@dataclass
class Fuzzer:
    """Asks one application; whose `headers` name a key is let in as its holder."""

    schema: Any
    headers: Mapping[str, str]
    tally: Tally

    def ask(self, case: Any) -> Any:
        """Send one request and hold its answer against the document."""
        started = time.monotonic()
        reply = case.call(headers=dict(self.headers))
        self.tally.note(case, reply.status_code, time.monotonic() - started)
        self.check(case, reply)
        return reply

    def check(self, case: Any, reply: Any) -> None:
        """Raise where an answer is not as it should be."""
        checks = FITS if reply.status_code != 413 else FITS[:-1]  # too large is unsound enough
        case.validate_response(reply, checks=checks, headers=dict(self.headers))
        kind = reply.headers.get("content-type", [""])[0]
        told = case.as_curl_command()
        if reply.status_code >= 400:
            assert kind == MEDIA_TYPE, f"{reply.status_code} as {kind}: {told}"
        if reply.status_code in (429, 503):
            assert reply.headers.get("retry-after"), f"without Retry-After: {told}"
        assert reply.status_code < 500 or reply.status_code == 503, told

    def operations(self, examples: int, number: int) -> None:
        """Ask every operation, in sound and in unsound ways; every other body is one that can be used."""
        for found in self.schema.get_all_operations():
            operation = found.ok()
            sound = operation.as_strategy(generation_mode=Mode.POSITIVE)
            generated(sound | sound.map(usable), self.ask, examples, number)
            with suppress(Unsatisfiable):  # of some there is no unsound way
                unsound = operation.as_strategy(generation_mode=Mode.NEGATIVE)
                generated(unsound, self.ask, examples, number)

    def histories(self, examples: int, number: int) -> None:
        """Follow the links from answer to answer."""
        fuzzer = self

        class Histories(self.schema.as_state_machine()):  # type: ignore[misc]
            """Calls that go on from each other."""

            def call(self, case: Any, **_: Any) -> Any:
                return fuzzer.ask(usable(case) if is_sound(case) else case)

            def validate_response(self, *_: Any, **__: Any) -> None:
                """`ask` did."""

            def step(self, taken: Any) -> Any:
                if taken.transition and taken.is_applied:
                    fuzzer.tally.followed[taken.transition.id] += 1
                return super().step(taken)

        seed(number)(Histories).run(settings=plan(examples, stateful_step_count=STEPS))


def plan(examples: int, **more: Any) -> settings:
    """So many examples, each once, no example kept."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        **more,
    )


def generated(strategy: Any, ask: Callable[[Any], Any], examples: int, number: int) -> None:
    """Ask what a strategy makes; equal numbers make equal requests."""

    @seed(number)
    @plan(examples)
    @given(case=strategy)
    def one(case: Any) -> None:
        ask(case)

    one()


def is_sound(case: Any) -> bool:
    """Whether a request was made to be accepted."""
    return case.meta is not None and case.meta.generation.mode is Mode.POSITIVE


def usable(case: Any) -> Any:
    """A sound request, with a body that cannot be refused for what no schema tells, such as a text without a sentence."""
    label = case.operation.label
    if label in TAKES_ARTICLES:
        sent = [*(case.body.get("articles") or [])[:1], None]
        case.body = {"articles": [_article(one, place) for place, one in enumerate(sent)]}
    elif label == "POST /v1/records":
        case.body = {"article": _article(case.body.get("article"), 0)}
    elif label == "POST /v1/records/{number}/reviews":
        case.body = {"reviewer": "Ada Moss", "decision": "confirmed"}
    return case


def _article(given: Any, place: int) -> dict[str, Any]:
    """An article of a generated text, as far as there is one, and prose."""
    said = given.get("text") if isinstance(given, dict) else None
    text = "".join(filter(str.isprintable, said or ""))
    return {"outlet": f"outlet{place}.example", "text": text + PROSE}


@contextmanager
def fuzzed(folder: Path, tally: Tally, scopes: frozenset[Scope] | None = None) -> Iterator[Fuzzer]:
    """A running application of small parts; with scopes it knows a key of these, and requests carry it."""
    headers: dict[str, str] = {}
    if scopes is not None:
        with open_database(folder, None) as database:
            headers["authorization"] = f"Bearer {Keys(database).create('fuzzer', scopes)[1]}"
    settings = Settings(data_folder=folder, host="testserver", most_requests_per_minute=10**6)
    app = create_app(settings, opener)
    try:
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        schema.config.generation.update(with_security_parameters=False)
        yield Fuzzer(schema, headers, tally)
    finally:
        shutdown_lifespans()


def rounds(seconds: float, number: int, tally: Tally) -> list[str]:
    """Ask until the time is over, each round an application of its own; what was wrong."""
    faults: list[str] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        scopes = KEYS[number % len(KEYS)]
        with tempfile.TemporaryDirectory() as folder, fuzzed(Path(folder), tally, scopes) as fuzzer:
            for ask in (fuzzer.operations, fuzzer.histories):
                try:
                    ask(EXAMPLES, number)
                except (FailureGroup, AssertionError) as fault:
                    faults.append(f"seed {number}: {fault}")
        number += 1
    return faults


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument(
        "--seed", type=int, default=0, help="of the first round; each next one has the next"
    )
    options = parser.parse_args()
    tally = Tally()
    faults = rounds(options.minutes * 60, options.seed, tally)
    for (label, status), times in sorted(tally.answers.items()):
        print(f"  {label:<44}{status:>5}{times:>8}")
    print(f"{tally.answers.total():,} requests, {tally.followed.total():,} of them by a link:")
    for link, times in sorted(tally.followed.items()):
        print(f"  {link:<90}{times:>8}")
    seconds, label = tally.slowest
    print(f"slowest answer {seconds:.2f} s ({label})")
    print(f"highest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
