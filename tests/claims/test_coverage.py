from collections.abc import Sequence

import pytest
from transformers import AutoTokenizer

from claims.coverage import CHARACTERS, WORDS, worth
from index.encoder import PACKAGED_FOLDER
from index.types import Article, Hit
from tests.parts import WORD_JUDGE, article

COVERAGE = WORD_JUDGE.coverage
CLAIM = "The ferry to Brenn sank in a storm."


def test_a_text_with_all_words_of_a_claim_speaks_of_all_of_it() -> None:
    """Order and repetition make no difference, and what else stands there none either."""
    (share,) = COVERAGE.shares(
        [(CLAIM, "In a storm, a bad storm, the ferry from Oole to Brenn sank.")]
    )
    assert share == pytest.approx(1.0, abs=0.002)


def test_what_is_told_in_other_words_counts_more_than_what_is_not_told() -> None:
    """A boat that went down is closer to a ferry that sank than a vote is."""
    told, vote = COVERAGE.shares(
        [(CLAIM, "The boat went down in heavy weather."), (CLAIM, "The budget passed by one vote.")]
    )
    assert vote < told < 1.0


def test_rare_words_count_more_than_frequent_ones() -> None:
    """To miss "ferry" is worse than to miss "the"; places without words count nothing, and characters little."""
    without_ferry, without_the = COVERAGE.shares([("the ferry", "the"), ("the ferry", "ferry")])
    assert without_ferry < without_the
    counts = worth(4000)
    assert counts[CHARACTERS - 1] == 0.0
    assert counts[CHARACTERS] == counts[WORDS] == 1.0
    assert counts[WORDS] < counts[WORDS + 10] < counts[3999]


def test_nothing_is_spoken_of_by_an_empty_text_or_in_an_empty_claim() -> None:
    """A claim of signs that are no words has no share."""
    assert COVERAGE.shares([(CLAIM, ""), ("", CLAIM), ("\U0001f600", CLAIM)]) == [0.0, 0.0, 0.0]


def test_each_pair_has_its_share_in_the_order_given() -> None:
    """Also where one comes twice, and on a second call, which has the texts at hand."""
    pairs = [(CLAIM, "The ferry sank."), (CLAIM, "A vote."), (CLAIM, "The ferry sank.")]
    first, other, again = COVERAGE.shares(pairs)
    assert first == again > other
    assert COVERAGE.shares(pairs[1:]) == [other, first]


def hits_of(*found: tuple[Article, Sequence[float]]) -> list[Hit]:
    return [
        Hit(one, sentence, cosine)
        for one, cosines in found
        for sentence, cosine in zip(one.sentences, cosines, strict=True)
    ]


def test_articles_are_held_against_the_best_one_found() -> None:
    """The one which speaks of most of the claim is behind none, and the closest one is farther than none."""
    ferry = article("The ferry sank in a storm. It was on its way to Brenn.", id="ferry")
    vote = article("The budget passed by one vote.", id="vote")
    first, second, third = COVERAGE.among(CLAIM, hits_of((ferry, (0.7, 0.5)), (vote, (0.2,))))
    assert (first.by_article, first.behind, first.farther) == (second.by_article, 0.0, 0.0)
    assert first.by_article == pytest.approx(1.0, abs=0.002)
    assert first.by_sentence > second.by_sentence > third.by_sentence
    assert third.behind == pytest.approx(third.by_article - first.by_article)
    assert third.farther == pytest.approx(0.2 - 0.6)
    assert third.by_article >= third.by_sentence


def test_a_search_that_finds_nothing_covers_nothing() -> None:
    """No hit, no share."""
    assert COVERAGE.among(CLAIM, []) == []


def test_a_long_article_is_read_to_its_end() -> None:
    """The encoder's window of 256 pieces does not bind here."""
    long = "Nothing happened at all. " * 400
    (share,) = COVERAGE.shares([(CLAIM, f"{long} The ferry to Brenn sank in a storm.")])
    assert share == pytest.approx(1.0, abs=0.002)


def test_the_words_of_the_vocabulary_begin_where_it_is_said() -> None:
    """The most frequent word is the first, and "!" the first character."""
    tokenizer = AutoTokenizer.from_pretrained(PACKAGED_FOLDER)
    assert tokenizer.convert_ids_to_tokens([CHARACTERS, WORDS]) == ["!", "the"]
