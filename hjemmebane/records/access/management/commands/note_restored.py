"""Write down that an older backup was put back on purpose, so that the check knows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.expiry import note_restored


class Command(BaseCommand):
    """Run once after a restore, with the newest heads file in place."""

    help = "Account for the seals that a restored backup lacks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take why the backup was put back."""
        parser.add_argument("--reason", required=True, help="why, in a few words")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it down."""
        note_restored(by=SYSTEM, reason=options["reason"])
