"""The ground that is tortured: an installation with workers, job process and a database of its own.

It runs on the machine's own clock, or on one that is so many seconds off.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from scripts.demo_server import ROOT
from scripts.drill import DrillFailed, Installation
from scripts.torture.callers import READERS, WRITERS, Account, Crew
from scripts.torture.processes import PATIENCE, Postgres, children, kill, until
from scripts.torture.proof import judged

INSIDE = (
    "import django, runpy; django.setup();"
    " runpy.run_module('scripts.torture.inside', run_name='__main__')"
)
CREWS = 8
# Shorter than the job process takes to start, so that its first look finds what was left.
STUCK_SECONDS = 1
FAMILIES = 0


class Ground(Installation):
    """An installation whose processes and database can be hurt."""

    workers = 2

    def __init__(self, postgres: Postgres | None) -> None:
        if postgres:
            os.environ["DATABASE_URL"] = postgres.url
        super().__init__(FAMILIES)
        self.postgres = postgres
        self.clock = ""
        self.jobs: subprocess.Popen[bytes] | None = None
        self.accounts: Iterator[Account] = iter(())
        self.token, self.case, self.happened = "", "", ""
        self.told: list[str] = []

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read."""
        own = {
            "HJEMMEBANE_CLOCK": self.clock,
            "HJEMMEBANE_JOB_STUCK_SECONDS": str(STUCK_SECONDS),
            # The pace of a service account is no part of this.
            "HJEMMEBANE_API_CALLS_PER_MINUTE": "1000000",
        }
        return {**super().environment, **own}

    def inside(self, *arguments: str) -> Any:
        """Do an act inside it (scripts/torture/inside.py) and return what it told."""
        return json.loads(self.run("-c", INSIDE, *arguments))

    def prepare(self) -> None:
        """Make the municipality and the accounts, and start web server and job process."""
        super().prepare()
        found = self.inside("ready", str(1 + CREWS * (WRITERS + READERS)))
        accounts = [Account(user, token) for user, token in found["accounts"]]
        self.token, self.accounts = accounts[0].token, iter(accounts[1:])
        self.case, self.happened = found["case"], found["happened_at"]
        self.start()
        self.start_jobs()

    def start_jobs(self) -> None:
        """Start the job process."""
        self.jobs = subprocess.Popen(
            [sys.executable, "manage.py", "jobs", "--interval", "0.2"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )

    def stop_jobs(self) -> None:
        """Ask the job process to stop; it seals what is left."""
        if self.jobs is not None:
            self.jobs.send_signal(signal.SIGTERM)
            self.jobs.wait(timeout=PATIENCE)
            self.jobs = None

    @property
    def worker_pids(self) -> list[int]:
        """Return gunicorn's workers that run now."""
        return children(self.process.pid) if self.process else []

    def kill_web(self) -> None:
        """Kill the whole web server, master and workers, and let the ids go."""
        if self.process is None:
            raise DrillFailed("the web server does not run")
        kill(self.process.pid, *self.worker_pids)
        self.process.wait()
        self.process = None

    def get(self, path: str, **headers: str) -> requests.Response:
        """Return what an address answers to one who is not signed in."""
        return requests.get(f"{self.address}{path}", headers=headers, timeout=PATIENCE)

    def is_well(self) -> bool:
        """Return whether /healthz says that all is well."""
        try:
            return self.get("/healthz").status_code == 200
        except requests.RequestException:
            return False

    @contextmanager
    def crew(self) -> Iterator[Crew]:
        """Let writers and readers work for as long as the block runs."""
        with Crew(self.port, self.accounts, self.case, self.happened).at_work() as made:
            made.wait_for_more(WRITERS)
            yield made

    def proof(self, crew: Crew, **figures: Any) -> dict[str, Any]:
        """Hold what the crew was promised against what stands; wait first until all is well."""
        well = until(self.is_well, "/healthz is ok again by itself")
        stands = self.inside("stands", crew.mark)
        found = judged(crew.tallies, stands)
        if self.jobs is not None and self.jobs.poll() is not None:
            found["broken"].append("the job process has ended")
        self.told = stands["told"]
        return {**figures, **found, "seconds_until_well": well}

    def remove(self) -> None:
        """Stop everything and take it away."""
        if self.jobs is not None:
            kill(self.jobs.pid)
            self.jobs.wait()
        super().remove()
