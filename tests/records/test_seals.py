"""The audit chain: each attack on it is found and named."""

import json

import pytest
from django.db import connection

from hjemmebane import clock
from hjemmebane.records.access import seals
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import AuditLine, AuditSeal
from tests.cast import World


def attack(sql: str, *params: object) -> None:
    """Do what an attacker with the database's own password could do: drop the triggers first."""
    with writing(), connection.cursor() as cursor:
        for table in ("audit_line", "audit_seal"):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            else:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        cursor.execute(sql, params)


@pytest.fixture
def sealed(world: World, settings: object, tmp_path: object) -> World:
    """Return the cast with every audit line sealed, in three seals."""
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.txt"  # type: ignore[attr-defined, operator]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seals, "BATCH", 40)
        seals.seal_lines()
    assert AuditSeal.objects.count() > 2
    return world


def kinds() -> set[str]:
    """Return the kinds of everything found wrong."""
    return {finding.kind for finding in seals.verify()}


def test_an_untouched_chain_holds(sealed: World) -> None:
    assert seals.verify() == []


def test_lines_committed_late_are_sealed_whatever_their_id(sealed: World) -> None:
    covered = sum(len(json.loads(s.line_ids)) for s in AuditSeal.objects.all())
    assert covered == AuditLine.objects.count()


def test_an_altered_line_is_found(sealed: World) -> None:
    attack("UPDATE audit_line SET action = 'person.harmless' WHERE id = %s", first_line())
    assert kinds() == {"altered"}


def test_a_line_removed_in_the_middle_is_found(sealed: World) -> None:
    attack("DELETE FROM audit_line WHERE id = %s", first_line() + 3)
    assert "removed" in kinds()


def test_the_last_seals_removed_is_a_missing_tail(sealed: World) -> None:
    last = AuditSeal.objects.order_by("-number")[0]
    attack("DELETE FROM audit_line WHERE id >= %s", last.first_line)
    attack("DELETE FROM audit_seal WHERE number = %s", last.number)
    assert kinds() == {"missing tail"}


def test_two_lines_swapped_is_found(sealed: World) -> None:
    one, two = first_line(), first_line() + 1
    attack("UPDATE audit_line SET id = -1 WHERE id = %s", one)
    attack("UPDATE audit_line SET id = %s WHERE id = %s", one, two)
    attack("UPDATE audit_line SET id = %s WHERE id = -1", two)
    assert "altered" in kinds()


def test_a_chain_made_again_without_the_key_is_found(sealed: World) -> None:
    attack("UPDATE audit_seal SET digest = %s WHERE number = 2", "f" * 64)
    assert {"altered", "swapped", "rechained"} & kinds()


def test_a_line_left_unsealed_too_long_is_found(sealed: World) -> None:
    late = clock.now() + seals.MAX_UNSEALED * 2
    with writing():
        AuditLine.objects.create(
            at=clock.now(), action="x", about_kind="x", about_id="x", reason="", facts="{}"
        )
    with clock.at(late):
        assert kinds() == {"unsealed too long"}


def first_line() -> int:
    """Return the id of the first audit line."""
    return AuditLine.objects.order_by("pk").values_list("pk", flat=True)[0]
