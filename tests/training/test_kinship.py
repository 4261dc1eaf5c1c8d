from datetime import UTC, datetime, timedelta

from service.engine import Engine
from tests.parts import article
from training.combine import NOTHING, Row, fit
from training.kinship import Found, audited_rows, sides
from training.pairs import NEUTRAL, SUPPORTS

PUBLISHED = datetime(2026, 3, 11, tzinfo=UTC)
SAID = "The ferry carried 214 passengers to Skerrow."
WRECK = "The ferry ran aground off Skerrow on Tuesday."


def test_what_an_audit_finds_is_surely_silent_from_afar(engine: Engine) -> None:
    """A sentence of another season counts as silent, one of the same week is left open, and so are the same words."""
    alike = "The ferry carried 214 passengers to Skerrow and sacks of mail for the islands beyond."
    stored = (("near", alike, 1), ("old", alike, 400), ("same", SAID, 300))
    engine.ingest(
        [
            article(
                f"{WRECK} {text}",
                id=name,
                outlet=name,
                published_at=PUBLISHED - timedelta(days=days),
            )
            for name, text, days in stored
        ]
    )
    own = article(SAID, id="own", outlet="own", published_at=PUBLISHED)
    found = audited_rows(engine, own)
    assert {(one.days, one.is_far) for one in found} == {(1, False), (400, True), (300, False)}


def test_weights_that_are_fixed_stay_as_they_are() -> None:
    """Only the named signals are learned, on top of what the fixed ones say: what is far is silent, what is near supports."""
    fixed = {"bias": (2.0, -9.0)}
    near = Row({"bias": 1.0, "elsewhere": 0.0}, frozenset({SUPPORTS}))
    far = Row({"bias": 1.0, "elsewhere": 1.0}, frozenset({NEUTRAL}))
    learned = fit([near, far] * 500, ["elsewhere"], NOTHING, 1.0, fixed)
    assert list(learned) == ["elsewhere"]
    assert learned["elsewhere"][0] < -4.0
    weights = {**fixed, **learned}
    assert [sides([Found(row, 0.5, None, False)], weights) for row in (near, far)] == [1, 0]
    assert sides([Found(far, 0.5, None, True)], fixed) == 1
