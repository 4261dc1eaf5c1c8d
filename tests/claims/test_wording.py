import math

import pytest

from claims.wording import Wording


def test_rare_words_are_worth_more() -> None:
    """Of two pairs that share one word each, the pair whose word fewer statements use shares more."""
    wording = Wording.of(["fire sprinklers", "fire hoses", "sprinklers leaked", "fire engines"])
    least = math.log(5 / 3) + math.log(5 / 2)
    assert wording.shared(0, 1) == pytest.approx(math.log(5 / 3) / least)
    assert wording.shared(0, 2) == pytest.approx(math.log(5 / 2) / least)


def test_a_statement_shares_all_with_one_that_holds_it() -> None:
    """What is shared is measured by the statement that says less, whatever stands beside it in the other."""
    wording = Wording.of(
        ["The mayor resigned.", "On Monday the mayor of Holt resigned over a bribe."]
    )
    assert wording.shared(0, 1) == wording.shared(1, 0) == pytest.approx(1.0)


def test_nothing_is_shared_without_words() -> None:
    """A statement of function words alone shares nothing, not even with itself."""
    wording = Wording.of(["It was so.", "It was so.", "The mayor resigned."])
    assert wording.shared(0, 1) == wording.shared(0, 2) == 0.0
