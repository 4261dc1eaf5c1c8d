"""Requests that store are carried out once for each Idempotency-Key; asked again they get the same answer."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from index.answers import Answer, Answers, Turn
from service.bodies import JsonRequest
from service.keys import caller_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_KEPT = ("content-type", "location")
"""headers that are part of the answer; the others are made anew"""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="A key of your own for this request, best a UUID: sent again with the same body it gets the same "
        "answer and nothing is done twice.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


class StoringRoute(APIRoute):
    """A route whose POST stores. `request.state.token` is the same at every attempt with one key, also after a crash."""

    def get_route_handler(self) -> Handler:
        """The handler, wrapped."""
        handle = super().get_route_handler()

        async def once(sent: Request) -> Response:
            request = JsonRequest(sent.scope, sent.receive)
            key = request.headers.get("idempotency-key")
            if key is None or request.method != "POST":
                return await handle(request)
            answers: Answers = request.state.answers
            turn = await run_in_threadpool(
                answers.begin, key, fingerprint(request, await request.body())
            )
            if isinstance(turn, Answer):
                return Response(turn.body, turn.status, dict(turn.headers))
            request.state.token = turn.token
            try:
                return await _carried_out(request, handle, answers, turn)
            finally:
                answers.end(turn)

        return once


async def _carried_out(request: Request, handle: Handler, answers: Answers, turn: Turn) -> Response:
    """The answer to a request whose turn it is, kept; the key of one that was refused or failed is free."""
    try:
        reply = await handle(request)
    except Exception:
        await run_in_threadpool(answers.drop, turn)
        raise
    headers = {name: reply.headers[name] for name in _KEPT if name in reply.headers}
    answer = Answer(reply.status_code, headers, bytes(reply.body))
    await run_in_threadpool(answers.keep, turn, answer)
    return reply


def fingerprint(request: Request, body: bytes) -> str:
    """What tells one request from another: who sent it, method, address and body."""
    head = f"{caller_of(request).id} {request.method} {request.url.path}?{request.url.query}\n"
    whole = head.encode() + body
    return hashlib.sha256(whole).hexdigest()
