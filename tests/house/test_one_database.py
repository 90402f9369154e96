"""The list of tests that run on one database only is honest: mark and list say the same."""

import ast
from pathlib import Path

from scripts.same_tests import ROOT, read_list

MARKS = {"only_postgres": "postgres", "only_sqlite": "sqlite"}


def marked() -> set[tuple[str, str]]:
    """Return (database, test) for each test that carries a mark, its own or its file's."""
    return {row for path in sorted((ROOT / "tests").rglob("test_*.py")) for row in _in_file(path)}


def _in_file(path: Path) -> set[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whole = [node for node in tree.body if isinstance(node, ast.Assign) and _is_mark(node)]
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    name = path.relative_to(ROOT).as_posix()
    return {
        (database, f"{name}::{test.name}")
        for test in tests
        if test.name.startswith("test_")
        for mark, database in MARKS.items()
        if any(mark in ast.dump(one) for one in [*test.decorator_list, *whole])
    }


def _is_mark(node: ast.Assign) -> bool:
    return any(
        isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
    )


def test_each_test_of_one_database_is_marked_and_named_with_its_reason() -> None:
    assert set(read_list()) == marked()
    lines = (ROOT / "tests" / "only_one_database.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line.split("#")) < 2] == []
