import io
import json
import os
import threading
from pathlib import Path

import pytest

from service.files import UNNAMED, Found, Naming, left_out, read_fact_checks, read_paths
from tests.index.test_claimreview import REVIEW

TEXT = "The ferry carried 214 passengers on Tuesday."


def read(
    *paths: Path | str, given: bytes = b"", outlet: str | None = None, by_file: bool = False
) -> list[Found]:
    naming = Naming(outlet, by_file=by_file)
    return list(read_paths([str(path) for path in paths], naming, io.BytesIO(given)))


def outlets(found: list[Found]) -> list[str | None]:
    return [item.submission.outlet if item.submission else None for item in found]


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    """Text, HTML, JSON and JSON Lines are read, other files are passed over."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(
        f'<link rel="canonical" href="https://www.gazette.example/f"><p>{TEXT}</p>'
    )
    (tmp_path / "c.json").write_text(
        json.dumps({"articles": [{"outlet": "c.example", "text": TEXT}]})
    )
    (tmp_path / "d.jsonl").write_text(json.dumps({"outlet": "d.example", "text": TEXT}) + "\n\n")
    (tmp_path / "e.json").write_text(
        json.dumps({"headline": "Ferry", "body_text": TEXT, "infosources": [{"name": "Meridian"}]})
    )
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    found = read(tmp_path)
    assert outlets(found) == [UNNAMED, "gazette.example", "c.example", "d.example", "Meridian"]
    sources = [item.submission.source for item in found if item.submission]
    assert sources == [
        str(tmp_path / name) for name in ("a.txt", "b.html", "c.json#0", "d.jsonl:1", "e.json#0")
    ]


@pytest.mark.parametrize(
    ("item", "outlet"),
    [
        ({"infosources": [{"role": "cred"}, {"name": "Meridian"}], "source": "wire"}, "Meridian"),
        ({"infoSources": [{"name": "Meridian"}], "copyrightHolder": "Wire"}, "Meridian"),
        ({"copyrightHolder": "Wire", "source": "desk"}, "Wire"),
        ({"copyrightholder": "Wire"}, "Wire"),
        ({"source": "desk"}, "desk"),
        ({}, UNNAMED),
    ],
)
def test_an_item_is_of_who_it_says_it_is_from(item: dict[str, object], outlet: str) -> None:
    """The names of all versions of ninjs are known: its source, who holds the rights, or none."""
    found = read("-", given=json.dumps({**item, "bodies": [{"value": TEXT}]}).encode())
    assert outlets(found) == [outlet]


def test_standard_input_is_text_or_json() -> None:
    """A dash reads what is piped in, whichever of both it is."""
    assert [f.submission.text for f in read("-", given=TEXT.encode()) if f.submission] == [TEXT]
    piped = json.dumps([{"outlet": "a.example", "text": TEXT}] * 2).encode()
    assert len([f for f in read("-", given=piped) if f.submission]) == 2


def test_an_outlet_that_is_named_counts_for_all(tmp_path: Path) -> None:
    """The option overrides what files say of themselves."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.json").write_text(json.dumps({"outlet": "b.example", "text": TEXT}))
    (tmp_path / "c.json").write_text(json.dumps({"source": "Wire", "body_text": TEXT}))
    for by_file in (False, True):
        found = read(tmp_path, outlet="desk.example", by_file=by_file)
        assert outlets(found) == ["desk.example"] * 3
        assert not any(item.is_unnamed for item in found)


def test_files_that_do_not_say_their_outlet_are_of_one(tmp_path: Path) -> None:
    """Texts, pages and items without a name are one outlet, in whatever folders; a file that says its own is of that one."""
    for name in ("monday", "tuesday"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "wire.txt").write_text(f"{name.title()} came. {TEXT}")
    (tmp_path / "page.html").write_text(f"<p>{TEXT}</p>")
    (tmp_path / "x.json").write_text(json.dumps({"body_text": TEXT}))
    (tmp_path / "y.json").write_text(json.dumps({"outlet": "y.example", "text": TEXT}))
    found = read(tmp_path, "-", given=TEXT.encode())
    assert outlets(found) == [UNNAMED] * 4 + ["y.example", UNNAMED]
    assert [item.is_unnamed for item in found] == [True] * 4 + [False, True]


def test_files_may_be_told_apart_by_their_names(tmp_path: Path) -> None:
    """Set side by side, what does not say its outlet is called by its file; what says it keeps it."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(f"<p>{TEXT}</p>")
    (tmp_path / "c.json").write_text(json.dumps([{"body_text": TEXT}]))
    (tmp_path / "d.jsonl").write_text(json.dumps({"outlet": "d.example", "text": TEXT}))
    found = read(tmp_path, "-", given=TEXT.encode(), by_file=True)
    assert outlets(found) == ["a", "b", "c", "d.example", "standard-input"]
    assert not any(item.is_unnamed for item in found)


def test_an_article_without_its_outlet_is_refused(tmp_path: Path) -> None:
    """JSON as the HTTP interface takes it has to say it, by file or not."""
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT}))
    for by_file in (False, True):
        (found,) = read(tmp_path, by_file=by_file)
        assert (found.is_unnamed, found.fault) == (False, "outlet: Field required")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"caf\xe9", "not UTF-8"),
        ("a.txt", b"", "blank"),
        ("a.json", b"{", "Expecting"),
        ("a.json", b'{"outlet": "x"}', "exactly one"),
        ("a.json", b"5", "valid dictionary"),
        ("a.json", b"[" * 100_000, "recursion"),
        ("a.json", b"[]", "holds no article"),
        ("a.json", b'{"articles": []}', "holds no article"),
        ("a.jsonl", b"", "holds no article"),
        ("a.jsonl", b"\n \r\n", "holds no article"),
        ("a.jsonl", b'{"outlet": "x.example", "text": "It sank."}\nnot json', "not JSON"),
    ],
)
def test_a_bad_file_is_a_fault_with_its_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """Broken encoding, empty files and wrong JSON are said, with the place, and do not stop the rest."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(TEXT)
    found = read(tmp_path)
    faults = [f for f in found if f.submission is None]
    assert len(faults) == 1
    assert said in faults[0].fault
    assert faults[0].source.startswith(str(tmp_path / name))
    assert found[-1].submission is not None


def test_a_page_with_a_bad_byte_is_read_in_its_own_charset(tmp_path: Path) -> None:
    """The byte alone is lost."""
    page = '<meta charset="utf-8"><p>El alcalde señaló el puente.</p>'
    (tmp_path / "a.html").write_bytes(page.encode().replace(b"puente", b"puent\xe9"))
    (found,) = read(tmp_path)
    assert found.submission is not None
    assert found.submission.html == page.replace("puente", "puent\ufffd")


def test_a_missing_path_is_a_fault() -> None:
    """A path that is not there is named."""
    (found,) = read("/no/such/path")
    assert (found.source, found.submission) == ("/no/such/path", None)
    assert "no such file" in found.fault


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_standard_input_may_be_json_lines(mark: bytes) -> None:
    """What `export` prints can be piped back: each line is an article, and one that is broken is refused alone."""
    lines = [json.dumps({"outlet": f"{n}.example", "text": TEXT}) for n in range(2)]
    given = "\r\n".join([*lines, "", "{broken", ""]).encode()
    first, second, broken = read("-", given=mark + given)
    assert [f.submission and f.submission.outlet for f in (first, second)] == [
        "0.example",
        "1.example",
    ]
    assert (broken.source, broken.fault.startswith("not JSON")) == ("-:4", True)
    other = {**REVIEW, "url": "https://facts.example/242"}
    checks = "\n".join(map(json.dumps, (REVIEW, other))).encode()
    found = list(read_fact_checks(["-"], io.BytesIO(mark + checks)))
    assert [f.check and f.check.url for f in found] == [
        "https://facts.example/241",
        "https://facts.example/242",
    ]


def test_json_that_is_written_over_several_lines_is_one_document() -> None:
    """A list with an article a line, and an article with a field a line, are read whole."""
    piped = [{"outlet": "a.example", "text": TEXT}] * 2
    a_line_each = "[\n" + ",\n".join(map(json.dumps, piped)) + "\n]"
    for text in (a_line_each, json.dumps({"articles": piped}, indent=0), json.dumps(piped)):
        assert len([f for f in read("-", given=text.encode()) if f.submission]) == 2


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    """JSON and pages are known behind it, from standard input and in files of any name."""
    article = json.dumps({"outlet": "a.example", "text": TEXT})
    page = f'<link rel="canonical" href="https://gazette.example/f"><p>{TEXT}</p>'
    (piped,) = read("-", given=article.encode("utf-8-sig"))
    assert piped.submission is not None
    assert (piped.submission.outlet, piped.submission.text) == ("a.example", TEXT)
    (tmp_path / "a.txt").write_text(page, encoding="utf-8-sig")
    for found in (*read("-", given=page.encode("utf-8-sig")), *read(tmp_path / "a.txt")):
        assert found.submission is not None
        assert (found.submission.outlet, found.submission.html) == ("gazette.example", page)
    marked = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script><p>x</p>'
    (check,) = read_fact_checks(["-"], io.BytesIO(marked.encode("utf-8-sig")))
    assert check.check is not None


def test_a_page_with_an_address_that_is_none_goes_by_its_next(tmp_path: Path) -> None:
    """Where the canonical link cannot be read the page's `og:url` counts, and without one it says nothing of its outlet."""
    broken = '<link rel="canonical" href="http://[site/x">'
    (tmp_path / "a.html").write_text(f"{broken}<p>{TEXT}</p>")
    (tmp_path / "b.html").write_text(
        f'{broken}<meta property="og:url" content="https://gazette.example/f"><p>{TEXT}</p>'
    )
    assert outlets(read(tmp_path)) == [UNNAMED, "gazette.example"]


def test_a_pipe_with_a_name_is_read_once(tmp_path: Path) -> None:
    """What a shell's `<(command)` gives is neither a file nor named after its content, and is read like standard input."""
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    lines = "".join(json.dumps({"outlet": f"{n}.example", "text": TEXT}) + "\n" for n in range(2))
    writer = threading.Thread(target=pipe.write_text, args=(lines,), daemon=True)
    writer.start()
    assert [f.submission and f.submission.outlet for f in read(pipe)] == ["0.example", "1.example"]
    writer.join()


def test_files_of_other_kinds_are_counted(tmp_path: Path) -> None:
    """Those of folders, however deep; hidden ones are nobody's articles, and a file that is named is read whatever it is."""
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    names = ("a.txt", "b.PDF", "c.xml", "deep/d.xml", "deep/notes", ".DS_Store", ".git/head.xml")
    for name in names:
        (tmp_path / name).write_text(TEXT)
    assert left_out([str(tmp_path)]) == {".pdf": 1, ".xml": 2, "no suffix": 1}
    assert left_out(["-", str(tmp_path / "c.xml"), str(tmp_path / "gone")]) == {}
