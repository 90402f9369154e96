"""Remove the months of the logs whose time is up. Run with the role that owns the tables."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.expiry import expire_month


class Command(BaseCommand):
    """Remove everything up to the end of a month from both chains; the last seals stay."""

    help = "Remove expired months of the logs, up to and with --month YYYY-MM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the last month to go."""
        parser.add_argument("--month", required=True, help="the last month to remove, YYYY-MM")

    def handle(self, *args: Any, **options: Any) -> None:
        """Expire and print."""
        month = date.fromisoformat(f"{options['month']}-01")
        for chain in Chain:
            try:
                removed = expire_month(by=SYSTEM, chain=chain, month=month)
            except Refused as refusal:
                self.stdout.write(f"{chain}: nothing removed ({refusal.key})")
            else:
                self.stdout.write(f"{chain}: {removed} rows removed")
