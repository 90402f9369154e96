"""Check what was logged: what was altered, removed, swapped, put in, left unsealed, or cut off."""

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hjemmebane.records.access.models import AuditLine, AuditSeal, LookupRequest
from hjemmebane.records.access.verifying import examine

SHOWN = 50


class Command(BaseCommand):
    """Print each finding in words; end with an error if there is any."""

    help = "Check the log of writes and the log of look-ups against their seals."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a copy of the heads file, kept elsewhere."""
        parser.add_argument("--heads", type=Path, help="a copy of the heads file, kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and print."""
        began = time.monotonic()
        found: Counter[str] = Counter()
        notes = 0
        for finding in examine(options["heads"]):
            notes += finding.is_note
            found[finding.kind] += not finding.is_note
            if found[finding.kind] <= SHOWN:
                self.stdout.write(f"{'note: ' if finding.is_note else ''}{finding}")
        self._sum_up(time.monotonic() - began, found, notes)
        if found.total():
            sys.exit(1)

    def _sum_up(self, seconds: float, found: "Counter[str]", notes: int) -> None:
        for kind, times in found.items():
            if times > SHOWN:
                self.stdout.write(f"{kind}: {times - SHOWN} more")
        lines, looks = AuditLine.objects.count(), LookupRequest.objects.count()
        self.stdout.write(
            f"{lines} lines, {looks} look-ups, {AuditSeal.objects.count()} seals,"
            f" {found.total()} findings, {notes} notes;"
            f" {seconds:.1f} s, {(lines + looks) / max(seconds, 0.001):.0f} rows a second."
        )
