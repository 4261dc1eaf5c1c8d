"""A verdict that a person reviewed, as ClaimReview of schema.org, ready to be embedded in a page.

Required by Google's fact-check markup are claimReviewed, reviewRating.alternateName and url; the others are recommended.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from claims.types import Verdict
from service.errors import UnusableRecord
from service.schemas import Record

_WORDS = {
    Verdict.SUPPORTED: ("Supported", 5),
    Verdict.REFUTED: ("Refuted", 1),
    Verdict.CONFLICTING: ("Conflicting evidence", 3),
    Verdict.NOT_ENOUGH_EVIDENCE: ("Not enough evidence", None),
}
"""a verdict in words, and on a scale from 1 (false) to 5 (true) where it stands on one"""


def claim_review(record: Record, url: str, organization: str | None = None) -> dict[str, Any]:
    """The record of a claim as JSON-LD.

    Args:
        record: of a claim, with its reviews.
        url: of the page that it will stand on.
        organization: who publishes that page; by default the reviewer is the author.

    Raises:
        UnusableRecord: nobody confirmed or changed its verdict, or it is no record of a claim.
    """
    content, review = record.content, record.review
    if content["kind"] != "claim":
        raise UnusableRecord(
            f"record {record.number} is of the kind {content['kind']}, not a claim"
        )
    if review is None or review.verdict is None:
        raise UnusableRecord(
            f"nobody has confirmed or overridden the verdict of record {record.number}; "
            f"POST /v1/records/{record.number}/reviews first"
        )
    person = {"@type": "Person", "name": review.reviewer}
    body = {"@type": "Organization", "name": organization}
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": content["asked"]["claim"],
            "datePublished": review.at.isoformat(),
            "author": body if organization else person,
            "editor": person if organization else None,
            "reviewBody": review.note,
            "reviewRating": _rating(review.verdict),
            "itemReviewed": _claim(content),
        }
    )


def _rating(verdict: Verdict) -> dict[str, Any]:
    words, value = _WORDS[verdict]
    scale = {"ratingValue": value, "bestRating": 5, "worstRating": 1} if value else {}
    return {"@type": "Rating", "alternateName": words, **scale}


def _claim(content: Mapping[str, Any]) -> dict[str, Any]:
    """The claim with where it was made: by the audited article, or by those that say it, the earliest first."""
    by = content.get("article")
    said = [by] if by else _dated(content["found"]["supporting"])
    appearances = [_work(item) for item in said if item["url"]]
    return _given(
        {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": by["outlet"]} if by else None,
            "datePublished": content["asked"].get("as_of"),
            "firstAppearance": appearances[0] if appearances else None,
            "appearance": appearances[1:] or None,
        }
    )


def _dated(evidence: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each article once, those with a date first, by their dates."""
    articles = {item["article_id"]: item for item in evidence}.values()
    return sorted(articles, key=lambda i: (i["published_at"] is None, i["published_at"] or ""))


def _work(item: Mapping[str, Any]) -> dict[str, Any]:
    return _given(
        {
            "@type": "NewsArticle",
            "url": item["url"],
            "headline": item.get("title"),
            "datePublished": item["published_at"],
            "publisher": {"@type": "Organization", "name": item["outlet"]},
        }
    )


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
