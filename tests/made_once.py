"""A world that many tests begin with is made once by the real actions, then laid down row by row.

Making the cast is most of what a short test costs. The first test of a process makes it; its rows
are kept as the database gives them, and the next test gets the same rows and copies of the same
objects. A database that holds something already, another clock or other keys: a world made anew.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, transaction

from hjemmebane import clock
from hjemmebane.gateways import keyring

Rows = dict[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """What a maker wrote: rows by table, and the shelves of objects that name them."""

    kind: type[Any]
    rows: Rows
    shelves: dict[str, Any]


KEPT: dict[tuple[str, datetime, Path], Kept] = {}


def made_once(make: Callable[[], Made]) -> Made:
    """Return the world a function makes, in the database of this test."""
    key = (f"{make.__module__}.{make.__qualname__}", clock.now(), keyring.folder())
    found = KEPT.get(key)
    if found is not None and not any(map(_holds_rows, found.rows)):
        with transaction.atomic():
            for table, rows in found.rows.items():
                _lay_down(table, rows)
        made: Made = found.kind(**copy.deepcopy(found.shelves))
        return made
    tables = set(connection.introspection.table_names())
    held = {table for table in tables if _holds_rows(table)}
    before = {table: _count(table) for table in held}
    world = make()
    if found is None and all(_count(table) == number for table, number in before.items()):
        made = sorted(table for table in tables - held if _holds_rows(table))
        rows = {table: _rows(table) for table in made}
        KEPT[key] = Kept(type(world), rows, copy.deepcopy(vars(world)))
    return world


def _ask(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def _holds_rows(table: str) -> bool:
    return bool(_ask(f'SELECT EXISTS (SELECT 1 FROM "{table}")'))  # noqa: S608 a table's own name


def _count(table: str) -> int:
    return int(_ask(f'SELECT COUNT(*) FROM "{table}"'))  # noqa: S608 a table's own name


def _rows(table: str) -> Any:
    """Return a table's rows as the driver gives them: PostgreSQL's own bytes, SQLite's tuples."""
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        kept = BytesIO()
        with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copied:
            for block in copied:
                kept.write(block)
        return kept.getvalue()
    return cursor.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 a table's own name


def _lay_down(table: str, rows: Any) -> None:
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copied:
            copied.write(rows)
        return
    places = ", ".join("?" * len(rows[0]))
    cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 as above
