"""The check that finds what was done to the log, and names it: line, seal and time.

Everything is read as a stream, a seal at a time, so that a million lines take no more memory
than a thousand; only the gaps between sealed ids are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from hjemmebane import clock
from hjemmebane.gateways.keyring import NoKey
from hjemmebane.records.access import chains, expiry_marks, seals
from hjemmebane.records.access.chains import MARK, Chain, Row
from hjemmebane.records.access.findings import Finding, Kind
from hjemmebane.records.access.head_checks import check_heads
from hjemmebane.records.access.models import AuditSeal
from hjemmebane.records.access.seals import GENESIS, LOOK_BACK, MAX_UNSEALED
from hjemmebane.records.access.spans import Covered, Span, pack, size, unpack

SLACK = timedelta(minutes=2)
NAMED = 20
PAIRED = 200


@dataclass(slots=True)
class _State:
    """What is carried from one seal to the next."""

    chain: Chain
    number: int = 0
    digest: str = GENESIS
    sealed_at: datetime | None = None
    caught_up_at: datetime | None = None
    covered: Covered = field(default_factory=Covered)
    altered: list[tuple[Row, str, Finding]] = field(default_factory=list)


def verify(path: Path | None = None) -> list[Finding]:
    """Return everything that is wrong with the log; an empty list means it holds."""
    return [finding for finding in examine(path) if not finding.is_note]


def examine(path: Path | None = None) -> Iterator[Finding]:
    """Yield what is wrong, and what is worth knowing; `path` is a copy of the heads file."""
    for chain in Chain:
        yield from _check_chain(chain)
    yield from check_heads(path)


def _check_chain(chain: Chain) -> Iterator[Finding]:
    state, expired = _State(chain), expiry_marks.newest(chain)
    for seal in AuditSeal.objects.filter(chain=chain).order_by("number").iterator(20):
        if expired and seal.number == expired.number and seal.digest == expired.digest:
            _step(state, seal)
            continue
        yield from _check_place(state, seal)
        yield from _check_rows(state, seal)
        _step(state, seal)
    yield from _paired(state.altered)
    yield from _check_uncovered(state)
    yield from _gaps(state)


def _step(state: _State, seal: AuditSeal) -> None:
    state.number, state.digest, state.sealed_at = seal.number, seal.digest, seal.sealed_at
    state.caught_up_at = seal.sealed_at if seal.is_caught_up else state.caught_up_at


def _check_place(state: _State, seal: AuditSeal) -> Iterator[Finding]:
    """Check that a seal follows on the one before it, in number, digest and time."""
    for number in range(state.number + 1, min(seal.number, state.number + 1 + NAMED)):
        yield Finding(Kind.REMOVED_SEAL, state.chain, seal=number)
    if seal.number == state.number + 1 and seal.previous != state.digest:
        yield _about(Kind.MOVED_SEAL, seal)
    if state.sealed_at and seal.sealed_at < state.sealed_at - SLACK:
        yield _about(Kind.CLOCK_BACK, seal)


def _about(kind: Kind, seal: AuditSeal, rows: str = "") -> Finding:
    return Finding(
        kind, Chain(seal.chain), rows, seal.number, since=seal.since_at, until=seal.until_at
    )


def _check_rows(state: _State, seal: AuditSeal) -> Iterator[Finding]:
    """Check what a seal covers: each row there, unchanged, and of its time."""
    try:
        spans = unpack(seal.line_ids)
    except ValueError:
        yield _about(Kind.ALTERED_SEAL, seal)
        return
    state.covered.add(spans)
    rows = list(chains.rows(state.chain, spans))
    yield from _signature(state, seal, spans, rows)
    yield from _times(state, seal, rows)


def _signature(
    state: _State, seal: AuditSeal, spans: list[Span], rows: list[Row]
) -> Iterator[Finding]:
    try:
        holds = seals.is_signed(seal, seals.contents_of(rows))
    except NoKey:
        yield _about(Kind.NO_KEY, seal)
        return
    whole = size(spans) == len(seal.marks) // MARK
    if holds and whole and seal.marks == "".join(row.mark for row in rows):
        return
    if holds or not whole:
        yield _about(Kind.ALTERED_SEAL, seal)
        return
    blamed = False
    for finding in _named(state, seal, spans, rows):
        blamed = True
        if finding:
            yield finding
    if not blamed:
        yield _about(Kind.FALSE_SEAL, seal)


def _named(
    state: _State, seal: AuditSeal, spans: list[Span], rows: list[Row]
) -> Iterator[Finding | None]:
    """Name each row that is gone; keep those that changed, to see whether two were exchanged."""
    found = {row.pk: row for row in rows}
    numbers = (number for first, last in spans for number in range(first, last + 1))
    gone = []
    for place, number in enumerate(numbers):
        mark = seal.marks[place * MARK : (place + 1) * MARK]
        row = found.get(number)
        if row is None:
            gone.append(number)
        elif row.mark != mark:
            finding = Finding(Kind.ALTERED, state.chain, str(number), seal.number, row.at, row.at)
            if len(state.altered) < PAIRED:
                state.altered.append((row, mark, finding))
                yield None
            else:
                yield finding
    if gone:
        yield _about(Kind.REMOVED, seal, pack(gone))


def _paired(altered: list[tuple[Row, str, Finding]]) -> Iterator[Finding]:
    """Yield rows whose contents were exchanged as pairs, the others one by one."""
    left = list(altered)
    while left:
        row, mark, finding = left.pop(0)
        other = next((two for two in left if _exchanged(row, mark, two[0], two[1])), None)
        if other is None:
            yield finding
            continue
        left.remove(other)
        pair = f"{row.pk} and {other[0].pk}"
        since, until = sorted((row.at, other[0].at))
        yield Finding(Kind.SWAPPED, finding.chain, pair, finding.seal, since, until)


def _exchanged(one: Row, mark_of_one: str, two: Row, mark_of_two: str) -> bool:
    placed_one = chains.place(one.pk, two.content).hex()[:MARK]
    placed_two = chains.place(two.pk, one.content).hex()[:MARK]
    return (placed_one, placed_two) == (mark_of_one, mark_of_two)


def _times(state: _State, seal: AuditSeal, rows: list[Row]) -> Iterator[Finding]:
    """Find rows dated before all was sealed once, or after their own seal."""
    floor = state.caught_up_at - MAX_UNSEALED if state.caught_up_at else None
    ceiling = seal.sealed_at + SLACK
    early = [row for row in rows if floor and row.at < floor]
    late = [row for row in rows if row.at > ceiling]
    for kind, found in ((Kind.BACKDATED, early), (Kind.CLOCK_AHEAD, late)):
        if found:
            moments = sorted(row.at for row in found)
            ids = pack(row.pk for row in found)
            yield Finding(kind, state.chain, ids, seal.number, moments[0], moments[-1])


def _check_uncovered(state: _State) -> Iterator[Finding]:
    """Find rows that no seal covers: put in among sealed ones, or waiting too long."""
    spans = state.covered.spans()
    highest = spans[-1][1] if spans else 0
    for number in state.covered.outside(chains.ids(state.chain)):
        at = next(row.at for row in chains.rows(state.chain, [(number, number)]))
        is_old = clock.now() - at > MAX_UNSEALED
        if number < highest and (is_old or number <= highest - LOOK_BACK):
            yield Finding(Kind.INSERTED, state.chain, str(number), since=at, until=at)
        elif is_old:
            yield Finding(Kind.UNSEALED, state.chain, str(number), since=at, until=at)
            return


def _gaps(state: _State) -> Iterator[Finding]:
    """Note ids that were passed over; SQLite never passes one over by itself."""
    gaps = state.covered.gaps()
    there = list(chains.rows(state.chain, gaps[:NAMED]))
    gone = [gap for gap in gaps if not any(gap[0] <= row.pk <= gap[1] for row in there)]
    if gone:
        shown = ",".join(f"{a}-{b}" if a != b else str(a) for a, b in gone[:NAMED])
        more = f" and {len(gone) - NAMED} more runs" if len(gone) > NAMED else ""
        kind = Kind.REMOVED if connection.vendor == "sqlite" else Kind.GAP
        yield Finding(kind, state.chain, shown + more)
