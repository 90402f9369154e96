"""What the building inspectors read: files of the tree, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "hjemmebane"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that is, or would be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.splitlines())
    return tuple(sorted({path for path in paths if path.is_file()}))


@cache
def sources() -> tuple[Path, ...]:
    """Return every Python file of the package, migrations left out."""
    return tuple(
        path
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(PACKAGE) and "migrations" not in path.parts
    )


@cache
def python_files() -> tuple[Path, ...]:
    """Return every Python file of ours, tests and scripts among them, migrations left out."""
    return tuple(
        path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    """Return every template of the package."""
    return tuple(path for path in tracked() if "templates" in path.parts and path.suffix != ".py")


@cache
def text(path: Path) -> str:
    """Return a file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file's syntax tree."""
    return ast.parse(text(path))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and inner functions among them."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def where(path: Path, node: ast.AST | None = None) -> str:
    """Return a path as a reader would click on it."""
    name = path.relative_to(ROOT).as_posix()
    line = getattr(node, "lineno", None)
    return f"{name}:{line}" if line else name


def listing(findings: list[str]) -> str:
    """Return findings as lines under each other."""
    return "\n" + "\n".join(findings)
