"""Links of the OpenAPI document: which calls go on with what an answer holds (OpenAPI 3.1, Link Object)."""

from typing import Any


def links(status: int, *calls: str, **parameters: str) -> dict[int | str, dict[str, Any]]:
    """What a route's `responses` say of an answer that other calls go on from.

    Args:
        status: the status of the answer.
        calls: the names of the routes that take it on.
        parameters: a parameter of each of these calls, and the JSON pointer to its value in the answer.
    """
    given = {name: f"$response.body#{pointer}" for name, pointer in parameters.items()}
    return {status: {"links": {call: {"operationId": call, "parameters": given} for call in calls}}}
