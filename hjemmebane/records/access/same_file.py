"""A connection to SQLite is kept from one request to the next, as long as its file is in place."""

import os
from typing import Any

from django.db import connections

SQLITE = "sqlite"


def note_file(sender: object, connection: Any, **kwargs: object) -> None:
    """Note which file a connection that has just opened stands on."""
    if connection.vendor == SQLITE:
        connection.stands_on = file_of(connection)


def leave_moved_file(**kwargs: object) -> None:
    """Close a connection whose file was put aside: what is written next belongs in the new one."""
    for connection in connections.all(initialized_only=True):
        stood_on = getattr(connection, "stands_on", None)
        if stood_on is None or connection.connection is None or connection.in_atomic_block:
            continue
        if file_of(connection) != stood_on:
            connection.close()


def file_of(connection: Any) -> tuple[int, int] | None:
    """Return what tells a database's file from another of the same name; nothing without one."""
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
