"""The processes that are hurt: gunicorn's workers, the job process, PostgreSQL's postmaster."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts.drill import DrillFailed
from scripts.postgres import USER, free_port, newest_programs, serve, start, stop

PATIENCE = 90.0


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may hold spaces; state and parent come after it.
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(path.parent.name))
    return sorted(found)


def kill(*pids: int) -> None:
    """End processes at once, as the power does: nothing is flushed, nobody says goodbye."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def until(holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Wait until something holds; return the seconds it took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > patience:
            raise DrillFailed(f"it never came to hold that {what}")
        time.sleep(0.05)
    return round(time.monotonic() - began, 2)


class Postgres:
    """A PostgreSQL of our own that may be stopped, killed and started again."""

    def __init__(self) -> None:
        programs = newest_programs()
        if programs is None:
            raise DrillFailed("PostgreSQL 15 is missing: run `apt-get install postgresql-15`.")
        self.programs, self.port = programs, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="hjemmebane-pg-"))
        self.data = self.folder / "data"
        start(programs, self.folder, self.port)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    @property
    def postmaster(self) -> int:
        """Return the id of the process that starts all others."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self) -> None:
        """Kill the postmaster and all that it has started."""
        parent = self.postmaster
        kill(parent, *children(parent))

    def kill_backend(self) -> None:
        """Kill one process that serves a client: PostgreSQL ends all and recovers by itself."""
        serving = [pid for pid in children(self.postmaster) if _serves(pid)]
        kill(*serving[:1])

    def stop(self) -> None:
        """Stop it as operations would."""
        stop(self.programs, self.data)

    def start(self) -> None:
        """Start it again; what the dead left behind may have to go first."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                serve(self.programs, self.folder, self.data, self.port)
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def remove(self) -> None:
        """Stop it and take its data away."""
        try:
            self.stop()
        except subprocess.CalledProcessError:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _serves(pid: int) -> bool:
    try:
        return f"postgres: {USER} " in Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return False
