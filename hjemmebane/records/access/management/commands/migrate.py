"""Django's own `migrate`, which may write: it moves tables, not families."""

from typing import Any

from django.core.management.commands import migrate

from hjemmebane.records.access.guard import writing


class Command(migrate.Command):
    """Run `migrate` with the write guard lifted."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Run the command."""
        with writing():
            return super().handle(*args, **options)
