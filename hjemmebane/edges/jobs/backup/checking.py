"""Reading a backup through before anything is changed: is it whole, ours, and can it be opened?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.migrations.loader import MigrationLoader

from hjemmebane.edges.jobs.backup.content import (
    DATABASE,
    END,
    FILE,
    MANIFEST,
    BackupError,
    End,
    Manifest,
    entries,
    unpressed,
)
from hjemmebane.gateways.keyring import KeyRing, NoKey
from hjemmebane.gateways.sealed_stream import Opener, Unreadable, WrongKey, read_first_line

PURPOSE = "backup"
Entries = Iterator[tuple[str, Iterator[bytes]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was read from end to end and found whole."""

    path: Path
    manifest: Manifest
    end: End


@contextmanager
def opened(path: Path, keys: KeyRing) -> Iterator[Entries]:
    """Open a backup for the block; every fault in it becomes a BackupError of one sentence."""
    try:
        with path.open("rb") as file:
            number = read_first_line(file).key_number
            file.seek(0)
            yield entries(Opener(file, keys.key(PURPOSE, number)))
    except NoKey as error:
        raise BackupError(
            f"The backup was sealed with {error}, which is not in the folder of backup keys."
        ) from error
    except WrongKey as error:
        raise BackupError(
            f"The backup was sealed with another key than the {PURPOSE}-{error}.key that is here."
        ) from error
    except Unreadable as error:
        raise BackupError(f"{path.name} cannot be used: {error}.") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error


def check(path: Path, keys: KeyRing) -> Checked:
    """Read a whole backup and return what it says of itself; raise BackupError where it is not."""
    manifest: Manifest | None = None
    end: End | None = None
    files = 0
    with opened(path, keys) as found:
        for name, blocks in found:
            if name == MANIFEST:
                manifest = Manifest.from_bytes(b"".join(blocks))
            elif name == DATABASE:
                for _ in unpressed(blocks):
                    pass
            elif name == END:
                end = End(**json.loads(b"".join(blocks)))
            files += name.startswith(FILE)
    if manifest is None or end is None or files != end.files:
        raise BackupError(f"{path.name} cannot be used: it does not hold what it lists.")
    return Checked(path, manifest, end)


def fits(checked: Checked, vendor: str, ring: KeyRing, *, without_keys: bool = False) -> None:
    """Refuse a backup that this installation cannot use; raise BackupError with the reason."""
    manifest = checked.manifest
    if manifest.database != vendor:
        raise BackupError(
            f"The backup is of a {manifest.database} database and this installation has {vendor}."
        )
    unknown = sorted(set(manifest.migrations) - _known_migrations())
    if unknown:
        raise BackupError(
            f"The backup comes from a version that this one does not know ({unknown[-1]}): "
            f"install version {manifest.version} or newer first."
        )
    lacking = _lacking(checked, ring)
    if lacking and not without_keys:
        raise BackupError(
            f"The key ring lacks {', '.join(lacking)}, without which the backup's numbers and "
            "files cannot be opened: put the key files back first."
        )


def _lacking(checked: Checked, ring: KeyRing) -> list[str]:
    needs: dict[str, set[int]] = {key: set(ids) for key, ids in checked.manifest.needs.items()}
    needs.setdefault("seal", set()).update(checked.end.file_keys)
    return [
        f"{purpose}-{number}.key"
        for purpose, numbers in sorted(needs.items())
        for number in sorted(numbers - set(ring.ids(purpose)))
    ]


def _known_migrations() -> set[str]:
    disk: dict[Any, Any] = MigrationLoader(None).disk_migrations
    return {f"{app}.{name}" for app, name in disk}
