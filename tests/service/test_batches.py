import threading

import pytest

from index.types import Submission
from service.batches import FOLDER, Batches, Stopped
from service.engine import Engine

FERRY = Submission("wire.example", id="wire", text="The ferry carried 214 passengers to Skerrow.")
RIVAL = Submission("rival.example", id="rival", text="The ferry carried 241 passengers to Skerrow.")


def test_an_audit_is_opened_once_for_all_threads(engine: Engine) -> None:
    """Whoever asks while it is open has the same corpus, and it is closed when nobody uses it any more."""
    first = engine.jobs.add("1", [FERRY, RIVAL]).id
    other = engine.jobs.add("2", [FERRY, RIVAL]).id
    batches = Batches(engine, threading.Event())
    with batches.of(first) as one:
        with batches.of(first) as again, batches.of(other) as second:
            assert again is one
            assert second is not one
            assert one is not None
            assert one.count() == (2, 2)
        batches.close()
        assert one.count() == (2, 2)
    batches.close()
    with batches.of(first) as reopened:
        assert reopened is not one
    batches.close()


def test_one_article_is_no_batch(engine: Engine) -> None:
    """It has nobody to see, and no folder is made for it."""
    audit = engine.jobs.add("1", [FERRY]).id
    with Batches(engine, threading.Event()).of(audit) as corpus:
        assert corpus is None
    assert not (engine.settings.data_folder / FOLDER).exists()


def test_a_stop_is_heard_before_a_batch_is_read(engine: Engine) -> None:
    """What was opened half-way is closed again, and can be opened by the next process."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(Stopped), Batches(engine, stopping).of(audit):
        pass
    with Batches(engine, threading.Event()).of(audit) as corpus:
        assert corpus is not None
        assert corpus.count() == (2, 2)
