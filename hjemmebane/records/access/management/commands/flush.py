"""Django's own `flush`, which may write: it moves tables, not families."""

from typing import Any

from django.core.management.commands import flush

from hjemmebane.records.access.append_only import LOOK_UPS, lifted
from hjemmebane.records.access.guard import writing


class Command(flush.Command):
    """Run `flush` with the write guard and the look-ups' triggers lifted."""

    def handle(self, **options: Any) -> None:
        """Run the command."""
        with writing(), lifted(*LOOK_UPS):
            super().handle(**options)
