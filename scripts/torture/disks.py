"""The disk that holds everything is filled under writers and readers, and freed again."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.torture.ground import Ground
from scripts.torture.processes import until

SIZE_MB = 48
BETWEEN = 4
SENTENCES = ("Der er ikke plads på serveren", "Databasen svarer ikke lige nu")


def disk(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Fill a small disk on which the data lies: writes say so, and go on when there is room."""
    if ground.postgres:
        return {"skipped": "A full disk under PostgreSQL is tried by tests/drills/test_full_disk."}
    if os.geteuid() != 0:
        return {"skipped": "Only root may mount a small disk."}
    told: list[str] = []
    with _small_disk(ground), ground.crew() as crew:
        fill = ground.folder / "fill"
        with contextlib.suppress(OSError), fill.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        refused = crew.answers().get("503", 0)
        until(lambda: crew.answers().get("503", 0) > refused + BETWEEN, "writes answer 503")
        page = ground.get("/log-ind/")
        if page.status_code != 200 and not any(words in page.text for words in SENTENCES):
            told.append(f"the page answers {page.status_code} without its sentence")
        fill.unlink()
        seconds = until(ground.is_well, "/healthz is ok again by itself")
        crew.wait_for_more(BETWEEN)
    found = ground.proof(crew, kills=0, page_while_full=page.status_code, seconds_to_well=seconds)
    found["broken"] += told
    return found


@contextmanager
def _small_disk(ground: Ground) -> Iterator[None]:
    """Let the installation lie on a small disk for the block, and where it lay afterwards."""
    place, first = Path(tempfile.mkdtemp(prefix="hjemmebane-disk-")), ground.folder
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(place)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        _move(ground, place)
        try:
            yield
        finally:
            _move(ground, first)
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def _move(ground: Ground, place: Path) -> None:
    """Stop what runs, take the data to another place, and start again; the log stays open."""
    ground.stop_jobs()
    ground.stop()
    without = shutil.ignore_patterns("server.log", "fill")
    shutil.copytree(ground.folder, place, dirs_exist_ok=True, ignore=without)
    ground.folder = ground.keys = place
    ground.start()
    ground.start_jobs()
