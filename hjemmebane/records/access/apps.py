"""The access record: users, units, roles, dossiers, ties, look-ups and the audit chain."""

from django.apps import AppConfig
from django.core.signals import request_started
from django.db.backends.signals import connection_created

from hjemmebane.records.access.guard import guard_connection
from hjemmebane.records.access.same_file import leave_moved_file, note_file


class AccessConfig(AppConfig):
    """Put the write guard on every database connection that opens, and keep it to its file."""

    name = "hjemmebane.records.access"
    label = "access"
    verbose_name = "adgang"

    def ready(self) -> None:
        """Guard each connection as it is made, and look after its file before each request."""
        connection_created.connect(guard_connection, dispatch_uid="write-guard")
        connection_created.connect(note_file, dispatch_uid="same-file")
        request_started.connect(leave_moved_file, dispatch_uid="same-file")
