"""The audit chain: seals over audit lines, and the check that finds what was altered.

A line is written without a hash, in its action's transaction. A job seals lines not yet sealed,
whatever their id, so that a late commit is never missed. The key lies outside the database, and
heads of the chain are appended to a file outside it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from hjemmebane import clock
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import one_turn
from hjemmebane.records.access.models import AuditLine, AuditSeal

BATCH = 1_000
GENESIS = "0" * 64
MAX_UNSEALED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the audit chain: what kind, and where."""

    kind: str
    where: str


def line_digest(line: AuditLine) -> str:
    """Return the digest of one line over all its columns."""
    values = [
        line.pk,
        line.at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
        line.action,
        line.by_id,
        line.ordered_by_id,
        line.about_kind,
        line.about_id,
        line.reason,
        line.facts,
    ]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def seal_digest(number: int, previous: str, lines: Iterable[AuditLine], key_number: int) -> str:
    """Return the HMAC of a seal over its number, the seal before it and its lines."""
    body = [number, previous, [[line.pk, line_digest(line)] for line in lines]]
    return keyring.ring().sign(json.dumps(body), key_number)


def seal_lines() -> int:
    """Seal lines not yet sealed, a batch at a time; return how many were sealed."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


def _seal_batch() -> int:
    with one_turn(), transaction.atomic():
        lines = list(_unsealed()[:BATCH])
        if not lines:
            return 0
        last = AuditSeal.objects.order_by("-number").select_for_update().first()
        number, previous = (last.number + 1, last.digest) if last else (1, GENESIS)
        key_number = keyring.ring().newest("audit")
        seal = AuditSeal.objects.create(
            number=number,
            previous=previous,
            first_line=lines[0].pk,
            last_line=lines[-1].pk,
            line_ids=json.dumps([line.pk for line in lines]),
            digest=seal_digest(number, previous, lines, key_number),
            key_number=key_number,
            sealed_at=clock.now(),
        )
    append_head(seal)
    return len(lines)


def _unsealed() -> QuerySet[AuditLine]:
    """Return the lines that no seal covers, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(last_line) FROM audit_seal")
        highest = cursor.fetchone()[0] or 0
    covered = _covered_ids(since=max(0, highest - BATCH * 10))
    return (
        AuditLine.objects.filter(pk__gt=max(0, highest - BATCH * 10))
        .exclude(pk__in=covered)
        .order_by("pk")
    )


def _covered_ids(since: int) -> set[int]:
    rows = AuditSeal.objects.filter(last_line__gte=since).values_list("line_ids", flat=True)
    return {number for ids in rows for number in json.loads(ids) if number > since}


def heads_file() -> Path:
    """Return the file, outside the database, that the chain's heads are appended to."""
    return Path(settings.AUDIT_HEADS_FILE)


def append_head(seal: AuditSeal) -> None:
    """Append the head of the chain to the file outside the database."""
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"{seal.number} {seal.digest} {seal.last_line}\n")


def verify() -> list[Finding]:
    """Return everything that is wrong with the audit chain; an empty list means it holds."""
    return [*_check_seals(), *_check_heads(), *_check_unsealed()]


def _check_seals() -> Iterator[Finding]:
    previous, expected = GENESIS, 1
    for seal in AuditSeal.objects.order_by("number").iterator():
        if seal.number != expected:
            yield Finding("removed", f"seal {expected}")
            expected = seal.number
        ids = json.loads(seal.line_ids)
        found = {line.pk: line for line in AuditLine.objects.filter(pk__in=ids)}
        for number in ids:
            if number not in found:
                yield Finding("removed", f"line {number}")
        lines = [found[number] for number in ids if number in found]
        if len(lines) == len(ids) and (
            seal.previous != previous
            or seal.digest != seal_digest(seal.number, seal.previous, lines, seal.key_number)
        ):
            kind = "swapped" if seal.previous != previous else "altered"
            yield Finding(kind, f"seal {seal.number}, lines {ids[0]}-{ids[-1]}")
        previous, expected = seal.digest, seal.number + 1


def _check_heads() -> Iterator[Finding]:
    path = heads_file()
    if not path.exists():
        return
    seals = dict(AuditSeal.objects.values_list("number", "digest"))
    for row in path.read_text().splitlines():
        number, digest, _ = row.split(" ")
        if int(number) not in seals:
            yield Finding("missing tail", f"seal {number}")
        elif seals[int(number)] != digest:
            yield Finding("rechained", f"seal {number}")


def _check_unsealed() -> Iterator[Finding]:
    oldest = _unsealed().first()
    if oldest and clock.now() - oldest.at > MAX_UNSEALED:
        yield Finding("unsealed too long", f"line {oldest.pk}")
