"""Fact checks of others: ClaimReview of schema.org as JSON-LD, by itself, in lists and feeds, or embedded in a page."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree

from index.errors import UnreadableFactCheck
from index.reading.characters import normalise
from index.types import FactCheck

KIND = "ClaimReview"
MOST_CLAIM = 2_000
"""code points of a checked claim"""
MOST_NAME = 500
"""code points of a rating or an author"""


def claim_reviews(data: object) -> list[Mapping[str, Any]]:
    """Every ClaimReview in a JSON document, in order, wherever it stands: `@graph`, lists and DataFeeds included.

    Raises:
        UnreadableFactCheck: there is none.
    """
    if found := list(_walk(data)):
        return found
    raise UnreadableFactCheck(f"there is no object of the type {KIND}; send schema.org JSON-LD")


def page_claim_reviews(html: str) -> list[Mapping[str, Any]]:
    """Every ClaimReview that a page embeds as `application/ld+json`; raises UnreadableFactCheck where there is none."""
    try:
        tree = trafilatura.load_html(html)
    except (ValueError, etree.LxmlError) as fault:
        raise UnreadableFactCheck(f"this is not HTML that can be read: {fault}") from fault
    scripts = [] if tree is None else tree.iter("script")
    return claim_reviews([_embedded(script) for script in scripts])


def fact_check(review: Mapping[str, Any]) -> FactCheck:
    """A ClaimReview as a fact check.

    Raises:
        UnreadableFactCheck: claim, rating or address is missing, too long, or no text.
    """
    claim = normalise(_text(review.get("claimReviewed")) or "").text.strip()
    url = _text(review.get("url")) or ""
    rating = _seen(_rating(review.get("reviewRating")))
    if not claim or len(claim) > MOST_CLAIM:
        raise UnreadableFactCheck(f"claimReviewed must be a text of 1 to {MOST_CLAIM} characters")
    if not rating:
        raise UnreadableFactCheck("reviewRating must have an alternateName, or a ratingValue")
    if (host := _host(url)) is None:
        raise UnreadableFactCheck("url must be the http or https address of the fact check")
    author = _seen(_name(review.get("author"))) or _seen(_name(review.get("publisher"))) or host
    key = f"{url}\n{claim}".encode("utf-8", "surrogatepass")
    return FactCheck(
        id="k-" + hashlib.sha256(key).hexdigest()[:16],
        claim=claim,
        rating=rating[:MOST_NAME],
        author=author[:MOST_NAME],
        url=url,
        published_at=_moment(_text(review.get("datePublished"))),
    )


def _walk(data: object) -> Iterator[Mapping[str, Any]]:
    """The objects of the type, in order; without recursion, for the document is somebody else's."""
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            kinds = item.get("@type")
            if KIND in [
                str(k).rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds])
            ]:
                yield item
            else:
                waiting += reversed(item.values())
        elif isinstance(item, list):
            waiting += reversed(item)


def _embedded(script: etree._Element) -> object:
    if (script.get("type") or "").casefold() != "application/ld+json":
        return None
    try:
        data: object = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return None
    return data


def _rating(value: object) -> str | None:
    """A rating in words; where it has only numbers, "2 of 5"."""
    rating = _first(value)
    if not isinstance(rating, dict):
        return _text(rating)
    words = _text(rating.get("alternateName")) or _text(rating.get("name"))
    number, best = _text(rating.get("ratingValue")), _text(rating.get("bestRating"))
    return words or (f"{number} of {best}" if number and best else number)


def _name(value: object) -> str | None:
    """The name of a person or body, however it is given."""
    held = _first(value)
    return _text(held.get("name")) if isinstance(held, dict) else _text(held)


def _seen(words: str | None) -> str:
    """Words in one line, without what a reader cannot see."""
    return " ".join(normalise(words or "").text.split())


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _text(value: object) -> str | None:
    """A value as text, without half surrogate pairs, which cannot be kept."""
    value = _first(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and len(url) <= MOST_CLAIM and url.isprintable()
    return parts.hostname if usable else None


def _moment(text: str | None) -> datetime | None:
    """A time as ISO 8601 writes it; a bare date is midnight UTC."""
    try:
        moment = datetime.fromisoformat(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
