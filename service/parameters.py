"""Query parameters: one that is not a list may be given once, or nobody could say which of its values counts."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError

LISTS = frozenset({"outlet"})
"""parameters that may be repeated"""


def refuse_repeats(request: Request) -> None:
    """Raise RequestValidationError where a parameter of one value is given more than once."""
    sent = request.query_params
    repeated = [name for name in sent if name not in LISTS and len(sent.getlist(name)) > 1]
    if repeated:
        raise RequestValidationError(
            [
                {"type": "repeated", "loc": ("query", name), "msg": "is repeated; give it once"}
                for name in repeated
            ]
        )
