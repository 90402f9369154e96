"""Set-up says in one sentence what is wrong, and stops."""

import os
import runpy
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import run, setup
from tests.house.building import ROOT

SETUP = ROOT / "scripts" / "setup.py"
COPIED = ("scripts", "requirements", "package.json", "package-lock.json", ".npmrc")
IS_ROOT = os.geteuid() == 0


def test_a_busy_port_is_said_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = start("-m", "scripts.run", cwd=ROOT, PORT=str(port))
    assert_one_sentence(said, f"Port {port} is busy")


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_said_in_one_sentence(port):
    with pytest.raises(run.SetUpError, match="is not a port"):
        run.read_port(port)


def test_missing_node_is_said_in_one_sentence(tmp_path):
    said = start(str(SETUP), cwd=ROOT, PATH=str(tmp_path))
    assert_one_sentence(said, "Node is missing")


def test_missing_npm_is_said_in_one_sentence(tmp_path):
    (tmp_path / "node").symlink_to(shutil.which("node"))
    said = start(str(SETUP), cwd=ROOT, PATH=str(tmp_path))
    assert_one_sentence(said, "npm is missing")


def test_too_old_a_node_is_said_in_one_sentence(tmp_path):
    for name, version in (("node", "v18.19.0"), ("npm", "9.2.0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    said = start(str(SETUP), cwd=ROOT, PATH=f"{tmp_path}:/bin")
    assert_one_sentence(said, "Node 18.19.0 is too old")


def test_too_old_a_python_is_said_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(SETUP), run_name="__main__")
    said = capsys.readouterr().err.strip()
    assert stopped.value.code == 1
    assert said.startswith("Python 3.9 is too old")
    assert len(said.splitlines()) == 1


def test_set_up_can_be_read_by_a_python_that_is_too_old():
    source = SETUP.read_text(encoding="utf-8")
    compile(source, str(SETUP), "exec", dont_inherit=True)
    newer = (":=", "match ", "except*", "from __future__")
    assert not [word for word in newer if word in source]


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 8 MB with a copy of what set-up reads; a plain folder where we may not mount."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = IS_ROOT and shutil.which("mount") is not None
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, place / name)
    yield place
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_said_in_one_sentence_by_set_up(small_disk):
    if os.path.ismount(small_disk):
        said = start(str(small_disk / "scripts" / "setup.py"), cwd=small_disk)
        assert_one_sentence(said, "There is no room left on the disk")
        assert not (small_disk / ".venv").exists()
    else:
        # Only root may mount a small disk; then a need no disk meets shows the same sentence.
        with pytest.raises(setup.SetUpError, match="no room left on the disk"):
            setup.check_disk(str(small_disk), 10**12)


def test_a_full_disk_is_said_in_one_sentence_by_the_server(small_disk, monkeypatch):
    monkeypatch.setattr(run, "VAR", small_disk / "var")
    if not os.path.ismount(small_disk):
        # Only root may mount a small disk; then a need no disk meets shows the same sentence.
        monkeypatch.setattr(run, "NEEDED_MB", 10**12)
    with pytest.raises(run.SetUpError, match="no room left on the disk"):
        run.check_disk()


def test_a_part_that_apt_may_not_install_is_named_and_the_rest_goes_on(
    monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(setup, "SYSTEM_PARTS", (("poppler-utils", str(tmp_path / "nothing")),))
    monkeypatch.setattr(setup, "may_install", lambda: False)
    setup.install_system_parts()
    said = capsys.readouterr().out.strip()
    assert "poppler-utils" in said
    assert len(said.splitlines()) == 1


def test_a_step_done_is_not_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "STAMPS", {"assets": str(tmp_path / "stamp")})
    assert not setup.stamped("assets", setup.ASSET_INPUTS)
    setup.stamp("assets", setup.ASSET_INPUTS)
    assert setup.stamped("assets", setup.ASSET_INPUTS)
    assert not setup.stamped("assets", setup.PYTHON_INPUTS)


def start(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of our programs as `make` would."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_sentence(said: subprocess.CompletedProcess[str], beginning: str) -> None:
    """Assert that a program stopped with one sentence and nothing else."""
    assert said.returncode == 1, said.stderr
    assert said.stderr.startswith(beginning), said.stderr
    assert len(said.stderr.strip().splitlines()) == 1
    assert said.stderr.strip().endswith((".", ")."))
