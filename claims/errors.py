"""What can go wrong above the index.

ClaimFault
├── UnusableClaim   the text holds nothing that could be checked
└── ModelFault      a model's files are missing, damaged or not what they should be
"""


class ClaimFault(Exception):
    """Base of all errors of this package; its text says what to do."""


class UnusableClaim(ClaimFault):
    """The claim says nothing that could be true or false."""


class ModelFault(ClaimFault):
    """A model's files cannot be used."""
