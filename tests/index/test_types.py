from dataclasses import astuple

import pytest

from index.types import Article, Sentence
from tests.parts import article


class Uncompared(Sentence):
    """A sentence that may not be held against another one."""

    __hash__ = Sentence.__hash__

    def __eq__(self, other: object) -> bool:
        raise AssertionError(f"compared with {other}")


@pytest.fixture
def told() -> Article:
    return article("The ferry sank. It was raining. The ferry sank.", title="A ferry sank")


def test_the_sentence_before_is_the_one_that_stands_there(told: Article) -> None:
    """Of two sentences of the same words each has its own, and the first of a section has none."""
    title, *body = told.sentences
    assert [told.before(sentence) for sentence in (title, *body)] == [
        "",
        "",
        "The ferry sank.",
        "It was raining.",
    ]


def test_the_sentence_before_is_found_by_its_place(told: Article) -> None:
    """Sentences stand in the order of the text, so no two need be compared, however many there are."""
    uncompared = tuple(Uncompared(*astuple(sentence)) for sentence in told.sentences)
    long = Article(**{**vars(told), "sentences": uncompared})
    assert long.before(uncompared[-1]) == "It was raining."
