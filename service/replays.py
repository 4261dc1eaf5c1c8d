"""Answers that can be had again: an ETag stands for all that an answer depends on.

The same request, to the same state of the corpus, the same models, thresholds and version, gives the same bytes on the
same kind of machine. So the tag is strong (RFC 9110, 8.8.3), and who asks with `If-None-Match` is told that nothing changed.
"""

import hashlib
import json
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from service.bodies import JsonRequest
from service.engine import Engine
from service.idempotency import fingerprint

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing that the answer depends on has changed."}
}
IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        description="The `ETag` of an answer you have: where it still stands, 304 is all that is sent.",
        examples=['"3f1c0a52d4e86b7790aa13cd5e24f861"'],
    ),
]


class TaggedRoute(APIRoute):
    """A route whose answers depend on the request, the state and the models alone, and carry an ETag."""

    @staticmethod
    def state(engine: Engine) -> tuple[int, ...]:
        """Revisions that grow with every change of what is stored and that answers depend on."""
        return (engine.corpus.revision(),)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, wrapped; it is not called for what the client has, and what was answered while the state changed has no tag."""
        handle = super().get_route_handler()

        async def tagged(sent: Request) -> Response:
            request = JsonRequest(sent.scope, sent.receive)
            engine: Engine = request.state.engine
            state = await run_in_threadpool(self.state, engine)
            tag = _tag(engine, state, fingerprint(request, await request.body()))
            if request.method == "GET" and tag in _known(request):
                return Response(status_code=304, headers={"ETag": tag})
            reply = await handle(request)
            if request.method == "GET" and "*" in _known(request) and reply.status_code == 200:
                return Response(status_code=304, headers={"ETag": tag})
            unchanged = await run_in_threadpool(self.state, engine) == state
            if reply.status_code == 200 and unchanged:
                reply.headers["ETag"] = tag
            return reply

        return tagged


def _tag(engine: Engine, state: tuple[int, ...], asked: str) -> str:
    """The tag of an answer in a state."""
    made_of = {
        **engine.made_with,
        "trust": engine.trust,
        "state": state,
        "asked": asked,
    }
    whole = json.dumps(made_of, sort_keys=True)
    return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'


def _known(request: Request) -> set[str]:
    """The tags that the client has, `*` for whatever there is; a weak one counts like a strong one here (RFC 9110, 13.1.2)."""
    sent = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in sent.split(",")}
