"""What people made of records, read out of the ledger and set beside what the machine found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.ledger import Entry, Ledger
from service.schemas import AuditResult, Record, Review

REVIEWED = {"claim": "verdict", "article": "flagged"}
"""what a review may override, by the kind of record"""


def records(ledger: Ledger, entries: Sequence[Entry]) -> list[Record]:
    """Entries of the ledger, each with its reviews."""
    about = ledger.about([entry.number for entry in entries])
    return [_record(entry, about[entry.number]) for entry in entries]


def beside(ledger: Ledger, audit_id: str, results: Iterable[AuditResult]) -> Iterator[AuditResult]:
    """The results of an audit, with the record and the review of each claim that has one."""
    recorded = ledger.on(f"{audit_id}/")
    held = dict(zip(recorded, records(ledger, list(recorded.values())), strict=True))
    for result in results:
        claims = [
            claim.model_copy(update={"record": record.number, "review": record.review})
            if (record := held.get(subject(audit_id, result.place, number)))
            else claim
            for number, claim in enumerate(result.claims)
        ]
        yield result.model_copy(update={"claims": claims})


def subject(audit_id: str, place: int, number: int) -> str:
    """What the record of a claim of an audit is about."""
    return f"{audit_id}/{place}/{number}"


def _record(entry: Entry, about: Sequence[Entry]) -> Record:
    reviews = [_review(item.number, item.content, entry.content) for item in about]
    decided = [review for review in reviews if review.decision != "annotated"]
    standing = (decided or reviews)[-1:]
    return Record(
        number=entry.number,
        content=dict(entry.content),
        previous=entry.previous,
        hash=entry.hash,
        review=standing[0] if standing else None,
        reviews=reviews,
    )


def _review(number: int, said: Mapping[str, Any], of: Mapping[str, Any]) -> Review:
    field = REVIEWED[of["kind"]]
    finding = {
        "confirmed": of["found"][field],
        "overridden": (said["override"] or {}).get("to"),
        "annotated": None,
    }[said["decision"]]
    return Review(
        record=number,
        decision=said["decision"],
        verdict=finding if field == "verdict" else None,
        flagged=finding if field == "flagged" else None,
        reviewer=said["reviewer"],
        at=said["at"],
        note=said["reason"],
    )
