"""The triggers that refuse to change or remove what was logged, and the two that may lift them.

Lifting takes the right to change tables, which the web process's database role does not have in
production: only expiry (and the emptying of a test database) goes through here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("audit_line", "audit_seal", "access_lookuprequest", "access_lookupperson")
LOOK_UPS = TABLES[2:]
VERBS = ("UPDATE", "DELETE")


@contextmanager
def lifted(*tables: str) -> Iterator[None]:
    """Let the block change some of the tables, and put their triggers back after it."""
    _run(_drop(table) for table in tables)
    try:
        yield
    finally:
        _run(_make(table) for table in tables)


def _run(groups: Iterator[list[str]]) -> None:
    with connection.cursor() as cursor:
        for statements in groups:
            for statement in statements:
                cursor.execute(statement)


def _drop(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in VERBS]


def _make(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
            f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        for verb in VERBS
    ]
