"""The log of writes: each attack on it is found, and named by kind, line, seal and time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from hjemmebane import clock
from hjemmebane.gateways import keyring
from hjemmebane.records.access import heads, seals
from hjemmebane.records.access.append_only import TABLES
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import AuditLine, AuditSeal
from hjemmebane.records.access.spans import size, unpack
from tests.cast import World
from tests.records.seal_attacks import (
    alter,
    attack,
    first_line,
    found,
    look,
    said,
    seal_in_small_batches,
    seal_of,
    write_line,
)


@pytest.fixture
def sealed(world: World) -> World:
    """Return the cast with every line sealed, in several seals, and some look-ups too."""
    for _ in range(3):
        look(world)
    seal_in_small_batches()
    assert AuditSeal.objects.filter(chain="write").count() > 3
    return world


@pytest.fixture
def own_ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the test a key ring of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HJEMMEBANE_KEYS", str(tmp_path_factory.mktemp("keys")))
        keyring.ensure_keys()
        yield


def line_after(start: int, steps: int) -> AuditLine:
    """Return the line some steps after another."""
    return AuditLine.objects.filter(pk__gte=start).order_by("pk")[steps]


def test_an_untouched_log_holds(sealed: World) -> None:
    assert found() == []


def test_every_line_is_sealed_once(sealed: World) -> None:
    covered = sum(size(unpack(s.line_ids)) for s in AuditSeal.objects.filter(chain="write"))
    assert covered == AuditLine.objects.count()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id + 1000000", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_remove(
    sealed: World, table: str, sql: str
) -> None:
    with pytest.raises(Error, match="append-only"), writing(), transaction.atomic():
        connection.cursor().execute(sql.format(table))


@pytest.mark.only_postgres
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_empty_a_log(sealed: World, table: str) -> None:
    connection.check_constraints()  # nothing may wait for the end of the transaction
    with pytest.raises(Error, match="append-only"), writing(), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.only_postgres
def test_a_role_that_may_only_add_cannot_lift_the_triggers(sealed: World) -> None:
    with writing(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE only_adds NOLOGIN")
        cursor.execute("GRANT SELECT, INSERT ON audit_line TO only_adds")
        cursor.execute("SET LOCAL ROLE only_adds")
        for sql in (
            "DROP TRIGGER audit_line_append_only ON audit_line",
            "ALTER TABLE audit_line DISABLE TRIGGER ALL",
            "DELETE FROM audit_line",
        ):
            with pytest.raises(Error, match=r"owner|permission"), transaction.atomic():
                cursor.execute(sql)
        transaction.set_rollback(True)


def test_an_altered_line_is_found_and_named(sealed: World) -> None:
    line = line_after(first_line(), 5)
    attack("UPDATE audit_line SET action = 'person.harmless' WHERE id = %s", line.pk)
    (finding,) = found()
    assert (finding.kind, finding.rows, finding.seal) == ("altered", str(line.pk), 1)
    assert finding.since == finding.until == line.at
    assert str(finding).startswith(f"altered: line {line.pk}, seal 1 of the write chain, at 20")


@pytest.mark.parametrize(
    "column", ["at = '2020-01-01 00:00:00+00:00'", "by_id = 7", "facts = '{{}} '", "reason = 'x'"]
)
def test_no_column_can_be_altered_unseen(sealed: World, column: str) -> None:
    line = line_after(first_line(), 50)
    column = column.replace("{{}}", "{}")
    alter("audit_line", column, line.pk)
    assert said()["altered"].rows == str(line.pk)


def test_lines_removed_in_the_middle_are_found_and_named(sealed: World) -> None:
    line = line_after(first_line(), 60).pk
    attack("DELETE FROM audit_line WHERE id IN (%s, %s)", line, line + 1)
    (finding,) = found()
    assert (finding.kind, finding.rows) == ("removed", f"{line}-{line + 1}")
    assert finding.seal == seal_of(line).number
    assert finding.since <= finding.until


def test_the_last_ten_lines_removed_are_found_and_named(sealed: World) -> None:
    last = AuditLine.objects.order_by("-pk").values_list("pk", flat=True)[0]
    attack("DELETE FROM audit_line WHERE id > %s", last - 10)
    names = [f.rows for f in found() if f.kind == "removed"]
    assert sum(size(unpack(name)) for name in names) == 10


def test_the_last_lines_removed_with_their_seal_are_a_missing_tail(sealed: World) -> None:
    last = AuditSeal.objects.filter(chain="write").order_by("-number")[0]
    attack("DELETE FROM audit_line WHERE id >= %s", last.first_line)
    attack("DELETE FROM audit_seal WHERE id = %s", last.pk)
    (finding,) = found()
    assert (finding.kind, finding.seal) == ("missing tail", last.number)
    assert finding.rows == f"{last.first_line}-{last.last_line}"


def test_two_lines_exchanged_are_found_and_named(sealed: World) -> None:
    one, two = line_after(first_line(), 3).pk, line_after(first_line(), 90).pk
    attack("UPDATE audit_line SET id = -1 WHERE id = %s", one)
    attack("UPDATE audit_line SET id = %s WHERE id = %s", one, two)
    attack("UPDATE audit_line SET id = %s WHERE id = -1", two)
    (finding,) = found()
    assert (finding.kind, finding.rows) == ("swapped", f"{one} and {two}")


def test_a_line_put_in_among_sealed_ones_is_found_and_named(sealed: World) -> None:
    old = clock.now() - timedelta(days=3)
    write_line("person.harmless", pk=-5, at=old)
    (finding,) = found()
    assert (finding.kind, finding.rows, finding.since) == ("inserted", "-5", old)


def test_a_line_put_in_and_sealed_by_the_job_is_found_by_its_date(sealed: World) -> None:
    old = clock.now() - timedelta(days=3)
    line = write_line("person.harmless", at=old)
    seals.seal_lines()
    (finding,) = found()
    assert (finding.kind, finding.rows, finding.since) == ("backdated", str(line.pk), old)


def test_a_line_with_a_very_old_id_is_found_though_the_job_no_longer_looks_there(
    sealed: World,
) -> None:
    write_line(pk=first_line() + seals.LOOK_BACK * 3)
    seals.seal_lines()
    write_line("person.harmless", pk=-5)
    seals.seal_lines()
    assert said()["inserted"].rows == "-5"


def test_a_seal_removed_is_found_and_named_and_its_lines_too(sealed: World) -> None:
    seal = AuditSeal.objects.get(chain="write", number=2)
    attack("DELETE FROM audit_seal WHERE id = %s", seal.pk)
    with clock.at(clock.now() + seals.MAX_UNSEALED * 2):
        findings = said()
        assert findings["removed seal"].seal == 2
        assert seal.first_line <= int(findings["inserted"].rows) <= seal.last_line


@pytest.mark.parametrize(
    "change",
    [
        "sealed_at = '2020-01-01 00:00:00+00:00'",
        "key_number = 2",
        "is_caught_up = NOT is_caught_up",
    ],
)
def test_a_seal_altered_is_found_and_named(own_ring: None, world: World, change: str) -> None:
    seal_in_small_batches()
    keyring.add_key("audit")
    alter("audit_seal", change, AuditSeal.objects.get(chain="write", number=2).pk)
    assert said()["false seal"].seal == 2


def test_the_marks_of_a_seal_altered_are_found(sealed: World) -> None:
    marks = AuditSeal.objects.get(chain="write", number=2).marks
    attack("UPDATE audit_seal SET marks = %s WHERE chain = 'write' AND number = 2", marks[::-1])
    assert said()["altered seal"].seal == 2


def test_two_seals_exchanged_are_found(sealed: World) -> None:
    for before, after in ((2, -1), (3, 2), (-1, 3)):
        sql = "UPDATE audit_seal SET number = %s WHERE chain = 'write' AND number = %s"
        attack(sql, after, before)
    assert {"moved seal", "false seal", "rechained"} <= set(said())


def test_a_log_written_anew_without_the_key_is_found(sealed: World) -> None:
    """The attacker alters a line and makes every mark and seal anew, with a key of their own."""
    line = line_after(first_line(), 5)
    attack("UPDATE audit_line SET action = 'person.harmless' WHERE id = %s", line.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heads, "catch_up", lambda chain: None)
        patch.setattr(keyring, "ring", lambda: keyring.KeyRing({("audit", 1): b"x" * 32}))
        attack("DELETE FROM audit_seal")
        seal_in_small_batches()
    kinds = {finding.kind for finding in found()}
    assert {"false seal", "rechained"} <= kinds
    false = [f.seal for f in found() if f.kind == "false seal" and f.chain == "write"]
    assert false == list(range(1, AuditSeal.objects.filter(chain="write").count() + 1))


def test_a_clock_set_back_before_a_write_is_found_and_named(sealed: World) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        line = write_line("case.peek")
        seals.seal_lines()
    findings = said()
    assert findings["clock set back"].seal == seal_of(line.pk).number
    assert findings["backdated"].rows == str(line.pk)


def test_a_clock_set_ahead_before_a_write_is_found_and_named(sealed: World) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        line = write_line("case.peek")
    seals.seal_lines()
    assert said()["clock set ahead"].rows == str(line.pk)


def test_a_line_left_unsealed_too_long_is_found_and_named(sealed: World) -> None:
    line = write_line()
    with clock.at(clock.now() + seals.MAX_UNSEALED * 2):
        (finding,) = found()
        assert (finding.kind, finding.rows) == ("unsealed too long", str(line.pk))


@pytest.mark.only_sqlite
def test_a_line_removed_within_seconds_before_it_was_sealed_leaves_a_hole(sealed: World) -> None:
    line = write_line("case.peek")
    write_line()
    attack("DELETE FROM audit_line WHERE id = %s", line.pk)
    seals.seal_lines()
    (finding,) = found()
    assert (finding.kind, finding.rows) == ("removed", str(line.pk))


# ---------------------------------------------------------------- what is no attack


def test_lines_committed_late_are_sealed_whatever_their_id(sealed: World) -> None:
    highest = AuditLine.objects.order_by("-pk").values_list("pk", flat=True)[0]
    write_line(pk=highest + 5)
    seals.seal_lines()
    for number in range(1, 5):
        write_line(pk=highest + number)
    seals.seal_lines()
    assert found() == []


def test_a_new_key_seals_on_and_the_old_seals_still_hold(own_ring: None, world: World) -> None:
    seal_in_small_batches()
    keyring.add_key("audit")
    look(world)
    write_line()
    seals.seal_lines()
    assert {s.key_number for s in AuditSeal.objects.filter(chain="write")} == {1, 2}
    assert found() == []


def test_a_key_that_is_gone_is_said_so(own_ring: None, world: World) -> None:
    seal_in_small_batches()
    number = keyring.add_key("audit")
    write_line()
    seals.seal_lines()
    (keyring.folder() / f"audit-{number}.key").unlink()
    assert "key missing" in said()
