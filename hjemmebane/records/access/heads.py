"""The heads of the chains, in a file outside the database: one signed line a seal.

Each line is signed together with the line before it, so that nobody without the key can alter,
drop or insert one. A copy kept elsewhere shows also a tail cut off both here and in the database.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from hjemmebane.gateways import keyring
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.models import AuditSeal

SEALED, RESTORED = "sealed", "restored"
START = "-"
TAIL = 64 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """One line of the file: what a seal said, or that an older backup was put back on purpose."""

    kind: str
    chain: Chain
    number: int
    digest: str
    last_line: int
    at: datetime
    key_number: int
    signature: str = ""

    @property
    def body(self) -> str:
        """Return what is signed."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = (self.kind, self.chain.value, self.number, self.digest, self.last_line, moment)
        return " ".join(str(part) for part in (*parts, self.key_number))

    def signed(self, previous: str) -> str:
        """Return the signature over the line and the one before it."""
        return keyring.ring().sign(f"{previous} {self.body}", self.key_number)


def heads_file() -> Path:
    """Return the file, outside the database, that the chains' heads are appended to."""
    return Path(settings.AUDIT_HEADS_FILE)


def head_of(seal: AuditSeal) -> Head:
    """Return what the file says of a seal."""
    chain = Chain(seal.chain)
    return Head(
        SEALED, chain, seal.number, seal.digest, seal.last_line, seal.sealed_at, seal.key_number
    )


def catch_up(chain: Chain) -> None:
    """Append the seals that the file does not know yet; also those a crash kept out of it."""
    with _held() as file:
        known, previous = _last(file, chain)
        fresh = AuditSeal.objects.filter(chain=chain, number__gt=known).order_by("number")
        _append(file, previous, (head_of(seal) for seal in fresh.iterator()))


def note_restored(ends: Iterable[Head]) -> None:
    """Append that the chains now end at these heads, because an older backup was put back."""
    with _held() as file:
        _, previous = _last(file, None)
        _append(file, previous, ends)


def read(path: Path) -> Iterator[Head | int]:
    """Yield each head; the number of its line instead, where it is not as it was signed."""
    previous = START
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, text in enumerate(file, start=1):
            head = _read(text)
            yield head if head and _is_signed(head, previous) else number
            previous = head.signature if head else previous


def _is_signed(head: Head, previous: str) -> bool:
    try:
        return head.signature == head.signed(previous)
    except keyring.NoKey:
        return False


def _read(text: str) -> Head | None:
    try:
        kind, chain, number, digest, last, at, key_number, signature = text.split()
        moment = datetime.fromisoformat(at)
        return Head(
            kind, Chain(chain), int(number), digest, int(last), moment, int(key_number), signature
        )
    except ValueError:
        return None


@contextmanager
def _held() -> Iterator[BinaryIO]:
    """Open the file for one writer at a time, past a line that a crash left half written."""
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _last(file: BinaryIO, chain: Chain | None) -> tuple[int, str]:
    """Return the newest number known of a chain, and the signature of the last line."""
    end = file.seek(0, os.SEEK_END)
    for start in dict.fromkeys((max(0, end - TAIL), 0)):
        file.seek(start)
        data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        file.truncate(start + len(whole))
        found = [head for head in map(_read, whole.decode(errors="replace").splitlines()) if head]
        known = [head.number for head in found if head.chain is chain]
        if known or start == 0:
            return (known[-1] if known else 0), (found[-1].signature if found else START)
    return 0, START


def _append(file: BinaryIO, previous: str, heads: Iterable[Head]) -> None:
    file.seek(0, os.SEEK_END)
    for head in heads:
        signature = head.signed(previous)
        file.write(f"{head.body} {signature}\n".encode())
        previous = signature
    file.flush()
    os.fsync(file.fileno())
