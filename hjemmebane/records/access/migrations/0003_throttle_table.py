"""The table of the database cache, which counts failed sign-ins for every process."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

MOMENT = {"sqlite": "datetime", "postgresql": "timestamp with time zone"}


def make(apps: StateApps, editor: Any) -> None:
    """Make the table that Django's database cache expects."""
    moment = MOMENT[editor.connection.vendor]
    editor.execute(
        "CREATE TABLE throttle (cache_key varchar(255) NOT NULL PRIMARY KEY,"
        f" value text NOT NULL, expires {moment} NOT NULL)"
    )
    editor.execute("CREATE INDEX throttle_expires ON throttle (expires)")


def drop(apps: StateApps, editor: Any) -> None:
    """Drop the table."""
    editor.execute("DROP TABLE throttle")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_audit_tables")]
    operations = [migrations.RunPython(make, drop)]
