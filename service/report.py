"""The results of an audit as one page to read: claims marked in the text, evidence beside; it loads nothing from anywhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from claims.moments import is_bare
from index.jobs import Audit
from service import words
from service.schemas import AuditedClaim, AuditResult

_PAGES = Environment(loader=PackageLoader("service"), autoescape=True, undefined=StrictUndefined)
_PAGES.tests["bare"] = is_bare
_PAGES.globals["words"] = words


@dataclass(frozen=True)
class Span:
    """A stretch of an article's text, with the number of the claim that it is, which a record of it takes."""

    text: str
    number: int | None = None
    claim: AuditedClaim | None = None


def pages(audit: Audit, results: Iterable[AuditResult]) -> Iterator[str]:
    """The page, piece by piece."""
    articles = ((result, list(marked(result))) for result in results)
    return _PAGES.get_template("audit.html").generate(audit=audit, articles=articles)


def marked(result: AuditResult) -> Iterator[Span]:
    """An article's text cut at its claims; joined, the spans are the text. Of claims that overlap the first is marked."""
    text, at = result.text or "", 0
    for number, claim in enumerate(result.claims):
        if claim.start >= at:
            yield Span(text[at : claim.start])
            yield Span(text[claim.start : claim.end], number, claim)
            at = claim.end
    yield Span(text[at:])
