"""The vault: files lie encrypted on disk under names that say nothing."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from hjemmebane.gateways import keyring

NAME_BYTES = 16


class DamagedError(Exception):
    """A stored file is missing or is not what was stored."""


def put(data: bytes, context: bytes) -> tuple[str, str]:
    """Store a file sealed; return where it lies and the sum of its content."""
    name = secrets.token_hex(NAME_BYTES)
    path = f"{name[:2]}/{name}"
    place = _place(path)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(place, keyring.seal(data, context))
    return path, hashlib.sha256(data).hexdigest()


def get(path: str, context: bytes, sha256: str) -> bytes:
    """Return the content of a stored file; raise DamagedError where it is not whole."""
    place = _place(path)
    if not place.is_file():
        raise DamagedError(path)
    data = keyring.unseal(place.read_bytes(), context)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedError(path)
    return data


def seal_again(path: str, context: bytes) -> bool:
    """Seal a stored file with the newest key where it is not; return whether it was."""
    place = _place(path)
    if not place.is_file():
        raise DamagedError(path)
    sealed = place.read_bytes()
    if keyring.sealed_with(sealed) == keyring.ring().newest("seal"):
        return False
    _write(place, keyring.seal(keyring.unseal(sealed, context), context))
    return True


def _write(place: Path, sealed: bytes) -> None:
    """Write beside and move into place: no half file ever stands under a name, full disk or not."""
    half = place.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        half.rename(place)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the name itself survive a power cut, not only the content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(path: str) -> Path:
    return Path(settings.FILES_DIR) / path
