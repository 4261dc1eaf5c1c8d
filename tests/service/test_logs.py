import logging
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from claims.judge import Judge
from claims.stance import Probabilities
from index.errors import StoreFault
from service.app import create_app
from service.engine import Engine
from service.logs import noted
from service.settings import LogLevel, Settings
from tests.parts import WordStance, small_engine
from tests.service.logged import lines, logged

log = logging.getLogger("service.example")
MARKER = "Quillfeather"
ARTICLE = {
    "outlet": "wire.example",
    "title": f"{MARKER} at sea",
    "text": f"The ferry {MARKER} carried 214 passengers. Its captain met the mayor of {MARKER} Bay.",
}


class Fragile(WordStance):
    """A model that fails at a certain word, and quotes what it failed at."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        for pair in pairs:
            if "explodes" in pair[1]:
                raise ValueError(f"cannot judge {pair}")
        return super().probabilities(pairs)


@contextmanager
def fragile_engine(settings: Settings) -> Iterator[Engine]:
    with small_engine(settings) as engine:
        yield replace(engine, judge=Judge(Fragile(), engine.judge.combination))


def everything_that_may_happen(settings: Settings) -> None:
    """Articles are stored, verified and audited, and requests, audits and the database fail, each with the marker in it."""
    app = create_app(settings, fragile_engine)
    with TestClient(app, raise_server_exceptions=False) as client:

        def post(path: str, body: object) -> int:
            return client.post(path, json=body).status_code

        failing = {**ARTICLE, "text": f"The ferry {MARKER} explodes. Nobody was hurt."}
        assert post("/v1/articles", {"articles": [ARTICLE]}) == 201
        assert post("/v1/verify", {"claim": f"The {MARKER} carried 214 passengers."}) == 200
        assert post("/v1/verify", {"claim": f"{MARKER} explodes."}) == 500
        assert post("/v1/verify", {"claim": f"{MARKER}", MARKER: 1}) == 422
        assert post("/v1/articles", {"articles": [{**ARTICLE, "text": f"Photo: {MARKER}"}]}) == 422
        asked = client.post("/v1/audits", json={"articles": [ARTICLE, failing]}).json()
        found = asked
        while not found.get("finished_at"):
            time.sleep(0.05)
            found = client.get(f"/v1/audits/{asked['id']}").json()
        assert (found["done"], found["failed"]) == (2, 1)
        with sqlite3.connect(settings.data_folder / "crosscheck.db") as connection:
            connection.execute("ALTER TABLE sentences RENAME COLUMN text TO lost")
        connection.close()
        assert post("/v1/articles", {"articles": [failing]}) == 503
        assert client.get(f"/v1/articles?outlet={MARKER}&cursor={MARKER}").status_code == 503


@pytest.mark.parametrize(("level", "quoted"), [("info", False), ("debug", True)])
def test_no_article_is_quoted_above_debug(
    settings: Settings, level: LogLevel, quoted: bool
) -> None:
    """Whatever happens to an article, no line at INFO holds a word of it; at DEBUG faults are told in full."""
    with logged(level=level) as stream:
        everything_that_may_happen(settings)
    faults = [line["fault"] for line in lines(stream) if "fault" in line]
    assert len(faults) == 4
    assert sum("ValueError" in fault for fault in faults) == 2
    assert sum("StoreFault: the database cannot be used" in fault for fault in faults) == 2
    assert (MARKER in stream.getvalue()) is quoted


def test_a_line_is_an_object_with_time_level_logger_and_message() -> None:
    """The time is RFC 3339 in UTC; what was noted and the fields of the record stand beside."""
    with logged() as stream, noted(request_id="r1"), noted(audit_id="a1"):
        log.info("it took %d s", 3, extra={"fields": {"status": 200}})
        logging.getLogger("py.warnings").warning("two\nlines")
    told, warned = lines(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("time"))
    assert told == {
        "level": "info",
        "logger": "service.example",
        "message": "it took 3 s",
        "request_id": "r1",
        "audit_id": "a1",
        "status": 200,
    }
    assert warned["message"] == "two\nlines"


def test_the_same_is_told_to_a_person_as_text() -> None:
    """Head and fields stand in one line, the lines of code of a fault below it."""
    with logged("text") as stream, noted(request_id="r1"):
        log.info("done")
        try:
            raise StoreFault("no space is left")
        except StoreFault:
            log.exception("storing failed")
    first, second, *trail, last = stream.getvalue().splitlines()
    assert first.split(" ", 1)[1] == "info service.example done request_id=r1"
    assert second.split(" ", 1)[1] == "error service.example storing failed request_id=r1"
    assert "test_logs.py" in trail[0]
    assert last == "StoreFault: no space is left"


def test_the_causes_of_a_fault_come_first_and_without_their_words() -> None:
    """A fault of our own is told with its text, one of a library by its type alone, members of groups too."""
    with logged() as stream:
        try:
            try:
                raise ExceptionGroup("several", [KeyError("secret")])
            except ExceptionGroup as group:
                raise StoreFault("no space is left") from group
        except StoreFault:
            log.exception("storing failed")
    trail = lines(stream)[0]["fault"]
    named = [line for line in trail.splitlines() if not line.startswith(" ")]
    assert named == ["KeyError", "ExceptionGroup", "StoreFault: no space is left"]


def test_libraries_speak_from_warning_on() -> None:
    """The level is that of the service's own loggers; at DEBUG everybody is heard."""
    heard = {}
    for level in ("error", "info", "debug"):
        with logged(level=level) as stream:
            for name in ("service.example", "library"):
                for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
                    logging.getLogger(name).log(number, "said")
        heard[level] = [
            sum(line["logger"] == name for line in lines(stream))
            for name in ("service.example", "library")
        ]
    assert heard == {"error": [1, 1], "info": [3, 2], "debug": [4, 4]}


def test_the_audit_is_named_in_the_lines_of_its_articles(settings: Settings) -> None:
    """An audit's line has its request's id, and each of its articles' lines the audit's."""
    with logged() as stream, TestClient(create_app(settings, small_engine)) as client:
        reply = client.post(
            "/v1/audits", json={"articles": [ARTICLE]}, headers={"X-Request-ID": "desk-7"}
        )
        audit_id = reply.json()["id"]
        while not client.get(f"/v1/audits/{audit_id}").json()["finished_at"]:
            time.sleep(0.05)
    told = {line["message"]: line for line in lines(stream)}
    assert told[f"audit {audit_id} of 1 articles is written down"]["request_id"] == "desk-7"
    assert told["article 0 of the audit is completed"]["audit_id"] == audit_id


def test_what_was_noted_ends_with_its_block() -> None:
    """A line behind the block does not have its fields."""
    with logged() as stream:
        with noted(request_id="r1"):
            pass
        log.info("done")
    assert "request_id" not in lines(stream)[0]
