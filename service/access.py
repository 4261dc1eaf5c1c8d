"""Around every request: its id, its line in the log, its figures, and the answer to what nobody foresaw."""

import logging
import re
import time
from collections.abc import Sequence
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.observer import Observer, observed_by
from service import errors
from service.logs import noted
from service.metrics import Metrics

log = logging.getLogger(__name__)

REQUEST_ID = "x-request-id"
_SANE = re.compile(r"[\w.:~+/=-]{1,128}", re.ASCII)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
OTHER = "other"
"""the route of every unknown path, and the method of every unknown one: what clients make up must not make labels"""


class Access:
    """The middleware around all that decides: what stands inside is timed, counted, logged and told to the observers."""

    def __init__(self, app: ASGIApp, metrics: Metrics, observers: Sequence[Observer]) -> None:
        self._app = app
        self._metrics = metrics
        self._observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request under its id, and write it down when the answer is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, started, status = _request_id(scope), time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        with noted(request_id=request_id), observed_by(*self._observers):
            try:
                await self._app(scope, receive, sending)
            except Exception:
                log.exception("%s %s failed", *_place(scope))
                if status:
                    raise
                await errors.unexpected()(scope, receive, sending)
            finally:
                self._write_down(scope, status, time.perf_counter() - started)

    def _write_down(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = _place(scope)
        self._metrics.request(method, route, status, seconds)
        fields = {
            "method": method,
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
        }
        log.info("%s %s %d", method, route, status, extra={"fields": fields})


def _request_id(scope: Scope) -> str:
    """The client's own id for the request where it can be logged and sent back as it is, else a new one."""
    given = Headers(scope=scope).get(REQUEST_ID, "")
    return given if _SANE.fullmatch(given) else uuid4().hex


def _place(scope: Scope) -> tuple[str, str]:
    """Method and route of a request; the route is its template, so that no id of an article is in it."""
    route = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    return scope["method"] if scope["method"] in _METHODS else OTHER, path or OTHER
