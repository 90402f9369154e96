"""Restore a backup, or only read it through and tell what it holds."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hjemmebane.edges.jobs.backup.checking import Checked, check, fits
from hjemmebane.edges.jobs.backup.content import BackupError
from hjemmebane.edges.jobs.backup.making import backup_keys
from hjemmebane.edges.jobs.backup.postgres import Server
from hjemmebane.edges.jobs.backup.restoring import Place, Restored, restore
from hjemmebane.edges.jobs.backup.snapshots import address_of
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.expiry import note_restored
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.access.upkeep import note_restore


class Command(BaseCommand):
    """`manage.py restore FILE`: prints what was done, as JSON."""

    help = "Restore a backup into an empty place; --check only reads it through."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup and what is allowed."""
        parser.add_argument("backup", type=Path)
        parser.add_argument("--check", action="store_true", help="read it through, change nothing")
        parser.add_argument("--force", action="store_true", help="put aside what stands there")
        parser.add_argument("--without-keys", action="store_true", help="even if keys are lacking")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, restore, note it in the restored log, and print."""
        began = time.monotonic()
        keys = backup_keys()
        try:
            checked = check(options["backup"], keys)
            told: dict[str, Any] = {
                "manifest": asdict(checked.manifest),
                "end": asdict(checked.end),
            }
            if not options["check"]:
                fits(
                    checked,
                    connection.vendor,
                    keyring.ring(),
                    without_keys=options["without_keys"],
                )
                connection.close()
                done = restore(checked, here(), keys, force=options["force"])
                note(checked, done)
                told = tell(checked, done)
        except BackupError as error:
            raise CommandError(str(error)) from error
        told["seconds"] = round(time.monotonic() - began, 1)
        self.stdout.write(json.dumps(told, indent=1))


def here() -> Place:
    """Return this installation as the place to restore to."""
    files, heads = Path(settings.FILES_DIR), Path(settings.AUDIT_HEADS_FILE)
    if connection.vendor == "postgresql":
        return Place(files, heads, server=Server(address_of(connection.settings_dict)))
    return Place(files, heads, sqlite=Path(connection.settings_dict["NAME"]))


def note(checked: Checked, done: Restored) -> None:
    """Write into the restored log what it was restored from, and account for the seals it lacks.

    Sessions of the backup end: who signed out after it was taken must not be signed in again.
    """
    Session.objects.all().delete()
    made_at = checked.manifest.made_at
    if done.lost_seals:
        note_restored(by=SYSTEM, reason=f"backup of {made_at}")
    note_restore(by=SYSTEM, facts={"made_at": made_at, "lost_seals": done.lost_seals})
    seal_lines()
    connection.close()


def tell(checked: Checked, done: Restored) -> dict[str, Any]:
    """Return what is told of a restore."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    return {
        "restored": checked.path.name,
        "made_at": checked.manifest.made_at,
        "rows": sum(checked.manifest.tables.values()),
        "files": checked.end.files,
        "missing_files": checked.end.missing,
        "lost_seals": done.lost_seals,
        "put_aside": done.aside,
        "run_migrate": bool(waiting),
    }
