"""Outlets by their names: in capitals or not, with `www.` or without, it is one outlet, however each door spells it."""

import re
import unicodedata
from functools import lru_cache

_AROUND = re.compile(r"^(?:https?://)?(?:www\.)?(?=.)|/+$")
"""what a name has around it where it is given as an address"""


@lru_cache(maxsize=10_000)
def key_of(outlet: str) -> str:
    """What all spellings of an outlet's name have in common; outlets are compared, counted and filtered by it, and shown as sent.

    It is stored with every article: where it changes, a migration must fill the column anew.
    """
    folded = unicodedata.normalize("NFKC", outlet).casefold()
    return _AROUND.sub("", " ".join(folded.split()))
