import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.vectors import FaissIndex, as_ids

UNIT = np.eye(4, dtype=np.float32)


def filled() -> FaissIndex:
    index = FaissIndex("words", 4, "one")
    index.add(as_ids([10, 20, 30]), UNIT[:3])
    return index


def test_search_gives_own_ids_for_each_vector() -> None:
    """The nearest ids of each vector come first."""
    queries = np.asarray([[0.8, 0.6, 0, 0], [0, 0.6, 0.8, 0]], dtype=np.float32)
    assert filled().search(queries, 2) == [[10, 20], [30, 20]]


def test_vectors_come_back_by_their_ids() -> None:
    """The vector of an id is what was added; an unknown one is left out."""
    found = filled().vectors(as_ids([20, 99]))
    assert {id_: vector.tolist() for id_, vector in found.items()} == {20: UNIT[1].tolist()}


def test_search_among_looks_at_those_alone() -> None:
    """With `among`, no other id is found however close it is."""
    assert sorted(filled().search(UNIT[:1], 5, as_ids([20, 30]))[0]) == [20, 30]


def test_removed_ids_are_gone_at_once() -> None:
    """A removed id is not found any more; an unknown one is passed over."""
    index = filled()
    index.remove(as_ids([10, 99]))
    assert sorted(index.ids().tolist()) == [20, 30]
    assert 10 not in index.search(UNIT[:1], 5)[0]


def test_an_empty_index_finds_nothing() -> None:
    """Searching an empty index is no error."""
    assert FaissIndex("words", 4, "one").search(UNIT[:2], 3) == [[], []]


@pytest.mark.parametrize("order", [range(1, 41), range(40, 0, -1)])
def test_equals_come_in_the_order_of_their_ids(order: range) -> None:
    """Whatever the order in which they were added, and however many share the last place that is asked for."""
    index = FaissIndex("words", 4, "one")
    index.add(as_ids(order), np.stack([UNIT[0] if id_ > 3 else UNIT[1] for id_ in order]))
    assert index.search(np.stack([UNIT[0], UNIT[1]]), 5) == [[4, 5, 6, 7, 8], [1, 2, 3, 4, 5]]
    assert index.search(UNIT[:1], 2, as_ids([9, 7, 8])) == [[7, 8]]
    assert index.search(UNIT[:1], 99) == [[*range(4, 41), 1, 2, 3]]


def test_a_snapshot_comes_back_whole(tmp_path: Path) -> None:
    """What was saved is what is opened."""
    filled().save(tmp_path / "s.faiss")
    opened = FaissIndex.open(tmp_path / "s.faiss", "words", 4, "one")
    assert sorted(opened.ids().tolist()) == [10, 20, 30]
    assert opened.search(UNIT[1:2], 1) == [[20]]


def damage_bytes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(bytes(content))


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def drop_manifest(path: Path) -> None:
    path.with_name(path.name + ".json").unlink()


def other_encoder(path: Path) -> None:
    changed_manifest(path, encoder="other")


def other_corpus(path: Path) -> None:
    changed_manifest(path, corpus="two")


def changed_manifest(path: Path, **values: str) -> None:
    manifest = path.with_name(path.name + ".json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **values}))


@pytest.mark.parametrize(
    "harm", [damage_bytes, cut_off, drop_manifest, other_encoder, other_corpus]
)
def test_a_snapshot_that_cannot_be_trusted_is_left(
    harm: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged, cut, unsigned or foreign snapshot opens as an empty index, and the log says so."""
    filled().save(tmp_path / "s.faiss")
    harm(tmp_path / "s.faiss")  # type: ignore[operator]
    with caplog.at_level(logging.WARNING):
        assert FaissIndex.open(tmp_path / "s.faiss", "words", 4, "one").ids().tolist() == []
    assert "rebuilt" in caplog.text


def test_a_snapshot_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    """Threads that save into one folder at once leave a whole file, and none of them fails."""
    path = tmp_path / "sentences.faiss"
    index = filled()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: index.save(path), range(100)))
    assert sorted(FaissIndex.open(path, "words", 4, "one").ids().tolist()) == [10, 20, 30]
