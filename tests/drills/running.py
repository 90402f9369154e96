"""A real web server and job process, on a database of their own that can be hurt."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests

from scripts.demo_server import ROOT
from scripts.drill import PERSON, TOKEN, Installation
from scripts.postgres import USER, free_port, newest_programs, serve, start, stop

PATIENCE = 90
PREPARE = (
    "import django; from hjemmebane.gateways import keyring; keyring.ensure_keys();"
    " django.setup(); from django.core.management import call_command;"
    " call_command('migrate', verbosity=0); call_command('createcachetable', verbosity=0)"
)


class Database:
    """A PostgreSQL of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        programs = newest_programs()
        assert programs is not None
        self.programs, self.folder, self.port = programs, folder, free_port()
        start(programs, folder, self.port)
        self.is_up = True

    @property
    def url(self) -> str:
        """Return its address."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """Stop it."""
        stop(self.programs, self.folder / "data")
        self.is_up = False

    def start(self) -> None:
        """Start it again where it was."""
        serve(self.programs, self.folder, self.folder / "data", self.port)
        self.is_up = True


class Running:
    """An installation with its web server and job process running."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        house.start()
        self.jobs = subprocess.Popen(
            [sys.executable, "manage.py", "jobs", "--interval", "0.2"],
            cwd=ROOT,
            env=house.environment,
            stderr=house.log,
        )
        self.browser = requests.Session()

    def page(self, path: str = "/log-ind/") -> requests.Response:
        """Return what a page answers."""
        return self.browser.get(f"{self.house.address}{path}", timeout=PATIENCE)

    def sign_in(self) -> str:
        """Sign in as the first of the demo's people; return the token that forms carry."""
        door = self.page().text
        token, person = TOKEN.search(door), PERSON.search(door)
        assert token is not None
        assert person is not None
        given = {"csrfmiddlewaretoken": token[1], "user": person[1]}
        page = self.browser.post(f"{self.house.address}/demo/ind/", data=given, timeout=PATIENCE)
        found = TOKEN.search(page.text)
        assert found is not None
        return found[1]

    def keep_draft(self, token: str, text: str) -> requests.Response:
        """Send text to be kept, as a form does while it is typed in."""
        url = f"{self.house.address}/kladde/?side=/x/"
        given = {"csrfmiddlewaretoken": token, "text": text}
        return self.browser.post(url, data=given, timeout=PATIENCE)

    def logged(self, words: str) -> bool:
        """Return whether any of the processes has said some words."""
        self.house.log.flush()
        return words in Path(self.house.log.name).read_text(errors="replace")

    def stop(self) -> None:
        """Stop the processes."""
        self.jobs.send_signal(signal.SIGTERM)
        self.jobs.wait(timeout=PATIENCE)
        self.house.stop()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def new_folder(size_mb: int = 0) -> Path:
    """Make a folder, on a small disk of its own where a size is given."""
    folder = Path(tempfile.mkdtemp(prefix="hjemmebane-drill-"))
    if size_mb:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder)]
        subprocess.run(mount, check=True, capture_output=True)
    return folder


def remove(folder: Path) -> None:
    """Take a folder away, with the disk that it is."""
    if os.path.ismount(folder):
        subprocess.run(["umount", str(folder)], check=True)
    shutil.rmtree(folder, ignore_errors=True)


def may_mount() -> bool:
    """Return whether a small disk may be made here."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    try:
        remove(new_folder(1))
    except subprocess.CalledProcessError:
        return False
    return True
