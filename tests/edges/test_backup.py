"""Backup and restore: the same data back, or one sentence and nothing changed."""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import BinaryField

from hjemmebane.domain.documents import FileFormat
from hjemmebane.edges.jobs.backup import snapshots
from hjemmebane.edges.jobs.backup.checking import Checked, check, fits, opened
from hjemmebane.edges.jobs.backup.content import DATABASE, BackupError, Writer, unpressed
from hjemmebane.edges.jobs.backup.making import backup_keys, make_backup, prune
from hjemmebane.edges.jobs.backup.postgres import Server
from hjemmebane.edges.jobs.backup.restoring import Place, Restored, restore
from hjemmebane.edges.jobs.management.commands.restore import note
from hjemmebane.gateways import keyring
from hjemmebane.gateways.sealed_stream import Sealer
from hjemmebane.records.access import append_only, heads
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.access.upkeep import note_backup
from hjemmebane.records.access.verifying import verify
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.documents.models import StoredFile
from tests.cast import World, signed_in, tie_therapist


def empty_audit() -> None:
    """Empty the audit tables, which the test database's own emptying leaves alone."""
    tables = ("audit_line", "audit_seal")
    with writing(), append_only.lifted(*tables), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 own


@pytest.fixture(autouse=True)
def own_audit(transactional_db: None) -> Iterator[None]:
    """Give the test a chain of its own, signed with its own keys, and leave none behind."""
    empty_audit()
    yield
    empty_audit()


@pytest.fixture(autouse=True)
def home(own_audit: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test files, heads, backups and keys of its own."""
    settings.FILES_DIR = tmp_path / "files"
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.txt"
    settings.BACKUP_KEYS_DIR = tmp_path / "backup-keys"
    monkeypatch.setenv("HJEMMEBANE_KEYS", str(tmp_path / "keys"))
    keyring.ensure_keys(tmp_path / "keys")
    keyring.add_key("backup", tmp_path / "backup-keys")
    return tmp_path


@pytest.fixture
def stored(home: Path, world: World) -> StoredFile:
    """Return a stored file in the world."""
    tie_therapist(world, "dorte", "selma_case", 77)
    report = actions.open_report(
        by=world.dorte,
        dossier=world.dossiers["selma_case"],
        course_id=77,
        title="Afsluttende status",
        drafts=[],
    )
    return actions.store_file(by=SYSTEM, report=report, format_=FileFormat.PDF, data=b"Forlob")


@pytest.fixture
def backup(home: Path, stored: StoredFile) -> Path:
    """Return a backup of the world."""
    return make_backup(home / "backups").path


@pytest.fixture
def elsewhere(home: Path) -> Iterator[Place]:
    """Return an empty place to restore to, on the kind of database the test runs on."""
    folder = home / "elsewhere"
    folder.mkdir()
    files, heads = folder / "files", folder / "heads.txt"
    if connection.vendor == "sqlite":
        yield Place(files, heads, sqlite=folder / "there.sqlite3")
        return
    address = snapshots.address_of(connection.settings_dict)
    name = f"elsewhere_{secrets.token_hex(4)}"
    with psycopg.connect(**address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield Place(files, heads, server=Server({**address, "dbname": name}))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(place: Place, sql: str) -> Any:
    """Return the one value a question gives in a place."""
    if place.server:
        return place.server.ask(sql)
    with sqlite3.connect(place.sqlite or "") as asked:
        return asked.execute(sql).fetchone()[0]


def rows_here() -> dict[str, int]:
    """Return the rows of each table of the test's own database."""
    with snapshots.snapshot() as found:
        return snapshots.rows_of(found)


def put_back(backup: Path, place: Place, **more: Any) -> Checked:
    """Check a backup, see that it fits, and restore it."""
    checked = check(backup, backup_keys())
    fits(checked, connection.vendor, keyring.ring())
    restore(checked, place, backup_keys(), **more)
    return checked


def test_a_restored_backup_is_the_same_data_and_the_same_files(
    backup: Path, stored: StoredFile, elsewhere: Place
) -> None:
    checked = put_back(backup, elsewhere)
    assert checked.manifest.tables == rows_here()
    for table, rows in checked.manifest.tables.items():
        assert ask(elsewhere, f'SELECT COUNT(*) FROM "{table}"') == rows  # noqa: S608 own
    assert ask(elsewhere, "SELECT title FROM documents_report") == "Afsluttende status"
    sealed = (elsewhere.files / stored.path).read_bytes()
    assert keyring.unseal(sealed, f"file:{stored.public_id}".encode()) == b"Forlob"
    (head,) = checked.manifest.heads
    newest = "SELECT digest FROM audit_seal ORDER BY number DESC LIMIT 1"
    assert ask(elsewhere, newest) == head.digest
    assert head.digest in heads.heads_file().read_text()


def test_the_restored_audit_is_append_only_and_its_ids_go_on(
    backup: Path, elsewhere: Place
) -> None:
    put_back(backup, elsewhere)
    insert = (
        "INSERT INTO audit_line (at, action, about_kind, about_id, reason, facts)"
        " VALUES ('2026-11-24', 'x', 'x', 'x', '', '{}') RETURNING id"
    )
    highest = ask(elsewhere, "SELECT MAX(id) FROM audit_line")
    assert ask(elsewhere, insert) > highest
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)):
        ask(elsewhere, "DELETE FROM audit_line RETURNING id")


def test_the_backup_is_of_one_moment_while_writers_go_on(home: Path, world: World) -> None:
    before = rows_here()
    with snapshots.snapshot() as found:
        note_backup(by=SYSTEM, facts={})
        assert snapshots.rows_of(found) == before
        dump = b"".join(found.dump())
    assert rows_here()["audit_line"] == before["audit_line"] + 1
    assert len(dump) > 10_000


def test_a_backup_holds_no_key(backup: Path, home: Path) -> None:
    content = b""
    with opened(backup, backup_keys()) as found:
        for name, blocks in found:
            content += b"".join(unpressed(blocks) if name == DATABASE else blocks)
    keys = [path.read_text() for path in home.rglob("*.key")]
    assert len(keys) == 4
    for key in keys:
        for form in (key.encode(), bytes.fromhex(key)):
            assert form not in content
            assert form not in backup.read_bytes()


def test_nothing_that_is_in_a_backup_can_be_read_without_its_key(backup: Path) -> None:
    raw = backup.read_bytes()
    assert b"Lund" not in raw
    assert b"Afsluttende" not in raw
    assert b"audit_line" not in raw


def damaged(backup: Path, how: str) -> None:
    """Damage a backup in one of the ways backups get damaged."""
    raw = backup.read_bytes()
    middle = len(raw) // 2
    changed = {
        "altered": raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :],
        "cut off": raw[:-100],
        "emptied": b"",
        "another file": b"PK\x03\x04" + raw,
    }
    backup.write_bytes(changed[how])


@pytest.mark.parametrize("how", ["altered", "cut off", "emptied", "another file"])
def test_a_damaged_backup_is_refused_in_one_sentence_and_nothing_is_changed(
    backup: Path, elsewhere: Place, how: str
) -> None:
    damaged(backup, how)
    with pytest.raises(BackupError, match=r"cannot be used: .+\.$"):
        put_back(backup, elsewhere, force=True)
    assert not elsewhere.files.exists()
    assert elsewhere.server is None or not elsewhere.server.has_tables()
    assert elsewhere.sqlite is None or not elsewhere.sqlite.exists()


def test_a_backup_that_is_not_what_its_manifest_says_is_not_put_in_place(
    backup: Path, elsewhere: Place
) -> None:
    checked = check(backup, backup_keys())
    lied = {**checked.manifest.tables, "audit_line": 1}
    wrong = replace(checked, manifest=replace(checked.manifest, tables=lied))
    with pytest.raises(BackupError):
        restore(wrong, elsewhere, backup_keys())
    assert not elsewhere.files.exists()
    assert elsewhere.server is None or not elsewhere.server.has_tables()
    assert elsewhere.sqlite is None or not elsewhere.sqlite.exists()


def test_data_is_never_restored_over_unless_said_and_is_put_aside_then(
    backup: Path, elsewhere: Place
) -> None:
    put_back(backup, elsewhere)
    with pytest.raises(BackupError, match="FORCE=yes"):
        put_back(backup, elsewhere)
    done = restore(check(backup, backup_keys()), elsewhere, backup_keys(), force=True)
    assert ask(elsewhere, "SELECT COUNT(*) FROM audit_line") > 0
    assert len(done.aside) == 2
    if elsewhere.server:
        former = done.aside[0].removeprefix("schema ")
        assert ask(elsewhere, f"SELECT COUNT(*) FROM {former}.audit_line") > 0  # noqa: S608 own
    else:
        with sqlite3.connect(done.aside[0]) as aside:
            assert aside.execute("SELECT COUNT(*) FROM audit_line").fetchone()[0] > 0


def test_a_database_in_use_is_not_restored_over(backup: Path, elsewhere: Place) -> None:
    put_back(backup, elsewhere)
    user: Any
    if elsewhere.server:
        user = psycopg.connect(**elsewhere.server.address)  # type: ignore[arg-type]
    else:
        user = sqlite3.connect(elsewhere.sqlite or "")
        user.execute("PRAGMA journal_mode=WAL")
    user.execute("SELECT COUNT(*) FROM audit_line").fetchone()
    with pytest.raises(BackupError, match="in use"):
        put_back(backup, elsewhere, force=True)
    user.close()
    put_back(backup, elsewhere, force=True)


def test_a_key_the_ring_lacks_is_named(backup: Path, home: Path) -> None:
    (home / "keys" / "seal-1.key").rename(home / "seal-1.key")
    checked = check(backup, backup_keys())
    with pytest.raises(BackupError, match=r"lacks seal-1\.key"):
        fits(checked, connection.vendor, keyring.ring())
    fits(checked, connection.vendor, keyring.ring(), without_keys=True)


def test_the_backup_key_that_is_missing_is_named(backup: Path, home: Path) -> None:
    (home / "backup-keys" / "backup-1.key").unlink()
    with pytest.raises(BackupError, match="backup-1, which is not"):
        check(backup, backup_keys())
    keyring.add_key("backup", home / "backup-keys")
    with pytest.raises(BackupError, match=r"another key than the backup-1\.key"):
        check(backup, backup_keys())


def test_a_backup_of_another_kind_of_database_or_a_newer_version_is_refused(backup: Path) -> None:
    checked = check(backup, backup_keys())
    with pytest.raises(BackupError, match="this installation has oracle"):
        fits(checked, "oracle", keyring.ring())
    newer = [*checked.manifest.migrations, "people.0999_from_the_future"]
    later = replace(checked, manifest=replace(checked.manifest, migrations=newer))
    with pytest.raises(BackupError, match="does not know"):
        fits(later, connection.vendor, keyring.ring())


def test_a_rolled_back_database_is_found_by_the_heads_and_a_restore_says_what_it_lost(
    backup: Path, elsewhere: Place, home: Path
) -> None:
    note_backup(by=SYSTEM, facts={})
    seal_lines()
    assert verify() == []
    shutil.copy(home / "heads.txt", elsewhere.heads)
    done = restore(check(backup, backup_keys()), elsewhere, backup_keys())
    assert done.lost_seals == {"write": 1}
    assert elsewhere.heads.read_text() == (home / "heads.txt").read_text()


def test_nobody_is_signed_in_after_a_restore_and_the_log_says_what_was_done(
    backup: Path, world: World
) -> None:
    browser = signed_in(world.anna)
    assert Session.objects.exists()
    note(check(backup, backup_keys()), Restored(lost_seals={"write": 1}))
    assert not Session.objects.exists()
    assert browser.get("/").status_code == 302
    said = set(AuditLine.objects.order_by("-pk").values_list("action", flat=True)[:3])
    assert said == {"backup.restore", "audit.note_restored"}


def test_a_stored_file_that_is_missing_is_listed_and_the_rest_is_backed_up(
    home: Path, stored: StoredFile
) -> None:
    (home / "files" / stored.path).unlink()
    made = make_backup(home / "backups")
    assert made.end.missing == [stored.path]
    assert check(made.path, backup_keys()).end.files == 0


def test_a_file_that_would_lie_outside_its_folder_is_refused(
    home: Path, backup: Path, elsewhere: Place
) -> None:
    keys, crafted = backup_keys(), home / "crafted.backup"
    with opened(backup, keys) as found, crafted.open("wb") as file:
        sealer = Sealer(file, keys.key("backup", 1), 1)
        writer = Writer(sealer)
        for name, blocks in found:
            writer.entry("file:../../outside" if name.startswith("file:") else name, blocks)
        sealer.close()
    with pytest.raises(BackupError, match="outside the folder"):
        put_back(crafted, elsewhere)
    assert not (home.parent / "outside").exists()
    assert elsewhere.server is None or not elsewhere.server.has_tables()


def test_only_the_newest_backups_are_kept_when_asked(home: Path, backup: Path) -> None:
    for day in range(1, 5):
        shutil.copy(backup, backup.with_name(f"hjemmebane-2020010{day}T030000-1.backup"))
    (backup.parent / "something-else.backup").touch()
    assert len(prune(backup.parent, 2)) == 3
    assert backup.exists()
    assert (backup.parent / "something-else.backup").exists()


def test_an_installation_without_a_backup_key_says_how_to_make_one(
    home: Path, world: World
) -> None:
    shutil.rmtree(home / "backup-keys")
    with pytest.raises(BackupError, match="keys add backup"):
        make_backup(home / "backups")


def test_keys_changed_by_command_open_old_and_new(
    home: Path, world: World, stored: StoredFile, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("keys", "rotate")
    told = json.loads(capsys.readouterr().out)
    assert told["keys"]["seal"] == [2, 1]
    sealed = (home / "files" / stored.path).read_bytes()
    assert keyring.sealed_with(sealed) == 2
    assert queries.fetch_file(stored.public_id, world.dorte)[1] == b"Forlob"
    with snapshots.snapshot() as found:
        needs = snapshots.keys_needed(found)
    assert (needs["seal"], needs["index"]) == ([2], [2])
    assert verify() == []


def test_the_backup_knows_every_sealed_column_and_every_table_of_files() -> None:
    models = [m for m in apps.get_models() if m.__module__.startswith("hjemmebane.")]
    sealed = {
        (model._meta.db_table, field.column)
        for model in models
        for field in model._meta.fields
        if isinstance(field, BinaryField)
    }
    files = {
        (model._meta.db_table, "path")
        for model in models
        if {"path", "sha256"} <= {field.name for field in model._meta.fields}
    }
    assert sealed == set(snapshots.SEALED_COLUMNS)
    assert files == set(snapshots.FILE_COLUMNS)
