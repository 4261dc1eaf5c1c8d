"""How much: the size of a body, the requests of a caller in a minute, and the requests that use the models at one time."""

import math
import time
from collections.abc import AsyncIterator

from fastapi import Depends, HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import errors
from service.addresses import HEALTH


class BodyLimit:
    """Answers 413 as soon as a request's body is known to be larger than `most` bytes, and lets go of one that breaks off.

    One that is compressed could unfold to any size, and is not taken.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        encoding = Headers(scope=scope).get("content-encoding", "identity")
        if encoding.casefold() != "identity":
            reply = errors.problem(415, f"the body is encoded as {encoding}; send it as it is")
            await reply(scope, receive, send)
            return
        body, more = bytearray(), True
        while more and len(body) <= self.most:
            message = await receive()
            if message["type"] == "http.disconnect":
                await errors.problem(400, "the body broke off")(scope, receive, send)
                return
            body += message.get("body", b"")
            more = bool(message.get("more_body", False))
        if len(body) > self.most:
            reply = errors.problem(
                413,
                f"the body is larger than {self.most} bytes; send the articles in smaller batches",
            )
            await reply(scope, receive, send)
            return

        # one message, however many pieces it came in: of a byte each they would take hundreds
        whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self.app(scope, replay, send)


class RequestRate:
    """Counts the requests of each key, and of each address without one, and answers 429 beyond `most` in a minute.

    A minute begins with the first request. Every answer says what is left, after draft-ietf-httpapi-ratelimit-headers-11.
    Each process counts for itself, in memory.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most
        self._minute = RateLimitItemPerMinute(most)
        self._counter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request; hand it on or refuse it."""
        if scope["type"] != "http" or scope["path"] in HEALTH:
            await self.app(scope, receive, send)
            return
        who = _who(scope)
        allowed = self._counter.hit(self._minute, who)
        window = self._counter.get_window_stats(self._minute, who)
        wait = max(1, math.ceil(window.reset_time - time.time()))

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = f'"requests";q={self.most};w=60'
                headers["RateLimit"] = f'"requests";r={window.remaining};t={wait}'
            await send(message)

        if allowed:
            await self.app(scope, receive, counted)
        else:
            detail = f"more than {self.most} requests in a minute; ask again in {wait} seconds"
            reply = errors.problem(429, detail, headers={"Retry-After": str(wait)})
            await reply(scope, receive, counted)


def _who(scope: Scope) -> str:
    """Whom a request counts for."""
    if key_id := scope["state"]["caller"].id:
        return f"key {key_id}"
    return f"address {scope['client'][0] if scope['client'] else ''}"


class Slots:
    """Places for requests that use the models; the event loop alone counts them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0


async def _slot(request: Request) -> AsyncIterator[None]:
    """Hold a place while the route works; answer 503 where all are taken."""
    slots: Slots = request.state.slots
    if slots.taken == slots.most:
        raise HTTPException(
            503,
            f"{slots.most} requests are being worked on, which is all that is done at one time; ask again soon",
        )
    slots.taken += 1
    try:
        yield
    finally:
        slots.taken -= 1


SLOT = Depends(_slot, scope="function")
"""of a route that uses the models; it ends before the answer is sent"""
