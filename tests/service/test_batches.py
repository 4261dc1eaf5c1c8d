import shutil
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.corpus import Corpus
from index.database import FILE
from index.encoder import Vectors
from index.errors import StoreFault
from index.stops import Stopped, stopped_by
from index.types import Article, Submission
from service.batches import FOLDER, WHOLE, Batches
from service.engine import Engine
from tests.parts import WordEncoder

FERRY = Submission("wire.example", id="wire", text="The ferry carried 214 passengers to Skerrow.")
RIVAL = Submission("rival.example", id="rival", text="The ferry carried 241 passengers to Skerrow.")


class Choosy(WordEncoder):
    """An encoder that fails at one number."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        if any("241" in text for text in texts):
            raise RuntimeError("241 cannot be encoded")
        return super().encode(texts)


class Rival(WordEncoder):
    """Another encoder."""

    name = "rival"


class Unreading(Engine):
    """An engine that reads nothing."""

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        """Fail."""
        raise RuntimeError(f"{len(submissions)} articles were to be read")


def test_an_audit_is_opened_once_for_all_threads(engine: Engine) -> None:
    """Whoever asks while it is open has the same corpus, and it is closed when nobody uses it any more."""
    first = engine.jobs.add("1", [FERRY, RIVAL]).id
    other = engine.jobs.add("2", [FERRY, RIVAL]).id
    batches = Batches(engine)
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
    with Batches(engine).of(audit) as corpus:
        assert corpus is None
    assert not (engine.settings.data_folder / FOLDER).exists()


def test_a_stop_is_heard_before_a_batch_is_read(engine: Engine) -> None:
    """What was opened half-way is closed again, and can be opened by the next process."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    with stopped_by(lambda: True), pytest.raises(Stopped), Batches(engine).of(audit):
        pass
    with Batches(engine).of(audit) as corpus:
        assert corpus is not None
        assert corpus.count() == (2, 2)


def test_an_article_that_cannot_be_encoded_is_left_out(engine: Engine) -> None:
    """The others of its batch are there, before it and behind it."""
    third = replace(FERRY, id="third")
    audit = engine.jobs.add("1", [FERRY, RIVAL, third]).id
    with Batches(replace(engine, encoder=Choosy())).of(audit) as corpus:
        assert corpus is not None
        assert set(corpus.stored(["wire", "rival", "third"])) == {"wire", "third"}


class Misreading(Engine):
    """An engine with a defect where an article of one number is read."""

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        """Fail at that one."""
        if any("241" in (submission.text or "") for submission in submissions):
            raise RuntimeError("241 cannot be read")
        return super().read(submissions)


def test_an_article_that_the_reader_fails_at_is_left_out(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """The others of its batch are there, the batch is whole, and the log names the one; a database that fails is a fault."""
    third = replace(FERRY, id="third")
    audit = engine.jobs.add("1", [FERRY, RIVAL, third]).id
    with Batches(Misreading(**vars(engine))).of(audit) as corpus:
        assert corpus is not None
        assert set(corpus.stored(["wire", "rival", "third"])) == {"wire", "third"}
    assert "article rival is left out of its batch" in caplog.text
    assert (engine.settings.data_folder / FOLDER / audit / WHOLE).exists()


def test_a_batch_that_cannot_be_saved_hinders_no_other(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a cache: that it is lost is in the log, and the next audit is opened."""
    first = engine.jobs.add("1", [FERRY, RIVAL]).id
    other = engine.jobs.add("2", [FERRY, RIVAL]).id
    batches = Batches(engine)
    with batches.of(first):
        shutil.rmtree(engine.settings.data_folder / FOLDER / first)
        (engine.settings.data_folder / FOLDER / first).write_text("no folder")
    with batches.of(other) as corpus:
        assert corpus is not None
    batches.close()
    assert "sentences.faiss cannot be written" in caplog.text


def test_a_folder_that_cannot_be_opened_is_made_anew(engine: Engine) -> None:
    """Whether it is damaged or another encoder's, the audit goes on with its articles read again."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    with Batches(replace(engine, encoder=Rival())).of(audit):
        pass
    batches = Batches(engine)
    with batches.of(audit) as corpus:
        assert corpus is not None
        assert corpus.count() == (2, 2)
    batches.close()
    (engine.settings.data_folder / FOLDER / audit / FILE).write_bytes(b"no database" * 1000)
    with batches.of(audit) as corpus:
        assert corpus is not None
        assert corpus.count() == (2, 2)
    batches.close()


def test_a_folder_that_cannot_be_made_anew_is_a_fault(engine: Engine) -> None:
    """What stands in its way is not the cache's to remove."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    (engine.settings.data_folder / FOLDER).write_text("no folder")
    with pytest.raises(StoreFault), Batches(engine).of(audit):
        pass


def test_a_batch_that_is_open_is_not_swept(engine: Engine) -> None:
    """Its folder stays while it is open, though its audit has ended, and goes after that."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    folder = engine.settings.data_folder / FOLDER / audit
    batches = Batches(engine)
    with batches.of(audit):
        engine.jobs.cancel(audit)
        batches.sweep()
        assert folder.exists()
    batches.close()
    batches.sweep()
    assert not folder.exists()


def test_a_batch_that_is_whole_is_not_read_again(engine: Engine) -> None:
    """Opened once more its articles are there, without one of them being read."""
    audit = engine.jobs.add("1", [FERRY, RIVAL]).id
    batches = Batches(engine)
    with batches.of(audit):
        pass
    batches.close()
    with Batches(Unreading(**vars(engine))).of(audit) as corpus:
        assert corpus is not None
        assert corpus.count() == (2, 2)


class Slow(Engine):
    """An engine that is let go on before it reads an article of one outlet."""

    reached, released = threading.Event(), threading.Event()

    def read(self, submissions: Sequence[Submission]) -> list[Article]:
        """Wait there."""
        if submissions[0].outlet == "slow.example":
            self.reached.set()
            assert self.released.wait(60)
        return super().read(submissions)


def test_who_is_done_with_a_batch_does_not_wait_for_another_to_be_filled(engine: Engine) -> None:
    """Nor does who closes what nobody uses; who wants the same one waits for it, and it is filled once."""
    ready = engine.jobs.add("ready", [FERRY, RIVAL]).id
    slow = [replace(FERRY, outlet="slow.example"), replace(RIVAL, outlet="slow.example")]
    filled = engine.jobs.add("filled", slow).id
    slowly = Slow(**vars(engine))
    batches = Batches(slowly)
    given: list[Corpus | None] = []
    both = threading.Barrier(2, timeout=60)
    ended = threading.Event()

    def fill() -> None:
        with batches.of(filled) as corpus:
            given.append(corpus)
            both.wait()

    def audit() -> None:
        with batches.of(ready):
            threads[0].start()
            threads[1].start()
            assert slowly.reached.wait(60)
        batches.close()
        ended.set()

    threads = [threading.Thread(target=run) for run in (fill, fill, audit)]
    threads[2].start()
    was_free = ended.wait(20)
    slowly.released.set()
    for thread in threads:
        thread.join()
    batches.close()
    assert was_free
    assert given[0] is given[1] is not None
