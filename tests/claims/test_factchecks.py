from dataclasses import replace

import pytest

from claims.factchecks import prior_checks
from claims.types import Stance
from claims.verify import Question
from index.corpus import Corpus
from index.factchecks import FactChecks
from index.types import FactCheck
from tests.parts import WORD_JUDGE, WordEncoder

FERRY = FactCheck(
    "k-1", "The ferry carried 241 passengers.", "False", "Facts", "https://a.example", None
)


@pytest.fixture
def checks(corpus: Corpus) -> FactChecks:
    held = FactChecks(corpus.database, WordEncoder())
    held.put(
        [
            FERRY,
            replace(FERRY, id="k-2", claim="The ferry did not carry 241 passengers."),
            replace(FERRY, id="k-3", claim="The ferry carried a wedding party and its guests."),
            replace(FERRY, id="k-4", claim="The bridge was closed on Monday."),
        ]
    )
    return held


def test_only_checks_of_the_same_statement_are_shown(checks: FactChecks) -> None:
    """One on the statement and one on its opposite are, each named so; one on another statement nearby is not."""
    found = prior_checks(checks, WORD_JUDGE, Question("The ferry carried 241 passengers."))
    assert {item.check.id: item.judgement.stance for item in found} == {
        "k-1": Stance.SUPPORTS,
        "k-2": Stance.REFUTES,
    }
    assert found[0].check.id == "k-1"
    asked = Question("The ferry carried 241 passengers.", limit=1)
    assert prior_checks(checks, WORD_JUDGE, asked) == found[:1]
    assert found[0].similarity == pytest.approx(1.0, abs=1e-3)


def test_another_number_is_the_opposite_and_a_longer_claim_is_none(checks: FactChecks) -> None:
    """241 and 214 exclude each other; a claim that says less than what was checked is not what was checked."""
    found = prior_checks(checks, WORD_JUDGE, Question("The ferry carried 214 passengers."))
    assert ("k-1", Stance.REFUTES) in [(one.check.id, one.judgement.stance) for one in found]
    assert prior_checks(checks, WORD_JUDGE, Question("There was a ferry with guests.")) == ()
