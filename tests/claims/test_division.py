import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.division import divide


def statements(sentence: str) -> list[str]:
    return [part.statement for part in divide(sentence)]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The council raised fares by 4 percent, and two libraries will close in August.",
            [
                "The council raised fares by 4 percent.",
                "Two libraries will close in August.",
            ],
        ),
        (
            "The mill burned down in 1911; the new one stands upstream.",
            ["The mill burned down in 1911.", "The new one stands upstream."],
        ),
        (
            "The union wants 8 percent, but the company said it could pay 3.",
            ["The union wants 8 percent.", "The company said it could pay 3."],
        ),
        (
            "The ship was built in 1988 and carries around 300,000 passengers a year.",
            [
                "The ship was built in 1988.",
                "The ship carries around 300,000 passengers a year.",
            ],
        ),
        (
            "Two men were held at the port and charged with theft.",
            ["Two men were held at the port.", "Two men were charged with theft."],
        ),
        (
            "The line, which opened in 1931, carries 12,000 people a day.",
            ["The line opened in 1931.", "The line carries 12,000 people a day."],
        ),
        (
            "The Solveig, a 92-metre ship built in 1998, lost power off Skerrow.",
            [
                "The Solveig was a 92-metre ship built in 1998.",
                "The Solveig lost power off Skerrow.",
            ],
        ),
        (
            "The islands, linked by a bridge since 2004, are closed to cars.",
            [
                "The islands were linked by a bridge since 2004.",
                "The islands are closed to cars.",
            ],
        ),
        (
            "The court fined the dredger's owner, said prosecutor Ada Moss, who led the inquiry.",
            [
                "The court fined the dredger's owner, said prosecutor Ada Moss.",
                "Ada Moss led the inquiry.",
            ],
        ),
        (
            "Twelve homes burned down, and the road to Tarn was closed, the fire service said.",
            [
                "Twelve homes burned down, the fire service said.",
                "The road to Tarn was closed, the fire service said.",
            ],
        ),
        (
            "PORT ANDERS, 3 May — The strike ended on Friday, and trains ran again by noon.",
            ["The strike ended on Friday.", "Trains ran again by noon."],
        ),
    ],
)
def test_a_sentence_that_says_several_things_is_divided(sentence: str, parts: list[str]) -> None:
    """Clauses, predicates, relative clauses and appositions become statements with subject and source of their own."""
    assert statements(sentence) == parts


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The fire started at 4:30 a.m. on Friday, and the roof collapsed two hours later.",
            [
                "The fire started at 4:30 a.m. on Friday.",
                "The roof collapsed two hours later.",
            ],
        ),
        (
            "The tram left the depot at 18:05 and reached the harbour at 19:40.",
            ["The tram left the depot at 18:05.", "The tram reached the harbour at 19:40."],
        ),
        (
            "Rovers won 3:1 in Tellingen, and the coach praised the keeper.",
            ["Rovers won 3:1 in Tellingen.", "The coach praised the keeper."],
        ),
    ],
)
def test_a_time_or_a_score_with_a_colon_is_no_list(sentence: str, parts: list[str]) -> None:
    """A colon between digits opens nothing; one behind them does, and the sentence stays whole."""
    assert statements(sentence) == parts
    listed = "The verdict came at 9:15: the driver was guilty, and the owner was fined."
    assert statements(listed) == [listed]


@pytest.mark.parametrize(
    "source",
    [
        "spokeswoman Dana Reyes",
        "a spokeswoman, Dana Reyes,",
        "Dana Reyes, a spokeswoman,",
        "the clinic's head, Dr. Dana Reyes,",
        "its owner, Calmar Clinics,",
    ],
)
def test_a_source_behind_two_predicates_is_behind_both(source: str) -> None:
    """A speaker with an apposition, whichever of the two comes first, belongs to all that was said before."""
    assert statements(
        f"The clinic postponed 85 operations and moved 31 patients to Holt, {source} said."
    ) == [
        f"The clinic postponed 85 operations, {source} said.",
        f"The clinic moved 31 patients to Holt, {source} said.",
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ole Rust, the port's harbour master, said two tugs had left.", "is"),
        ("Ole Rust, the harbour master of Tarn, later told reporters that he had left.", "is"),
        ("Ole Rust, the port's former harbour master, said two tugs had left.", "was"),
        ("Ole Rust, the harbour master of Tarn, said in 1996 that two tugs had left.", "was"),
        ("Ole Rust, the harbour master of Tarn, opened the lock on Monday.", "was"),
        ("Ole Rust, a guest of the harbour master, said two tugs had left.", "was"),
    ],
)
def test_who_says_something_still_has_the_office(sentence: str, told: str) -> None:
    """That somebody "said" something does not put the office in the past; "former", another year or another verb does."""
    assert statements(sentence)[0].startswith(f"Ole Rust {told} ")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry carried 214 passengers to Skerrow on Tuesday.",
        "The captain dropped both anchors, but they did not hold.",
        "Nine of the crew were hurt, and two died.",
        "Moberg said the wind had risen, and the tide was turning.",
        "The ministry, the port and the union met on Monday.",
        "If the talks fail, trains stop, and the airport closes.",
        "Was the bridge inspected, and who signed the report?",
        "Both tugs left at noon, and it took them an hour.",
        "She bought bread, cheese, and a bottle of milk for the crossing.",
        "“The roof is gone, and the cellar is full of mud,” Ada Moss said.",
        "The mayor, Ada Moss, denied the report.",
        "The vessel was certified for 230 people and left port at dawn.",
        "Shares in Calmar, the largest quarry firm, fell on Monday.",
    ],
)
def test_a_sentence_that_cannot_be_divided_well_stays_whole(sentence: str) -> None:
    """What leans on the part before, may be reported speech, or is a list, a condition or a quotation stays together."""
    assert statements(sentence) == [sentence]
    assert [(part.start, part.end) for part in divide(sentence)] == [(0, len(sentence))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The courier allegedly hit the guard and fled the depot.",
        "The glider reportedly struck a mast and killed both people on board.",
        "The owner never lived in Holt and paid no tax there.",
    ],
)
def test_doubt_or_denial_before_the_first_verb_keeps_the_second_with_it(sentence: str) -> None:
    """A second predicate without the "allegedly" or "never" that may be meant of it would say what nobody said."""
    assert statements(sentence) == [sentence]


def test_a_second_predicate_keeps_its_own_adverb() -> None:
    """What is told as a rumour, or denied, stays so when it stands alone."""
    assert statements("The courier hit the guard at the depot and allegedly took his keys.") == [
        "The courier hit the guard at the depot.",
        "The courier allegedly took his keys.",
    ]
    assert statements("The courier left his van in Holt and never returned to it.") == [
        "The courier left his van in Holt and never returned to it."
    ]
    assert statements("The courier left his home in Holt and never returned to work.") == [
        "The courier left his home in Holt.",
        "The courier never returned to work.",
    ]


WORDS = [
    "The ship",
    "Ada Moss",
    "which",
    "who",
    "was built",
    "sank",
    "said",
    "and",
    ", and",
    "; but",
    ",",
    "in 1998",
    "“we left”",
    "the port",
    "1,200 people",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_parts_are_spans_of_their_sentence_in_order(words: list[str]) -> None:
    """Whatever the sentence, its parts lie inside it, none over another, and none is empty."""
    sentence = " ".join(words)
    parts = divide(sentence)
    edges = [edge for part in parts for edge in (part.start, part.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(sentence)
    assert all(sentence[part.start : part.end].strip() and part.statement for part in parts)
