import pytest

from claims.facts.clock import read_clock


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("It struck at 3:42 p.m. on Monday.", 942, 942, "clock"),
        ("It struck at 3.42pm.", 942, 942, "clock"),
        ("It struck at 12:05 a.m.", 5, 5, "clock"),
        ("It struck at 15:42.", 942, 942, "clock"),
        ("It struck at 01:17 GMT.", 77, 77, "clock GMT"),
        ("It struck at 0117 UTC.", 77, 77, "clock GMT"),
        ("It struck at 9:17 EDT.", 557, 557, "clock ET"),
        ("It struck at 9:17 local time.", 557, 557, "clock"),
        ("It struck at 3 a.m.", 170, 190, "clock"),
        ("It struck at about 3:10 a.m.", 160, 220, "clock"),
        ("It struck shortly after midnight.", -30, 30, "clock"),
        ("It struck at 12 noon.", 710, 730, "clock"),
    ],
)
def test_a_time_of_the_day_is_minutes_from_midnight(
    text: str, low: float, high: float, scale: str
) -> None:
    """On the clock of its zone; a whole hour and "about" leave some minutes open."""
    (found,) = read_clock(text)
    assert (found.low, found.high, found.scale) == (low, high, scale)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "It struck at 3:42.",
        "She won in 14:32.",
        "He ran it in 13:42.5.",
        "Shops open from 9 a.m. to 5 p.m.",
        "It was over before 5 a.m.",
        "A vote by midnight is needed.",
        "They won 13-2.",
        "The Midnight Club met.",
    ],
)
def test_bounds_lengths_and_either_half_of_the_day_are_no_times(text: str) -> None:
    """What may be a length of time, or be said of hours before or after it, is not read."""
    assert list(read_clock(text)) == []


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("The train left the station at 3:42 p.m.", {"left"}),
        ("Polls close at 9 p.m.", {"close"}),
        ("Kick-off was at 15:42.", {"kick-off"}),
        ("At 15:42 a wall fell.", {"fell"}),
        ("She spoke and left at 15:42.", {"left"}),
    ],
)
def test_a_time_is_that_of_a_verb(text: str, deed: set[str]) -> None:
    """Of the last before it in its clause, else of the word before it, else of the first verb behind it."""
    (found,) = read_clock(text)
    assert found.beside == deed
