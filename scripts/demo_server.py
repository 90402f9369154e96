"""A demo municipality of its own on a free port: for `make walk` and the browser journeys.

It has its own data folder, keys and clock, so neither the developer's demo nor the time of day
matters. The clock is moved by starting the server again: a course of weeks is walked in minutes.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import django
import psycopg
from django.core.management import call_command, get_commands

from hjemmebane import clock
from hjemmebane.gateways import keyring
from scripts.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 180  # a machine that does other work besides is slow to start one
SECONDS_TO_STOP = 10
EMPTY = "empty"
# The standing day of tests and pictures: a Tuesday in November, before anybody is at work.
FIRST_MORNING = clock.moment(date(2026, 11, 24), 9, 30)


class DidNotStart(Exception):
    """The server did not answer, or could not be prepared."""


class DemoServer:
    """A web server over a fresh demo, at a moment that can be moved."""

    workers = 1

    def __init__(
        self, families: int, moment: datetime = FIRST_MORNING, *, filled: str = ""
    ) -> None:
        """`filled`: a data folder filled before, whose database DATABASE_URL names."""
        self.families, self.moment, self.filled = families, moment, filled
        self.folder = Path(tempfile.mkdtemp(prefix="hjemmebane-demo-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = (self.folder / "server.log").open("ab")
        self.database = _own_database(os.environ.get("DATABASE_URL", ""), self.folder.name)

    @property
    def address(self) -> str:
        """Return where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read."""
        own = {
            "DJANGO_SETTINGS_MODULE": "hjemmebane.config.settings",
            "HJEMMEBANE_DEMO": "1",
            "HJEMMEBANE_PLAIN_STATIC": "1",
            "HJEMMEBANE_VAR": str(self.folder),
            "HJEMMEBANE_KEYS": str(self.folder / "keys"),
            "HJEMMEBANE_CLOCK": self.moment.isoformat(),
            "DATABASE_URL": self.database,
        }
        if self.filled:
            own["HJEMMEBANE_VAR"] = self.filled
            own["HJEMMEBANE_KEYS"] = f"{self.filled}/keys"
            own["DATABASE_URL"] = os.environ.get("DATABASE_URL", "")
        return {**os.environ, **own}

    def prepare(self) -> None:
        """Make the database and the demo municipality."""
        self.run("-m", "scripts.demo_server", str(self.families))

    def prepare_empty(self) -> None:
        """Make the database and its keys, with nobody in it."""
        self.run("-m", "scripts.demo_server", EMPTY)

    def run(self, *arguments: str) -> str:
        """Run a Python module against its data and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise DidNotStart(f"{' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def ask(self, module: str) -> str:
        """Run a module that reads the database, with Django set up; return what it printed."""
        starts = "import django, runpy; django.setup(); runpy.run_module"
        return self.run("-c", f"{starts}({module!r}, run_name='__main__')")

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        command = [
            *(sys.executable, "-m", "gunicorn", "hjemmebane.config.wsgi"),
            *("--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"),
            *("--workers", str(self.workers), "--threads", "4"),
            *("--timeout", "60", "--graceful-timeout", "2"),
            *("--log-level", "warning", "--worker-tmp-dir", "/dev/shm"),  # noqa: S108 memory
            "--preload",
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise DidNotStart(self.logged())
            time.sleep(0.1)

    def answers(self) -> bool:
        """Return whether anything answers on the port."""
        try:
            # Asked anew before it has answered, it would begin all over in another thread.
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=60):  # noqa: S310 own
                return True
        except urllib.error.HTTPError as error:
            error.close()
            return True
        except OSError:
            return False

    def move_to(self, moment: datetime) -> None:
        """Let it be another moment: the server starts again with its clock set."""
        self.stop()
        self.moment = moment
        self.start()

    def work_off_jobs(self) -> None:
        """Do what waits in the job queue."""
        self.run("manage.py", "jobs", "--once")

    def logged(self) -> str:
        """Return the end of what the server has said."""
        self.log.flush()
        return (self.folder / "server.log").read_text(errors="replace")[-4000:]

    def logged_errors(self) -> list[str]:
        """Return the lines in which the server told of a fault."""
        self.log.flush()
        lines = (self.folder / "server.log").read_text(errors="replace").splitlines()
        return [line for line in lines if " ERROR " in line or " CRITICAL " in line]

    def stop(self) -> None:
        """Stop the web server."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def remove(self) -> None:
        """Stop it and take its data away."""
        self.stop()
        self.log.close()
        if self.database:
            _drop(os.environ["DATABASE_URL"], self.database)
        shutil.rmtree(self.folder, ignore_errors=True)


def _own_database(server: str, name: str) -> str:
    """Return the address of a database of its own on a PostgreSQL; nothing for SQLite."""
    if not server.startswith("postgres"):
        return ""
    own = name.replace("-", "_").lower()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{own}"')
    return f"{server.rsplit('/', 1)[0]}/{own}"


def _drop(server: str, own: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{own.rsplit("/", 1)[1]}" WITH (FORCE)')


def migrate() -> None:
    """Make an empty database with its keys, in the environment given."""
    keyring.ensure_keys()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def main(families: int) -> None:
    """Migrate and make the demo municipality, in the environment given."""
    migrate()
    if "demo" not in get_commands():
        raise DidNotStart("There is no demo to make.")
    call_command("demo", families=families)
    import_module("tests.journeys.neighbours").move_in()


if __name__ == "__main__":
    migrate() if sys.argv[1] == EMPTY else main(int(sys.argv[1]))
