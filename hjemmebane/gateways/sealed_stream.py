"""A sealed stream: any amount of data in one file, encrypted and authenticated, a chunk at a time.

The file begins with a line that anyone may read (format, key number, salt), then chunks of a
mebibyte, each AES-256-GCM under a key of this file alone, derived (HKDF-SHA256) from the backup
key, the salt and that first line. A chunk's nonce is its number and whether it is the last, as in
the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a chunk altered, moved, taken
from another file, or missing at the end is found. Memory stays at two chunks.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"HJEMMEBANE-BACKUP "
FORMAT = 1
CHUNK = 1024 * 1024
TAG = 16
SALT_BYTES = 32
FIRST_LINE_MAX = 4096


class Unreadable(Exception):
    """The stream is not one of ours, or was damaged, cut off or put together from several."""


class WrongKey(Exception):
    """The key given is not the one the stream was sealed with."""


@dataclass(frozen=True, slots=True)
class FirstLine:
    """What anyone may read of a sealed stream: which key opens it."""

    key_number: int
    salt: bytes
    key_mark: str
    raw: bytes


def read_first_line(file: BinaryIO) -> FirstLine:
    """Return the first line of a stream; raise Unreadable where it is not one of ours."""
    raw = file.readline(FIRST_LINE_MAX)
    if not raw.startswith(MAGIC) or not raw.endswith(b"\n"):
        raise Unreadable("not a backup of this system")
    try:
        told = json.loads(raw[len(MAGIC) :])
        if told["format"] != FORMAT:
            raise Unreadable(f"format {told['format']} is not known here")
        return FirstLine(told["key"], bytes.fromhex(told["salt"]), told["mark"], raw)
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("its first line is damaged") from error


def _key_mark(key: bytes) -> str:
    """Return what tells one key from another of the same number, and nothing else about it."""
    return hmac.new(key, b"hjemmebane backup key mark", hashlib.sha256).hexdigest()[:16]


def _cipher(key: bytes, salt: bytes, first_line: bytes) -> AESGCM:
    made = HKDF(algorithm=SHA256(), length=32, salt=salt, info=first_line).derive(key)
    return AESGCM(made)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class Sealer:
    """Writes a sealed stream to a file; `close` seals the end, without which it is cut off."""

    def __init__(self, file: BinaryIO, key: bytes, key_number: int) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        told: dict[str, Any] = {
            "format": FORMAT,
            "key": key_number,
            "mark": _key_mark(key),
            "salt": salt.hex(),
        }
        first_line = MAGIC + json.dumps(told, sort_keys=True).encode() + b"\n"
        self._file, self._cipher = file, _cipher(key, salt, first_line)
        self._number, self._kept = 0, bytearray()
        file.write(first_line)

    def write(self, data: bytes) -> None:
        """Take data; full chunks are sealed at once."""
        self._kept += data
        # A full chunk is kept until more follows: only then is it known not to be the last.
        while len(self._kept) > CHUNK:
            self._seal(bytes(self._kept[:CHUNK]), is_last=False)
            del self._kept[:CHUNK]

    def close(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._kept), is_last=True)
        self._kept.clear()

    def _seal(self, data: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last), data, None))
        self._number += 1


class Opener:
    """Reads a sealed stream from a file; whatever it hands out has been authenticated."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        first = read_first_line(file)
        if not hmac.compare_digest(first.key_mark, _key_mark(key)):
            raise WrongKey(first.key_number)
        self._chunks = self._open(file, _cipher(key, first.salt, first.raw))
        self._kept = bytearray()

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes; raise Unreadable where the stream ends before."""
        while len(self._kept) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise Unreadable("it ends too early")
            self._kept += chunk
        data = bytes(self._kept[:size])
        del self._kept[:size]
        return data

    def is_at_end(self) -> bool:
        """Return whether everything has been read, the last chunk seen among it."""
        while not self._kept:
            chunk = next(self._chunks, None)
            if chunk is None:
                return True
            self._kept += chunk
        return False

    @staticmethod
    def _open(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
        sealed, number = file.read(CHUNK + TAG), 0
        while True:
            following = file.read(CHUNK + TAG)
            try:
                yield cipher.decrypt(_nonce(number, not following), sealed, None)
            except InvalidTag:
                raise Unreadable(f"it was damaged or cut off at chunk {number}") from None
            if not following:
                return
            sealed, number = following, number + 1
