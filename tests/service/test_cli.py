import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from index.database import open_database
from index.errors import StoreFault
from index.jobs import Jobs
from index.ledger import Ledger
from index.types import EVERYWHERE, JobStatus, Submission
from service import cli
from service.engine import Engine
from service.files import Naming
from tests.index.test_claimreview import REVIEW
from tests.parts import article

CROSSCHECK = Path(sys.executable).parent / "crosscheck"
SERVICE = """
import sys
from pathlib import Path
from service import cli, logs
from service.app import create_app
from service.settings import Settings
from tests.parts import opener
settings = Settings(data_folder=Path(sys.argv[1]), port=int(sys.argv[2]))
logs.configure("json", "info", sys.stderr)
cli.listen(create_app(settings, opener), settings)
"""
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
FERRY = {
    "id": "wire-1",
    "outlet": "wire.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 214 passengers to Skerrow on Tuesday.",
}
RIVAL = {
    "id": "ledger-1",
    "outlet": "ledger.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 241 passengers to Skerrow on Tuesday.",
}


def run(
    tmp_path: Path, *words: str, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line with a data folder of its own, colour and network off."""
    surroundings = {
        **os.environ,
        "CROSSCHECK_DATA_FOLDER": str(tmp_path / "data"),
        "HF_HUB_OFFLINE": "1",
        **environment,
    }
    return subprocess.run(
        [str(CROSSCHECK), *words],
        input=given,
        capture_output=True,
        text=True,
        env=surroundings,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, server: subprocess.Popen[str]) -> Any:
    """What a service answers as soon as it does."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url) as reply:
                return json.loads(reply.read())
        except OSError:
            assert server.poll() is None
            time.sleep(0.2)
    raise AssertionError(url)


def test_the_chain_of_records_is_verified(tmp_path: Path) -> None:
    """A sound chain leaves with 0 and its last hash, a record that was changed with 1 and its number; no model is loaded."""
    with open_database(tmp_path / "data", None) as database:
        ledger = Ledger(database)
        review = {
            "kind": "review",
            "at": "2026-03-11T00:00:00Z",
            "record": 1,
            "reviewer": "Ada Moss",
        }
        first, last = (
            ledger.append({**review, "decision": decision, "override": None})
            for decision in ("overridden", "confirmed")
        )
    sound = run(tmp_path, "records", "verify", "--noted", last.hash)
    assert (sound.returncode, sound.stdout) == (
        0,
        f"2 records, sound; note the last hash: {last.hash}\n",
    )
    assert last.previous == first.hash
    assert "record 1 confirmed by Ada Moss" in run(tmp_path, "records", "list").stdout
    with sqlite3.connect(tmp_path / "data" / "crosscheck.db") as connection:
        connection.execute(
            "UPDATE ledger SET content = replace(content, 'Ada', 'Eda') WHERE number = 2"
        )
    connection.close()
    broken = run(tmp_path, "records", "verify")
    assert broken.returncode == 1
    assert broken.stdout.startswith("broken at record 2")


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


def test_files_that_do_not_say_their_outlet_are_named_as_one_source(tmp_path: Path) -> None:
    """It is said on standard error how many they are and what to do, unless --outlet names it; so is a variable that is no setting."""
    for name in ("monday", "tuesday"):
        (tmp_path / f"{name}.txt").write_text(f"{name.title()} came. {FERRY['text']}")
    (tmp_path / "wire.json").write_text(json.dumps(FERRY))
    given = [str(tmp_path / name) for name in ("monday.txt", "tuesday.txt", "wire.json")]
    done = run(tmp_path, "audit", *given)
    assert (done.returncode, done.stderr) == (
        0,
        "articles that do not say their outlet, and count as one source, “unnamed”: 2; --outlet names it\n",
    )
    named = run(tmp_path, "audit", *given, "--outlet", "desk.example", CROSSCHECK_PORTS="1")
    assert (named.returncode, named.stderr) == (
        0,
        "crosscheck: CROSSCHECK_PORTS is no setting and does nothing; CROSSCHECK_PORT is\n",
    )
    with open_database(tmp_path / "data", None) as database:
        jobs = Jobs(database)
        first, second = (
            [
                item.outlet
                for item in jobs.contents(said.stdout.strip())
                if isinstance(item, Submission)
            ]
            for said in (done, named)
        )
    assert first == ["unnamed", "unnamed", "wire.example"]
    assert second == ["desk.example"] * 3


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


def test_a_busy_port_a_missing_key_and_a_bad_setting_are_one_line(tmp_path: Path) -> None:
    """What keeps the service from starting is said at once, before any model is loaded."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 1
    assert "choose another with --port" in busy.stderr
    assert len(busy.stderr.strip().splitlines()) <= 2
    bare = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", str(free_port()))
    assert (bare.returncode, "crosscheck keys create" in bare.stderr) == (1, True)
    assert len(bare.stderr.strip().splitlines()) == 1
    bad = run(tmp_path, "serve", CROSSCHECK_PORT="none")
    assert (bad.returncode, "CROSSCHECK_PORT" in bad.stderr) == (2, True)


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


def test_a_busy_port_is_said_of_an_ipv6_address_too(tmp_path: Path) -> None:
    """The port is looked at in the family of the host."""
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        busy = run(tmp_path, "serve", "--host", "::1", "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 1
    assert "Address already in use" in busy.stderr


def test_a_record_is_shown_with_its_reviews(tmp_path: Path) -> None:
    """The JSON is that of the HTTP interface; a review that cannot be read is no fault of a setting."""
    with open_database(tmp_path / "data", None) as database:
        ledger = Ledger(database)
        ledger.append({"kind": "claim", "found": {"verdict": "supported"}})
        said = {"kind": "review", "record": 1, "override": None, "reason": "Two outlets say so."}
        decided = {**said, "at": "2026-03-11T00:00:00Z", "decision": "confirmed"}
        ledger.append({**decided, "reviewer": "Ada Moss"})
        shown = json.loads(run(tmp_path, "records", "show", "1", "--json").stdout)
        assert shown["review"] == shown["reviews"][0]
        assert (shown["review"]["reviewer"], shown["review"]["verdict"]) == (
            "Ada Moss",
            "supported",
        )
        ledger.append({**decided, "reviewer": None})
    unread = run(tmp_path, "records", "show", "1", "--json")
    assert unread.returncode == 1
    assert "ValidationError" in unread.stderr
    assert "CROSSCHECK_" not in unread.stderr


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

    screen = cli.Screen(Console(file=StringIO()), Console(file=said))
    with pytest.raises(KeyboardInterrupt):
        cli.endlessly(look, rest, screen)
    assert held == ["look", "rest", "look", "rest"]
    assert said.getvalue() == ("this round: the database is locked; the next one tries it again\n")


def test_the_progress_of_ingest_counts_articles(engine: Engine, tmp_path: Path) -> None:
    """A file of several is so many, one that is refused included; how many are to come nobody can know."""
    (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, (FERRY, RIVAL, {"text": ""}))))
    shown = StringIO()
    screen = cli.Screen(Console(file=StringIO()), Console(file=shown, force_terminal=True))
    outcomes, refused = cli.store(screen, engine, [str(tmp_path)], Naming())
    assert (len(outcomes), refused) == (2, 1)
    assert re.findall(r"storing (.*?)\s*\x1b", shown.getvalue())[-1] == "3"


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


@pytest.mark.model
def test_the_sample_is_shown_and_served(tmp_path: Path) -> None:
    """`serve --sample` prints the comparison, says what to open, and answers over HTTP; the second start finds it all."""
    port = free_port()
    surroundings = {
        **os.environ,
        "CROSSCHECK_DATA_FOLDER": str(tmp_path / "data"),
        "HF_HUB_OFFLINE": "1",
    }
    server = subprocess.Popen(
        [str(CROSSCHECK), "serve", "--sample", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        ready = answer(f"{address}/readyz", server)
        request = urllib.request.Request(
            f"{address}/v1/verify",
            json.dumps({"claim": "The ferry carried 241 people."}).encode(),
            {"content-type": "application/json"},
        )
        with urllib.request.urlopen(request) as reply:
            verdict = json.loads(reply.read())
    finally:
        server.terminate()
        printed = server.communicate(timeout=30)[0]
    assert (ready["status"], ready["articles"]) == ("ok", 5)
    assert verdict["verdict"] == "conflicting"
    assert f"Open {address}/docs" in printed
    assert "Every program of this machine may call it, and no other machine" in printed
    assert "declares AI" in printed
    assert "reads like AI" in printed
    assert "copy of A (100%)" in printed


def test_a_signal_ends_the_service_while_streams_are_open(tmp_path: Path) -> None:
    """SIGTERM is heard, streams get a few seconds and are cut, and the log says so, an object a line."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(tmp_path), str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        answer(f"{address}/healthz", server)
        text = " ".join(f"Ship {n} was seen near harbour {7 * n}." for n in range(300))
        articles = [{"id": f"a{n}", "outlet": "x.example", "text": text} for n in range(50)]
        asked = urllib.request.Request(
            f"{address}/v1/audits",
            json.dumps({"articles": articles}).encode(),
            {"content-type": "application/json"},
        )
        with urllib.request.urlopen(asked) as reply:
            events = f"{address}{reply.headers['location']}/events"
        with urllib.request.urlopen(events) as stream:
            assert stream.readline() == b"event: progress\n"
            server.terminate()
            said = server.communicate(timeout=60)[1]
            with pytest.raises(http.client.IncompleteRead):
                stream.read()
    finally:
        server.kill()
        server.communicate()
    told = [json.loads(line)["message"] for line in said.splitlines()]
    assert server.returncode == -signal.SIGTERM
    assert told.index("Shutting down") < told.index("Application shutdown complete.")
    assert "Cancel 1 running task(s), timeout graceful shutdown exceeded" in told
    assert told[-1].startswith("Finished server process")


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
