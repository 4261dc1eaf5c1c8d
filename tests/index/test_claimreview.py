import json
from datetime import UTC, datetime
from typing import Any

import pytest

from index.errors import UnreadableFactCheck
from index.reading.claimreview import claim_reviews, fact_check, page_claim_reviews
from index.types import FactCheck

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://facts.example/241",
    "claimReviewed": "The ferry had 241 passengers.",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "alternateName": "False",
    },
    "author": {"@type": "Organization", "name": "Skerrow Facts"},
    "datePublished": "2026-03-12",
}


def test_a_claim_review_is_read() -> None:
    """Claim, rating in words, author, address and day are taken; the id is that of address and claim."""
    check = fact_check(REVIEW)
    assert check == FactCheck(
        id=check.id,
        claim="The ferry had 241 passengers.",
        rating="False",
        author="Skerrow Facts",
        url="https://facts.example/241",
        published_at=datetime(2026, 3, 12, tzinfo=UTC),
    )
    assert fact_check({**REVIEW, "reviewRating": "True"}).id == check.id
    assert fact_check({**REVIEW, "url": "https://facts.example/242"}).id != check.id


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"reviewRating": {"ratingValue": 2, "bestRating": "5"}}, "rating", "2 of 5"),
        ({"reviewRating": {"ratingValue": 2}}, "rating", "2"),
        ({"reviewRating": [{"name": "Half true"}]}, "rating", "Half true"),
        ({"reviewRating": "Wrong"}, "rating", "Wrong"),
        ({"author": ["Ada Moss", "Ben"]}, "author", "Ada Moss"),
        ({"author": None, "publisher": {"name": "Gazette"}}, "author", "Gazette"),
        ({"author": {}}, "author", "facts.example"),
        ({"datePublished": "soon"}, "published_at", None),
        ({"author": "Moss\x1b]0;\x07\n Facts"}, "author", "Moss]0; Facts"),
        ({"author": "\x1b", "publisher": "Gazette"}, "author", "Gazette"),
        ({"reviewRating": "Fal\x9b2Jse"}, "rating", "Fal2Jse"),
        ({"claimReviewed": " The fer\u200bry sank. "}, "claim", "The ferry sank."),
    ],
)
def test_what_is_given_otherwise_is_read_too(given: Any, field: str, value: object) -> None:
    """Ratings and authors come in several forms, and what a reader cannot see is taken out of them."""
    assert getattr(fact_check({**REVIEW, **given}), field) == value


@pytest.mark.parametrize(
    "given",
    [
        {"claimReviewed": " "},
        {"claimReviewed": "x" * 2001},
        {"claimReviewed": {"a": 1}},
        {"reviewRating": {}},
        {"reviewRating": {"alternateName": True}},
        {"url": "/241"},
        {"url": "javascript:alert(1)"},
        {"url": "http://[::1"},
        {"url": "https://facts.example/\x1b[2J"},
    ],
)
def test_what_lacks_claim_rating_or_address_is_refused(given: Any) -> None:
    """Each of the three must be there and usable."""
    with pytest.raises(UnreadableFactCheck):
        fact_check({**REVIEW, **given})


def test_reviews_are_found_wherever_they_stand() -> None:
    """In lists, graphs, feeds and inside of other objects, in order, by short and by full type."""
    other = {
        **REVIEW,
        "@type": ["Thing", "http://schema.org/ClaimReview"],
        "url": "https://b.example/",
    }
    graph = {"@graph": [{"@type": "WebPage"}, {"dataFeedElement": [{"item": [REVIEW]}]}, other]}
    assert claim_reviews([graph, REVIEW]) == [REVIEW, other, REVIEW]
    deep: Any = REVIEW
    for _ in range(100_000):
        deep = [deep]
    assert claim_reviews(deep) == [REVIEW]
    with pytest.raises(UnreadableFactCheck, match="no object of the type ClaimReview"):
        claim_reviews({"@type": "Review"})


def test_pages_are_read() -> None:
    """What a page embeds as JSON-LD is found, and scripts that are none are passed over."""
    embedded = f'<script type="application/ld+json">{json.dumps([REVIEW])}</script>'
    page = f"<html><head><script>1</script><script type='application/ld+json'>{{</script>{embedded}</head><body>x</body></html>"
    assert page_claim_reviews(page) == [REVIEW]
    for html in ("<html><body>nothing</body></html>", "", "\0"):
        with pytest.raises(UnreadableFactCheck):
            page_claim_reviews(html)
