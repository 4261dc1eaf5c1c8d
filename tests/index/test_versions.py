from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.corpus import Corpus
from index.errors import UnknownVersion
from tests.parts import article

FIRST = article("The ferry carried 214 passengers. It sank.", id="ferry", title="Ferry sinks")
SECOND = article("The ferry carried 241 passengers. It sank.", id="ferry", title="Ferry sinks")
THIRD = replace(
    SECOND,
    url="https://gazette.example/ferry",
    updated_at=datetime(2026, 3, 11, 9, 30, tzinfo=UTC),
)
FOURTH = replace(THIRD, updated_at=datetime(2026, 3, 11, 10, 30, tzinfo=UTC))


def test_an_updated_article_is_kept_as_it_was(corpus: Corpus) -> None:
    """Every version stands with all its sentences, the oldest first, and the article that came after it is known."""
    for version in (FIRST, FIRST, SECOND, THIRD, FOURTH):
        corpus.ingest([version])
    found = corpus.versions.page("ferry", 0, 10)
    assert [(item.number, item.article) for item in found] == [(1, FIRST), (2, SECOND), (3, THIRD)]
    assert found[0].digest != found[1].digest
    assert found[0].replaced_at <= found[1].replaced_at
    assert [corpus.after(item) for item in found] == [SECOND, THIRD, FOURTH]
    assert corpus.versions.get("ferry", 2) == found[1]
    assert corpus.versions.page("ferry", 1, 10) == found[1:]


def test_what_was_never_updated_has_no_versions(corpus: Corpus) -> None:
    """Its list is empty, and a number is told to be unknown."""
    corpus.ingest([FIRST])
    assert corpus.versions.page("ferry", 0, 10) == []
    with pytest.raises(UnknownVersion, match="number 1"):
        corpus.versions.get("ferry", 1)


def test_a_removed_article_leaves_no_version(corpus: Corpus) -> None:
    """What is removed is gone in every version, and stored again it starts at number 1."""
    for version in (FIRST, SECOND):
        corpus.ingest([version])
    corpus.remove("ferry")
    assert corpus.versions.page("ferry", 0, 10) == []
    for version in (SECOND, FIRST):
        corpus.ingest([version])
    assert [item.number for item in corpus.versions.page("ferry", 0, 10)] == [1]
