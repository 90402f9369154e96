"""The key ring: list it, add a key, or seal everything again with new keys."""

import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.documents.actions import rotate_files
from hjemmebane.records.people.actions import rotate_numbers

BACKUP = "backup"


class Command(BaseCommand):
    """`manage.py keys list | add PURPOSE | rotate`."""

    help = "List the keys by number, add one, or seal everything again with new keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and the purpose of a key to add."""
        parser.add_argument("do", choices=["list", "add", "rotate"])
        parser.add_argument("purpose", nargs="?", choices=[*keyring.PURPOSES, BACKUP])
        parser.add_argument("--only", action="store_true", help="rotate: add no key, seal again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the numbers of the keys, never a key."""
        told: dict[str, Any] = {}
        if options["do"] == "add":
            purposes = [options["purpose"]] if options["purpose"] else [*keyring.PURPOSES, BACKUP]
            told["added"] = [add(purpose) for purpose in purposes]
        elif options["do"] == "rotate":
            told = rotate(add_keys=not options["only"])
        ring = keyring.ring()
        told["keys"] = {purpose: list(ring.ids(purpose)) for purpose in keyring.PURPOSES}
        told["keys"][BACKUP] = list(keyring.ring_in(Path(settings.BACKUP_KEYS_DIR)).ids(BACKUP))
        self.stdout.write(json.dumps(told, indent=1))


def add(purpose: str) -> str:
    """Add a key of a purpose to the folder it belongs in, and return its name."""
    where = Path(settings.BACKUP_KEYS_DIR) if purpose == BACKUP else keyring.folder()
    return f"{purpose}-{keyring.add_key(purpose, where)}"


def rotate(*, add_keys: bool = True) -> dict[str, Any]:
    """Add a key of each purpose and seal numbers and files again; lines so far keep their seal."""
    began = time.monotonic()
    seal_lines()
    added = [add(purpose) for purpose in keyring.PURPOSES] if add_keys else []
    batches = {"numbers": 0, "files": 0}
    for name, work in (("numbers", rotate_numbers), ("files", rotate_files)):
        after = work(by=SYSTEM)
        while after:
            batches[name] += 1
            after = work(by=SYSTEM, after=after)
    return {"added": added, "batches": batches, "seconds": round(time.monotonic() - began, 1)}
