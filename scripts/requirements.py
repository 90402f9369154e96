"""Name for each promise (docs/requirements-ids.txt) the tests that would miss it.

    python scripts/requirements.py            id → tests, and the count
    python scripts/requirements.py --missing  ids without a test
    python scripts/requirements.py --sample 10 [--seed 7]   break ten promises, demand red tests

Fails on an id nobody knows, on more than three ids a test, and on ids on a journey.
"""

import argparse
import ast
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import mutants

ROOT = Path(__file__).resolve().parent.parent
MOST_IDS = 3


@dataclass(frozen=True)
class MarkedTest:
    """A test and the promises it carries."""

    path: str
    name: str
    ids: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Print the report and return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list the ids without a test")
    parser.add_argument("--sample", default="", help="how many promises to break, or all")
    parser.add_argument("--seed", default="", help="which draw; a new one each day without")
    options = parser.parse_args(arguments)
    promises = read_promises()
    tests = list(marked_tests())
    if options.sample:
        seed = options.seed or time.strftime("%Y-%m-%d")
        return mutants.sample(tests_by_id(tests), options.sample, seed)
    print_missing(promises, tests) if options.missing else print_report(promises, tests)
    found = problems(promises, tests)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def read_promises() -> dict[str, str]:
    """Return each promise's id with its word in the code."""
    lines = (ROOT / "docs" / "requirements-ids.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(None, 1) for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


def marked_tests() -> Iterator[MarkedTest]:
    """Yield every test that carries ids, the marks of its class included."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inherited = ids_of_module(tree)
        yield from _tests_in(tree.body, path.relative_to(ROOT).as_posix(), inherited)


def _tests_in(body: list[ast.stmt], path: str, inherited: tuple[str, ...]) -> Iterator[MarkedTest]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _tests_in(node.body, path, inherited + ids_of(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            ids = inherited + ids_of(node.decorator_list)
            if ids and node.name.startswith("test"):
                yield MarkedTest(path, node.name, ids)


def ids_of(marks: list[ast.expr]) -> tuple[str, ...]:
    """Return the ids that `pytest.mark.req(…)` names among the marks."""
    return tuple(
        argument.value
        for mark in marks
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.req")
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def ids_of_module(tree: ast.Module) -> tuple[str, ...]:
    """Return the ids that a module's `pytestmark` names."""
    marks: list[ast.expr] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            listed = isinstance(node.value, ast.List | ast.Tuple)
            marks += node.value.elts if listed else [node.value]  # type: ignore[attr-defined]
    return ids_of(marks)


def problems(promises: dict[str, str], tests: list[MarkedTest]) -> list[str]:
    """Return a sentence for each thing that is wrong."""
    found = []
    for test in tests:
        where = f"{test.path}::{test.name}"
        found += [f"{where}: nobody promised {id_}" for id_ in test.ids if id_ not in promises]
        if len(set(test.ids)) > MOST_IDS:
            found.append(f"{where}: carries {len(set(test.ids))} ids, {MOST_IDS} at most")
        if test.path.startswith("tests/journeys/"):
            found.append(f"{where}: a journey carries no ids, it would hide which promise broke")
    return found


def print_report(promises: dict[str, str], tests: list[MarkedTest]) -> None:
    """Print each kept promise with its tests, and the count."""
    by_id = tests_by_id(tests)
    for id_ in promises:
        for number, name in enumerate(by_id[id_]):
            print(f"{id_ if number == 0 else '':<12} {name}")
    kept = sum(1 for id_ in promises if by_id[id_])
    print(f"\n{kept} of {len(promises)} promises carry a test.")


def print_missing(promises: dict[str, str], tests: list[MarkedTest]) -> None:
    """Print each promise without a test."""
    by_id = tests_by_id(tests)
    for id_, word in promises.items():
        if not by_id[id_]:
            print(f"{id_:<12} {word}")


def tests_by_id(tests: list[MarkedTest]) -> defaultdict[str, list[str]]:
    """Return for each id the tests that carry it."""
    by_id: defaultdict[str, list[str]] = defaultdict(list)
    for test in tests:
        for id_ in dict.fromkeys(test.ids):
            by_id[id_].append(f"{test.path}::{test.name}")
    return by_id


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
