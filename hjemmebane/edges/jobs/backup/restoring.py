"""Restoring a backup: read through first, unpacked beside, put in place last.

Whatever stood there before is put aside under a name with the moment in it, never thrown away.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hjemmebane import clock
from hjemmebane.edges.jobs.backup.checking import Checked, opened
from hjemmebane.edges.jobs.backup.content import (
    DATABASE,
    FILE,
    BackupError,
    Head,
    unpressed,
)
from hjemmebane.edges.jobs.backup.postgres import Server
from hjemmebane.edges.jobs.backup.snapshots import SqliteSnapshot, heads_of, rows_of
from hjemmebane.gateways.keyring import KeyRing
from hjemmebane.records.access import heads

STAGE = "restoring-"
HAS_DATA = "There is data here already: say FORCE=yes to put it aside and restore over it."
IN_USE = "The database is in use: stop the web and job processes first."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup is restored to: a SQLite file, or a PostgreSQL server; files and heads."""

    files: Path
    heads: Path
    sqlite: Path | None = None
    server: Server | None = None


@dataclass(slots=True)
class Restored:
    """What was done: what stands aside now, and how many seals of each chain were lost."""

    aside: list[str] = field(default_factory=list)
    lost_seals: dict[str, int] = field(default_factory=dict)


def restore(checked: Checked, place: Place, keys: KeyRing, *, force: bool = False) -> Restored:
    """Put a checked backup in place; raise BackupError, with nothing changed, where that fails."""
    if not force and has_data(place):
        raise BackupError(HAS_DATA)
    done = Restored()
    stamp = f"{clock.now():%Y%m%dT%H%M%S}"
    with _stage(place.files.parent, stamp) as stage:
        if place.sqlite:
            _unpack(checked, keys, stage, _to_file(stage / "database.sqlite3"))
            _check_copy(stage / "database.sqlite3", checked)
            _refuse_if_in_use(place.sqlite)
            _put(stage / "database.sqlite3", place.sqlite, stamp, done)
        elif place.server:
            aside = place.server.replacing(checked.manifest, stamp)
            with aside as (take, former):
                _unpack(checked, keys, stage, take)
            done.aside += [f"schema {former}"] if former else []
        _put(stage / "files", place.files, stamp, done)
    done.lost_seals = _lost(place.heads, checked.manifest.heads)
    return done


def has_data(place: Place) -> bool:
    """Return whether anything would be put aside that somebody has written."""
    if place.files.is_dir() and any(place.files.iterdir()):
        return True
    if place.server:
        return place.server.has_data()
    if not place.sqlite or not place.sqlite.exists() or not place.sqlite.stat().st_size:
        return False
    asked = sqlite3.connect(place.sqlite)
    try:
        return bool(asked.execute("SELECT EXISTS (SELECT 1 FROM audit_line)").fetchone()[0])
    except sqlite3.Error:
        # Not ours, not whole, or without our tables: somebody must say that it may go.
        return True
    finally:
        asked.close()


@contextmanager
def _stage(beside: Path, stamp: str) -> Iterator[Path]:
    """Make a folder beside the data, on the same disk, and take it away in the end."""
    beside.mkdir(parents=True, exist_ok=True)
    stage = beside / f"{STAGE}{stamp}"
    stage.mkdir(mode=0o700)
    (stage / "files").mkdir(mode=0o700)
    try:
        yield stage
    except OSError as error:
        raise BackupError(f"Nothing was restored: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _unpack(
    checked: Checked, keys: KeyRing, stage: Path, take: Callable[[Iterator[bytes]], None]
) -> None:
    with opened(checked.path, keys) as found:
        for name, blocks in found:
            if name == DATABASE:
                take(unpressed(blocks))
            elif name.startswith(FILE):
                _to_file(_below(stage / "files", name.removeprefix(FILE)))(blocks)


def _below(folder: Path, name: str) -> Path:
    """Return a place below a folder; a name that leads out of it is refused."""
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise BackupError("The backup holds a file that would lie outside the folder of files.")
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _to_file(place: Path) -> Callable[[Iterator[bytes]], None]:
    def take(blocks: Iterator[bytes]) -> None:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())

    return take


def _check_copy(copy: Path, checked: Checked) -> None:
    """Refuse a database that is not what the manifest says of it."""
    found = SqliteSnapshot(copy)
    try:
        whole = found.ask("PRAGMA quick_check") == [("ok",)]
        if (
            not whole
            or rows_of(found) != checked.manifest.tables
            or heads_of(found) != checked.manifest.heads
        ):
            raise BackupError("The restored database is not what the backup's manifest says.")
    finally:
        found.close()


def _refuse_if_in_use(database: Path) -> None:
    """Refuse while another process has the database open: it would write to what is put aside."""
    if not database.exists():
        return
    asked = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        # Leaving WAL needs the file for oneself, and folds what stands in the WAL into it.
        asked.execute("PRAGMA journal_mode=DELETE")
        asked.execute("BEGIN EXCLUSIVE")
        asked.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(IN_USE) from error
    except sqlite3.DatabaseError:
        return
    finally:
        asked.close()


def _put(new: Path, place: Path, stamp: str, done: Restored) -> None:
    """Put something new in place; what stood there is put aside."""
    if place.exists():
        aside = place.with_name(f"{place.name}.before-{stamp}")
        place.rename(aside)
        done.aside.append(str(aside))
        for left in ("-wal", "-shm"):
            place.with_name(f"{place.name}{left}").unlink(missing_ok=True)
    new.rename(place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lost(path: Path, ends: list[Head]) -> dict[str, int]:
    """Return how many seals of each chain the file of heads knows beyond the backup's."""
    newest: dict[str, int] = {}
    if path.exists():
        for head in heads.read(path):
            if not isinstance(head, int):
                newest[head.chain.value] = head.number
    held = {end.chain: end.number for end in ends}
    beyond = {chain: number - held.get(chain, 0) for chain, number in newest.items()}
    return {chain: number for chain, number in beyond.items() if number > 0}
