import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from service.settings import Settings

ROOT = Path(__file__).parents[2]
IMAGE = re.sub(r"\s*\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
COMPOSE: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")
SERVICE: dict[str, Any] = COMPOSE["services"]["crosscheck"]
PREFIX = "CROSSCHECK_"


def instruction(name: str) -> str:
    """The last instruction of a name in the Dockerfile."""
    found: list[str] = re.findall(rf"^{name} (.*)$", IMAGE, re.MULTILINE)
    return found[-1]


def image_settings() -> dict[str, str]:
    """The settings that the image makes."""
    return dict(re.findall(rf"({PREFIX}\w+)=(\S+)", instruction("ENV")))


def test_every_setting_is_one_of_the_service() -> None:
    """What the image and the compose file set is known to the service, which takes its value."""
    given = image_settings() | SERVICE["environment"]
    fields = {name.removeprefix(PREFIX).lower(): value for name, value in given.items()}
    assert set(fields) <= set(Settings.model_fields)
    settings = Settings.model_validate(fields)
    assert (settings.host, settings.data_folder) == ("0.0.0.0", Path("/data"))


def test_the_compose_file_agrees_with_the_image() -> None:
    """Port, volume and the check of health are the image's; from outside the port is this machine's alone."""
    port = Settings.model_fields["port"].default
    assert instruction("EXPOSE") == str(port)
    assert SERVICE["ports"] == [f"127.0.0.1:{port}:{port}"]
    folder = image_settings()["CROSSCHECK_DATA_FOLDER"]
    assert (instruction("VOLUME"), SERVICE["volumes"]) == (folder, [f"data:{folder}"])
    assert "data" in COMPOSE["volumes"]
    check = SERVICE["healthcheck"]
    times = f"--interval={check['interval']} --timeout={check['timeout']} --start-period={check['start_period']}"
    words = ", ".join(f'"{word}"' for word in check["test"][1:])
    assert instruction("HEALTHCHECK") == f"{times} CMD [{words}]"
    assert f"http://127.0.0.1:{port}/readyz" in words


def test_the_container_may_do_little() -> None:
    """It runs as a user without rights, on a file system that it cannot write to, within limits."""
    assert int(instruction("USER")) > 0
    assert f"--uid {instruction('USER')} " in IMAGE
    assert (SERVICE["read_only"], SERVICE["tmpfs"]) == (True, ["/tmp"])
    assert (SERVICE["cap_drop"], SERVICE["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert set(SERVICE["deploy"]["resources"]["limits"]) == {"cpus", "memory"}


def test_what_the_image_copies_is_sent_to_the_builder() -> None:
    """.dockerignore lets through exactly what the Dockerfile copies from here."""
    copied = {
        source
        for sources in re.findall(r"^COPY (?!--from)(.*) \S+$", IMAGE, re.MULTILINE)
        for source in sources.split()
    }
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in lines if line.startswith("!")} == copied
    assert all((ROOT / source).exists() for source in copied)
