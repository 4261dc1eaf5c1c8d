import math

import pytest

from tests.claims.readings import quantity_of


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("40 percent", 0.395, 0.405, "share"),
        ("one-sixth of the posts", 1 / 6 - 0.007, 1 / 6 + 0.007, "share"),
        ("half of the voters", 0.493, 0.507, "share"),
        ("one in five jobs", 0.2, 0.2, "share"),
        ("$3.5 million", 3.45e6, 3.55e6, "money $"),
        ("EUR 7 million", 6.95e6, 7.05e6, "money €"),
        ("CHF 1.2bn", 1.15e9, 1.25e9, "money franc"),
        ("1.2bn Swiss francs", 1.15e9, 1.25e9, "money franc"),
        ("USD 40,000", 4e4, 4e4, "money US$"),
        ("Rs. 300 crore", 2.995e9, 3.005e9, "money rupee"),
        ("₹300 crore", 2.995e9, 3.005e9, "money rupee"),
        ("7 million Australian dollars", 6.95e6, 7.05e6, "money A$"),
        ("The calf weighs about 90 pounds", 38.78213, 42.86448, "[mass]"),
        ("a quarter of a percentage point", 0.25, 0.25, "points"),
        ("half a percentage point", 0.5, 0.5, "points"),
        ("half a percent", 0.0045, 0.0055, "share"),
        ("half an hour", 1710, 1890, "[time]"),
        ("a quarter of a mile", 382.2192, 422.4528, "[length]"),
        ("a 200-pound man", 86.18255, 95.25440, "[mass]"),
        ("a 200-pound fine", 200, 200, "money £"),
        ("50bn euros", 49.5e9, 50.5e9, "money €"),
        ("248 kilometers", 247.5e3, 248.5e3, "[length]"),
        ("155 miles", 248643.648, 250252.992, "[length]"),
        ("2½ miles", 3942.8928, 4103.8272, "[length]"),
        ("a 34-year-old man", 34, 34, "age"),
        ("Ana Ruiz, 34, said", 34, 34, "age"),
        ("a man aged 34 died", 34, 34, "age"),
        ("3 percentage points", 3, 3, "points"),
        ("raised £12m from investors", 11.5e6, 12.5e6, "money £"),
        ("€4m below forecast", 3.95e6, 4.05e6, "money €"),
        ("25 basis points", 0.25, 0.25, "points"),
        ("up 50bp", 0.5, 0.5, "points"),
        ("a 3m wall", 2.85, 3.15, "[length]"),
        ("30 degrees Celsius", 29.5, 30.5, "degrees c"),
        ("It fell to -7 degrees", -7.5, -6.5, "degrees"),
        ("a 30-degree day", 29.5, 30.5, "degrees"),
        ("It reached 31C.", 30.5, 31.5, "degrees c"),
        ("It reached 31 °C.", 30.5, 31.5, "degrees c"),
        ("It reached 86F.", 30 - 0.5 / 1.8, 30 + 0.5 / 1.8, "degrees c"),
        ("It warmed by 9F.", 8.5 / 1.8, 9.5 / 1.8, "degrees c"),
        ("9F above the average", 8.5 / 1.8, 9.5 / 1.8, "degrees c"),
        ("It warmed to 86F.", 30 - 0.5 / 1.8, 30 + 0.5 / 1.8, "degrees c"),
        ("It limits warming to 1.8F.", 1.75 / 1.8, 1.85 / 1.8, "degrees c"),
        ("a third of the seats", 1 / 3 - 0.007, 1 / 3 + 0.007, "share"),
        ("prices were a fifth higher", 0.193, 0.207, "share"),
        ("output fell by a tenth in May", 0.093, 0.107, "share"),
        ("cut by a quarter.", 0.243, 0.257, "share"),
        ("cut by about a quarter compared with May", 0.243, 0.257, "share"),
        ("fell over a fifth last year", 0.2, math.inf, "share"),
        ("fell nearly a tenth when he left", 0.093, 0.107, "share"),
        ("three and a quarter percent", 0.032, 0.033, "share"),
        ("one in 1,000 homes", 0.001, 0.001, "share"),
        ("a loss of -$3m", -3.05e6, -2.95e6, "money $"),
        ("minus 3.2 percent", -0.0325, -0.0315, "share"),
        ("fell to −12 degrees Celsius", -12.5, -11.5, "degrees c"),
        ("below -12 degrees Celsius", -math.inf, -12, "degrees c"),
        ("US$5 million", 4.95e6, 5.05e6, "money US$"),
        ("over $12m", 12e6, math.inf, "money $"),
        ("up to $12m", 6e6, 12e6, "money $"),
        ("12 sq km", 11.5e6, 12.5e6, "[length] ** 2"),
        ("300 pounds of cocaine", 129.27385, 142.88158, "[mass]"),
        ("70mph", 29.72816, 32.85744, "[length] / [time]"),
        ("72 km/h", 71.5 / 3.6, 72.5 / 3.6, "[length] / [time]"),
        ("72 kilometres an hour", 71.5 / 3.6, 72.5 / 3.6, "[length] / [time]"),
    ],
)
def test_a_number_stands_on_the_scale_of_the_words_beside_it(
    text: str, low: float, high: float, scale: str
) -> None:
    """Money, percent, points, fractions, units, degrees and ages have each their own."""
    found = quantity_of(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == scale
