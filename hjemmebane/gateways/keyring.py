"""The key ring: keys live outside the database and never travel with its backups.

A folder holds one file a key: `<purpose>-<id>.key`, 32 random bytes in hex. The highest id is
used for new values; older ones still open old values until everything is sealed again.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PURPOSES = ("seal", "index", "audit")
KEY_BYTES = 32
NONCE_BYTES = 12


class NoKey(Exception):
    """The key a value was sealed with is not on the ring."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one installation, by purpose and id."""

    keys: dict[tuple[str, int], bytes]

    def newest(self, purpose: str) -> int:
        """Return the id of the key that new values use."""
        ids = [number for kind, number in self.keys if kind == purpose]
        if not ids:
            raise NoKey(purpose)
        return max(ids)

    def ids(self, purpose: str) -> tuple[int, ...]:
        """Return the ids of all keys for a purpose, newest first."""
        return tuple(sorted((n for kind, n in self.keys if kind == purpose), reverse=True))

    def key(self, purpose: str, number: int) -> bytes:
        """Return one key; raise NoKey if it is not on the ring."""
        try:
            return self.keys[purpose, number]
        except KeyError:
            raise NoKey(f"{purpose}-{number}") from None

    def seal(self, data: bytes, context: bytes) -> bytes:
        """Return data encrypted (AES-256-GCM) and bound to its context, key id in front."""
        number = self.newest("seal")
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = AESGCM(self.key("seal", number)).encrypt(nonce, data, context)
        return number.to_bytes(2, "big") + nonce + body

    def unseal(self, sealed: bytes, context: bytes) -> bytes:
        """Return the data of a sealed value; raise InvalidTag if it or its context was changed."""
        number = sealed_with(sealed)
        nonce, body = sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
        return AESGCM(self.key("seal", number)).decrypt(nonce, body, context)

    def blind_index(self, text: str, scope: str, number: int | None = None) -> str:
        """Return a keyed digest to find a value by, different in each scope."""
        number = self.newest("index") if number is None else number
        key = self.key("index", number)
        return hmac.new(key, f"{scope}:{text}".encode(), hashlib.sha256).hexdigest()

    def sign(self, text: str, number: int | None = None) -> str:
        """Return the HMAC that the audit seals carry."""
        number = self.newest("audit") if number is None else number
        return hmac.new(self.key("audit", number), text.encode(), hashlib.sha256).hexdigest()


def folder() -> Path:
    """Return the folder that holds the keys."""
    return Path(os.environ.get("HJEMMEBANE_KEYS", "var/keys"))


def ring_in(where: Path) -> KeyRing:
    """Return the keys of a folder, read now; none where there is no folder."""
    return KeyRing(_read(where))


def add_key(purpose: str, where: Path | None = None) -> int:
    """Write a new key of a purpose and return its id (rotation: old keys stay)."""
    where = where or folder()
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = max((n for kind, n in _read(where) if kind == purpose), default=0) + 1
    path = where / f"{purpose}-{number}.key"
    # Made whole before it has its name: the web processes read the folder as soon as it changes.
    half = path.with_suffix(".part")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    half.rename(path)
    return number


def ensure_keys(where: Path | None = None) -> None:
    """Write the first key of each purpose where none is."""
    where = where or folder()
    there = {kind for kind, _ in _read(where)} if where.is_dir() else set()
    for purpose in PURPOSES:
        if purpose not in there:
            add_key(purpose, where)


def ring() -> KeyRing:
    """Return the key ring of this installation; read anew when a key has been added to it."""
    where = folder()
    try:
        changed = where.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _ring_of(where, changed)


@lru_cache(maxsize=1)
def _ring_of(where: Path, changed: int) -> KeyRing:
    return KeyRing(_read(where))


def sealed_with(sealed: bytes) -> int:
    """Return the number of the key a value was sealed with."""
    return int.from_bytes(sealed[:2], "big")


def _read(where: Path) -> dict[tuple[str, int], bytes]:
    keys = {}
    for path in sorted(where.glob("*.key")):
        purpose, _, number = path.stem.rpartition("-")
        keys[purpose, int(number)] = bytes.fromhex(path.read_text().strip())
    return keys


def seal(data: bytes, context: bytes) -> bytes:
    """Return data sealed with the installation's key ring."""
    return ring().seal(data, context)


def unseal(sealed: bytes, context: bytes) -> bytes:
    """Return the data of a value sealed with the installation's key ring."""
    return ring().unseal(sealed, context)
