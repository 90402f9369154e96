"""What somebody with the database's own password could do to the log, and what the check says."""

import pytest
from django.db import connection

from hjemmebane import clock
from hjemmebane.records.access import seals
from hjemmebane.records.access.append_only import TABLES, VERBS
from hjemmebane.records.access.findings import Finding
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import AuditLine, AuditSeal, LookupPerson, LookupRequest
from hjemmebane.records.access.verifying import verify
from tests.cast import World

SEALED_AT_ONCE = 25


def attack(sql: str, *params: object) -> None:
    """Do what an attacker with the database's own password could do: drop the triggers first."""
    with writing(), connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            for verb in VERBS:
                if connection.vendor != "postgresql":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        cursor.execute(sql, params)


def alter(table: str, change: str, pk: int) -> None:
    """Change a row of a log."""
    attack(f"UPDATE {table} SET {change} WHERE id = %s", pk)  # noqa: S608 - that is the attack


def seal_in_small_batches() -> None:
    """Seal what waits, a few rows a seal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seals, "BATCH", SEALED_AT_ONCE)
        seals.seal_lines()


def look(world: World, who: str = "anna", *persons: str) -> LookupRequest:
    """Look at some persons, as a page does."""
    with writing():
        request = LookupRequest.objects.create(
            user=world.users[who], at=clock.now(), route="staff:person", why="sag"
        )
        for name in persons or ("selma", "viggo"):
            LookupPerson.objects.create(request=request, person_id=world.persons[name].pk)
    return request


def write_line(action: str = "x", **more: object) -> AuditLine:
    """Write a line into the log past every action."""
    given = {"at": clock.now(), "about_kind": "x", "about_id": "x", "reason": "", "facts": "{}"}
    with writing():
        return AuditLine.objects.create(action=action, **{**given, **more})


def found() -> list[Finding]:
    """Return everything found wrong."""
    return verify()


def said() -> dict[str, Finding]:
    """Return what was found wrong, by its kind."""
    return {str(finding.kind): finding for finding in verify()}


def seal_of(row: int, chain: str = "write") -> AuditSeal:
    """Return the seal that covers a row."""
    return AuditSeal.objects.get(chain=chain, first_line__lte=row, last_line__gte=row)


def first_line() -> int:
    """Return the id of the first audit line."""
    return AuditLine.objects.order_by("pk").values_list("pk", flat=True)[0]
