"""The service that the examples are wired to, started once for all of them."""

from collections.abc import Iterator

import pytest

from tests.examples.running import Running, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running service with the real models."""
    with running(tmp_path_factory.mktemp("service") / "data") as opened:
        yield opened
