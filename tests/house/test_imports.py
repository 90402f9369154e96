"""Imports go down the house, and stand where they are seen."""

import ast
import subprocess
import sys
import tomllib

from tests.house.building import PACKAGE, ROOT, functions, listing, sources, text, tree, where


def test_the_import_contracts_are_kept():
    lint = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_every_contract_stands_in_the_architecture_page():
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    page = text(ROOT / "docs" / "architecture.md")
    assert [c["name"] for c in contracts if c["name"].split(". ", 1)[1] not in page] == []


def test_no_import_hides_in_a_function():
    hidden = [
        where(path, node)
        for path in sources()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == [], listing(hidden)


def test_imports_are_absolute():
    relative = [
        where(path, node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == [], listing(relative)


def test_the_domain_uses_the_standard_library_only():
    strangers = [
        f"{where(path, node)} {name}"
        for path in sources()
        if path.is_relative_to(PACKAGE / "domain")
        for node in ast.walk(tree(path))
        for name in imported(node)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("hjemmebane.domain")
    ]
    assert strangers == [], listing(strangers)


def test_importing_the_domain_does_not_import_django():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sources()
        if path.is_relative_to(PACKAGE / "domain") and path.name != "__init__.py"
    ]
    program = "".join(f"import {name}\n" for name in modules)
    program += "import sys\nassert 'django' not in sys.modules\n"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_the_domain_never_asks_the_time_or_draws_unseeded():
    asked = [
        f"{where(path, node)} {ast.unparse(node)}"
        for path in sources()
        if path.is_relative_to(PACKAGE / "domain")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node)
        in {
            *("datetime.now", "datetime.today", "date.today", "datetime.datetime.now"),
            *("datetime.date.today", "time.time", "random.random", "random.choice"),
            *("random.shuffle", "random.sample", "random.randint", "os.environ", "uuid.uuid4"),
        }
    ]
    assert asked == [], listing(asked)


def imported(node: ast.AST) -> list[str]:
    """Return the modules an import statement names."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
