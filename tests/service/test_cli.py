import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import typer
from rich.console import Console

from index.database import open_database
from index.errors import StoreFault
from index.jobs import Jobs
from index.types import EVERYWHERE, JobStatus
from service import cli
from service.engine import Engine
from service.screen import Screen
from tests.index.test_claimreview import REVIEW
from tests.parts import article
from tests.service.command import FERRY, RIVAL, run

WITHOUT_MODELS = """
import json, sys
from service import cli
statuses = []
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words
    try:
        statuses.append(cli.main())
    except SystemExit as left:
        statuses.append(left.code)
print(statuses, sorted({"torch", "transformers", "sentence_transformers"} & set(sys.modules)))
"""


def test_help_tells_what_there_is(tmp_path: Path) -> None:
    """The help names every command, what PATH may be, and the exit statuses."""
    said = run(tmp_path, "--help")
    assert said.returncode == 0
    for word in (
        "serve",
        "ingest",
        "verify",
        "records",
        "compare",
        "stories",
        "audit",
        "webhook",
        "keys",
        "watch",
        "factchecks",
        "provenance",
        "export",
        "standard input",
        "Exit status",
    ):
        assert word in said.stdout
    assert run(tmp_path, "--version").stdout == "crosscheck 0.1.0\n"


def test_a_story_of_one_article_is_not_compared(engine: Engine) -> None:
    """There is nothing to set it beside; with a second article there is."""
    engine.ingest([article(FERRY["text"], id="a")])
    (story,) = engine.stories.page(EVERYWHERE, None, 10)
    with pytest.raises(typer.BadParameter, match="has a single article"):
        cli.compared_story(engine, story.id)
    engine.ingest([article(RIVAL["text"], id="b")])
    assert len(cli.compared_story(engine, story.id)[1].articles) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify", "?!"], "blank"),
        (["verify", "It sank.", "--as-of", "soon"], "not a time"),
        (["nothing"], "No such command"),
        (["compare", "a.txt", "--csv", "--json"], "choose one"),
        (["compare", "a.txt", "--story", "s-1"], "either PATH"),
        (["compare"], "either PATH"),
        (["compare", "a.txt", "--html", "/no/such/folder/page.html"], "cannot be written"),
        (["audit", "a.txt", "--html", "/no/such/folder/page.html"], "cannot be written"),
        (["verify", "It sank.", "--outlet", ""], "Invalid value"),
        (["records", "show", "99999999999999999999"], "Invalid value"),
        (["audit", "a.txt", "--webhook", "http://h/\udcff"], "is not ASCII"),
    ],
)
def test_wrong_usage_is_status_two(tmp_path: Path, words: list[str], said: str) -> None:
    """A claim or an option that cannot be used is said on standard error, with exit status 2."""
    done = run(tmp_path, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_what_needs_no_model_loads_none(tmp_path: Path) -> None:
    """Keys, webhooks, records, an audit that is only written down, help and wrong usage do without the libraries of the models."""
    (tmp_path / "wire.json").write_text(json.dumps(FERRY))
    commands = [
        ["--version"],
        ["--help"],
        ["keys", "create", "--name", "desk", "--scope", "read"],
        ["keys", "list"],
        ["records", "list"],
        ["records", "verify"],
        ["webhook", "list"],
        ["audit", str(tmp_path / "wire.json")],
        ["compare"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MODELS, json.dumps(commands)],
        capture_output=True,
        text=True,
        env={**os.environ, "CROSSCHECK_DATA_FOLDER": str(tmp_path / "data")},
        check=True,
    )
    for kind in ("record", "webhook"):
        assert f"there is no {kind}\n" in done.stderr
    assert "there is no key" not in done.stderr
    assert done.stdout.splitlines()[-1] == "[0, 0, 0, 0, 0, 0, 0, 0, 2] []"


def test_a_setting_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    """A database that is none is named; in a trust list what stands beside the certificates is passed over."""
    wrong = run(tmp_path, "records", "list", CROSSCHECK_DATABASE="foo")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("crosscheck: CROSSCHECK_DATABASE is no URL of a database")
    assert len(wrong.stderr.splitlines()) == 1
    (tmp_path / "trusted.pem").write_text("# Zürich\n", encoding="utf-8")
    named = {
        "CROSSCHECK_TRUST_LIST": str(tmp_path / "trusted.pem"),
        "CROSSCHECK_ENCODER": str(tmp_path / "none"),
    }
    beyond = run(tmp_path, "verify", "It sank.", **named)
    assert (beyond.returncode, "UnicodeDecodeError" in beyond.stderr) == (1, False)
    assert str(tmp_path / "none") in beyond.stderr


def test_an_audit_is_written_down_for_a_running_service(tmp_path: Path) -> None:
    """Without waiting its id is printed and no model is loaded; what holds no article is named."""
    (tmp_path / "wire.json").write_text(json.dumps(FERRY))
    (tmp_path / "odd.json").write_text("{")
    done = run(tmp_path, "audit", str(tmp_path / "wire.json"), str(tmp_path / "odd.json"))
    assert (done.returncode, "odd.json" in done.stderr) == (1, True)
    with open_database(tmp_path / "data", None) as database:
        asked = Jobs(database).audit(done.stdout.strip())
    assert (asked.status, asked.total) == (JobStatus.QUEUED, 1)


@pytest.mark.model
def test_an_audit_is_carried_out_at_once_and_written_as_a_page(tmp_path: Path) -> None:
    """Articles of a batch contradict each other in the table and in the report; one that cannot be read is named by its file."""
    (tmp_path / "both.jsonl").write_text(f"{json.dumps(FERRY)}\n{json.dumps(RIVAL)}\n")
    page = tmp_path / "report.html"
    done = run(tmp_path, "audit", str(tmp_path / "both.jsonl"), "--html", str(page))
    assert (done.returncode, "2 articles: 2 audited, 0 failed." in done.stdout) == (0, True)
    assert page.read_text().count('<mark class="refuted"') == 2
    odd = tmp_path / "rss.html"
    odd.write_text('<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    given = ("--outlet", "desk.example", "--json")
    done = run(tmp_path, "audit", str(tmp_path / "both.jsonl"), str(odd), *given)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["source"] for item in results] == [
        f"{tmp_path / 'both.jsonl'}:1",
        f"{tmp_path / 'both.jsonl'}:2",
        str(odd),
    ]
    said = f"{odd}: {results[2]['error']['detail']}"
    assert (done.returncode, done.stderr.strip()) == (1, said)


@pytest.mark.model
def test_feeds_are_watched_and_fact_checks_taken_from_the_command_line(tmp_path: Path) -> None:
    """A round for cron stores and audits what is new, the next one finds nothing new; a check shows beside a verdict."""
    items = [{"id": f"tag:{a['id']}", "content_text": a["text"]} for a in (FERRY, RIVAL)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    first = run(tmp_path, "watch", "--once", str(tmp_path / "feed.json"))
    assert first.returncode == 0, first.stderr
    assert "2 articles: 2 audited, 0 failed." in first.stdout
    again = run(tmp_path, "watch", "--once", str(tmp_path / "feed.json"), str(tmp_path / "none"))
    assert (again.returncode, "Audit" in again.stdout, "cannot be read" in again.stderr) == (
        1,
        False,
        True,
    )
    (tmp_path / "check.json").write_text(json.dumps(REVIEW))
    taken = run(tmp_path, "factchecks", str(tmp_path / "check.json"))
    assert (taken.returncode, taken.stdout) == (0, "1 fact checks: 1 added; 0 refused.\n")
    found = run(tmp_path, "verify", "The ferry had 241 passengers.")
    assert "Skerrow Facts on the same: False" in found.stdout


def test_a_database_that_is_away_for_a_round_ends_no_watch() -> None:
    """It is said, and the next round is held after the same rest."""
    said, looks = StringIO(), iter([StoreFault("the database is locked"), None])
    held: list[str] = []

    def look() -> None:
        held.append("look")
        if fault := next(looks):
            raise fault

    def rest() -> None:
        held.append("rest")
        if held.count("rest") == 2:
            raise KeyboardInterrupt

    screen = Screen(Console(file=StringIO()), Console(file=said))
    with pytest.raises(KeyboardInterrupt):
        cli.endlessly(look, rest, screen)
    assert held == ["look", "rest", "look", "rest"]
    assert said.getvalue() == ("this round: the database is locked; the next one tries it again\n")


@pytest.mark.model
def test_a_desk_works_from_the_command_line(tmp_path: Path) -> None:
    """Articles go in, a claim is verified, articles are compared, and what was stored comes out again."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wire.json").write_text(json.dumps(FERRY))
    (tmp_path / "in" / "empty.txt").write_text("Advertisement")
    stored = run(tmp_path, "ingest", str(tmp_path / "in"))
    assert stored.returncode == 1
    assert stored.stdout == "2 articles: 1 added, 1 refused; 1 sentences.\n"
    assert "empty.txt" in stored.stderr
    piped = run(tmp_path, "ingest", "-", "--json", given=json.dumps(RIVAL))
    assert (piped.returncode, json.loads(piped.stdout)["articles"][0]["status"]) == (0, "added")
    found = run(tmp_path, "verify", "The ferry carried 214 passengers.", "--json", "--exit-code")
    verdict = json.loads(found.stdout)
    assert (found.returncode, verdict["verdict"]) == (4, "conflicting")
    assert verdict["conflicting"][0]["divergences"][0]["explanation"] == "214 here, 241 there"
    exported = run(tmp_path, "export").stdout
    assert [json.loads(line)["id"] for line in exported.splitlines()] == ["ledger-1", "wire-1"]
    (tmp_path / "all.jsonl").write_text(exported)
    compared = run(tmp_path, "compare", str(tmp_path / "all.jsonl"))
    assert compared.returncode == 0
    assert "number: 241 here, 214 there" in compared.stdout
    assert "\x1b[" not in compared.stdout
    page = tmp_path / "who says what.html"
    sheet = run(tmp_path, "compare", str(tmp_path / "all.jsonl"), "--csv", "--html", str(page))
    assert sheet.stdout.splitlines()[0].startswith("claim,flags,independent sources,ledger.example")
    assert f"wrote {page}" in sheet.stderr
    assert "number: 241 here, 214 there" in page.read_text(encoding="utf-8")
    (story,) = json.loads(run(tmp_path, "stories", "--rebuild", "--json").stdout)["stories"]
    assert story["counts"] == {"articles": 2, "outlets": 2}
    told = run(tmp_path, "compare", "--story", story["id"])
    assert "number: 241 here, 214 there" in told.stdout


def test_the_wheel_runs_from_another_folder(tmp_path: Path) -> None:
    """What is built and installed needs nothing of the repository: models, sample and migrations come along."""
    root = Path(__file__).parents[2]
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(root),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("crosscheck-*.whl")
    target = tmp_path / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(target),
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    assert (
        target / "claims" / "weights" / "stance" / "model.safetensors"
    ).stat().st_size > 20_000_000
    script = (
        "import service.cli, index.records, pathlib, sys\n"
        f"assert service.cli.__file__.startswith({str(target)!r})\n"
        "index.records.Records.open('sqlite:///new.db').close()\n"
        "from service.sample import sample_story\n"
        "print(len(sample_story()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "PYTHONPATH": str(target)},
    )
    assert (done.stdout, done.returncode) == ("5\n", 0), done.stderr
