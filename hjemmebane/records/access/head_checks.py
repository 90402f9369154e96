"""The heads file against the database: what was cut off, rolled back or made anew.

Both are read side by side in the order of the numbers, so that neither is held in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hjemmebane.records.access import heads
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.findings import Finding, Kind
from hjemmebane.records.access.heads import Head
from hjemmebane.records.access.models import AuditSeal


@dataclass(slots=True)
class _Heads:
    """What a first reading of the file tells: its last head of each chain, and what was undone."""

    last: dict[Chain, Head] = field(default_factory=dict)
    undone: list[tuple[int, Head]] = field(default_factory=list)


def check_heads(path: Path | None = None) -> Iterator[Finding]:
    """Yield what the heads file, or a copy of it, shows to be wrong in the database."""
    path = path or heads.heads_file()
    if not path.exists():
        if AuditSeal.objects.exists():
            yield Finding(Kind.HEADS_MISSING)
        return
    told = _Heads()
    for place, head in enumerate(heads.read(path)):
        if isinstance(head, int):
            yield Finding(Kind.HEADS_ALTERED, file_line=head)
        elif head.kind == heads.RESTORED:
            told.undone.append((place, head))
            told.last[head.chain] = head
            yield Finding(Kind.RESTORED, head.chain, seal=head.number, since=head.at, until=head.at)
        else:
            told.last[head.chain] = head
    for chain in Chain:
        yield from _compare(chain, path, told)
    yield from _ends(told)


def _compare(chain: Chain, path: Path, told: _Heads) -> Iterator[Finding]:
    """Hold each head that still counts against the seal with its number."""
    numbers = AuditSeal.objects.filter(chain=chain).order_by("number")
    seals = numbers.values_list("number", "digest", "since_at", "until_at").iterator(2_000)
    seal = next(seals, None)
    for head in _standing(chain, path, told):
        while seal and seal[0] < head.number:
            seal = next(seals, None)
        if seal and seal[0] == head.number and seal[1] != head.digest:
            yield Finding(Kind.RECHAINED, chain, seal=head.number, since=seal[2], until=seal[3])


def _standing(chain: Chain, path: Path, told: _Heads) -> Iterator[Head]:
    for place, head in enumerate(heads.read(path)):
        if isinstance(head, Head) and head.chain is chain and head.kind == heads.SEALED:
            later = (one for at, one in told.undone if at > place and one.chain is chain)
            if not any(one.number < head.number for one in later):
                yield head


def _ends(told: _Heads) -> Iterator[Finding]:
    """Compare where the file and the database end."""
    short: list[Finding] = []
    for chain in Chain:
        last = AuditSeal.objects.filter(chain=chain).order_by("-number").first()
        known, number = told.last.get(chain), last.number if last else 0
        if known and known.number > number:
            since = last.sealed_at if last else known.at
            rows = f"{last.last_line + 1 if last else 1}-{known.last_line}"
            short.append(Finding(Kind.TAIL, chain, rows, number + 1, since=since, until=known.at))
        elif last and number > (known.number if known else 0):
            yield Finding(
                Kind.HEADS_MISSING, chain, seal=number, since=last.since_at, until=last.until_at
            )
    kind = Kind.ROLLED_BACK if len(short) == len(Chain) else Kind.TAIL
    for finding in short:
        yield Finding(kind, finding.chain, finding.rows, finding.seal, finding.since, finding.until)
