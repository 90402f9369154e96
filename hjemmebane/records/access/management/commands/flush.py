"""Django's own `flush`, which may write: it moves tables, not families."""

from typing import Any

from django.core.management.commands import flush

from hjemmebane.records.access.guard import writing


class Command(flush.Command):
    """Run `flush` with the write guard lifted."""

    def handle(self, **options: Any) -> None:
        """Run the command."""
        with writing():
            super().handle(**options)
