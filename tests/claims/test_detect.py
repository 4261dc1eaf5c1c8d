import pytest

from claims.detect import CHECKABLE, check_worthiness, detect
from tests.parts import article


def worth(text: str) -> float:
    return check_worthiness(article(text).sentences[0])


def test_statements_of_fact_are_claims_and_the_rest_is_not() -> None:
    """Figures, dates and names make a claim; questions, opinion and fragments make none."""
    text = (
        "The ferry carried 214 passengers on Tuesday. What happened then? I think the captain should go. "
        "Nordlink of Port Anders denied the report in January. Oh dear."
    )
    assert [claim.text for claim in detect(article(text))] == [
        "The ferry carried 214 passengers on Tuesday.",
        "Nordlink of Port Anders denied the report in January.",
    ]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The council spent 3 million euros in 2019.", "The council spent a lot of money there."),
        (
            "Nordlink bought two ships in May.",
            "Nordlink should perhaps have bought two ships in May.",
        ),
    ],
)
def test_what_can_be_checked_scores_higher(more: str, less: str) -> None:
    """A figure and a date raise the score, opinion lowers it; all scores lie between 0 and 1."""
    assert 1 >= worth(more) >= CHECKABLE
    assert worth(more) > worth(less) >= 0


def test_claims_are_verbatim_and_of_the_body_alone() -> None:
    """A claim's text stands in the article at its offsets; headings and teasers make no claims."""
    found = article(
        "Ferry with 214 passengers ran aground\n\nThe ferry carried 214 passengers on Tuesday.\n\nRelated\n\nThe bridge was closed on 3 May 2025."
    )
    claims = detect(found)
    assert [found.text[c.start : c.end] for c in claims] == [
        "The ferry carried 214 passengers on Tuesday."
    ]
