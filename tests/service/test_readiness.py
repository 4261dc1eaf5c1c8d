import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from fastapi.testclient import TestClient

from claims.judge import Judge
from claims.stance import Probabilities
from index.encoder import Vectors
from index.errors import StoreFault
from index.leases import LEASE, Holder
from service.app import create_app
from service.engine import Engine
from service.jobs import Step, Worker, Workers
from service.readiness import JUDGED, WRITTEN, Part, Readiness
from service.settings import Settings
from tests.parts import Backwards, WordEncoder, WordStance, article, small_engine
from tests.service.logged import logged
from tests.service.test_limits import Held


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Askew(WordEncoder):
    """An encoder whose vectors are too long."""

    name = "askew"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return super().encode(texts) * 2


class Turning(WordStance):
    """A model whose labels change places."""

    def __init__(self) -> None:
        self.turned = False

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        model = Backwards() if self.turned else WordStance()
        return model.probabilities(pairs)


@contextmanager
def beating(engine: Engine, step: Step | None = None) -> Iterator[Workers]:
    """One thread, which takes a step, or is in the middle of one."""
    stopping = threading.Event()
    beat = Worker("beat", (step or stopping.wait, 0.0), stopping, ())
    beat.start()
    try:
        yield Workers(Holder(engine.corpus.database), {"beat": beat})
    finally:
        stopping.set()
        beat.join()


def changed(engine: Engine, statement: str) -> None:
    """Do something to the database that the service does not do."""
    with sqlite3.connect(engine.settings.data_folder / "crosscheck.db") as connection:
        connection.execute(statement)
    connection.close()


def unready(readiness: Readiness) -> list[Part]:
    return [part for part in readiness.parts() if not part.ready]


def test_a_service_that_works_is_ready_in_every_part(client: TestClient) -> None:
    """Each part is named, ready and has nothing to say, and what is stored is counted."""
    found = client.get("/readyz")
    names = ("database", "index", "stance", "encoder", "workers")
    assert (found.status_code, found.json()) == (
        200,
        {
            "status": "ok",
            "articles": 0,
            "sentences": 0,
            "faults": [],
            "parts": [{"name": name, "ready": True, "detail": ""} for name in names],
        },
    )


def test_the_part_that_is_not_ready_is_told_with_why(settings: Settings) -> None:
    """The answer is a 503; the other parts are ready, and `faults` says the same in a line."""

    @contextmanager
    def turned(settings: Settings) -> Iterator[Engine]:
        with small_engine(settings) as engine:
            yield replace(engine, judge=Judge(Backwards(), engine.judge.combination))

    with TestClient(create_app(settings, turned)) as client:
        found = client.get("/readyz")
    said = found.json()
    (part,) = (part for part in said["parts"] if not part["ready"])
    assert (found.status_code, said["status"], part["name"]) == (503, "not ready", "stance")
    assert part["detail"].startswith("backwards gives supports the most weight for")
    assert said["faults"] == [f"stance: {part['detail']}"]


def test_a_database_that_cannot_be_used_is_told(settings: Settings) -> None:
    """What cannot be written, or read, is a 503 that says so, and not a server error."""
    with (
        logged(),
        TestClient(create_app(settings, small_engine)) as client,
        small_engine(settings) as engine,
    ):
        changed(engine, "ALTER TABLE sentences RENAME TO lost")
        changed(engine, "ALTER TABLE watch RENAME TO gone")
        found = client.get("/readyz")
    details = {part["name"]: part["detail"] for part in found.json()["parts"]}
    assert found.status_code == 503
    assert details["database"] == "StoreFault: the database cannot be used: no such table: watch"
    assert details["index"] == "StoreFault: the database cannot be used: no such table: sentences"
    assert found.json()["articles"] is None


def test_an_index_that_is_not_level_and_an_encoder_that_is_askew_are_told(engine: Engine) -> None:
    """The index says by how many sentences it differs, the encoder what is wrong with its vectors."""
    engine.ingest([article("The ferry carried 214 passengers. It ran aground.")])
    changed(engine, "DELETE FROM sentences WHERE row = 1")
    with beating(engine) as workers:
        found = unready(Readiness(replace(engine, encoder=Askew()), workers))
    assert found == [
        Part("index", "the index and the records differ by 1 sentences; restart the service"),
        Part("encoder", "askew gives vectors that are not of length 1"),
    ]


def test_outcomes_are_kept_for_a_while(engine: Engine) -> None:
    """However often it is asked, a model judges once a minute and the database is written once in five seconds."""
    clock, model = Clock(), Turning()
    with beating(engine) as workers:
        judge = Judge(model, engine.judge.combination)
        readiness = Readiness(replace(engine, judge=judge), workers, clock)
        assert unready(readiness) == []
        model.turned = True
        changed(engine, "ALTER TABLE watch RENAME TO gone")
        heard = []
        with logged():
            for moment in (WRITTEN - 1, WRITTEN, JUDGED - 1, JUDGED):
                clock.now = moment
                heard.append([part.name for part in unready(readiness)])
    assert heard == [[], ["database"], ["database"], ["database", "stance"]]


def test_who_asks_while_a_part_is_looked_at_does_not_wait(engine: Engine) -> None:
    """The outcome before is given as long as there is no new one."""
    clock, model = Clock(), Held()
    model.released.set()
    with beating(engine) as workers, ThreadPoolExecutor(1) as pool:
        judge = Judge(model, engine.judge.combination)
        readiness = Readiness(replace(engine, judge=judge), workers, clock)
        assert unready(readiness) == []
        model.reached.clear()
        model.released.clear()
        clock.now = JUDGED
        looking = pool.submit(readiness.parts)
        assert model.reached.wait(60)
        assert unready(readiness) == []
        assert not looking.done()
        model.released.set()


def test_a_failing_thread_is_told_until_it_goes_well(engine: Engine) -> None:
    """Its last fault is told while it lasts; afterwards that the thread has ended."""

    def fails() -> bool:
        raise StoreFault("no space is left")

    with logged(), beating(engine, fails) as workers:
        while not workers.threads["beat"].fault:
            time.sleep(0.01)
        assert workers.faults() == ["beat failed: StoreFault: no space is left"]
    assert "the thread beat has ended" in workers.faults()


def test_a_beat_that_is_late_is_told(engine: Engine) -> None:
    """From then on others may take up what this process holds."""
    with beating(engine) as workers:
        assert workers.faults() == []
        workers.threads["beat"].stepped -= LEASE.total_seconds() + 1
        assert workers.faults() == ["the last beat was 11 s ago"]
