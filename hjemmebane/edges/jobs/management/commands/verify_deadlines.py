"""Reckon every deadline anew from what happened, and name each that was kept otherwise."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hjemmebane.records.leadership.control import control, dossier_names


class Command(BaseCommand):
    """Print each difference with its dossier, names nobody; end with an error if there is any."""

    help = "Hold the deadlines that were kept against those that the events give."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon and print."""
        began, found = time.monotonic(), 0
        for dossier, differences in control():
            name = dossier_names([dossier])[dossier]
            for one in differences:
                found += 1
                rule = f"{one.rule.key} version {one.rule.version}"
                said = f"{one.kind.label}: {one.by_events} | {one.as_kept}"
                self.stdout.write(f"{name} {rule} {one.kept or one.about} {said}")
        if found:
            raise CommandError(f"{found} difference{'s' if found > 1 else ''}")
        self.stdout.write(f"0 differences; {time.monotonic() - began:.1f} s.")
