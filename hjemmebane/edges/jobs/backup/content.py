"""What stands in a backup, in order: the manifest, the database, each stored file, the end."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from hjemmebane.gateways.sealed_stream import Opener, Sealer, Unreadable

FORMAT = 1
BLOCK = 256 * 1024
NAME_MAX = 1000
MANIFEST, DATABASE, FILE, END = "manifest", "database", "file:", "end"
LENGTH_BYTES = 4


class BackupError(Exception):
    """Raised with the one sentence that tells what is wrong; nothing has been changed then."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal of one chain at the moment of the backup."""

    chain: str
    number: int
    digest: str
    last_line: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, all of it true at one and the same moment.

    `tables` counts the rows of each table; `needs` lists the numbers of the keys, by purpose,
    without which what is sealed in the database cannot be opened.
    """

    format: int
    made_at: str
    version: str
    database: str
    schema: str
    tables: dict[str, int]
    migrations: list[str]
    heads: list[Head]
    needs: dict[str, list[int]]
    files: int

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Return the manifest from JSON; raise BackupError where it is from another format."""
        told: dict[str, Any] = json.loads(data)
        if told.get("format") != FORMAT:
            raise BackupError(f"The backup has format {told.get('format')}; {FORMAT} is read here.")
        heads = [Head(**head) for head in told.pop("heads")]
        return cls(heads=heads, **told)


@dataclass(frozen=True, slots=True)
class End:
    """What is only known when everything has been written."""

    files: int
    file_bytes: int
    file_keys: list[int]
    missing: list[str]


class Writer:
    """Writes entries to a sealed stream, block by block."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def entry(self, name: str, blocks: Iterable[bytes]) -> int:
        """Write one entry and return how many bytes it holds."""
        self._block(name.encode())
        size = 0
        for block in blocks:
            if block:
                self._block(block)
                size += len(block)
        self._block(b"")
        return size

    def _block(self, data: bytes) -> None:
        self._sealer.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)


def entries(opener: Opener) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each entry's name and blocks; what the caller leaves unread is read past."""
    name = ""
    while name != END:
        name = _block(opener, NAME_MAX).decode()
        blocks = _blocks(opener)
        yield name, blocks
        for _ in blocks:
            pass
    if not opener.is_at_end():
        raise Unreadable("something follows its end")


def _blocks(opener: Opener) -> Iterator[bytes]:
    while data := _block(opener, 64 * BLOCK):
        yield data


def _block(opener: Opener, most: int) -> bytes:
    length = int.from_bytes(opener.read(LENGTH_BYTES), "big")
    if length > most:
        raise Unreadable("an entry is too long")
    return opener.read(length)


def pressed(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks compressed, lightly: a backup waits for the disk, not for the processor."""
    press = zlib.compressobj(level=1)
    for block in blocks:
        yield press.compress(block)
    yield press.flush()


def unpressed(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield compressed blocks as they were, a bounded piece at a time."""
    press = zlib.decompressobj()
    for block in blocks:
        rest = block
        while rest:
            yield press.decompress(rest, BLOCK * 4)
            rest = press.unconsumed_tail
    yield press.flush()
    if not press.eof:
        raise Unreadable("the database in it is cut off")
