import math

import pytest

from claims.facts.quantities import Quantity, read_quantities


def one(text: str) -> Quantity:
    (found,) = read_quantities(text)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("241 passengers", 241, 241, "count"),
        ("1,300 posts", 1300, 1300, "count"),
        ("twenty-one ships", 21, 21, "count"),
        ("two million mines", 1.95e6, 2.05e6, "count"),
        ("more than fifty times", 50, math.inf, "count"),
        ("at most 12 seats", 0, 12, "count"),
        ("40 percent", 0.395, 0.405, "share"),
        ("one-sixth of the posts", 1 / 6 - 0.007, 1 / 6 + 0.007, "share"),
        ("half of the voters", 0.493, 0.507, "share"),
        ("one in five jobs", 0.2, 0.2, "share"),
        ("$3.5 million", 3.45e6, 3.55e6, "money $"),
        ("$4-6 billion", 4e9, 6.05e9, "money $"),
        ("£20–25m", 20e6, 25.5e6, "money £"),
        ("$4 to 6 billion", 4e9, 6.05e9, "money $"),
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
        ("between three and five percent", 0.03, 0.055, "share"),
        ("10 to 12 million people", 10e6, 12.5e6, "count"),
        ("a 34-year-old man", 34, 34, "age"),
        ("Ana Ruiz, 34, said", 34, 34, "age"),
        ("a man aged 34 died", 34, 34, "age"),
        ("In Leeds, 61 people", 61, 61, "count"),
        ("3 percentage points", 3, 3, "points"),
        ("The team won 27-18", 27018, 27018, "score"),
        ("a vote of 27 to 18", 27018, 27018, "score"),
        ("raised £12m from investors", 11.5e6, 12.5e6, "money £"),
        ("€4m below forecast", 3.95e6, 4.05e6, "money €"),
        ("25 basis points", 0.25, 0.25, "points"),
        ("up 50bp", 0.5, 0.5, "points"),
        ("a 3m wall", 2.85, 3.15, "[length]"),
        ("3m people", 2.95e6, 3.05e6, "count"),
        ("three quarters of a million votes", 7.25e5, 7.75e5, "count"),
        ("a million and a half votes", 1.45e6, 1.55e6, "count"),
        ("30 degrees Celsius", 29.5, 30.5, "degrees c"),
        ("It fell to -7 degrees", -7.5, -6.5, "degrees"),
        ("a 30-degree day", 29.5, 30.5, "degrees"),
        ("It reached 31C.", 30.5, 31.5, "degrees c"),
        ("It reached 31 °C.", 30.5, 31.5, "degrees c"),
        ("It reached 86F.", 30 - 0.5 / 1.8, 30 + 0.5 / 1.8, "degrees c"),
        ("86-95F", 30, 35 + 0.5 / 1.8, "degrees c"),
        ("It warmed by 9F.", 8.5 / 1.8, 9.5 / 1.8, "degrees c"),
        ("9F above the average", 8.5 / 1.8, 9.5 / 1.8, "degrees c"),
        ("It warmed to 86F.", 30 - 0.5 / 1.8, 30 + 0.5 / 1.8, "degrees c"),
        ("It limits warming to 1.8F.", 1.75 / 1.8, 1.85 / 1.8, "degrees c"),
        ("5 F-16 jets", 5, 5, "count"),
        ("They lost 1-4.", 4001, 4001, "score"),
        ("They lost 1-4 at home", 4001, 4001, "score"),
        ("a 1-4 defeat", 4001, 4001, "score"),
        ("They won 4-1 in the cup", 4001, 4001, "score"),
        ("It passed 61-39 in the upper house", 61039, 61039, "score"),
        ("They voted 39 to 61 against it", 61039, 61039, "score"),
        ("They lost 4-6 players", 4, 6, "count"),
        ("They won 4 to 6 of the seats", 4, 6, "count"),
        ("dozens of troops", 24, 120, "count"),
        ("a dozen eggs", 12, 12, "count"),
        ("half a dozen eggs", 6, 6, "count"),
        ("two dozen eggs", 24, 24, "count"),
        ("two hundred and forty people", 240, 240, "count"),
        ("one thousand two hundred people", 1200, 1200, "count"),
        ("half a million people", 4.5e5, 5.5e5, "count"),
        ("a quarter of a million homes", 2.25e5, 2.75e5, "count"),
        ("hundreds of thousands of people", 2e5, 1e6, "count"),
        ("a half-million voters", 4.5e5, 5.5e5, "count"),
        ("the half-dozen villages", 6, 6, "count"),
        ("a quarter-million homes", 2.25e5, 2.75e5, "count"),
        ("a third of the seats", 1 / 3 - 0.007, 1 / 3 + 0.007, "share"),
        ("prices were a fifth higher", 0.193, 0.207, "share"),
        ("output fell by a tenth in May", 0.093, 0.107, "share"),
        ("cut by a quarter.", 0.243, 0.257, "share"),
        ("cut by about a quarter compared with May", 0.243, 0.257, "share"),
        ("fell over a fifth last year", 0.2, math.inf, "share"),
        ("fell nearly a tenth when he left", 0.093, 0.107, "share"),
        ("Wages will rise by 2 to 4 percent", 0.02, 0.045, "share"),
        ("Rents rose 2 to 4 percent", 0.02, 0.045, "share"),
        ("one and a half million people", 1.45e6, 1.55e6, "count"),
        ("three and a quarter percent", 0.032, 0.033, "share"),
        ("25 000 people", 25e3, 25e3, "count"),
        ("1\u00a0250\u00a0000 people", 1.25e6, 1.25e6, "count"),
        ("5 lakh people", 4.95e5, 5.05e5, "count"),
        ("12 crore people", 11.5e7, 12.5e7, "count"),
        ("one in 1,000 homes", 0.001, 0.001, "share"),
        ("a loss of -$3m", -3.05e6, -2.95e6, "money $"),
        ("minus 3.2 percent", -0.0325, -0.0315, "share"),
        ("fell to −12 degrees Celsius", -12.5, -11.5, "degrees c"),
        ("below -12 degrees Celsius", -math.inf, -12, "degrees c"),
        ("between -5 and -12 degrees Celsius", -12.5, -5, "degrees c"),
        ("dead -12 people", 12, 12, "count"),
        ("US$5 million", 4.95e6, 5.05e6, "money US$"),
        ("One person was hurt", 1, 1, "count"),
        ("over $12m", 12e6, math.inf, "money $"),
        ("not less than 300 people", 300, math.inf, "count"),
        ("300+ people", 300, math.inf, "count"),
        ("as many as 300 people", 150, 300, "count"),
        ("up to $12m", 6e6, 12e6, "money $"),
        ("no more than 300 people", 0, 300, "count"),
        ("who recover 30 bodies", 30, 30, "count"),
        ("12 sq km", 11.5e6, 12.5e6, "[length] ** 2"),
        ("300 pounds of cocaine", 129.27385, 142.88158, "[mass]"),
        ("70mph", 29.72816, 32.85744, "[length] / [time]"),
        ("72 km/h", 71.5 / 3.6, 72.5 / 3.6, "[length] / [time]"),
        ("72 kilometres an hour", 71.5 / 3.6, 72.5 / 3.6, "[length] / [time]"),
    ],
)
def test_numbers_as_news_writes_them(text: str, low: float, high: float, scale: str) -> None:
    """Figures, words, magnitudes, fractions, ranges, bounds, money and units become an interval on a scale."""
    found = one(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == scale


def test_a_change_has_two_values() -> None:
    """What rose from one value to another lies at neither between them, and the first takes the second's scale."""
    first, second = read_quantities("Rates rose from 2 to 4 percent.")
    assert [first.low, second.low, second.high] == pytest.approx([0.02, 0.035, 0.045])
    assert first.scale == second.scale == "share"
    assert len(read_quantities("It costs from 2 to 4 percent more.")) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Unemployment rose 0.2% to 4.1%.", [0.002, 0.041]),
        ("Revenue fell sharply by $2 billion to $7 billion.", [2e9, 7e9]),
        ("The number of cases climbed by another 4 to 19.", [4, 19]),
    ],
)
def test_the_size_of_a_change_and_its_end_are_no_range(text: str, values: list[float]) -> None:
    """Only what has happened has an end; what "may fall by 2 to 4 percent" reaches a range."""
    assert [found.value for found in read_quantities(text)] == pytest.approx(values)
    assert len(read_quantities("Debts will fall by $2 billion to $4 billion.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "the 21st of May",
        "one of them",
        "one of the men",
        "no one person",
        "one more death",
        "one reason",
        "Apollo-11",
        "the third time",
        "She lost a fifth set",
        "They held a third officer",
        "talks about a third term",
        "a row over a third bridge",
        "sued by a third party",
        "a sixth successive win",
        "in a quarter-final",
        "her half-sister",
        "first-half sales fell",
        "sales in the latter half",
        "It lasted an hour and a half.",
        "They led at half time.",
        "They sat in seat 31C.",
        "9/11",
        "at 10:30 p.m.",
        "3 p.m.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    """Years, an ordinal alone, "one" as a pronoun and numbers in names are no quantities."""
    assert read_quantities(text) == ()


@pytest.mark.parametrize(
    ("one_text", "other_text", "meets"),
    [
        ("155 miles", "248 kilometers", True),
        ("284 kilometers", "248 kilometers", False),
        ("more than ten times", "twelve times", True),
        ("more than ten times", "nine times", False),
        ("about 300 people", "310 people", True),
        ("about 300 people", "400 people", False),
        ("two million mines", "five million mines", False),
        ("a third of the vote", "40 percent of the vote", False),
        ("$3.5 million", "$3.52 million", True),
        ("$2bn", "$1.97 billion", True),
        ("62 percent of voters", "62.4 percent of voters", True),
        ("a third of voters", "33 percent of voters", True),
        ("two-thirds of voters", "66 percent of voters", True),
        ("two-thirds of voters", "68 percent of voters", False),
        ("a rate of 3.2%", "a rate of 3.3%", False),
        ("a rate of 48 percent", "a rate of 49 percent", False),
        ("a rate of 4%", "a rate of 3.5%", True),
        ("a rate of 4%", "a rate of 4.4%", True),
        ("a rate of 4%", "a rate of 4.5%", False),
        ("a rate of -4%", "a rate of -3.5%", True),
        ("a rate of -3.2%", "a rate of 3.2%", False),
        ("a rate of 3 to 4 percent", "a rate of 4 percent", True),
        ("$12m", "$13m", False),
        ("$12m", "$11.8 million", True),
        ("$12m", "nearly $13 million", True),
        ("two million people", "1.98 million people", True),
        ("92 metres", "95 metres", False),
        ("92 metres", "92.4 metres", True),
        ("92 metres", "about 95 metres", True),
        ("92 metres", "302 feet", True),
        ("more than 92 metres", "90 metres", True),
        ("12,000 acres", "12,400 acres", True),
        ("12,000 acres", "13,000 acres", False),
        ("300 km", "304 kilometres", True),
        ("as many as 30 people", "28 people", True),
        ("as many as 30 people", "3 people", False),
        ("fewer than 30 people", "3 people", True),
        ("fewer than 30 people", "more than 30 people", False),
        ("fewer than 30 people", "at least 30 people", False),
        ("at most 30 people", "30 or more people", True),
        ("more than 30 people", "30 people", True),
        ("under half of voters", "over half of voters", False),
        ("under 92 metres", "over 92 metres", False),
        ("less than 3 percent of voters", "above 3 percent of voters", False),
    ],
)
def test_which_quantities_can_both_be_true(one_text: str, other_text: str, meets: bool) -> None:
    """A finer figure meets the one that it rounds to, conversions meet within a twentieth, bounds take what lies beyond them, "about" reaches a tenth."""
    here, there = one(one_text), one(other_text)
    assert here.comparable(there)
    assert here.meets(there) is meets
    assert there.meets(here) is meets


def test_values_that_differ_conflict_only_on_one_matter() -> None:
    """The words beside both must share one: what is counted, or what stands right before."""
    assert one("a toll of 241 rescued people").on_matter(one("214 people were rescued"))
    assert one("the death toll rose to 241").on_matter(one("a death toll of 214"))
    assert not one("the bridge cost $40 million").on_matter(one("a firm valued at $2 billion"))
    assert not one("four homes were burned").comparable(one("twelve people were arrested"))


def test_counts_of_different_things_are_not_compared() -> None:
    """Ten ships and ten people stand on one scale and are still not the same matter."""
    assert not one("10 ships").comparable(one("12 people"))
    assert not one("10 percent").comparable(one("10 people"))


@pytest.mark.parametrize(
    ("one_text", "other_text", "on_matter"),
    [
        ("Troops detained 40 people.", "The blast killed 9 people.", False),
        ("The storm killed 40 people.", "About 700 people were displaced.", False),
        ("The storm killed 40 people.", "In all 9 people died.", True),
        ("The storm killed 40 people.", "It carried 9 people.", False),
        ("The storm killed 40 miners.", "It injured 9 miners.", False),
        ("The fire destroyed 12 homes.", "Some 30 homes were badly damaged.", False),
        ("Twelve homes burned in the fire.", "Some 30 homes were gutted.", True),
        ("The mill will cut 300 jobs.", "About 120 jobs are to be created.", False),
        ("The mill will cut 300 jobs.", "It sheds 120 jobs.", True),
        ("Police arrested 12 protesters.", "They have freed 40 protesters.", False),
        ("The storm killed or injured 9 miners.", "In all 40 miners were hurt.", True),
        ("Cleared by 9 votes and rejected.", "Passed by 12 votes.", True),
        ("The town spent $3m on roads.", "The town spent $5m on schools.", False),
        ("The town spent $3m on roads.", "The town spent $5m on road signs.", True),
        ("The firm lost $3m in the quarter.", "The firm lost $5m in the spring.", True),
    ],
)
def test_what_fared_otherwise_is_another_matter(
    one_text: str, other_text: str, on_matter: bool
) -> None:
    """A shared noun alone makes no matter of those who were arrested and those who died, nor of what was destroyed and damaged."""
    assert one(one_text).on_matter(one(other_text)) is on_matter


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("12 schools closed last year", {"school"}),
        ("12 schools close in May", {"school"}),
        ("12 newly hired bus drivers resigned", {"newly", "hire", "bus"}),
        ("300 job offers were made", {"job", "offer"}),
        ("12 members of the council resigned", {"member", "council"}),
        ("30 state-owned mills", {"state", "own", "mill"}),
        ("a $3m contract awarded in May", {"contract"}),
        ("40 came", set()),
        ("40 dead", set()),
    ],
)
def test_a_noun_phrase_ends_at_its_verb(text: str, nouns: set[str]) -> None:
    """What is counted is the noun, not what is told of it; verbs alone name nothing."""
    assert one(text).nouns == nouns


def test_counts_of_which_one_verb_is_told_are_not_compared() -> None:
    """Schools and pubs that closed are no more one matter than those that opened; arrests are people arrested."""
    assert not one("12 schools closed").comparable(one("40 pubs closed"))
    assert not one("200 doctors have resigned").comparable(one("three ministers resigned"))
    assert one("They made 212 arrests.").comparable(one("They arrested 212 people."))
    assert one("Some 318 moaned.").on_matter(one("Some 381 moaned."))


def test_one_conflicts_only_with_the_same_verb() -> None:
    """One person and two people are on one matter where both were killed, not where one spoke or was arrested."""
    two = one("Two people were killed in the crash.")
    assert two.on_matter(one("One person was killed on Tuesday."))
    assert two.on_matter(one("The crash killed one person."))
    assert not two.on_matter(one("One person was arrested."))
    assert not two.on_matter(one("One person told the court so."))


def test_a_count_in_a_year_or_a_time_is_no_share() -> None:
    """A number before "in 2024" or "in 24 hours" counts, and so does one that exceeds the second."""

    def values(text: str) -> list[tuple[str, float]]:
        return [(q.scale, q.low) for q in read_quantities(text)]

    assert values("Deaths rose to 241 in 2024.") == [("count", 241)]
    assert values("The storm killed 12 in 24 hours.") == [("count", 12), ("[time]", 84600)]
    assert values("She scored 20 in 15 games.") == [("count", 20), ("count", 15)]
    assert values("It costs one in five jobs.") == [("share", 0.2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sales fell for two quarters in a row.", ("count", 2)),
        ("Sales fell for three quarters.", ("count", 3)),
        ("Sales fell over the past three quarters.", ("count", 3)),
        ("Exports accounted for three quarters.", ("share", 0.743)),
        ("Three quarters of sales are exports.", ("share", 0.743)),
        ("Three-quarters said yes.", ("share", 0.743)),
    ],
)
def test_quarters_of_a_year_are_no_shares(text: str, found: tuple[str, float]) -> None:
    """Two or four quarters are of a year, and three where they pass."""
    quantity = one(text)
    assert quantity.scale == found[0]
    assert quantity.low == pytest.approx(found[1])


def test_votes_that_are_counted_are_a_score_and_two_counts() -> None:
    """What passes by "61 votes to 39" passes "61-39", and the text says how many votes there were."""
    found = read_quantities("It passed by 61 votes to 39.")
    assert [(q.text, q.scale, q.value) for q in found] == [
        ("61 votes to 39", "score", 61039),
        ("61", "count", 61),
        ("39", "count", 39),
    ]


def test_degrees_are_compared_across_scales() -> None:
    """Fahrenheit is read as Celsius; of bare degrees the scale is unknown, so that they can only agree."""
    assert one("It reached 104F.").meets(one("It reached 40C."))
    assert not one("It reached 104F.").meets(one("It reached 41C."))
    assert one("It fell to -5 degrees.").comparable(one("It fell to -5C."))
    assert not one("It fell to -5 degrees.").comparable(one("It fell to 5C."))
    assert not one("It fell to -5 degrees.").meets(one("It fell to 5 degrees."))


def test_a_gift_to_a_number_of_takers_is_no_range() -> None:
    """A currency is written once only for two figures of one magnitude."""
    texts = ("It gave $6 million to 400 clinics.", "It gave $900 to 400 clinics.")
    for text in texts:
        assert [found.scale for found in read_quantities(text)] == ["money $", "count"]


def test_dollars_of_two_countries_are_not_compared() -> None:
    """A bare "$" may be either's: it is equal where the amounts agree, and no conflict where they do not."""
    assert not one("A$5m").comparable(one("US$3.3m"))
    assert one("C$5m").comparable(one("C$7m"))
    assert one("$5m").comparable(one("US$5m"))
    assert not one("$5m").comparable(one("US$7m"))


def test_a_decimal_point_does_not_part_a_figure_from_its_words() -> None:
    """What is measured stands before the first of two figures, of which the second is told by the same words."""
    _, second = read_quantities("Turnout fell to 61.3 percent from 66.8 percent.")
    assert "turnout" in second.around
    _, last = read_quantities("It cost 4.5 million. Turnout was 66.8 percent.")
    assert last.around == {"turnout"}


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("It lost 18.7 million pounds on revenue of 49.3 million.", ["money £", "money £"]),
        ("It paid $3 million, against 2.1 million in May.", ["money $", "money $"]),
        ("She won by 48.2 percent to 46.9.", ["share", "share"]),
        ("Turnout fell to 61.3 percent from 66.8.", ["share", "share"]),
        ("It spent $3 million and sold 2 million.", ["money $", "count"]),
        ("It spent $3 million on 2 million viewers.", ["money $", "count"]),
        ("It earned $5 million. Of 3 million few left.", ["money $", "count"]),
        ("The index rose 2 percent to 98.7.", ["share", "count"]),
        ("Power fell by 20 percent after a quake of 6.3.", ["share", "count"]),
    ],
)
def test_a_unit_that_is_written_once_holds_for_the_next_figure(
    text: str, scales: list[str]
) -> None:
    """A bare figure in the same sentence takes over the currency or the percent, unless it counts something of its own."""
    assert [quantity.scale for quantity in read_quantities(text)] == scales


def test_what_was_enlarged_by_an_amount_reaches_no_range() -> None:
    """The amount added and the sum it came to are two figures of money, and no range from one to the other."""
    found = read_quantities("It enlarged the fund by 100 billion pounds to 745 billion.")
    assert [(q.scale, q.value) for q in found] == [("money £", 100e9), ("money £", 745e9)]
