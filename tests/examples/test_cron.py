import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from index.keys import Scope
from tests.examples.running import Running, free_port
from tests.service.receiver import receiving

AUDIT_NEW = Path(__file__).parents[2] / "examples" / "cron" / "audit-new.sh"
ARTICLE = {
    "id": "night-1",
    "outlet": "desk.example",
    "published_at": "2026-03-11",
    "text": "The council of Anders approved the new tram line on Tuesday.",
}
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is missing")


def audit_new(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One run of the script."""
    return subprocess.run(
        [str(AUDIT_NEW), *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def secret(folder: Path, key: str, mode: int = 0o600) -> str:
    """A file with a key."""
    path = folder / "key"
    path.write_text(key + "\n")
    path.chmod(mode)
    return str(path)


def put(folder: Path, name: str, article: object) -> None:
    """Put an article into the folder that is watched."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(article))


@pytest.mark.model
def test_what_is_new_is_audited_once(service: Running, tmp_path: Path) -> None:
    """A run sends what is new and moves it; the next finds nothing; the same file put there again has the same audit."""
    new, sent = tmp_path / "night desk", tmp_path / "night desk" / "sent"
    words = ("-u", service.address, "-k", secret(tmp_path, service.new_key(Scope.WRITE)), str(new))
    put(new, "tram.json", ARTICLE)
    first, second = audit_new(*words), audit_new(*words)
    assert [(run.returncode, run.stdout + run.stderr) for run in (first, second)] == [(0, "")] * 2
    assert sorted(file.name for file in sent.iterdir()) == ["tram.json", "tram.json.audit"]
    audit = (sent / "tram.json.audit").read_text().strip()
    put(new, "tram.json", ARTICLE)
    put(new, "other.json", {**ARTICLE, "id": "night-2"})
    assert audit_new(*words).returncode == 0
    assert (sent / "tram.json.audit").read_text().strip() == audit
    assert (sent / "other.json.audit").read_text().strip() != audit
    (result,) = service.results(audit.removeprefix("/v1/audits/"))
    assert (result["article_id"], result["status"]) == ("night-1", "completed")


@pytest.mark.model
@pytest.mark.skipif(shutil.which("flock") is None, reason="flock is missing (util-linux)")
def test_the_line_for_cron_runs_the_script(service: Running, tmp_path: Path) -> None:
    """The command of the crontab, with folder, key and address of this test, sends what is new."""
    put(tmp_path / "new", "tram.json", {**ARTICLE, "id": "night-4"})
    line = (AUDIT_NEW.parent / "crontab").read_text().splitlines()[-1]
    command = line.split(maxsplit=6)[6]
    for named, here in (
        ("/usr/local/bin/audit-new.sh", f"{AUDIT_NEW} -u {service.address}"),
        ("/etc/crosscheck/key", secret(tmp_path, service.new_key(Scope.WRITE))),
        ("/var/spool/crosscheck", str(tmp_path / "new")),
    ):
        assert named in command
        command = command.replace(named, here)
    subprocess.run(["sh", "-c", command], check=True)
    assert (tmp_path / "new" / "sent" / "tram.json").exists()


@pytest.mark.model
def test_a_file_that_is_refused_is_put_aside(service: Running, tmp_path: Path) -> None:
    """Its reason stands beside it and the exit status is 1; the others are sent all the same."""
    new = tmp_path / "new"
    put(new, "a.json", {"outlet": "desk.example"})
    (new / "b.json").write_text("{")
    put(new, "c.json", {**ARTICLE, "id": "night-3"})
    key = secret(tmp_path, service.new_key(Scope.WRITE))
    done = audit_new("-u", service.address, "-k", key, str(new))
    assert (done.returncode, done.stderr.count("is refused")) == (1, 2)
    reason = json.loads((new / "refused" / "a.json.problem").read_text())
    assert "exactly one of text, html and ninjs" in reason["errors"][0]["detail"]
    assert (new / "refused" / "b.json").read_text() == "{"
    assert (new / "sent" / "c.json").exists()


@pytest.mark.model
def test_a_key_that_is_not_let_in_stops_the_run(service: Running, tmp_path: Path) -> None:
    """The exit status is 2, the answer is said, and the files stay where they are."""
    put(tmp_path / "new", "a.json", ARTICLE)
    key = secret(tmp_path, service.new_key(Scope.READ))
    done = audit_new("-u", service.address, "-k", key, str(tmp_path / "new"))
    assert (done.returncode, "not let in (403)" in done.stderr) == (2, True)
    assert (tmp_path / "new" / "a.json").exists()


@pytest.mark.model
def test_the_key_is_not_among_the_words_of_a_process(service: Running, tmp_path: Path) -> None:
    """The script starts curl without the key, which curl reads from its standard input."""
    spy = tmp_path / "bin" / "curl"
    spy.parent.mkdir()
    spy.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" >>{tmp_path}/words\nexec {shutil.which("curl")} "$@"\n'
    )
    spy.chmod(0o755)
    put(tmp_path / "new", "a.json", ARTICLE)
    key = service.new_key(Scope.WRITE)
    words = ("-u", service.address, "-k", secret(tmp_path, key), str(tmp_path / "new"))
    assert audit_new(*words, PATH=f"{spy.parent}:{os.environ['PATH']}").returncode == 0
    assert (tmp_path / "new" / "sent" / "a.json").exists()
    said = (tmp_path / "words").read_text()
    assert ("/v1/audits" in said, key in said) == (True, False)


def test_a_service_that_cannot_be_reached_is_tried_again(tmp_path: Path) -> None:
    """The exit status is 75 and the file waits for the next run."""
    put(tmp_path / "new", "a.json", ARTICLE)
    done = audit_new("-u", f"http://127.0.0.1:{free_port()}", str(tmp_path / "new"))
    assert (done.returncode, "a.json and what follows wait" in done.stderr) == (75, True)
    assert (tmp_path / "new" / "a.json").exists()


def test_wrong_usage_is_status_two(tmp_path: Path) -> None:
    """No folder, a folder that is none, and a key that others may read are said before anything is sent."""
    put(tmp_path / "new", "a.json", ARTICLE)
    key = secret(tmp_path, "crosscheck_", mode=0o640)
    for words, said in (
        ((), "usage: audit-new.sh"),
        ((str(tmp_path / "none"),), "is not a folder"),
        (("-k", str(tmp_path / "none"), str(tmp_path)), "cannot be read"),
        (("-k", key, str(tmp_path / "new")), "chmod 600"),
    ):
        done = audit_new(*words)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("status", "aside", "note"), [(202, "sent", "audit"), (422, "refused", "problem")]
)
def test_a_name_that_comes_again_overwrites_nothing(
    tmp_path: Path, status: int, aside: str, note: str
) -> None:
    """What was put aside before stays as it was; the later files of that name stand beside it with a number."""
    new, texts = tmp_path / "new", ["The tram is approved.", "The tram is late.", "It is here."]
    with receiving(status) as service:
        for text in texts:
            put(new, "night.json", {**ARTICLE, "text": text})
            assert audit_new("-u", service.url, str(new)).returncode == (status == 422)
    names = ["night.json", "night.2.json", "night.3.json"]
    assert [json.loads((new / aside / name).read_text())["text"] for name in names] == texts
    beside = sorted([*names, *(f"{name}.{note}" for name in names)])
    assert sorted(file.name for file in (new / aside).iterdir()) == beside
