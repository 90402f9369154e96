"""What stands in the tree, and what must not."""

import ast
import re
import subprocess
import tomllib

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from scripts import requirements, same_tests
from tests.house.building import (
    PACKAGE,
    ROOT,
    listing,
    python_files,
    sources,
    text,
    tracked,
    tree,
    where,
)

MOST_UNGUARDED_TABLES = 20
BINARY = {".png", ".jpg", ".woff2", ".pdf", ".docx", ".ico", ".webp"}
ADR_WORDS = 400


def test_adrs_are_numbered_without_a_gap_and_named_by_their_number():
    files = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in files] == [f"{n + 1:04}" for n in range(len(files))]
    for path in files:
        heading = text(path).splitlines()[0]
        assert re.match(rf"# {path.name[:4]} \S", heading), where(path)


def test_every_adr_is_short_and_has_its_four_parts():
    for path in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")):
        parts = re.findall(r"^## (.+)$", text(path), re.M)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], where(path)
        assert len(text(path).split()) <= ADR_WORDS, where(path)


def test_every_migration_has_a_name_that_says_what_it_does():
    nameless = [
        where(path)
        for path in tracked()
        if "migrations" in path.parts and re.search(r"_auto_|alter_.*_and_more", path.name)
    ]
    assert nameless == [], listing(nameless)


def test_every_record_has_one_last_migration():
    leaves = [app for app, _ in MigrationLoader(None).graph.leaf_nodes()]
    assert sorted(leaves) == sorted(set(leaves))


def test_no_model_has_run_ahead_of_its_migrations():
    loader = MigrationLoader(None)
    with translation.override(None):
        now = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("hjemmebane")}
    ahead = [
        f"{app}: {operation.describe()}"
        for app, migrations in changes.items()
        if app in ours
        for migration in migrations
        for operation in migration.operations
    ]
    assert ahead == [], listing(ahead)


def test_no_file_names_a_registry_or_a_place_on_this_machine():
    places = "|".join(
        re.escape(before + after)
        for before, after in (
            *(("/wo", "rk/"), ("/opt/py", "pi"), ("/opt/whe", "els"), ("/ro", "ot/")),
            *(("registry.npm", "js"), ("files.python", "hosted"), ("pypi.org/", "simple")),
        )
    )
    named = [
        f"{where(path)}: {found[0]}"
        for path in tracked()
        if path.suffix not in BINARY and (found := re.search(places, text(path)))
    ]
    assert named == [], listing(named)


def test_the_front_end_lock_names_no_address():
    assert "omit-lockfile-registry-resolved=true" in text(ROOT / ".npmrc")
    assert '"resolved"' not in text(ROOT / "package-lock.json")


def test_nothing_is_left_to_do_in_a_comment():
    left = "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX"))
    promised = [
        f"{where(path)}:{number}"
        for path in tracked()
        if path.suffix in {".py", ".html", ".css", ".js", ".toml", ".md"}
        for number, line in enumerate(text(path).splitlines(), 1)
        if re.search(rf"\b({left})\b", line)
    ]
    assert promised == [], listing(promised)


def test_no_test_is_skipped():
    skipping = [
        where(path, node)
        for path in python_files()
        if "tests" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node)
        in {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}
    ]
    assert skipping == [], listing(skipping)


def test_the_tables_written_without_an_action_are_few_and_counted():
    listed = PACKAGE / "records" / "access" / "unguarded.py"
    values = [
        node.value
        for node in tree(listed).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "UNGUARDED_TABLES" in ast.unparse(node).split("=")[0]
    ]
    tables = {
        constant.value
        for value in values
        for constant in ast.walk(value)
        if isinstance(constant, ast.Constant)
    }
    assert 0 < len(tables) <= MOST_UNGUARDED_TABLES, sorted(tables)


def test_the_list_of_unguarded_tables_stands_in_one_file():
    lists = [
        where(path, node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "UNGUARDED_TABLES" in ast.unparse(node).split("=")[0]
    ]
    assert len(lists) == 1, listing(lists)


def test_the_tests_of_one_database_are_those_in_the_list():
    marked = {
        (mark, f"{where(path)}::{node.name}")
        for path in python_files()
        if "tests" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for mark in ("sqlite", "postgres")
        if any(f"mark.only_{mark}" in ast.unparse(by) for by in node.decorator_list)
    }
    assert marked == set(same_tests.read_list())


def test_every_promise_named_on_a_test_was_made():
    tests = list(requirements.marked_tests())
    found = requirements.problems(requirements.read_promises(), tests)
    assert found == [], listing(found)


def test_every_command_of_the_readme_is_one_the_makefile_has():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    commands = set(re.findall(r"^  make (\S+)", said.stdout, re.M))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    unknown = [
        f"{where(page)}: make {name}"
        for page in pages
        for name in re.findall(r"`make ([a-z-]+)", text(page))
        if name not in commands
    ]
    assert unknown == [], listing(unknown)
    assert {"make run", "make test"} <= set(re.findall(r"make (?:run|test)\b", text(pages[0])))


def test_the_server_runs_both_databases():
    script = text(ROOT / ".ci" / "run")
    assert "make test\n" in script
    assert "make test-postgres\n" in script


def test_every_dependency_has_a_reason_beside_it():
    bare = [
        line
        for name in ("base.in", "dev.in")
        for line in text(ROOT / "requirements" / name).splitlines()
        if line and not line.startswith(("#", "-r")) and "# " not in line
    ]
    assert bare == []


def test_the_project_card_names_the_licence_and_the_version():
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    card = text(ROOT / "publiccode.yml")
    assert f"license: {project['license']}" in card
    assert f"softwareVersion: {project['version']}" in card
    assert text(ROOT / "LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
