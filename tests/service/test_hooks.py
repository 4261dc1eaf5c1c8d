from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.hooks import app

HOOK = "http://127.0.0.1:9/hook"


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("CROSSCHECK_PRIVATE_WEBHOOKS", "true")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_webhook_is_added_listed_rotated_and_removed() -> None:
    """Its secret is printed when it is made, and the list tells how it stands."""
    first = run("add", HOOK).stdout.strip()
    assert first.startswith("whsec_")
    assert run("add", HOOK).stdout.strip() == first
    assert run("list").stdout == f"on\t0 waiting\t{HOOK}\t\n"
    assert run("rotate", HOOK).stdout.strip() not in ("", first)
    assert run("remove", HOOK).exit_code == 0
    assert run("list").stdout == ""


@pytest.mark.parametrize(
    "url", ["desk", "ftp://desk.example/", "http:///hook", "http://h:x/", f"{HOOK}/fähre"]
)
def test_what_is_no_address_is_wrong_usage(url: str) -> None:
    """Exit status 2, and nothing is added."""
    assert run("add", url).exit_code == 2
    assert run("list").stdout == ""


def test_a_private_address_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the setting allows it."""
    monkeypatch.setenv("CROSSCHECK_PRIVATE_WEBHOOKS", "false")
    assert run("add", HOOK).exit_code == 2


@pytest.mark.parametrize("command", ["add", "rotate", "remove"])
def test_an_argument_that_is_no_text_is_wrong_usage(command: str) -> None:
    """Bytes that are no UTF-8 are in no address, whatever is to be done with it."""
    refused = run(command, f"{HOOK}/\udcff")
    assert (refused.exit_code, "is not ASCII" in refused.output) == (2, True)
