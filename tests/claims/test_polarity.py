import pytest

from claims.facts.polarity import is_negative, read_cues


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The council approved the plan.", False),
        ("The council did not approve the plan.", True),
        ("The company denied the report.", True),
        ("The company did not deny the report.", False),
        ("It is unclear whether they will come.", True),
        ("They won't come.", True),
        ("He noted the knot.", False),
    ],
)
def test_cues_turn_a_statement_round(text: str, negative: bool) -> None:
    """One denial makes a text negative, two cancel each other, and words that look alike are none."""
    assert is_negative(read_cues(text)) is negative
