from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from transformers import AutoTokenizer

from claims.coverage import CHARACTERS, ENDINGS, PASSAGE, WORDS, _shipped, shipped, worth
from index.encoder import PACKAGED_FOLDER
from index.types import Article, Hit
from tests.parts import article

COVERAGE = shipped()
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
    """The one which speaks of most of the claim is behind none, and that with the closest sentence is farther than none."""
    ferry = article("The ferry sank in a storm. It was on its way to Brenn.", id="ferry")
    vote = article("The budget passed by one vote.", id="vote")
    hits = hits_of((ferry, (0.7, 0.5)), (vote, (0.8,)))
    first, second, third = COVERAGE.among(CLAIM, hits)
    assert (first.by_article, first.behind) == (second.by_article, 0.0)
    assert first.by_article == pytest.approx(1.0, abs=0.002)
    assert 1.0 > first.by_sentence > second.by_sentence > third.by_sentence
    assert third.behind == pytest.approx(third.by_article - first.by_article)
    assert third.behind < -0.3
    assert (first.farther, second.farther, third.farther) == pytest.approx((-0.1, -0.1, 0.0))
    assert COVERAGE.among(CLAIM, hits[:1])[0].by_article == first.by_article


def test_the_title_speaks_too() -> None:
    """What only the headline names, the article speaks of, and its sentence not."""
    told = article("It sank in a storm.", id="told", title="The ferry to Brenn")
    sentence = next(s for s in told.sentences if s.text == "It sank in a storm.")
    (found,) = COVERAGE.among(CLAIM, [Hit(told, sentence, 0.5)])
    assert found.by_article == pytest.approx(1.0, abs=0.002)
    assert found.by_sentence < 0.8


def test_a_search_that_finds_nothing_covers_nothing() -> None:
    """No hit, no share."""
    assert COVERAGE.among(CLAIM, []) == []


def test_a_long_article_is_read_to_its_end() -> None:
    """The encoder's window of 256 pieces does not bind here."""
    long = "Nothing happened at all. " * 400
    (share,) = COVERAGE.shares([(CLAIM, f"{long} {CLAIM}")])
    assert share == pytest.approx(1.0, abs=0.002)


def test_words_that_stand_far_apart_do_not_speak_of_a_claim_together() -> None:
    """The best passage counts, not the whole: a book has every word somewhere."""
    apart = "Nothing happened at all. " * PASSAGE
    near, far = COVERAGE.shares(
        [
            (CLAIM, "The ferry to Brenn sank. A storm."),
            (CLAIM, f"The ferry to Brenn. {apart} Sank in a storm."),
        ]
    )
    assert far < near


def test_the_places_of_the_vocabulary_are_those_that_are_said() -> None:
    """The first character, the most frequent word, and the first character within a word."""
    tokenizer = AutoTokenizer.from_pretrained(PACKAGED_FOLDER)
    places = [CHARACTERS, WORDS, ENDINGS]
    assert tokenizer.convert_ids_to_tokens(places) == ["!", "the", "##!"]
    assert worth(ENDINGS + 1)[places].tolist() == [1.0, 1.0, 1.0]


def test_many_threads_may_ask_at_once() -> None:
    """Each gets what one alone gets."""
    pairs = [(CLAIM, f"The ferry number {n} sank.") for n in range(200)]
    alone = _shipped.__wrapped__().shares(pairs)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda pair: COVERAGE.shares([pair])[0], pairs))
    assert together == alone
