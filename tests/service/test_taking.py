import json
import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from index.database import open_database
from index.jobs import Jobs
from index.types import Submission
from service import taking
from service.engine import Engine
from service.files import Naming
from service.screen import Screen
from tests.service.command import FERRY, RIVAL, run


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


def test_files_of_other_kinds_are_named(engine: Engine, tmp_path: Path) -> None:
    """A desk that exports XML beside its texts is told that it was not stored."""
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "a.txt").write_text(FERRY["text"])
    for name in ("a.xml", "b.xml", "page.pdf"):
        (desk / name).write_text("<nitf/>")
    said = StringIO()
    screen = Screen(Console(file=StringIO()), Console(file=said))
    found, refused = taking.articles(screen, engine, [str(desk)], "desk.example")
    assert (len(found), refused) == (1, 0)
    assert said.getvalue() == "left out, of other kinds: 3 (.pdf, .xml)\n"


def test_the_progress_of_ingest_counts_articles(engine: Engine, tmp_path: Path) -> None:
    """A file of several is so many, one that is refused included; how many are to come nobody can know."""
    (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, (FERRY, RIVAL, {"text": ""}))))
    shown = StringIO()
    screen = Screen(Console(file=StringIO()), Console(file=shown, force_terminal=True))
    outcomes, refused = taking.store(screen, engine, [str(tmp_path)], Naming())
    assert (len(outcomes), refused) == (2, 1)
    assert re.findall(r"storing (.*?)\s*\x1b", shown.getvalue())[-1] == "3"
