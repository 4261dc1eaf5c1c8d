import ast
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
