"""Query parameters: each is one that the address has, or an answer would seem narrowed that is not.

One that is not a list may be given once, or nobody could say which of its values counts.
"""

from datetime import datetime

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError

from service import schemas

LISTS = frozenset({"outlet"})
"""parameters that may be repeated"""


def refuse_unclear(request: Request) -> None:
    """Raise RequestValidationError where a parameter is unknown, or one of one value is given more than once."""
    sent = request.query_params
    known = _names(request.scope["route"].dependant)
    unknown = [(name, _unknown(known)) for name in sent if name not in known]
    repeated = [
        (name, "is repeated; give it once")
        for name in sent
        if name in known - LISTS and len(sent.getlist(name)) > 1
    ]
    if faults := unknown + repeated:
        raise RequestValidationError(
            [{"type": "unclear", "loc": ("query", name), "msg": said} for name, said in faults]
        )


def refuse_no_time(after: datetime | None, before: datetime | None) -> None:
    """Raise RequestValidationError where nothing can be published at one time or later and before the other."""
    try:
        schemas.refuse_no_time(after, before)
    except ValueError as fault:
        wrong = {"type": "unclear", "loc": ("query", "published_before"), "msg": str(fault)}
        raise RequestValidationError([wrong]) from fault


def _names(dependant: Dependant) -> frozenset[str]:
    """The query parameters of an address, and of all that it depends on."""
    own = frozenset(field.alias for field in dependant.query_params)
    return own.union(*map(_names, dependant.dependencies))


def _unknown(known: frozenset[str]) -> str:
    return f"is unknown; known here: {', '.join(sorted(known)) or 'none'}"
