"""Errors to RFC 9457 problems: one table from what happened to what the client is told."""

import logging
import sys
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from claims.errors import UnusableClaim
from index.errors import (
    AlreadyRecorded,
    KeyInUse,
    KeyReused,
    StoreFault,
    UnknownArticle,
    UnknownAudit,
    UnknownEntry,
    UnknownFactCheck,
    UnknownStory,
    UnknownVersion,
    UnknownWebhook,
    UnreadableArticle,
    UnreadableFactCheck,
)
from service.bodies import RepeatedKey
from service.logs import note
from service.schemas import FieldProblem, Problem, told

log = logging.getLogger(__name__)


class UnusableRecord(Exception):
    """What was asked for cannot be made of this record, or no record of what was asked for."""


class UnusableReview(Exception):
    """A review does not fit the record that it is of."""


MEDIA_TYPE = "application/problem+json"
_TITLES: dict[int, tuple[str, str]] = {
    400: ("unreadable-request", "The request cannot be read"),
    401: ("no-key", "A key is needed"),
    403: ("missing-scope", "The key is not for this"),
    404: ("unknown", "There is no such thing here"),
    409: ("in-progress", "The same request is being carried out"),
    405: ("wrong-method", "This address does not take that method"),
    413: ("too-large", "The request is too large"),
    415: ("not-json", "The request is not sent as JSON"),
    421: ("wrong-host", "The request is meant for another host"),
    422: ("invalid-request", "The request is not valid"),
    429: ("too-many-requests", "There were too many requests"),
    500: ("internal", "Something went wrong here"),
    503: ("unavailable", "The service cannot do this now"),
}


_FAULTS: dict[type[Exception], int] = {
    UnreadableArticle: 422,
    UnreadableFactCheck: 422,
    UnusableClaim: 422,
    UnusableRecord: 422,
    UnusableReview: 422,
    AlreadyRecorded: 422,
    UnknownArticle: 404,
    UnknownEntry: 404,
    UnknownVersion: 404,
    UnknownFactCheck: 404,
    UnknownAudit: 404,
    UnknownStory: 404,
    UnknownWebhook: 422,
    KeyReused: 422,
    KeyInUse: 409,
    StoreFault: 503,
}


class FieldFault(Exception):
    """A part of a request could not be used: its JSON pointer, and what was wrong."""

    def __init__(self, pointer: str, fault: Exception) -> None:
        super().__init__(str(fault))
        self.pointer = pointer


class ArticleFault(FieldFault):
    """An article of a request could not be used, by its place in a field of it."""

    def __init__(self, place: int, fault: Exception, field: str = "articles") -> None:
        super().__init__(f"/{field}/{place}", fault)


def problem(
    status: int,
    detail: str,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A reply that says what happened, and when to come again where that helps."""
    body = described(status, detail, errors)
    soon = {"Retry-After": "1"} if status in (409, 503) else {}
    return JSONResponse(
        body.model_dump(), status, soon | dict(headers or {}), media_type=MEDIA_TYPE
    )


def unexpected() -> JSONResponse:
    """The reply to an error that nobody foresaw."""
    return problem(500, "the error is in the log of the service")


def foreseen(fault: Exception) -> JSONResponse:
    """The reply to a fault of the table; one of the service's own is logged."""
    status = status_of(fault)
    if status >= 500:
        log.error("the request cannot be carried out", exc_info=fault)
    return problem(status, str(fault))


def described(status: int, detail: str, errors: Sequence[FieldProblem] = ()) -> Problem:
    """What happened, in the words of the table, and to which request."""
    request_id = note("request_id")
    slug, title = _TITLES.get(status, ("error", HTTPStatus(status).phrase))
    return Problem(
        type=f"urn:crosscheck:problem:{slug}",
        title=title,
        status=status,
        detail=detail,
        instance=f"urn:crosscheck:request:{request_id}" if request_id else None,
        errors=list(errors),
    )


def status_of(fault: Exception) -> int:
    """The status that a fault is answered with."""
    return next((status for kind, status in _FAULTS.items() if isinstance(fault, kind)), 500)


def install(app: FastAPI) -> None:
    """Answer every error that was foreseen as a problem; for others there is `unexpected`."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(FieldFault, _bad_field)
    for fault in _FAULTS:
        app.add_exception_handler(fault, _fault)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer, for the OpenAPI document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _TITLES[status][1], "content": content} for status in statuses}


def _fault(_: Request, fault: Exception) -> JSONResponse:
    return foreseen(fault)


def _bad_field(_: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, FieldFault)
    return problem(422, str(fault), [FieldProblem(pointer=fault.pointer, detail=str(fault))])


def _invalid(_: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    if isinstance(fault.body, bytes):
        return problem(
            415, "the body was not read; send it with the header content-type: application/json"
        )
    for error in fault.errors():
        if error["type"] == "json_invalid":
            said = f"{error['ctx']['error']}, at character {error['loc'][1]}"
            return problem(
                400, f"the body is not JSON: {said}", [FieldProblem(pointer="", detail=said)]
            )
    errors = [
        FieldProblem(pointer=_pointer(error["loc"]), detail=_detail(error))
        for error in fault.errors()
    ]
    names = [error.pointer or "the body itself" for error in errors[:3]]
    named = ", ".join(names) + (" …" if len(errors) > 3 else "")
    return problem(
        422,
        f"{len(errors)} field{'s are' if len(errors) > 1 else ' is'} not valid: {named}",
        errors,
    )


def _refused(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    detail = fault.detail
    if fault.status_code == 400:
        detail = f"the body cannot be read; {_unread(fault.__cause__)}"
    elif fault.status_code == 404:
        detail = "no such address; see /docs"
    elif fault.status_code == 405:
        # a page for people is not among the documented addresses, and has one route
        methods = _methods(request) or [(fault.headers or {})["Allow"]]
        detail = f"this address takes {' and '.join(methods)}; see /docs"
        return problem(405, detail, headers={"Allow": ", ".join(methods)})
    return problem(fault.status_code, detail, headers=fault.headers)


def _methods(request: Request) -> list[str]:
    """What an address takes, of all its routes: the framework names that of the first alone."""
    paths = request.app.openapi()["paths"].items()
    return sorted(
        method.upper()
        for path, methods in paths
        if compile_path(path)[0].match(request.url.path)
        for method in methods
    )


def _unread(cause: BaseException | None) -> str:
    """What to do about a body at which the reader of JSON gave up."""
    if isinstance(cause, RecursionError):
        return "send JSON that is not nested so deeply"
    if isinstance(cause, RepeatedKey):
        return f"the key {str(cause)[:100]!r} stands twice in one object; send it once"
    if isinstance(cause, ValueError) and not isinstance(cause, UnicodeError):
        return f"send JSON whose numbers have at most {sys.get_int_max_str_digits():,} digits"
    return "send JSON encoded as UTF-8"


def _pointer(location: Sequence[str | int]) -> str:
    """A validation error's place as a JSON pointer (RFC 6901); the leading `body`, `query` or `path` is no field."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in location[1:])
    return "".join(f"/{part}" for part in parts)


def _detail(error: dict[str, Any]) -> str:
    return told(error).encode("utf-8", "backslashreplace").decode()
