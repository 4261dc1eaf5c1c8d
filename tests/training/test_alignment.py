import pytest

from tests.parts import WORD_DETECTOR, WORD_JUDGE, WordEncoder, article
from training.alignment import (
    HARDLY_CONFLICT,
    STORIES,
    Case,
    Found,
    Reader,
    held_out,
    pairs,
    report,
    stories,
)
from training.combine import Row
from training.pairs import NEUTRAL, REFUTES, SUPPORTS

READER = Reader(WordEncoder(), WORD_DETECTOR, WORD_JUDGE)
TOLD = (
    "The ferry carried 214 passengers to Skerrow.",
    "The ferry carried 241 passengers to Skerrow.",
    "To Skerrow the ferry carried 214 passengers.",
)


def case_of(gold: dict[tuple[int, int], frozenset[int]], *texts: str) -> Case:
    """One article a text; the gold names the places of two."""
    articles = [article(text, id=f"a{at}", outlet=f"{at}.example") for at, text in enumerate(texts)]
    ids = [told.sentences[0].id for told in articles]
    named = {(ids[one], ids[other]): stances for (one, other), stances in gold.items()}
    return Case(STORIES, "s", articles, named)


def test_what_the_gold_says_of_sentences_is_learned_of_their_statements() -> None:
    """A rewording weighs more than a conflict, and of what nobody knows a conflict is ruled out."""
    gold = {(0, 1): frozenset({REFUTES}), (2, 0): frozenset({SUPPORTS})}
    rows = [found.row for found in READER.rows(case_of(gold, *TOLD))]
    kinds = sorted((sorted(row.allowed), row.importance) for row in rows)
    assert kinds == [([SUPPORTS], 2.5), ([SUPPORTS, NEUTRAL], 0.5), ([REFUTES], 1.5)]


def test_of_several_statements_in_a_sentence_any_may_be_the_one() -> None:
    """What two sentences share, each of their statements may be silent on; a conflict of unknown place is left out."""
    both = f"{TOLD[0][:-1]}, and the ferry carried 90 cars to Skerrow in March."
    for stance, allowed in ((SUPPORTS, {HARDLY_CONFLICT}), (REFUTES, set())):
        case = case_of({(0, 1): frozenset({stance})}, both, TOLD[2])
        assert {found.row.allowed for found in READER.rows(case)} == allowed


def test_the_gold_of_a_story_tells_its_sentences() -> None:
    """Two sentences that decide one claim say the same, conflict, or both by different claims; those of different claims neither."""
    kinds = {stances for case in stories() for stances in case.gold.values()}
    assert kinds == {
        frozenset({SUPPORTS}),
        frozenset({REFUTES}),
        frozenset({NEUTRAL}),
        frozenset({SUPPORTS, REFUTES}),
    }


def test_a_label_of_a_pair_is_what_its_texts_are_to_each_other() -> None:
    """Every text of an event is an article, dated, and of texts that no label brings together nothing is known."""
    cases = {case.name: case for case in pairs()}
    case = next(iter(cases.values()))
    assert not case.hardly
    assert all(article.published_at for article in case.articles)
    found = [found.row.allowed for found in READER.rows(case)]
    assert 0 < len(found) <= len(case.gold)


def test_each_story_is_judged_by_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    """A story unlike all others is judged wrong; F1 and what is taken for a conflict are counted."""
    signals = ({"same": 1.0}, {"conflict": 1.0})
    found = [
        Found(STORIES, str(at), Row(signals[kind], frozenset({kind})))
        for at in range(40)
        for kind in (SUPPORTS, REFUTES)
    ]
    odd = Found(STORIES, "odd", Row(signals[REFUTES], frozenset({SUPPORTS})))
    unknown = Found(STORIES, "odd", Row(signals[REFUTES], HARDLY_CONFLICT))
    report(held_out([*found, odd, unknown]))
    told = capsys.readouterr().out.splitlines()[0]
    assert "81 known: F1 same 0.988   conflict 0.988   neither 0.000" in told
    assert "1 hardly in conflict: 1 taken for one, 0 for the same" in told
