"""People as news counts them: by number, or by what they came for."""

from claims.facts.words import content_stems, stem

_SINGULAR = {"person": "people", "men": "man", "women": "woman", "children": "child"}
PERSONS = frozenset(_SINGULAR.values())
KINDS = content_stems(
    "commuters demonstrators employees evacuees fans guests holidaymakers inhabitants"
    " inmates marchers passengers patients pilgrims prisoners protesters protestors pupils"
    " residents spectators staff students supporters tenants travellers villagers visitors"
    " voters workers worshippers"
)
"""what news calls people by what they came for, all of them or most; "people" counts them as well"""


def noun(word: str) -> str:
    """The stem of a noun, for people one in any number ("men" and "man")."""
    return _SINGULAR.get(stem(word), stem(word))
