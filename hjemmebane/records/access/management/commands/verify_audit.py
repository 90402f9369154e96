"""Check the audit chain: what was altered, removed, swapped, left unsealed, or cut off."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hjemmebane.records.access.models import AuditLine, AuditSeal
from hjemmebane.records.access.seals import verify


class Command(BaseCommand):
    """Print each finding; end with an error if there is any."""

    help = "Check the audit chain."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and print."""
        findings = verify()
        for finding in findings:
            self.stdout.write(f"{finding.kind}: {finding.where}")
        lines, seals = AuditLine.objects.count(), AuditSeal.objects.count()
        self.stdout.write(f"{lines} lines, {seals} seals, {len(findings)} findings.")
        if findings:
            sys.exit(1)
