"""Change one thing at a time in how deadlines are reckoned, and count what no test misses.

    python -m scripts.mutate_domain              every change; prints JSON, survivors by line
    python -m scripts.mutate_domain calendar     one module
    python -m scripts.mutate_domain --sample 150 as many as said, drawn over all by a seed

A comparison, a sign, a number, a truth or a return value is changed in a copy of the tree, and the
module's own tests run in a process of their own until one turns red. The examples of the property
tests are few and the same each time, and a failing one is not made smaller: that it fails is all
that is asked, and making it smaller took minutes for each change.
"""

import argparse
import ast
import json
import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from scripts.mutants import ROOT, copy_tree

# Each module with its own tests, the quick ones first: the first that turns red ends it.
TESTS = {
    "calendar": ("arithmetic", "calendar", "deadlines", "duties"),
    "arithmetic": ("arithmetic", "deadlines_explained", "duties"),
    "deadlines": ("arithmetic", "deadlines", "deadlines_explained", "moving", "duties"),
    "duties": ("arithmetic", "duties", "duty_control"),
    "visits": ("arithmetic", "duties"),
    "moving": ("moving",),
    "duty_control": ("duty_control",),
}
MODULES = tuple(TESTS)
CPU_SECONDS_AT_MOST = 20
EXAMPLES = 40
Site = tuple[int, str, Callable[[], None]]
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}


def main() -> int:
    """Run the changes of the named modules, or of all; return 1 where under 90 % are caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    drawn = drawn_of(options.modules, options.sample)
    result: dict[str, Any] = {"sample": options.sample or "all", "modules": {}, "survivors": []}
    with tempfile.TemporaryDirectory(prefix="hjemmebane-mutate-") as folder:
        tree = copy_tree(Path(folder))
        for module, numbers in drawn.items():
            result["modules"][module] = _try_module(tree, module, numbers, result["survivors"])
    made = sum(row["changes"] for row in result["modules"].values())
    caught = sum(row["caught"] for row in result["modules"].values())
    result |= {"changes": made, "caught": caught, "percent": round(100 * caught / made, 1)}
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0 if caught >= LEAST * made else 1


LEAST = 0.9
SEED = 20261129
DOMAIN = ROOT / "hjemmebane" / "domain"


def drawn_of(modules: Sequence[str], sample: int) -> dict[str, frozenset[int]]:
    """Return which changes of each module are tried: all, or as many as the sample asks for."""
    every = [
        (module, number)
        for module in modules
        for number in range(len(list(_sites(ast.parse((DOMAIN / f"{module}.py").read_text())))))
    ]
    drawn = random.Random(SEED).sample(every, min(sample or len(every), len(every)))
    return {name: frozenset(n for module, n in drawn if module == name) for name in modules}


def _try_module(
    tree: Path, module: str, numbers: frozenset[int], survivors: list[str]
) -> dict[str, int]:
    path = tree / "hjemmebane" / "domain" / f"{module}.py"
    whole = path.read_text("utf-8")
    made = caught = 0
    for number, (line, words, changed) in enumerate(changes(whole)):
        if number not in numbers:
            continue
        path.write_text(changed, "utf-8")
        is_caught = _turns_red(tree, module)
        made, caught = made + 1, caught + is_caught
        if not is_caught:
            survivors.append(f"{module}.py:{line}: {words}")
            print(f"  survived {survivors[-1]}", file=sys.stderr, flush=True)
    path.write_text(whole, "utf-8")
    return {"changes": made, "caught": caught}


def changes(source: str) -> Iterator[tuple[int, str, str]]:
    """Return each change of a module: its line, what it does, and the whole changed source."""
    count = len(list(_sites(ast.parse(source))))
    for number in range(count):
        tree = ast.parse(source)
        line, words, apply = list(_sites(tree))[number]
        apply()
        yield line, words, ast.unparse(ast.fix_missing_locations(tree))


def _sites(tree: ast.Module) -> Iterator[Site]:
    """Return each place that can be changed, outside of words, types and enumerations."""
    for top in tree.body:
        if isinstance(top, ast.ClassDef) and any(_named(base) == "StrEnum" for base in top.bases):
            continue
        # How a class is built (frozen, slots) changes nothing that is reckoned.
        built = getattr(top, "decorator_list", [])
        outside = {id(part) for decorator in built for part in ast.walk(decorator)}
        for node in ast.walk(top):
            if id(node) not in outside:
                yield from _changes_of(node)


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _changes_of(node: ast.AST) -> Iterator[Site]:
    for kind, make in CHANGES.items():
        if isinstance(node, kind):
            yield from make(node)


def _compare(node: Any) -> Iterator[Site]:
    for place, sign in enumerate(node.ops):
        other = COMPARED[type(sign)]
        words = f"{type(sign).__name__} becomes {other.__name__}"
        yield node.lineno, words, _setter(node.ops, place, other())


def _reckon(node: Any) -> Iterator[Site]:
    sign = RECKONED.get(type(node.op))
    if sign is not None:
        words = f"{type(node.op).__name__} becomes {sign.__name__}"
        yield node.lineno, words, _attribute(node, "op", sign())


def _join(node: Any) -> Iterator[Site]:
    turned = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield node.lineno, "and and or change places", _attribute(node, "op", turned)


def _not(node: Any) -> Iterator[Site]:
    if isinstance(node.op, ast.Not):
        yield node.lineno, "not is gone", _attribute(node, "op", ast.UAdd())


def _constant(node: Any) -> Iterator[Site]:
    if type(node.value) in {int, bool}:
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield node.lineno, f"{node.value} becomes {value}", _attribute(node, "value", value)


def _choose(node: Any) -> Iterator[Site]:
    swap = {"body": node.orelse, "orelse": node.body}
    yield node.lineno, "if and else change places", lambda: node.__dict__.update(swap)


def _return(node: Any) -> Iterator[Site]:
    if node.value is not None and not _is_none(node.value):
        yield node.lineno, "returns None", _attribute(node, "value", ast.Constant(None))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _setter(items: list[Any], place: int, value: object) -> Any:
    return lambda: items.__setitem__(place, value)


def _attribute(node: ast.AST, name: str, value: object) -> Any:
    return lambda: setattr(node, name, value)


CHANGES: dict[type[ast.AST], Callable[[Any], Iterator[Site]]] = {
    ast.Compare: _compare,
    ast.BinOp: _reckon,
    ast.BoolOp: _join,
    ast.UnaryOp: _not,
    ast.Constant: _constant,
    ast.IfExp: _choose,
    ast.Return: _return,
}


def _turns_red(tree: Path, module: str) -> bool:
    """Run the tests in a process of its own, which reads the changed module; a hang is red too."""
    child = os.fork()
    if child == 0:
        os._exit(_run_tests(tree, module))
    _, status = os.waitpid(child, 0)
    return status != 0


def _run_tests(tree: Path, module: str) -> int:
    # A change that never ends is caught by the core time it takes, not by a busy machine's clock.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_AT_MOST, CPU_SECONDS_AT_MOST))
    settings.register_profile(
        "mutants",
        max_examples=EXAMPLES,
        phases=(Phase.explicit, Phase.generate),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(tree)
    sys.path[0] = str(tree)
    sys.dont_write_bytecode = True
    # The domain needs neither Django nor a database, and a process that reads them is slow.
    alone = [
        "--noconftest",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
        "-p",
        "no:django",
        "-p",
        "no:xdist",
    ]
    tests = [f"tests/domain/test_{name}.py" for name in TESTS[module]]
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *alone, *tests]))


if __name__ == "__main__":
    sys.exit(main())
