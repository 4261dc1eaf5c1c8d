"""Who may call: the key of a request is read before anything else, and each route names the scope that it needs."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPBearer, SecurityScopes
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from index.errors import StoreFault
from index.keys import Key, Keys, Scope
from service import errors
from service.addresses import is_open

_HOW = "send a key as `Authorization: Bearer …`; whoever runs the service makes one with: crosscheck keys create"
_BEARER = HTTPBearer(
    scheme_name="key",
    bearerFormat="crosscheck_ID_SECRET",
    description="A key made with `crosscheck keys create`. Before the first one is made no call needs any.",
    auto_error=False,
)


@dataclass(frozen=True)
class Caller:
    """Who sent a request: the holder of a key, or anybody; `fault` says why they are not let in."""

    key: Key | None = None
    fault: str | None = None

    @property
    def id(self) -> str:
        """The id of the key; empty for anybody."""
        return self.key.id if self.key else ""


class Identify:
    """Finds out who calls and writes it into the state of the request; each request asks the database, so revoking works at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Identify the caller and hand the request on; answer 503 where the keys cannot be read."""
        if scope["type"] == "http":
            try:
                scope["state"]["caller"] = await self._caller(scope)
            except StoreFault as fault:
                await errors.foreseen(fault)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _caller(self, scope: Connection) -> Caller:
        if is_open(scope["path"]):
            return Caller()
        sent = Headers(scope=scope).get("authorization", "")
        return await run_in_threadpool(identify, scope["state"]["keys"], sent)


def identify(keys: Keys, authorization: str) -> Caller:
    """Who sent an Authorization header; without a single key everybody is let in."""
    scheme, _, text = authorization.partition(" ")
    if scheme.lower() == "bearer" and (key := keys.find(text.strip())):
        return Caller(key)
    if not keys.exist():
        return Caller()
    if authorization:
        return Caller(fault=f"the key is not known here, or was revoked; {_HOW}")
    return Caller(fault=f"this call needs a key; {_HOW}")


class Door:
    """Answers 401 to whoever is not let in, and 421 to whoever needs no key but calls this machine by a strange name, before the body is read.

    Such a name is how a page in a browser reaches a service that is for this machine alone (DNS rebinding).

    Args:
        app: what stands behind it.
        host: the address that the service is bound to.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.host = host

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Let in or refuse."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Connection) -> Response | None:
        caller: Caller = scope["state"]["caller"]
        headers = Headers(scope=scope)
        if caller.fault:
            sent = "authorization" in headers
            asks = 'Bearer realm="crosscheck"' + (', error="invalid_token"' if sent else "")
            return errors.problem(401, caller.fault, headers={"WWW-Authenticate": asks})
        if caller.key or is_open(scope["path"]) or _is_here(headers.get("host", ""), self.host):
            return None
        return errors.problem(
            421,
            "without a key the service answers under the names of this machine alone; call it at 127.0.0.1 or localhost, or make a "
            "key first with: crosscheck keys create",
        )


def _is_here(sent: str, host: str) -> bool:
    """Whether a Host header names this machine from within, or as the service is bound."""
    try:
        name = urlsplit(f"//{sent}").hostname or ""
        return name in ("localhost", host.lower()) or ip_address(name).is_loopback
    except ValueError:
        return False


def check_host(host: str, keys: Keys) -> None:
    """Without a key the service is for this machine alone; an empty host is every address there is.

    Raises:
        PermissionError: there is no key, and other machines could reach the host.
    """
    found = socket.getaddrinfo(host or None, 0, flags=socket.AI_PASSIVE)
    if not keys.exist() and not all(ip_address(address[0]).is_loopback for *_, address in found):
        raise PermissionError(
            f"without a key anybody who reaches {host or 'this machine'} could use the service; make one first with: "
            "crosscheck keys create --name NAME --scope read --scope write; or serve on 127.0.0.1"
        )


def caller_of(request: Request) -> Caller:
    """Who sent a request."""
    caller: Caller = request.state.caller
    return caller


async def _allow(
    request: Request, needed: SecurityScopes, _: Annotated[object, Depends(_BEARER)]
) -> None:
    """Answer 403 where the caller's key lacks a scope that the route needs."""
    key = caller_of(request).key
    if key and not key.scopes.issuperset(needed.scopes):
        asks = f'Bearer realm="crosscheck", error="insufficient_scope", scope="{needed.scope_str}"'
        detail = f"this call needs a key with the scope `{needed.scope_str}`; the one sent has not"
        raise HTTPException(403, detail, {"WWW-Authenticate": asks})


READ = Security(_allow, scopes=[Scope.READ])
"""what stores nothing"""
WRITE = Security(_allow, scopes=[Scope.WRITE])
"""what is stored or asked to be done"""
ADMIN = Security(_allow, scopes=[Scope.ADMIN])
"""what takes from others what is theirs"""
