"""Seals: what was written and what was looked at, signed in order with a key kept elsewhere.

A row is written without a hash, in its own transaction. A job seals the rows not yet sealed,
whatever their id, so that a late commit is never missed, and appends each seal to a file outside
the database. A seal signs every row in it, its own place in the chain and its own moment.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction

from hjemmebane import clock
from hjemmebane.gateways import keyring
from hjemmebane.records.access import chains, heads
from hjemmebane.records.access.acting import one_turn
from hjemmebane.records.access.chains import Chain, Row
from hjemmebane.records.access.models import AuditSeal
from hjemmebane.records.access.spans import Covered, pack, unpack

BATCH = 1_000
LOOK_BACK = 10_000
GENESIS = "0" * 64
MAX_UNSEALED = timedelta(minutes=5)


def body_of(seal: AuditSeal, contents: str) -> str:
    """Return what a seal signs: its place, its moment, and the digest over its rows."""
    moments = [_moment(at) for at in (seal.since_at, seal.until_at, seal.sealed_at)]
    return json.dumps(
        [
            seal.chain,
            seal.number,
            seal.previous,
            seal.first_line,
            seal.last_line,
            seal.line_ids,
            seal.is_caught_up,
            seal.key_number,
            *moments,
            contents,
        ]
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def contents_of(rows: Iterable[Row]) -> str:
    """Return the digest over rows in their order."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(row.digest)
    return whole.hexdigest()


def is_signed(seal: AuditSeal, contents: str) -> bool:
    """Return whether a seal was made with its key over these contents; raise NoKey without it."""
    right = keyring.ring().sign(body_of(seal, contents), seal.key_number)
    return hmac.compare_digest(right, seal.digest)


def seal_lines() -> int:
    """Seal what is not yet sealed, a batch at a time; return how many rows were sealed."""
    sealed = 0
    for chain in Chain:
        while batch := _seal_batch(chain):
            sealed += batch
        heads.catch_up(chain)
    return sealed


def _seal_batch(chain: Chain) -> int:
    try:
        with one_turn(), transaction.atomic():
            newest = AuditSeal.objects.filter(chain=chain).order_by("-number")
            last = newest.select_for_update().first()
            ids = list(islice(unsealed(chain), BATCH + 1))
            rows = list(chains.rows(chain, unpack(pack(ids[:BATCH])))) if ids else []
            if rows:
                _make_seal(chain, last, rows, is_caught_up=len(ids) <= BATCH)
    except IntegrityError:
        return 0  # another process sealed the same rows at the same moment
    heads.catch_up(chain)
    return len(rows)


def _make_seal(
    chain: Chain, last: AuditSeal | None, rows: list[Row], *, is_caught_up: bool
) -> None:
    seal = AuditSeal(
        chain=chain,
        number=last.number + 1 if last else 1,
        previous=last.digest if last else GENESIS,
        first_line=rows[0].pk,
        last_line=rows[-1].pk,
        line_ids=pack(row.pk for row in rows),
        marks="".join(row.mark for row in rows),
        since_at=min(row.at for row in rows),
        until_at=max(row.at for row in rows),
        is_caught_up=is_caught_up,
        key_number=keyring.ring().newest("audit"),
        sealed_at=clock.now(),
    )
    seal.digest = keyring.ring().sign(body_of(seal, contents_of(rows)), seal.key_number)
    seal.save(force_insert=True)


def unsealed(chain: Chain) -> Iterator[int]:
    """Yield the ids that no seal covers, lowest first, as far back as a commit can come late."""
    highest = AuditSeal.objects.filter(chain=chain).order_by("-last_line").first()
    floor = max(0, highest.last_line - LOOK_BACK) if highest else 0
    covered = Covered()
    near = AuditSeal.objects.filter(chain=chain, last_line__gte=floor).order_by("number")
    for ids in near.values_list("line_ids", flat=True):
        covered.add(unpack(ids))
    yield from covered.outside(chains.ids(chain, above=floor))
