"""Digital source types, and whether each means that a machine or that people made the content.

Those of the IPTC (https://cv.iptc.org/newscodes/digitalsourcetype/, retired ones too), schema.org
(`IPTCDigitalSourceEnumeration`) and C2PA.
"""

import re

MACHINE = frozenset(
    """trainedAlgorithmicMedia compositeWithTrainedAlgorithmicMedia compositeSynthetic algorithmicMedia
    trainedAlgorithmicData""".casefold().split()
)
PEOPLE = frozenset(
    """digitalCapture computationalCapture multiFrameComputationalCapture negativeFilm positiveFilm print humanEdits
    minorHumanEdits compositeCapture digitalCreation digitalArt""".casefold().split()
)
OTHER = frozenset(
    """composite algorithmicallyEnhanced dataDrivenMedia virtualRecording screenCapture softwareImage
    empty""".casefold().split()
)
"""they say of neither: `composite` may hold anything, `algorithmicallyEnhanced` is a correction, `dataDrivenMedia` is programmed by people"""


def code_of(value: str) -> str:
    """The bare code of a URI, a qualified code ("digsrctype:…"), a schema.org member or a code."""
    last = value.strip().rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return re.sub(r"\W", "", last).casefold().removesuffix("digitalsource")


def is_known(value: str) -> bool:
    """Whether the value is a digital source type."""
    return code_of(value) in MACHINE | PEOPLE | OTHER


def means_machine(value: str) -> bool:
    """Whether the value says that a machine made the content; an unknown one does not."""
    return code_of(value) in MACHINE


def means_people(value: str) -> bool:
    """Whether the value says that people made the content; an unknown one does not."""
    return code_of(value) in PEOPLE
