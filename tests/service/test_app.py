import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from service.app import create_app
from service.settings import Settings
from tests.parts import opener


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Any]:
    app = create_app(Settings(data_folder=tmp_path / "data"), opener)
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


def test_generated_requests_find_no_server_error(api: Any) -> None:
    """Whatever the OpenAPI document allows or forbids, no request is answered with a 5xx."""
    asked: set[str] = set()
    for found in api.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Any) -> None:
            assert case.call().status_code < 500, case.as_curl_command()

        ask()
        asked.add(operation.label)
    assert len(asked) == 30


def test_every_field_has_a_description_and_an_example(client: TestClient) -> None:
    """The OpenAPI document explains and shows every field of every object."""
    document = client.get("/openapi.json").json()
    bare = [
        f"{name}.{field}"
        for name, part in document["components"]["schemas"].items()
        for field, said in part.get("properties", {}).items()
        if not said.get("description") or "examples" not in said
    ]
    assert bare == []
    assert len(document["components"]["schemas"]) > 30


def test_errors_are_described_as_problems(client: TestClient) -> None:
    """No route of the document promises FastAPI's own error form."""
    document = client.get("/openapi.json").text
    assert "HTTPValidationError" not in document
    assert json.loads(document)["components"]["schemas"]["Problem"]["properties"]["type"][
        "description"
    ]
