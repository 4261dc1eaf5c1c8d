import itertools
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.corpus import SNAPSHOT, Corpus, open_corpus
from index.database import url_of
from index.errors import StoreFault, UnknownArticle
from index.reading import read
from index.records import Change, Records
from index.types import (
    EVERYWHERE,
    Article,
    Filters,
    Ingested,
    IngestStatus,
    Search,
    Submission,
)
from index.vectors import FaissIndex
from tests.parts import WordEncoder

FERRY = read(
    Submission(
        outlet="wire.example",
        id="ferry",
        text="The ferry carried 214 passengers. It ran aground on Tuesday.",
    )
)
BRIDGE = read(
    Submission(
        outlet="gazette.example",
        id="bridge",
        text="The bridge was closed after an inspection on Friday.",
    )
)


def found(corpus: Corpus, text: str, filters: Filters = EVERYWHERE) -> list[str]:
    return [
        hit.sentence.text
        for hit in corpus.search(corpus.asked([text]), Search(10, 0.3, filters=filters))[0]
    ]


def test_ingested_sentences_are_found(corpus: Corpus) -> None:
    """A sentence is found by its meaning right after it was stored, with its cosine."""
    corpus.ingest([FERRY, BRIDGE])
    hit = corpus.search(corpus.asked(["The ferry carried 214 passengers."]), Search(1))[0][0]
    assert hit.sentence.text == "The ferry carried 214 passengers."
    assert hit.similarity == pytest.approx(1.0, abs=1e-3)
    assert hit.article.text[hit.sentence.start : hit.sentence.end] == hit.sentence.text


def test_only_the_closest_wordings_are_found_and_copies_come_along(corpus: Corpus) -> None:
    """Of the sentences that are close enough two wordings are found, each with whoever repeats it; what is far is not."""
    says = {
        "wire": "The ferry carried 214 passengers.",
        "copy": "The ferry carried 214 passengers!",
        "other": "The ferry carried passengers northward.",
        "third": "The ferry broke down northward.",
        "far": "Eggs became cheaper.",
    }
    corpus.ingest(
        [read(Submission(outlet=f"{id_}.example", id=id_, text=text)) for id_, text in says.items()]
    )
    (hits,) = corpus.search(
        corpus.asked(["The ferry carried 214 passengers."]), Search(10, 0.1, wordings=2)
    )
    assert sorted(hit.article.id for hit in hits) == ["copy", "other", "wire"]
    (all_close,) = corpus.search(
        corpus.asked(["The ferry carried 214 passengers."]), Search(10, 0.1)
    )
    assert sorted(hit.article.id for hit in all_close) == ["copy", "other", "third", "wire"]


def test_the_same_article_twice_is_one(corpus: Corpus) -> None:
    """Sending an article again changes nothing, and a batch may hold it twice."""
    twice = [IngestStatus.ADDED, IngestStatus.UNCHANGED]
    assert [i.status for i in corpus.ingest([FERRY, FERRY])] == twice
    assert [i.status for i in corpus.ingest([FERRY])] == [IngestStatus.UNCHANGED]
    assert corpus.count() == (1, 2)
    assert corpus.revision() == 1


def test_texts_of_one_id_are_stored_one_after_the_other(corpus: Corpus) -> None:
    """In one batch as in several the last one stands, those before it are versions, and only the last is found."""
    tug = read(Submission("wire.example", id="ferry", text="A tug pulled the vessel free."))
    outcomes = corpus.ingest([FERRY, BRIDGE, tug, tug, FERRY, tug])
    added, unchanged, updated = IngestStatus
    assert [i.status for i in outcomes] == [added, added, updated, unchanged, updated, updated]
    assert [i.article for i in outcomes][:3] == [FERRY, BRIDGE, tug]
    kept = corpus.versions.page("ferry", 0, 10)
    assert [version.article for version in kept] == [FERRY, tug, FERRY]
    assert corpus.get(["ferry"]) == [tug]
    assert found(corpus, "A tug pulled the vessel free") == [tug.text]
    assert found(corpus, "It ran aground on Tuesday") == []
    assert corpus.lag() == 0


def test_vectors_are_those_stored_or_made_anew(corpus: Corpus) -> None:
    """Every sentence has its vector, whether its article is stored or not."""
    corpus.ingest([FERRY])
    sentences = [*FERRY.sentences, *BRIDGE.sentences]
    made = WordEncoder().encode([sentence.text for sentence in sentences])
    held = corpus.vectors([FERRY, BRIDGE])
    assert list(held) == [sentence.id for sentence in sentences]
    for sentence, vector in zip(sentences, made, strict=True):
        assert held[sentence.id] == pytest.approx(vector, abs=1e-3)


def test_a_changed_article_replaces_the_old(corpus: Corpus) -> None:
    """After an update only the new sentences are found, and unchanged ones keep their ids."""
    before = corpus.ingest([FERRY])[0].article
    changed = read(
        Submission(
            outlet="wire.example",
            id="ferry",
            text="The ferry carried 214 passengers. A tug pulled it free.",
        )
    )
    outcome = corpus.ingest([changed])[0]
    assert outcome.status is IngestStatus.UPDATED
    assert outcome.article.sentences[0].id == before.sentences[0].id
    assert found(corpus, "It ran aground on Tuesday") == []
    assert found(corpus, "A tug pulled it free") == ["A tug pulled it free."]


def test_a_removed_article_is_gone_at_once(corpus: Corpus) -> None:
    """A removed article is neither found nor listed; removing it again is an error."""
    corpus.ingest([FERRY, BRIDGE])
    corpus.remove("ferry")
    assert found(corpus, "The ferry carried 214 passengers") == []
    assert [a.id for a in corpus.page(Filters(), None, 10)] == ["bridge"]
    with pytest.raises(UnknownArticle):
        corpus.remove("ferry")


def test_filters_narrow_the_search(corpus: Corpus) -> None:
    """Only articles that the filters let through are evidence."""
    corpus.ingest([FERRY, BRIDGE])
    assert found(corpus, "The bridge was closed", Filters(outlets=("wire.example",))) == []
    assert found(corpus, "The bridge was closed", Filters(exclude_articles=("ferry",))) == [
        BRIDGE.text
    ]


def test_the_index_is_rebuilt_from_the_records(tmp_path: Path) -> None:
    """A missing or damaged snapshot costs nothing but time."""
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        corpus.ingest([FERRY, BRIDGE])
    (tmp_path / SNAPSHOT).write_bytes(b"damaged")
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        assert found(corpus, "The bridge was closed") == [BRIDGE.text]
    (tmp_path / SNAPSHOT).unlink()
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        assert found(corpus, "The bridge was closed") == [BRIDGE.text]


def test_a_snapshot_of_another_database_is_rebuilt(tmp_path: Path) -> None:
    """Two databases that take turns in one folder have rows of the same numbers, and each answers with its own."""
    one, two = (f"sqlite:///{tmp_path / name}.db" for name in ("one", "two"))
    with open_corpus(tmp_path, WordEncoder(), one) as corpus:
        corpus.ingest([FERRY])
    with open_corpus(tmp_path, WordEncoder(), two) as corpus:
        corpus.ingest([BRIDGE])
    with open_corpus(tmp_path, WordEncoder(), one) as corpus:
        assert found(corpus, "The bridge was closed after an inspection on Friday.") == []
        assert found(corpus, "The ferry carried 214 passengers") == [
            "The ferry carried 214 passengers."
        ]


def test_what_another_process_stored_is_found(tmp_path: Path) -> None:
    """Two open corpora on one folder see each other's changes at the next search."""
    with (
        open_corpus(tmp_path, WordEncoder()) as here,
        open_corpus(tmp_path, WordEncoder()) as there,
    ):
        there.ingest([FERRY])
        assert here.lag() == 0
        assert found(here, "The ferry carried 214 passengers") == [
            "The ferry carried 214 passengers."
        ]
        there.remove("ferry")
        assert found(here, "The ferry carried 214 passengers") == []


def beside(records: Records, tmp_path: Path) -> Corpus:
    """A corpus with an index of its own on records that another process changes."""
    vectors = FaissIndex.open(tmp_path / "none", WordEncoder.name, WordEncoder.dimension, "")
    return Corpus(records, vectors, WordEncoder())


class Outrun(Records):
    """Records in which another process is always a moment earlier."""

    there: Corpus

    def store(self, batch: Sequence[tuple[Article, NDArray[np.float32]]], encoder: str) -> Change:
        """Stored by the other process, and then by this one."""
        self.there.ingest([article for article, _ in batch])
        return super().store(batch, encoder)

    def count(self) -> tuple[int, int]:
        """What there is once the other process has stored one more."""
        self.there.ingest([BRIDGE])
        return super().count()


class Earlier(Records):
    """Records in which another process stores one dated article a moment earlier."""

    there: Corpus
    dated: Article

    def store(self, batch: Sequence[tuple[Article, NDArray[np.float32]]], encoder: str) -> Change:
        """Stored with its date by the other process, and then by this one."""
        self.there.ingest([self.dated])
        return super().store(batch, encoder)


@pytest.fixture
def outrun(tmp_path: Path) -> Iterator[tuple[Corpus, Corpus]]:
    """Two corpora on one folder, of which the second is always a moment earlier."""
    with open_corpus(tmp_path, WordEncoder()) as there:
        records = Outrun.open(url_of(tmp_path, None))
        assert isinstance(records, Outrun)
        records.there = there
        yield beside(records, tmp_path), there
        records.close()


def test_of_two_processes_that_store_the_same_one_adds_it(outrun: tuple[Corpus, Corpus]) -> None:
    """The later one is told that nothing changed, keeps no version of it, and finds it as the other one does."""
    here, there = outrun
    assert [i.status for i in here.ingest([FERRY])] == [IngestStatus.UNCHANGED]
    assert there.versions.page(FERRY.id, 0, 10) == []
    assert here.revision() == 1
    assert found(here, "It ran aground on Tuesday") == ["It ran aground on Tuesday."]
    assert here.follow() is False


def test_what_another_process_stored_meanwhile_is_kept_beside_the_content(tmp_path: Path) -> None:
    """One that was sent without a date while another process stored it with one has that date, and nothing changed."""
    with open_corpus(tmp_path, WordEncoder()) as there:
        dated = replace(FERRY, published_at=datetime(2026, 3, 11, tzinfo=UTC), id_is_made=True)
        records = Earlier.open(url_of(tmp_path, None))
        assert isinstance(records, Earlier)
        records.there, records.dated = there, dated
        here = beside(records, tmp_path)
        told = here.ingest([replace(dated, published_at=None)])
        assert told == [Ingested(dated, IngestStatus.UNCHANGED)]
        assert there.get([FERRY.id])[0].published_at == dated.published_at
        records.close()


def test_the_index_is_not_compared_with_a_later_moment(outrun: tuple[Corpus, Corpus]) -> None:
    """What another process stores between two looks is no difference, and at the next look it is in the index."""
    here, there = outrun
    there.ingest([FERRY])
    assert (here.lag(), here.lag()) == (0, 0)
    assert found(here, "The bridge was closed") == [BRIDGE.text]


class Overtaken(Records):
    """Records of which an article is removed while they are read."""

    def rows(self, filters: Filters | None = None) -> NDArray[np.int64]:
        """The rows there are, and a moment later there are fewer."""
        rows = super().rows(filters)
        if self.stored([FERRY.id]):
            self.remove(FERRY.id)
        return rows


def test_what_is_gone_while_the_index_is_levelled_is_passed_over(tmp_path: Path) -> None:
    """The search that levelled it answers from what is left."""
    with open_corpus(tmp_path, WordEncoder()) as there:
        there.ingest([FERRY, BRIDGE])
        records = Overtaken.open(url_of(tmp_path, None))
        here = beside(records, tmp_path)
        assert found(here, "The bridge was closed") == [BRIDGE.text]
        assert here.lag() == 0
        records.close()


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    """Vectors of two encoders are never mixed."""
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        corpus.ingest([FERRY])
    other = WordEncoder()
    other.name = "other"
    with pytest.raises(StoreFault, match="encoded with words"), open_corpus(tmp_path, other):
        pass


def test_a_second_encoder_writes_nothing(tmp_path: Path) -> None:
    """Of two that were opened on an empty folder the first one to store owns it, and the other is told what to do."""
    other = WordEncoder()
    other.name = "other"
    with open_corpus(tmp_path, WordEncoder()) as here, open_corpus(tmp_path, other) as there:
        here.ingest([FERRY])
        with pytest.raises(StoreFault, match="encoded with words, not other: name that encoder"):
            there.ingest([BRIDGE])
        with pytest.raises(StoreFault, match="encoded with words"):
            found(there, "The bridge was closed")
        here.remove("ferry")
        here.ingest([BRIDGE])
        assert here.count() == (1, 1)
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        assert found(corpus, "The bridge was closed") == [BRIDGE.text]


def test_a_snapshot_that_cannot_be_written_hinders_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a cache: the log says that it is missing, at the start and at the end, and what is stored is found."""
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        corpus.ingest([FERRY, BRIDGE])
    (tmp_path / SNAPSHOT).unlink()
    (tmp_path / SNAPSHOT).mkdir()
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        corpus.remove("ferry")
        assert found(corpus, "The bridge was closed") == [BRIDGE.text]
    assert caplog.text.count(f"{SNAPSHOT} cannot be written") == 2


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file in the place of the data folder is named in the error."""
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(StoreFault, match="cannot be made"),
        open_corpus(tmp_path / "file" / "data", WordEncoder()),
    ):
        pass


INGEST_FOREVER = """
import sys
from pathlib import Path
from index.corpus import open_corpus
from index.reading import read
from index.types import Submission
from tests.parts import WordEncoder
with open_corpus(Path(sys.argv[1]), WordEncoder()) as corpus:
    for number in range(10_000):
        name = f"n{number}"
        corpus.ingest([read(Submission(outlet="wire.example", id=name, text=f"Ship {number} reached the harbour on Monday."))])
        print(name, flush=True)
"""


def test_kill_loses_no_acknowledged_article(tmp_path: Path) -> None:
    """After `kill -9` in the middle of an ingest every article that was acknowledged is there and is found."""
    for _ in range(3):
        worker = subprocess.Popen(
            [sys.executable, "-c", INGEST_FOREVER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert worker.stdout is not None
        acknowledged = [worker.stdout.readline().strip() for _ in range(15)]
        time.sleep(0.03)
        worker.send_signal(signal.SIGKILL)
        acknowledged += worker.stdout.read().split()
        worker.wait()
        worker.stdout.close()
        with open_corpus(tmp_path, WordEncoder()) as corpus:
            assert {article.id for article in corpus.get(acknowledged)} == set(acknowledged)
            last = acknowledged[-1].removeprefix("n")
            assert (
                found(corpus, f"Ship {last} reached the harbour")[0]
                == f"Ship {last} reached the harbour on Monday."
            )


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from index.corpus import open_corpus
from index.errors import StoreFault
from index.reading import read
from index.types import Submission
from tests.parts import WordEncoder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
stored = []
try:
    with open_corpus(Path(sys.argv[1]), WordEncoder()) as corpus:
        corpus.ingest([read(Submission(outlet="wire.example", id="first", text="The harbour is open to all ships."))])
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        for number in range(10_000):
            text = " ".join(f"Ship {number} carried {n} tons of iron ore to harbour {n} on Monday." for n in range(50))
            corpus.ingest([read(Submission(outlet="wire.example", id=f"n{number}", text=text))])
            stored.append(f"n{number}")
except StoreFault as fault:
    print(len(stored), fault)
"""


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """When no more can be written the fault says so, and what was stored before is whole."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    number, _, said = done.stdout.partition(" ")
    assert "cannot be used" in said, done.stderr
    with open_corpus(tmp_path, WordEncoder()) as corpus:
        assert corpus.count() == (int(number) + 1, 50 * int(number) + 1)
        assert len(corpus.get([f"n{n}" for n in range(int(number))])) == int(number) > 0


def test_vectors_of_articles_are_the_stored_ones_and_the_missing_are_made(corpus: Corpus) -> None:
    """Every sentence of every article has its vector, stored or not."""
    corpus.ingest([FERRY])
    vectors = corpus.vectors([FERRY, BRIDGE])
    sentences = [*FERRY.sentences, *BRIDGE.sentences]
    assert set(vectors) == {sentence.id for sentence in sentences}
    for sentence in sentences:
        made = WordEncoder().encode([sentence.text])[0]
        assert float(vectors[sentence.id] @ made) == pytest.approx(1.0, abs=1e-3)
    assert corpus.vectors([]) == {}


def test_a_reading_that_the_corpus_changed_under_is_repeated(corpus: Corpus) -> None:
    """What is given was read at one revision, the one that is named."""
    others = iter([BRIDGE])

    def read_slowly() -> list[str]:
        hits = found(corpus, "The bridge was closed.")
        corpus.ingest(list(others))
        return hits

    corpus.ingest([FERRY])
    hits, revision = corpus.steadily(read_slowly)
    assert hits == [BRIDGE.sentences[0].text]
    assert revision == corpus.revision() == 2


def test_changes_wait_for_a_reading_that_they_keep_from_ending(corpus: Corpus) -> None:
    """A writer that never rests stops no reader."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            corpus.ingest([FERRY])
            corpus.remove(FERRY.id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found_at = [
            corpus.steadily(lambda: found(corpus, "The ferry carried 214.")) for _ in range(9)
        ]
    finally:
        stop.set()
        writer.join()
    assert len({revision for _, revision in found_at}) > 1
    assert all(bool(hits) is bool(revision % 2) for hits, revision in found_at)


def test_a_corpus_that_others_change_all_the_time_cannot_be_read(
    corpus: Corpus, tmp_path: Path
) -> None:
    """The reader is told to ask again rather than given what belongs to no revision."""
    with open_corpus(tmp_path / "data", WordEncoder()) as other:
        numbers = itertools.count()

        def read_while_others_write() -> None:
            other.ingest([replace(FERRY, title=f"Ferry {next(numbers)}")])

        with pytest.raises(StoreFault, match="all the time"):
            corpus.steadily(read_while_others_write)


DATED = Submission(
    "wire.example",
    text="A tram derailed in Kew on Saturday, hurting four people.",
    published_at=datetime(2026, 5, 3, tzinfo=UTC),
    authors=("Ada Moss",),
    headers={"AI-Disclosure": "mode=ai-originated"},
)


def test_what_is_known_of_an_article_need_not_be_said_again(corpus: Corpus) -> None:
    """Sent again without its date, author and disclosure, in one batch or later, it is unchanged; what is said anew counts."""
    bare = replace(DATED, published_at=None, authors=(), headers={})
    became = corpus.ingest([read(DATED), read(bare)]) + corpus.ingest([read(bare)])
    assert [one.status for one in became] == [
        IngestStatus.ADDED,
        IngestStatus.UNCHANGED,
        IngestStatus.UNCHANGED,
    ]
    (stored,) = corpus.get([became[0].article.id])
    assert stored == read(DATED)
    assert became[2].article == stored
    later = replace(bare, published_at=datetime(2026, 5, 4, tzinfo=UTC))
    assert corpus.ingest([read(later)])[0].status is IngestStatus.UPDATED
    (stored,) = corpus.get([stored.id])
    assert (stored.published_at, stored.authors) == (later.published_at, ("Ada Moss",))


def test_what_is_known_is_not_encoded_again(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that only says less than is stored gives the model nothing to do."""
    corpus.ingest([read(DATED)])
    asked: list[str] = []
    monkeypatch.setattr(WordEncoder, "encode", lambda _, texts: asked.extend(texts))
    corpus.ingest([read(replace(DATED, published_at=None))])
    assert asked == []


def test_a_wrong_date_is_taken_away_by_the_id_that_was_made(corpus: Corpus) -> None:
    """Named, the article is replaced by what is sent, be it less."""
    made = corpus.ingest([read(DATED)])[0].article.id
    corpus.ingest([read(replace(DATED, id=made, published_at=None))])
    (stored,) = corpus.get([made])
    assert (stored.published_at, stored.authors) == (None, ("Ada Moss",))


def test_an_article_under_an_id_of_its_own_is_replaced_whole(corpus: Corpus) -> None:
    """Whoever names it may take a wrong date back."""
    named = replace(DATED, id="tram")
    bare = replace(named, published_at=None, authors=(), headers={})
    assert [one.status for one in corpus.ingest([read(named), read(bare)])] == [
        IngestStatus.ADDED,
        IngestStatus.UPDATED,
    ]
    assert corpus.get(["tram"]) == [read(bare)]
