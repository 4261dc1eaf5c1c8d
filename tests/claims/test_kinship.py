import pytest

from claims.kinship import LEAD, ONE_STORY, kinship, lead_of, profile_of
from index.stories import Profile
from tests.parts import WordEncoder, article

FERRY = "The ferry Solveig ran aground off Skerrow. Lifeboats took 214 passengers to the harbour."
TUG = (
    "A tug pulled the ferry Solveig off the rocks of Skerrow. The 214 passengers were home by then."
)
EGGS = "Eggs became cheaper in Anders during May. Farmers blamed warm weather and full barns."


def profile(text: str, **given: object) -> Profile:
    found = article(text, **given)
    vectors = WordEncoder().encode([s.text for s in found.sentences])
    by_id = dict(zip((s.id for s in found.sentences), vectors, strict=True))
    return profile_of(found, by_id)


def test_a_text_is_its_own_kin() -> None:
    """The same text under another id has kinship 1, whichever is asked first."""
    one, other = profile(FERRY, id="a"), profile(FERRY, id="b")
    assert kinship(one, other) == pytest.approx(1.0)
    assert kinship(one, profile(TUG)) == pytest.approx(kinship(profile(TUG), one))


def test_reports_of_one_event_are_kin() -> None:
    """Two reports of one wreck are alike enough for one story, and one on the price of eggs is not."""
    assert kinship(profile(FERRY), profile(TUG)) > ONE_STORY
    assert kinship(profile(FERRY), profile(EGGS)) < 0.1


def test_only_the_beginning_tells_what_an_article_is_about() -> None:
    """The headline and the first sentences count; what stands below them changes nothing."""
    lines = [
        f"Boat number {n} left the harbour of Skerrow."
        for n in ["one", "two", "three", "four", "five"]
    ]
    long = article(" ".join([*lines, EGGS]), title="The fleet of Skerrow sails")
    assert [s.text for s in lead_of(long)] == ["The fleet of Skerrow sails", *lines]
    assert len(lead_of(long)) == LEAD
    short = profile(" ".join(lines), title="The fleet of Skerrow sails")
    whole = profile(" ".join([*lines, EGGS]), title="The fleet of Skerrow sails")
    assert kinship(short, whole) == pytest.approx(1.0)
