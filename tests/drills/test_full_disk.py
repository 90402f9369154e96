"""A real disk is filled under a real web server and job process, on both databases."""

import contextlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hjemmebane.config.errors import FAULTS
from scripts.drill import Installation
from tests.drills.running import Database, Running, may_mount, new_folder, remove, until

FAMILIES = 3
SIZES_MB = {"sqlite": 24, "postgresql": 160}
# Where no small disk may be made, SQLite's file may not grow: the nearest to it that anyone can do.
DATABASES = tuple(SIZES_MB) if may_mount() else ("sqlite",)
SMALL = may_mount()


@contextmanager
def no_room(running: Running, disk: Path) -> Iterator[None]:
    """Let nothing more be written, for the block."""
    if SMALL:
        fill = disk / "fill"
        with contextlib.suppress(OSError), fill.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        yield
        fill.unlink()
        return
    process = running.house.process
    assert process is not None
    asked = ["pgrep", "-P", str(process.pid)]
    workers = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    for limit in ("4096", "unlimited"):
        for worker in workers:
            limited = ["prlimit", "--pid", worker, f"--fsize={limit}:unlimited"]
            subprocess.run(limited, check=True)
        if limit != "unlimited":
            yield


@pytest.fixture(params=DATABASES)
def running(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Running, Path]]:
    """Return a running installation and the small disk that its database lies on."""
    kind: str = request.param
    disk = new_folder(SIZES_MB[kind] if SMALL else 0)
    database = None
    if kind == "postgresql":
        (disk / "pg").mkdir()
        database = Database(disk / "pg")
        monkeypatch.setenv("DATABASE_URL", database.url)
    else:
        monkeypatch.delenv("DATABASE_URL", raising=False)
    house = Installation(FAMILIES)
    first_folder = house.folder
    if kind == "sqlite":
        house.folder = house.keys = disk / "var"
        house.folder.mkdir()
    house.prepare()
    made = Running(house)
    yield made, disk
    made.stop()
    house.remove()
    remove(first_folder)
    if database:
        database.stop()
    remove(disk)


def test_a_full_disk_is_said_and_nothing_is_lost_when_there_is_room_again(
    running: tuple[Running, Path],
) -> None:
    house, disk = running
    token = house.sign_in()
    assert house.keep_draft(token, "kort").status_code == 204
    with no_room(house, disk):
        until(lambda: house.keep_draft(token, "y" * 15_000).status_code == 503)
        said = house.keep_draft(token, "y" * 15_000).text
        assert any(sentence in said for _, sentence in FAULTS.values())
        assert house.jobs.poll() is None
    until(lambda: house.keep_draft(token, "z" * 15_000).status_code == 204)
    until(lambda: house.page("/").status_code == 200)
    assert house.jobs.poll() is None
    house.house.commands(["jobs", "--once"], ["verify_audit"])
