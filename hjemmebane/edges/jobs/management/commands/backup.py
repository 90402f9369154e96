"""Make an encrypted backup of database, stored files and audit head, while everybody works on."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hjemmebane.edges.jobs.backup.content import BackupError
from hjemmebane.edges.jobs.backup.making import PURPOSE, Made, backup_keys, make_backup, prune
from hjemmebane.gateways import keyring


class Command(BaseCommand):
    """`manage.py backup`: prints what was made, as JSON."""

    help = "Make an encrypted backup; the key ring is never in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder to write to, and how many backups to keep there."""
        parser.add_argument("--to", type=Path, default=Path(settings.BACKUP_DIR))
        parser.add_argument("--keep", type=int, default=0, help="remove all but the newest N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print it."""
        if settings.DEMO and not backup_keys().ids(PURPOSE):
            keyring.add_key(PURPOSE, Path(settings.BACKUP_KEYS_DIR))
        began = time.monotonic()
        try:
            made = make_backup(options["to"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        removed = prune(options["to"], options["keep"]) if options["keep"] else []
        told = summary(made, time.monotonic() - began) | {"removed": [p.name for p in removed]}
        self.stdout.write(json.dumps(told, indent=1))
        if made.end.missing:
            self.stderr.write(
                f"{len(made.end.missing)} stored files are missing on the disk: they are listed "
                "in the backup, look for them in an older one."
            )
            sys.exit(2)


def summary(made: Made, seconds: float) -> dict[str, Any]:
    """Return what is told of a backup."""
    manifest = made.manifest
    return {
        "backup": str(made.path),
        "seconds": round(seconds, 1),
        "bytes": made.size,
        "database": manifest.database,
        "rows": sum(manifest.tables.values()),
        "files": made.end.files,
        "heads": [asdict(head) for head in manifest.heads],
    }
