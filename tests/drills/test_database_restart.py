"""A real PostgreSQL is stopped under a real web server and job process, and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from scripts.demo_server import ROOT
from scripts.drill import Installation
from scripts.postgres import USER, free_port, newest_programs, serve, start, stop

PATIENCE = 60


class Running:
    """An installation on a PostgreSQL of its own, its web server and job process running."""

    def __init__(self, folder: Path) -> None:
        programs = newest_programs()
        assert programs is not None
        self.programs, self.folder, self.port = programs, folder, free_port()
        start(programs, folder, self.port)
        self.is_up = True
        os.environ["DATABASE_URL"] = f"postgres://{USER}@127.0.0.1:{self.port}/postgres"
        self.house = Installation(0)
        self.house.run("-c", PREPARE)
        self.house.start()
        self.jobs = subprocess.Popen(
            [sys.executable, "manage.py", "jobs", "--interval", "0.2"],
            cwd=ROOT,
            env=self.house.environment,
            stderr=self.house.log,
        )

    def page(self) -> requests.Response:
        """Return what the door answers."""
        return requests.get(f"{self.house.address}/log-ind/", timeout=PATIENCE)

    def logged(self, words: str) -> bool:
        """Return whether any of the processes has said some words."""
        self.house.log.flush()
        return words in (self.house.folder / "server.log").read_text(errors="replace")

    def stop_database(self) -> None:
        """Stop PostgreSQL."""
        stop(self.programs, self.folder / "data")
        self.is_up = False

    def start_database(self) -> None:
        """Start PostgreSQL again where it was."""
        serve(self.programs, self.folder, self.folder / "data", self.port)
        self.is_up = True

    def remove(self) -> None:
        """Stop everything and take it away."""
        if not self.is_up:
            self.start_database()
        self.jobs.send_signal(signal.SIGTERM)
        self.jobs.wait(timeout=PATIENCE)
        self.house.remove()
        self.stop_database()


PREPARE = (
    "import django; from hjemmebane.gateways import keyring; keyring.ensure_keys();"
    " django.setup(); from django.core.management import call_command;"
    " call_command('migrate', verbosity=0); call_command('createcachetable', verbosity=0)"
)


@pytest.fixture
def running() -> Iterator[Running]:
    """Return a running installation; the environment is as it was afterwards."""
    before = os.environ.get("DATABASE_URL")
    folder = Path(tempfile.mkdtemp(prefix="hjemmebane-pg-"))
    made = Running(folder)
    try:
        yield made
    finally:
        made.remove()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("DATABASE_URL")
        if before is not None:
            os.environ["DATABASE_URL"] = before


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_pages_and_jobs_survive_a_database_that_is_stopped_and_started(running: Running) -> None:
    until(lambda: running.logged("jobs started"))
    assert running.page().status_code == 200
    running.stop_database()
    answer = running.page()
    assert answer.status_code == 503
    assert "Databasen svarer ikke lige nu" in answer.text
    health = requests.get(f"{running.house.address}/healthz", timeout=PATIENCE)
    assert (health.status_code, health.json()["database"]) == (503, "away")
    until(lambda: running.logged("jobs wait: away"))
    assert running.jobs.poll() is None
    assert not running.logged("Traceback")
    running.start_database()
    assert running.page().status_code == 200
    until(lambda: running.logged("jobs go on after: away"))
    assert running.jobs.poll() is None
