from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings, unknown_settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is a variable with the prefix CROSSCHECK_."""
    monkeypatch.setenv("CROSSCHECK_PORT", "9000")
    monkeypatch.setenv("CROSSCHECK_DATA_FOLDER", "/tmp/elsewhere")
    assert (Settings().port, Settings().data_folder) == (9000, Path("/tmp/elsewhere"))


def test_the_service_is_for_this_machine_alone_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting it binds to the loopback address."""
    monkeypatch.delenv("CROSSCHECK_HOST", raising=False)
    assert Settings().host == "127.0.0.1"


def test_a_bad_value_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is none is refused, with the name of the field."""
    monkeypatch.setenv("CROSSCHECK_PORT", "99999")
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_a_misspelt_setting_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins like a setting and is none is named; settings, in whatever case, and other variables are not."""
    for name in ("DATA_FOLDER", "PORTS", "port", "DATA_DIR", "KEY"):
        monkeypatch.setenv(f"CROSSCHECK_{name}", "1")
    monkeypatch.setenv("CROSSCHECKED_PORT", "1")
    assert unknown_settings() == [
        "CROSSCHECK_DATA_DIR is no setting and does nothing; CROSSCHECK_DATA_FOLDER is",
        "CROSSCHECK_KEY is no setting and does nothing",
        "CROSSCHECK_PORTS is no setting and does nothing; CROSSCHECK_PORT is",
    ]


def test_every_setting_is_in_the_documentation() -> None:
    """docs/settings.md lists each variable with what it is for."""
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"CROSSCHECK_{name.upper()}" in text
        assert field.description
        assert field.description in text
