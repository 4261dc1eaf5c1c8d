import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims.combination import (
    Combination,
    both_ways,
    contains,
    same_matter,
    scores_of,
    signals,
)
from claims.errors import ModelFault
from claims.judge import hold
from claims.types import Covered, DivergenceType, Pair, Scores

MODEL = Scores(supports=0.8, refutes=0.1, neutral=0.1)
ODDS = {"model_supports": (1.0, 0.0), "model_refutes": (0.0, 1.0)}
MEASURED = {"covered", "covered_by_article", "covered_behind", "farther"}
FERRY = Pair("The ferry carried 241 people.", "The ferry carried 214 people.")


def test_without_other_weights_the_model_decides() -> None:
    """The log-odds of the model alone give its own probabilities back."""
    scores = scores_of(signals(hold(FERRY), MODEL), ODDS)
    assert [scores.supports, scores.refutes, scores.neutral] == pytest.approx([0.8, 0.1, 0.1])


def test_a_signal_pulls_by_its_weight() -> None:
    """A weight of ln 4 on a fact that differs makes "refutes" four times as likely."""
    weights = ODDS | {"number_different": (0.0, 1.3862944)}
    scores = scores_of(signals(hold(FERRY), MODEL), weights)
    assert [scores.supports, scores.refutes, scores.neutral] == pytest.approx(
        [0.8 / 1.3, 0.4 / 1.3, 0.1 / 1.3]
    )


def test_two_statements_are_one_pair_whichever_comes_first() -> None:
    """The model's odds and the overlap stand as the lesser and the greater of both ways, all else as their mean."""
    longer = replace(FERRY, claim="The ferry carried 241 people on Tuesday.", similarity=0.8)
    back = Pair(longer.evidence, longer.claim, similarity=0.8)
    there, here = signals(hold(longer), MODEL), signals(hold(back), Scores(0.1, 0.8, 0.1))
    found = both_ways(there, here, 0.4, ODDS)
    assert found == both_ways(here, there, 0.4, ODDS)
    assert (found["similarity"], found["wording"], found["number_different"]) == (0.8, 0.4, 1.0)
    assert (found["date_unstated"], found["overlap_most"]) == (0.5, 1.0)
    assert found["model_supports_least"] == pytest.approx(0.0)
    assert found["model_supports_most"] == pytest.approx(math.log(8))
    assert found["supports_most"] == pytest.approx(found["model_supports_most"])
    assert "model_supports" not in found


def test_facts_are_signals_by_name() -> None:
    """Each kind of fact stands as equal, different or unstated; a similarity is named only where it is known."""
    read = signals(hold(Pair("On Tuesday 241 people left.", "On Monday 214 people left.")), MODEL)
    assert read["number_different"] == 1.0
    assert read["number_equal"] == 0.0
    assert read["date_different"] == 1.0
    assert read["overlap"] == 1.0
    assert "similarity" not in read
    near = signals(hold(Pair(FERRY.claim, FERRY.evidence, similarity=0.5)), MODEL)
    assert near["similarity"] == 0.5
    assert near["different_on_matter"] == 1.0
    assert near["off_matter"] == 0.0
    far = signals(hold(Pair("The ferry carried 241 people.", "All 214 people swam ashore.")), MODEL)
    assert (far["different_on_matter"], far["number_unstated"]) == (0.0, 1.0)
    derived = signals(hold(Pair("It passed by 13 votes.", "It passed by 285 votes to 272.")), MODEL)
    assert (derived["number_derived"], derived["number_different"]) == (1.0, 0.0)


def test_what_is_spoken_of_is_told_of_found_sentences_alone() -> None:
    """The four measures of a sentence and its article are signals by name, and no others where they are not known."""
    found = signals(hold(replace(FERRY, covered=Covered(0.5, 0.8, -0.1, -0.2))), MODEL)
    assert {name: found[name] for name in MEASURED} == {
        "covered": 0.5,
        "covered_by_article": 0.8,
        "covered_behind": -0.1,
        "farther": -0.2,
    }
    assert MEASURED.isdisjoint(signals(hold(FERRY), MODEL))


def test_the_shipped_weights_know_what_is_spoken_of() -> None:
    """What is measured of every sentence that a search found has a pull."""
    assert Combination.load().found.keys() >= MEASURED


@pytest.mark.parametrize(
    ("kinship", "days", "elsewhere", "another_time", "apart"),
    [
        (0.5, 0, 0.0, 0.0, 0.0),
        (0.17, 0, 0.5, 0.0, 0.5),
        (-0.1, 0, 1.0, 0.0, 1.0),
        (0.34, 800, 0.0, 1.0, 1.0),
    ],
)
def test_two_articles_are_apart_in_matter_and_in_time(
    kinship: float, days: int, elsewhere: float, another_time: float, apart: float
) -> None:
    """Both run from 0 for one story of one day, and a fact that differs counts by the larger; without articles there is none."""
    written = datetime(2026, 3, 11, tzinfo=UTC)
    pair = replace(FERRY, claim_date=written, evidence_date=written - timedelta(days))
    read = signals(hold(replace(pair, kinship=kinship)), MODEL)
    assert [read[name] for name in ("elsewhere", "another_time", "different_apart")] == (
        pytest.approx([elsewhere, another_time, apart], abs=0.01)
    )
    assert "elsewhere" not in signals(hold(pair), MODEL)


@pytest.mark.parametrize(
    ("overlap", "similarity", "same"),
    [
        (0.5, None, True),
        (0.4, None, False),
        (0.5, 0.3, False),
        (0.5, 0.45, True),
        (0.7, 0.1, True),
        (0.4, 0.5, False),
        (0.4, 0.6, True),
        (0.2, 0.9, False),
    ],
)
def test_the_same_matter_shares_words_or_meaning(
    overlap: float, similarity: float | None, same: bool
) -> None:
    """Two thirds of the claim's words are enough, half of them in a pair that is not far apart, fewer in a close one."""
    assert same_matter(overlap, similarity) is same


def test_overlap_leaves_out_what_is_compared_and_what_a_story_shares() -> None:
    """Figures, dates and names do not count towards being on the same matter."""
    claim = "In 2019 Nordlink carried 241 passengers."
    assert hold(Pair(claim, "Nordlink carried passengers.")).overlap == 1.0
    assert hold(Pair(claim, "Nordlink bought 241 ships in 2019.")).overlap == 0.0


def test_what_is_said_word_for_word_is_contained() -> None:
    """A claim that stands in the evidence among more, unless something is denied or the order is another."""
    evidence = "The ministry proposed military talks on 17 November 2025 to clarify the line."
    claim = "The ministry proposed talks on 17 November 2025."
    assert contains(hold(Pair(claim, evidence)))
    assert not contains(hold(Pair(claim, f"{evidence} It was not held.")))
    assert not contains(hold(Pair("The line proposed military talks.", evidence)))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (
            "All passengers survived the crash off Skerrow.",
            "Some passengers survived the crash off Skerrow.",
        ),
        (
            "The passengers survived the crash off Skerrow.",
            "Nearly all the passengers survived the crash off Skerrow.",
        ),
        (
            "The minister took bribes from a builder.",
            "Critics say the minister took bribes from a builder.",
        ),
        ("The bridge will close for repairs.", "The bridge may close for repairs."),
    ],
)
def test_another_limit_is_another_statement(claim: str, evidence: str) -> None:
    """The same words in their order are not contained where one text says all, may or who alleges it, and the other does not."""
    assert not contains(hold(Pair(claim, evidence)))
    assert contains(hold(Pair(claim, f"{claim} {evidence}")))


def test_word_order_does_not_stand_against_the_model() -> None:
    """What the model takes for a contradiction is not contained, whatever the words."""
    held = hold(Pair("The ministry proposed talks.", "The ministry proposed talks on Monday."))
    assert signals(held, Scores(0.6, 0.1, 0.3))["contained"] == 1.0
    assert signals(held, Scores(0.1, 0.6, 0.3))["contained"] == 0.0


@pytest.mark.parametrize("text", ["", "[]", '{"found": {}}', '{"found": {"bias": 1}, "given": {}}'])
def test_damaged_weights_are_named(tmp_path: Path, text: str) -> None:
    """A file that is missing or holds something else is said by its path."""
    path = tmp_path / "combination.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelFault, match=r"combination\.json"):
        Combination.load(path)
    with pytest.raises(ModelFault, match=r"none\.json"):
        Combination.load(tmp_path / "none.json")


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    """What stands in the file decides."""
    path = tmp_path / "combination.json"
    tables = {
        "found": {"bias": [1, 2]},
        "given": {},
        "aligned": {"wording": [3, 4]},
        "explained": {"date_one": {"date": 5}},
    }
    path.write_text(json.dumps(tables), encoding="utf-8")
    assert Combination.load(path) == Combination(
        {"bias": (1.0, 2.0)}, {}, {"wording": (3.0, 4.0)}, {"date_one": {DivergenceType.DATE: 5.0}}
    )
