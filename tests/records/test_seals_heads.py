"""The heads file outside the database: what it shows, and what happens when it is touched."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from hjemmebane.records.access import heads, seals
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.expiry import note_restored
from hjemmebane.records.access.models import AuditSeal
from hjemmebane.records.access.verifying import examine, verify
from tests.cast import World
from tests.records.seal_attacks import attack, found, look, said, seal_in_small_batches, write_line

Change = Callable[[list[str]], list[str]]


@pytest.fixture
def sealed(world: World) -> World:
    """Return the cast with everything sealed."""
    look(world)
    seal_in_small_batches()
    return world


def rewrite(change: Change) -> None:
    """Change the lines of the heads file."""
    path = heads.heads_file()
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))


def roll_back(seals_kept: int) -> None:
    """Leave the database as it was some seals ago, in both chains."""
    for chain, keep in (("write", seals_kept), ("look", 0)):
        kept = AuditSeal.objects.filter(chain=chain, number=keep).first()
        line = kept.last_line if kept else 0
        attack("DELETE FROM audit_seal WHERE chain = %s AND number > %s", chain, keep)
        if chain == "write":
            attack("DELETE FROM audit_line WHERE id > %s", line)
            if connection.vendor == "sqlite":  # the counter comes from the older copy too
                attack("UPDATE sqlite_sequence SET seq = %s WHERE name = 'audit_line'", line)
        else:
            attack("DELETE FROM access_lookupperson WHERE request_id > %s", line)
            attack("DELETE FROM access_lookuprequest WHERE id > %s", line)


def test_each_seal_has_its_head_and_the_file_is_for_the_service_alone(sealed: World) -> None:
    told = [head for head in heads.read(heads.heads_file()) if isinstance(head, heads.Head)]
    assert sorted((head.chain.value, head.digest) for head in told) == sorted(
        AuditSeal.objects.values_list("chain", "digest")
    )
    assert heads.heads_file().stat().st_mode & 0o077 == 0


def test_an_older_backup_put_back_is_found_and_named(sealed: World) -> None:
    last = AuditSeal.objects.filter(chain="write").order_by("-number")[0].number
    roll_back(2)
    findings = found()
    assert {finding.kind for finding in findings} == {"rolled back"}
    (writes,) = [finding for finding in findings if finding.chain == "write"]
    assert writes.seal == 3 <= last
    assert "the database is an older copy" in str(writes)


def test_a_rolled_back_log_that_was_written_on_is_found(sealed: World) -> None:
    roll_back(2)
    write_line("case.another_history")
    seals.seal_lines()
    assert said()["rechained"].seal == 3


def test_a_backup_put_back_on_purpose_is_a_note_and_no_break(sealed: World) -> None:
    roll_back(2)
    note_restored(by=SYSTEM, reason="Øvelse i at genskabe")
    look(sealed)
    seals.seal_lines()
    assert found() == []
    notes = [finding for finding in examine() if finding.kind == "restored"]
    assert {(note.chain.value, note.seal) for note in notes if note.chain} == {
        ("write", 2),
        ("look", 0),
    }


def test_a_restore_cannot_be_claimed_without_the_key(sealed: World) -> None:
    roll_back(2)
    path = heads.heads_file()
    line = path.read_text().splitlines()[1].replace("sealed", "restored")
    path.write_text(path.read_text() + line + "\n")
    assert {"heads altered", "rolled back"} <= set(said())


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda rows: [*rows[:2], rows[2].replace(" 3 ", " 4 ", 1), *rows[3:]], 3),
        (lambda rows: [*rows[:2], *rows[3:]], 3),
        (lambda rows: [*rows[:3], rows[1], *rows[3:]], 4),
        (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], 2),
        (lambda rows: [*rows[:2], "nothing of the kind\n", *rows[3:]], 3),
    ],
    ids=["altered", "removed", "inserted", "swapped", "overwritten"],
)
def test_a_heads_file_that_was_touched_is_found_and_the_line_named(
    sealed: World, change: Change, line: int
) -> None:
    rewrite(change)
    lines = [finding.file_line for finding in found() if finding.kind == "heads altered"]
    assert lines[0] == line


def test_a_heads_file_cut_off_or_taken_away_is_found(sealed: World) -> None:
    rewrite(lambda rows: rows[:-2])
    assert "heads missing" in said()
    heads.heads_file().unlink()
    assert "heads missing" in said()


def test_a_tail_cut_off_both_here_and_there_is_found_with_a_copy_kept_elsewhere(
    sealed: World, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(heads.heads_file().read_text())
    roll_back(2)
    rewrite(lambda rows: rows[:2])
    assert verify() == []
    assert {finding.kind for finding in verify(copy)} == {"rolled back"}
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_audit", heads=copy, stdout=out)
    assert "rolled back: line" in out.getvalue()


def test_a_head_half_written_when_the_machine_died_is_written_anew(sealed: World) -> None:
    path = heads.heads_file()
    path.write_text(path.read_text()[:-40])
    write_line()
    seals.seal_lines()
    assert found() == []


def test_the_command_tells_how_much_it_read_and_how_fast(sealed: World) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "0 findings" in out.getvalue()
    assert "rows a second" in out.getvalue()
