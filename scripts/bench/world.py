"""A filled municipality and a server over it, as in production, on a database of its own."""

import json
import os
import subprocess
import time
from dataclasses import dataclass
from typing import Any

from scripts.bench.trees import pss_mb
from scripts.demo_server import DemoServer, DidNotStart


@dataclass(frozen=True)
class Reader:
    """One of the demo's people with a list of their own."""

    key: str
    says: str
    user_id: str


class BenchWorld(DemoServer):
    """The demo server with as many cases as asked for, two workers, and the clock of the day."""

    workers = 2

    def __init__(self, cases: int, filled: str = "") -> None:
        super().__init__(families=0, filled=filled)
        self.cases = cases
        self.filling: dict[str, Any] = {}
        self.asked: dict[str, Any] = {}

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read; time passes, and nobody is told to search less."""
        return {**super().environment, "HJEMMEBANE_CLOCK": "", "HJEMMEBANE_THROTTLE": "0"}

    def prepare(self) -> None:
        """Fill an empty database, and ask it who and what there is to measure with.

        One that was filled before is measured where it stands, and keeps what is written then.
        """
        if not self.filled:
            report = self.folder / "filled.json"
            self.run("-m", "scripts.demo_data", "--cases", str(self.cases), "--json", str(report))
            self.filling = json.loads(report.read_text(encoding="utf-8"))
        self.asked = json.loads(self.ask("scripts.bench.asking"))

    def restart(self) -> float:
        """Stop, start again, and return the seconds until the first good answer."""
        self.stop()
        began = time.perf_counter()
        self.start()
        return time.perf_counter() - began

    @property
    def readers(self) -> list[Reader]:
        """Return the readers to measure with: one's own list, a team's, the whole."""
        return [Reader(**row) for row in self.asked["readers"]]

    @property
    def web(self) -> int:
        """Return the web server's first process."""
        if self.process is None:
            raise DidNotStart("the server does not run")
        return self.process.pid

    def roots(self) -> list[int]:
        """Return the processes whose trees answer: the web server, and the database server."""
        found = [self.web]
        if os.environ.get("DATABASE_URL"):
            found.append(postmaster())
        return found

    def memory_mb(self) -> float:
        """Return the summed share of memory of the web server's processes."""
        return pss_mb([self.web])


def postmaster() -> int:
    """Return the process id of the database server that DATABASE_URL names."""
    port = os.environ["DATABASE_URL"].rsplit(":", 1)[1].split("/", 1)[0]
    listed = subprocess.run(
        ["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True
    ).stdout
    for line in listed.splitlines():
        number, args = line.strip().split(None, 1)
        if "postgres" in args and " -D " in args and f"port={port}" in args:
            return int(number)
    raise RuntimeError(f"no PostgreSQL is found on port {port}")
