import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent


def test_every_test_says_what_is_true() -> None:
    """Each test has a docstring of one sentence, so that reading them alone is reading the specification."""
    silent = []
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = ast.get_docstring(node) or ""
                if not said.endswith(".") or "\n" in said:
                    silent.append(f"{path.name}::{node.name}")
    assert silent == []


def test_every_test_file_has_its_file() -> None:
    """A test file under index, claims, service or training is named after a part of that package."""
    root = TESTS.parent
    for folder in ("index", "claims", "service", "training"):
        parts = {path.stem for path in (root / folder).rglob("*") if path.suffix in ("", ".py")}
        for path in (TESTS / folder).glob("test_*.py"):
            assert path.stem.removeprefix("test_") in parts, path


def test_the_architecture_names_every_part() -> None:
    """The list at its beginning has each file and folder of the three packages, and nothing else."""
    root = TESTS.parent
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed: dict[str, set[str]] = {"service": set(), "claims": set(), "index": set()}
    package = ""
    for line in page.split("\n\n")[2].splitlines():
        columns = re.split(r" {2,}", line.strip())
        package = columns.pop(0) if columns[0] in listed else package
        listed[package].update(columns[0].strip(",").split(", "))
    for folder, names in listed.items():
        files = [*(root / folder).glob("*.py"), *(root / folder).glob("*/__init__.py")]
        parts = {path.relative_to(root / folder).parts[0].removesuffix(".py") for path in files}
        assert names == parts - {"__init__"}, folder
