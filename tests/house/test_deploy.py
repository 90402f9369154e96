"""What operations is told is true: files, variables and commands named there exist."""

import configparser
import re
import runpy
import subprocess
import sys

from django.core.management import get_commands

from scripts import run
from tests.house.building import PACKAGE, ROOT, listing, text, tracked, where

PAGE = ROOT / "docs" / "operations.md"
DEPLOY = ROOT / "deploy"
READ = re.compile(
    r"(environ\.get|environ\[|env_bool|env_secret)\(?\s*\"((?:HJEMMEBANE_|DATABASE_)\w+)\""
)
NAMED = re.compile(r"\b((?:HJEMMEBANE|DATABASE)_[A-Z_]+)\b")
HARDENING = (
    *("User=hjemmebane", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"),
    *("ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "CapabilityBoundingSet="),
    *("RestrictSUIDSGID=yes", "SystemCallFilter=@system-service", "LockPersonality=yes"),
)


def variables() -> set[str]:
    """Return every variable that the product reads, the file of each secret among them."""
    files = [path for path in tracked() if path.suffix == ".py"]
    ours = [path for path in files if path.is_relative_to(PACKAGE) or DEPLOY in path.parents]
    found = [pair for path in ours for pair in READ.findall(text(path))]
    files_too = {f"{name}_FILE" for how, name in found if how == "env_secret"}
    return {name for _, name in found} | files_too


def test_every_variable_that_is_read_is_explained_to_operations():
    assert len(variables()) > 20
    told = set(NAMED.findall(text(PAGE)))
    assert sorted(variables() - told) == []


def test_every_variable_named_to_operations_is_read():
    pages = [PAGE, *(path for path in tracked() if DEPLOY in path.parents)]
    strange = [
        f"{where(page)}: {name}"
        for page in pages
        for name in sorted(set(NAMED.findall(text(page))) - variables())
    ]
    assert strange == [], listing(strange)


def test_every_file_to_deploy_is_named_and_every_file_named_is_there():
    there = {where(path) for path in tracked() if DEPLOY in path.parents}
    told = set(re.findall(r"`(deploy/[\w./-]+\w)`", text(PAGE)))
    tests = set(re.findall(r"`(tests/[\w./-]+\.py)`", text(PAGE)))
    assert there == told
    assert [name for name in sorted(tests) if not (ROOT / name).is_file()] == []


def test_every_command_named_to_operations_or_run_by_a_service_exists():
    pages = [PAGE, *(path for path in tracked() if DEPLOY in path.parents)]
    named = {name for page in pages for name in re.findall(r"manage\.py (\w+)", text(page))}
    assert {"jobs", "backup", "keys", "migrate", "verify_audit"} <= named
    assert sorted(named - set(get_commands())) == []
    modules = {name for page in pages for name in re.findall(r"-m scripts\.(\w+)", text(page))}
    assert [name for name in sorted(modules) if not (ROOT / f"scripts/{name}.py").is_file()] == []


def test_every_service_may_do_nothing_but_its_work():
    services = sorted(DEPLOY.glob("systemd/*.service"))
    assert len(services) == 4
    lax = [
        f"{where(path)}: {line}"
        for path in services
        for line in HARDENING
        if f"\n{line}\n" not in text(path)
    ]
    assert lax == [], listing(lax)


def test_every_timer_starts_a_service_that_is_there():
    for path in DEPLOY.glob("systemd/*.timer"):
        assert path.with_suffix(".service").is_file(), where(path)


def test_every_unit_can_be_read():
    for path in (*DEPLOY.glob("systemd/*.service"), *DEPLOY.glob("systemd/*.timer")):
        unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
        unit.optionxform = str  # type: ignore[assignment]
        unit.read_string(text(path))
        assert unit["Unit"]["Description"].startswith("Hjemmebane: ")
        assert "Service" in unit or "Timer" in unit


def test_the_web_processes_see_neither_backups_nor_their_keys():
    for name in ("web", "jobs", "verify"):
        unit = text(DEPLOY / "systemd" / f"hjemmebane-{name}.service")
        assert "InaccessiblePaths=-/etc/hjemmebane/backup-keys -/var/backups/hjemmebane" in unit


def test_the_web_server_of_production_is_the_one_that_is_tried():
    settings = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    command = run.web_command(8000)
    for name in ("worker-class", "workers", "threads", "timeout", "worker-tmp-dir"):
        tried = command[command.index(f"--{name}") + 1]
        assert str(settings[name.replace("-", "_")]) == tried, name


def test_the_workers_share_what_was_read_before_they_were_made_and_no_connection():
    assert runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["preload_app"] is True
    assert "--preload" in run.web_command(8000)
    asked = (
        "import sys, hjemmebane.config.wsgi; from django.db import connections;"
        "print([c.connection for c in connections.all(initialized_only=True) if c.connection],"
        " 'hjemmebane.edges.staff.families.page' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.split("\n")[0] == "[] True", told.stderr


def test_no_secret_stands_in_what_is_deployed():
    said = text(DEPLOY / "hjemmebane.env")
    secret = [line for line in said.splitlines() if re.match(r"\w*(SECRET|PASSWORD|URL)\w*=", line)]
    assert [line for line in secret if "_FILE=" not in line] == []
