"""The access record: users, units, roles, dossiers, ties, look-ups and the audit chain."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from hjemmebane.records.access.guard import guard_connection


class AccessConfig(AppConfig):
    """Put the write guard on every database connection that opens."""

    name = "hjemmebane.records.access"
    label = "access"
    verbose_name = "adgang"

    def ready(self) -> None:
        """Guard each connection as it is made."""
        connection_created.connect(guard_connection, dispatch_uid="write-guard")
