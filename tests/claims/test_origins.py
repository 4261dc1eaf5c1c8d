from datetime import UTC, datetime

from claims.origins import derivations, origins
from index.types import Article
from tests.parts import article

WIRE = (
    "The ferry carried 214 passengers when it ran aground off the island on Tuesday evening. "
    "All of them were taken off by lifeboats before midnight, and nobody was seriously injured. "
    "The operator denied that the ship had missed its yearly inspection in the winter. "
    "A tug stood by on Wednesday to keep the diesel in the tanks from leaking out."
)
OTHER = (
    "Officials spoke of 241 people on the ship that struck the rocks near the lighthouse at night. "
    "“Nobody was seriously injured,” said the head of the coastguard in the harbour on Wednesday. "
    "Two crew members told reporters that no inspector had been aboard since the summer of last year."
)


def at(hour: int, text: str, name: str) -> Article:
    return article(text, id=name, published_at=datetime(2026, 3, 11, hour, tzinfo=UTC))


def test_the_later_copy_names_the_earlier() -> None:
    """A copy with a sentence cut points at the article that came first, with the share that it took."""
    found = derivations([at(9, " ".join(WIRE.split()[:45]), "copy"), at(6, WIRE, "wire")])
    assert found["wire"] == ()
    assert [(d.article_id, d.mode) for d in found["copy"]] == [("wire", "copy")]
    assert found["copy"][0].share == 1.0
    assert origins(found) == {"wire": "wire", "copy": "wire"}


def test_independent_reports_share_no_origin() -> None:
    """Two reports of one event with a quotation in common are two origins."""
    found = derivations([at(6, WIRE, "wire"), at(9, OTHER, "other")])
    assert found == {"wire": (), "other": ()}
    assert len(set(origins(found).values())) == 2


def test_a_copy_of_a_copy_has_the_first_origin() -> None:
    """Chains of copies end at the article that was first."""
    found = derivations([at(6, WIRE, "a"), at(7, WIRE, "b"), at(8, WIRE, "c")])
    assert origins(found) == {"a": "a", "b": "a", "c": "a"}


def test_a_short_text_is_no_copy() -> None:
    """A few words in common say nothing."""
    short = "The ferry carried 214 passengers when it ran aground."
    assert derivations([at(6, WIRE, "wire"), at(9, short, "short")])["short"] == ()
