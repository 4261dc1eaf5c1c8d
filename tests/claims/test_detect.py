from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from claims.detect import Detector, spoken_in
from claims.types import Claim
from index.encoder import Vectors
from service.engine import Engine
from tests.parts import WORD_DETECTOR, WordEncoder, WordWorth, article


def found(text: str) -> tuple[Claim, ...]:
    return WORD_DETECTOR.detect([article(text)])[0]


class CountingEncoder(WordEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().encode(texts)


def test_a_part_is_a_claim_with_its_span_and_a_statement_of_its_own() -> None:
    """A divided sentence makes a claim of each part, verbatim at its offsets; an undivided one makes one, word for word."""
    text = "The ship was built in 1988 and carries around 300 people a day. Nordlink of Anders denied it."
    claims = found(text)
    assert [(claim.text, claim.statement) for claim in claims] == [
        ("The ship was built in 1988", "The ship was built in 1988."),
        ("carries around 300 people a day.", "The ship carries around 300 people a day."),
        ("Nordlink of Anders denied it.", "Nordlink of Anders denied it."),
    ]
    assert [text[claim.start : claim.end] for claim in claims] == [claim.text for claim in claims]
    assert len({claim.id for claim in claims}) == 3
    assert claims[0].sentence is claims[1].sentence


def test_what_is_not_worth_checking_is_no_claim() -> None:
    """Questions, opinions and labels make none; of a divided sentence the parts that are worth it remain."""
    text = (
        "What happened on 3 May? I think 12 is too many. Nordlink, Anders. "
        "The bridge opened in 1998, and people here think the view is worth a stop."
    )
    assert [claim.text for claim in found(text)] == ["The bridge opened in 1998"]


def test_a_sentence_stands_whole_where_none_of_its_parts_would() -> None:
    """A claim is not lost by division."""

    class OnlyWhole(WordWorth):
        def score(self, text: str) -> float:
            return 0.9 if "and carries" in text else 0.1

    text = "The ship was built well and carries many people every day."
    claims = Detector(WordEncoder(), OnlyWhole()).detect([article(text)])[0]
    assert [(claim.text, claim.check_worthiness) for claim in claims] == [(text, 0.9)]


def test_claims_are_of_the_body_alone() -> None:
    """Headings and teasers make no claims; an article without a body has none."""
    headed = article(
        "Ferry with 214 passengers ran aground\n\nThe ferry carried 214 passengers on Tuesday.\n\nRelated stories\n\nThe bridge was closed on 3 May 2025."
    )
    empty = replace(headed, id="empty", sentences=())
    claims = WORD_DETECTOR.detect([headed, empty, headed])
    assert [[claim.text for claim in each] for each in claims] == [
        ["The ferry carried 214 passengers on Tuesday."],
        [],
        ["The ferry carried 214 passengers on Tuesday."],
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version said that 168 people were aboard. It was 186.",
        "Correction, 3 May: The ferry carried 186 people.",
        "This article was amended on 3 May 2025 to say that 186 people were aboard. It had said 168.",
        "A previous version of this story gave 168 as the number. The operator says it was 186.",
    ],
)
def test_a_note_of_correction_makes_no_claim(note: str) -> None:
    """What an article says that it had wrong is no news, nor is the rest of that paragraph; the next is."""
    told = "The ferry carried 186 passengers on Tuesday."
    claims = found(f"{told}\n\n{note}\n\nThe bridge opened in 1998.")
    assert [claim.text for claim in claims] == [told, "The bridge opened in 1998."]


def test_news_of_corrections_is_news() -> None:
    """Corrections of markets, officers and bills are reported."""
    told = (
        "Correction officers held 12 people on Tuesday.",
        "An earlier version of the bill of 2019 had set 12 percent.",
        "The report was corrected on 3 May 2025.",
    )
    assert tuple(claim.text for claim in found(" ".join(told))) == told


def test_a_sentence_that_opens_a_list_is_no_claim() -> None:
    """What ends in a colon makes none, and the items make claims without their marks."""
    text = "The report of 3 May lists 2 faults:\n- Cracks of 40 cm ran through 2 piers\n- the pier of 1902 had rusted"
    assert [claim.text for claim in found(text)] == [
        "Cracks of 40 cm ran through 2 piers",
        "the pier of 1902 had rusted",
    ]


def test_known_vectors_are_not_made_again() -> None:
    """Only the parts of a divided sentence are encoded where the sentences' vectors are at hand."""
    read = article(
        "The ferry carried 214 people. The ship sank in 1988, and Anders lost its only link."
    )
    known = dict(
        zip(
            (s.id for s in read.sentences),
            WordEncoder().encode([s.text for s in read.sentences]),
            strict=True,
        )
    )
    encoder = CountingEncoder()
    detector = Detector(encoder, WordWorth())
    claims = detector.detect([read], known)
    assert encoder.asked == ["The ship sank in 1988.", "Anders lost its only link."]
    assert claims == detector.detect([read])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("“We saw 12 men leave,” she said.", "We saw 12 men leave,"),
        ('"It was dark," he said, "and wet."', "It was dark, and wet."),
        ("The mayor called the plan “a step”.", ""),
        ("The mayor signed the plan.", ""),
    ],
)
def test_speech_is_what_stands_between_the_marks(statement: str, said: str) -> None:
    """A statement that is mostly quotation is worth what the quotation says; a quoted word leaves it as it is."""
    assert spoken_in(statement) == said
    worth = WORD_DETECTOR.worth([statement, said or statement])
    assert worth[0] == worth[1]


def test_nothing_is_worth_nothing() -> None:
    """No statements have no scores."""
    assert WORD_DETECTOR.worth([]).shape == (0,)


@pytest.mark.model
def test_the_shipped_detector_tells_claims_from_the_rest(real_engine: Engine) -> None:
    """Plain reports are claims; questions, feelings, opinions and furniture are not."""
    claims = [
        "The ferry ran aground off the island on Monday evening.",
        "The council approved the budget by 30 votes to 12.",
        "Lifeboats brought everyone ashore by midnight.",
        "The company denied that it had missed the inspection.",
    ]
    others = [
        "Who will pay for the repair of the harbour wall?",
        "I believe we must never forget what our harbour means to us.",
        "He said he was sad and proud at the same time.",
        "Sign up for our newsletter to get the best stories every day.",
        "“What a wonderful evening, and what a crowd,” she said.",
    ]
    worth = real_engine.detector.worth(claims + others)
    assert np.flatnonzero(worth >= 0.5).tolist() == [0, 1, 2, 3]
