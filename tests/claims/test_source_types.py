import pytest

from claims.provenance.source_types import (
    MACHINE,
    OTHER,
    PEOPLE,
    code_of,
    is_known,
    means_machine,
    means_people,
)


@pytest.mark.parametrize(
    "value",
    [
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/",
        "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "digsrctype:trainedAlgorithmicMedia",
        "trainedAlgorithmicMedia",
    ],
)
def test_a_code_is_read_in_every_spelling(value: str) -> None:
    """URI, schema.org member, qualified code and bare code are one."""
    assert code_of(value) == "trainedalgorithmicmedia"
    assert means_machine(value)


def test_other_codes_do_not_mean_a_machine() -> None:
    """Captures and edits are made by people; corrections, composites, data-driven media and unknown codes say nothing."""
    assert not MACHINE & (PEOPLE | OTHER)
    assert not PEOPLE & OTHER
    assert [code for code in PEOPLE | OTHER if means_machine(code)] == []
    assert [means_people(code) for code in ("humanEdits", "composite", "nonsense")] == [
        True,
        False,
        False,
    ]
    assert (is_known("digitalCapture"), is_known("nonsense"), means_machine("nonsense")) == (
        True,
        False,
        False,
    )
