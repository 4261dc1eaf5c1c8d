import pytest

from benchmarks.provenance import Signed, signed_forms
from claims.provenance import assess, signed
from claims.types import Finding, ProvenanceStatus
from index.reading import read
from index.types import Submission
from tests.parts import article
from tests.signing import IPTC, MACHINE, PEOPLE, SIGNER, newsroom

ROOM = newsroom()
TEXT = "The ferry ran aground off Skerrow on Tuesday. Nobody was hurt, the coastguard said."


@pytest.mark.parametrize("form", signed_forms(ROOM), ids=lambda form: f"{form.name}-{form.finding}")
def test_every_signed_form_is_read(form: Signed) -> None:
    """Whole, made by people, changed, damaged, doubled and only referred to: each is told from the others."""
    assert form.is_right()


def test_a_signature_says_who_and_what() -> None:
    """The step lists that the signature holds, who signed, and the source type that marks the text."""
    step = signed.look(read(Submission("x.example", text=ROOM.wrapped(TEXT)), ROOM.root))
    assert step.finding is Finding.AI
    assert [(s.kind, s.method, s.scope, s.value, s.ai) for s in step.signals] == [
        (
            "signature",
            "c2pa-text-wrapper",
            "article",
            f"the signature holds, the signer is trusted; signed by {SIGNER}",
            False,
        ),
        ("signature", "c2pa-text-wrapper", "article", MACHINE, True),
    ]


def test_people_may_sign_too() -> None:
    """A manifest that holds and names no machine gives the status `signed` and flags nothing."""
    found = assess(article(ROOM.wrapped(TEXT, PEOPLE)))
    assert (found.status, found.flagged) == (ProvenanceStatus.SIGNED, False)


@pytest.mark.parametrize(
    ("source", "parent", "finding", "flagged"),
    [
        (f"{IPTC}composite", None, Finding.UNSTATED, False),
        (None, MACHINE, Finding.AI, True),
        (f"{IPTC}humanEdits", MACHINE, Finding.AI, True),
        (None, PEOPLE, Finding.UNSTATED, False),
        (f"{IPTC}humanEdits", PEOPLE, Finding.NO_AI, False),
    ],
)
def test_only_a_source_type_says_who_wrote(
    source: str | None, parent: str | None, finding: Finding, flagged: bool
) -> None:
    """A signature that names no source says of nobody that they wrote; a text edited from a machine's is a machine's."""
    found = assess(article(ROOM.wrapped(TEXT, source, parent)))
    assert (found.steps[0].finding, found.status) == (finding, ProvenanceStatus.SIGNED)
    assert found.flagged is flagged


def test_a_broken_signature_marks_nothing() -> None:
    """What a broken manifest says of machines is shown but counts for nothing, and the next step gives the status."""
    broken = ROOM.wrapped(f"{TEXT}\n\nWritten with AI").replace("Tuesday", "Sunday")
    found = assess(article(broken))
    assert found.steps[0].finding is Finding.BROKEN
    assert [signal.ai for signal in found.steps[0].signals] == [False, False]
    assert "does not hold" in found.signals[0].value
    assert (found.status, found.flagged) == (ProvenanceStatus.DECLARED, True)
