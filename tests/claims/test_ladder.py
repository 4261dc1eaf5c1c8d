from claims.provenance import assess
from claims.types import Finding, ProvenanceStatus
from tests.parts import article
from tests.signing import PEOPLE, newsroom

TEXT = "The ferry ran aground off Skerrow on Tuesday. Nobody was hurt, the coastguard said."


def test_the_strongest_step_that_holds_gives_the_status() -> None:
    """A signature stands above a declaration, and both are shown."""
    signed = article(newsroom().wrapped(f"{TEXT}\n\nWritten with AI", PEOPLE))
    found = assess(signed)
    assert found.status is ProvenanceStatus.SIGNED
    assert [(step.status, step.finding) for step in found.steps] == [
        (ProvenanceStatus.SIGNED, Finding.NO_AI),
        (ProvenanceStatus.DECLARED, Finding.AI),
        (ProvenanceStatus.INFERRED, Finding.UNDETERMINED),
    ]
    assert found.flagged


def test_a_text_that_says_nothing_has_no_status() -> None:
    """Every step is listed even where it found nothing; the last could not tell."""
    found = assess(article(TEXT))
    assert (found.status, found.flagged, found.signals) == (
        ProvenanceStatus.UNDETERMINED,
        False,
        (),
    )
    assert [step.finding for step in found.steps] == [
        Finding.NOTHING,
        Finding.NOTHING,
        Finding.UNDETERMINED,
    ]


def test_hidden_characters_are_signals_beside_the_ladder() -> None:
    """They are listed with their place in the text as sent and say nothing of who wrote it."""
    sent = TEXT.replace("ferry", "fer\u200bry")
    found = assess(article(sent))
    assert (found.status, found.flagged) == (ProvenanceStatus.UNDETERMINED, False)
    signal = found.signals[0]
    assert (signal.kind, signal.method, signal.scope, signal.value, signal.ai) == (
        "characters",
        "zero-width",
        "text",
        "U+200B",
        False,
    )
    assert (signal.sent_start, signal.sent_end) == (7, 8)
    assert sent[7:8] == "\u200b"
    assert (signal.start, signal.end) == (None, None)
