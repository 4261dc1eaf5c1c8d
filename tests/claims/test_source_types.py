import pytest

from claims.provenance.source_types import MACHINE, OTHER, code_of, is_known, means_machine


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
    """Captures, edits, corrections and data-driven media are made by people; an unknown code says nothing."""
    assert not MACHINE & OTHER
    assert [code for code in OTHER if means_machine(code)] == []
    assert (is_known("digitalCapture"), is_known("nonsense"), means_machine("nonsense")) == (
        True,
        False,
        False,
    )
