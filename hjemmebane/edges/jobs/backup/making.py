"""Making a backup: online, of one moment, sealed as it is written."""

import errno
import json
import os
import re
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from hjemmebane import clock
from hjemmebane.edges.jobs.backup.content import (
    BLOCK,
    DATABASE,
    END,
    FILE,
    FORMAT,
    MANIFEST,
    BackupError,
    End,
    Manifest,
    Writer,
    pressed,
)
from hjemmebane.edges.jobs.backup.snapshots import (
    Snapshot,
    files_of,
    heads_of,
    keys_needed,
    migrations_of,
    rows_of,
    snapshot,
)
from hjemmebane.gateways import keyring
from hjemmebane.gateways.sealed_stream import Sealer
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.access.upkeep import note_backup

NAME = "hjemmebane-{stamp}.backup"
NAMED = re.compile(r"hjemmebane-\d{8}T\d{6}-\d+\.backup")
PURPOSE = "backup"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that has been made."""

    path: Path
    manifest: Manifest
    end: End
    size: int


def backup_keys() -> keyring.KeyRing:
    """Return the keys that seal backups: a ring of its own, in a folder of its own."""
    return keyring.ring_in(Path(settings.BACKUP_KEYS_DIR))


def make_backup(folder: Path) -> Made:
    """Make a backup in a folder; raise BackupError where that cannot be done.

    The log first says that one is made and is sealed, so that the backup holds its own line and
    the file of heads outside the database knows its newest seals.
    """
    keys = backup_keys()
    if not keys.ids(PURPOSE):
        raise BackupError(
            "There is no backup key: make one with `manage.py keys add backup` and keep a copy "
            "in a safe, apart from the backups."
        )
    number = keys.newest(PURPOSE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    note_backup(by=SYSTEM, facts={"key": number})
    seal_lines()
    stamp = f"{clock.now():%Y%m%dT%H%M%S}-{os.getpid()}"
    path = folder / NAME.format(stamp=stamp)
    half = path.with_suffix(".part")
    try:
        manifest, end = _write(half, keys.key(PURPOSE, number), number)
        half.rename(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BackupError(f"There is no room left on the disk that holds {folder}.") from error
        raise
    finally:
        half.unlink(missing_ok=True)
    return Made(path, manifest, end, path.stat().st_size)


def _write(half: Path, key: bytes, number: int) -> tuple[Manifest, End]:
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, snapshot() as found:
        sealer = Sealer(file, key, number)
        writer = Writer(sealer)
        manifest = describe(found)
        writer.entry(MANIFEST, [manifest.to_bytes()])
        writer.entry(DATABASE, pressed(found.dump()))
        end = _write_files(writer, files_of(found))
        writer.entry(END, [json.dumps(asdict(end)).encode()])
        sealer.close()
        file.flush()
        os.fsync(file.fileno())
    return manifest, end


def describe(found: Snapshot) -> Manifest:
    """Return the manifest of a snapshot."""
    return Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(timespec="seconds"),
        version=_version(),
        database=found.kind,
        schema=found.schema,
        tables=rows_of(found),
        migrations=migrations_of(found),
        heads=heads_of(found),
        needs=keys_needed(found),
        files=len(files_of(found)),
    )


def _write_files(writer: Writer, paths: list[str]) -> End:
    """Write the stored files as they lie, sealed already with the ring the backup never holds."""
    missing, keys, size = [], set(), 0
    for path in paths:
        place = Path(settings.FILES_DIR) / path
        if not place.is_file():
            missing.append(path)
            continue
        with place.open("rb") as file:
            keys.add(keyring.sealed_with(file.read(2)))
            file.seek(0)
            size += writer.entry(f"{FILE}{path}", iter(lambda: file.read(BLOCK), b""))
    return End(len(paths) - len(missing), size, sorted(keys), missing)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups of a folder; return those removed."""
    old = sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name))[:-keep]
    for path in old:
        path.unlink()
    return old


def _version() -> str:
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    return str(project["project"]["version"])
