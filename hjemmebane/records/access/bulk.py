"""The demo's bulk writer: rows by the hundred thousand, in one transaction and one action.

The only file, migrations apart, that holds a raw cursor for writing. Rows come packed, a batch at
a time, so that memory does not grow with what is written: PostgreSQL takes them as COPY text,
SQLite as plain tuples. While they come, foreign keys and indexes are set aside; they are made
again from the database's own words, which also proves every reference.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import OperationalError, connection, models

from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Unit

Row = dict[str, Any]
Packed = bytes | list[tuple[Any, ...]]

# Columns that hold an id without a foreign key: the table they point to lies above their own.
LOOSE = {
    "course_id": "courses.Course",
    "meeting_id": "agenda.Meeting",
    "person_id": "people.Person",
}
PAGE_CACHE_KIB = 65_536
OFFSET_SIGNS = len("+00:00")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the bulk writer sees it: its columns, their pointers, and how each is written."""

    label: str
    table: str
    columns: tuple[str, ...]
    defaults: tuple[Any, ...]
    points: tuple[tuple[str, str], ...]
    writers: tuple[Callable[[list[Any]], Iterable[Any]] | None, ...]


@dataclass(slots=True)
class Batch:
    """Some families' rows, packed by table in the order of foreign keys."""

    cases: int
    rows: dict[str, int] = field(default_factory=dict)
    packed: dict[str, Packed] = field(default_factory=dict)


@cache
def shape(label: str) -> Shape:
    """Return the shape of a table, by its label."""
    model = apps.get_model(label)
    fields = model._meta.concrete_fields
    columns = tuple(str(item.attname) for item in fields)
    points = []
    for item in fields:
        if item.is_relation:
            points.append((str(item.attname), str(item.related_model._meta.label)))
        elif isinstance(item, models.BigIntegerField) and item.attname in LOOSE:
            points.append((item.attname, LOOSE[item.attname]))
    write = _for_copy if connection.vendor == "postgresql" else _for_sqlite
    return Shape(
        label,
        model._meta.db_table,
        columns,
        tuple(_default(item) for item in fields),
        tuple(points),
        tuple(write(item) for item in fields),
    )


def _default(item: Any) -> Any:
    """Return what a row that does not name a column gets; ids must always be named."""
    return None if item.name in {"id", "public_id"} else item.get_default()


def pack(label: str, rows: list[Row]) -> Packed:
    """Return rows as the database takes them."""
    known = shape(label)
    columns = []
    for name, default, write in zip(known.columns, known.defaults, known.writers, strict=True):
        values = _column(rows, name, default)
        columns.append(write(values) if write else values)
    if connection.vendor != "postgresql":
        return list(zip(*columns, strict=True))
    lines = "\n".join(map("\t".join, zip(*columns, strict=True)))
    return f"{lines}\n".encode()


def _column(rows: list[Row], name: str, default: Any) -> list[Any]:
    """Return a column; most columns are named by every row, and then nothing need be asked."""
    try:
        return [row[name] for row in rows]
    except KeyError:
        return [row.get(name, default) for row in rows]


# ------------------------------------------------------------------ values, a column at a time


def _for_copy(item: Any) -> Callable[[list[Any]], Iterable[Any]]:
    """Return how a column becomes COPY text."""
    if isinstance(item, models.BinaryField):
        return _hex
    if isinstance(item, models.CharField | models.TextField) and not item.choices:
        return _escaped
    return _or_null if item.null else partial(map, str)


def _hex(values: list[Any]) -> Iterable[str]:
    return [f"\\\\x{value.hex()}" for value in values]


def _or_null(values: list[Any]) -> Iterable[str]:
    return ["\\N" if value is None else str(value) for value in values]


def _escaped(values: list[Any]) -> Iterable[str]:
    found = ["\\N" if value is None else str(value) for value in values]
    if any(sign in text for text in found for sign in "\\\t\n\r" if text != "\\N"):
        return [t if t == "\\N" else t.translate(ESCAPES) for t in found]
    return found


def _for_sqlite(item: Any) -> Callable[[list[Any]], Iterable[Any]] | None:
    """Return how a column becomes what SQLite keeps; nothing where it is that already."""
    for kind, write in SQLITE_WRITERS.items():
        if isinstance(item, kind):
            return write
    return None


def _moments(values: list[Any]) -> Iterable[str | None]:
    return [None if value is None else _naive(value) for value in values]


def _naive(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ")[:-OFFSET_SIGNS]


def _days(values: list[Any]) -> Iterable[str | None]:
    return [None if value is None else value.isoformat() for value in values]


def _uuids(values: list[Any]) -> Iterable[str | None]:
    return [None if value is None else value.hex for value in values]


def _truths(values: list[Any]) -> Iterable[int | None]:
    return [None if value is None else int(value) for value in values]


def _words(values: list[Any]) -> Iterable[str | None]:
    return [None if value is None else str(value) for value in values]


SQLITE_WRITERS: dict[type[Any], Callable[[list[Any]], Iterable[Any]]] = {
    models.DateTimeField: _moments,
    models.DateField: _days,
    models.TimeField: _days,
    models.UUIDField: _uuids,
    models.BooleanField: _truths,
    models.CharField: _words,
    models.TimeField: _words,
}


# ------------------------------------------------------------------ the actions


@action("demo.write")
def write_demo(*, by: Actor, rows: list[tuple[str, list[Row]]]) -> int:
    """Write the demo's rows in bulk, table by table; refused outside the demo."""
    if not settings.DEMO:
        raise Refused("demo.write", "only_in_demo")
    written = _create(rows)
    _reset_sequences([apps.get_model(label) for label in written])
    log(by=by, about=Unit.objects.order_by("pk")[0], facts={"rows": sum(written.values())})
    return sum(written.values())


def _create(rows: list[tuple[str, list[Row]]]) -> dict[str, int]:
    for label, values in rows:
        model = apps.get_model(label)
        model._default_manager.bulk_create([model(**row) for row in values], batch_size=500)
    return {label: len(values) for label, values in rows}


@action("demo.fill")
def fill_demo(
    *,
    by: Actor,
    first: list[tuple[str, list[Row]]],
    batches: Iterable[Batch],
    told: Callable[[Batch], None] = lambda batch: None,
) -> dict[str, int]:
    """Write the demo's cast and then batch after batch around it; return the rows of each table.

    `first` holds the rows everything else points to, `batches` the rest, packed, and `told` is
    called after each batch is in. Refused outside the demo, and where a municipality is there.
    """
    if not settings.DEMO:
        raise Refused("demo.fill", "only_in_demo")
    if Unit.objects.exists():
        raise Refused("demo.fill", "already_saved")
    written = _create(first)
    tables = [model._meta.db_table for model in apps.get_models() if _is_ours(model)]
    with _set_aside(tables):
        for batch in batches:
            for label, packed in batch.packed.items():
                _put(shape(label), packed)
                written[label] = written.get(label, 0) + batch.rows[label]
            told(batch)
    _reset_sequences([apps.get_model(label) for label in written])
    log(by=by, about=Unit.objects.order_by("pk")[0], facts={"rows": sum(written.values())})
    return written


def _is_ours(model: Any) -> bool:
    return str(model.__module__).startswith("hjemmebane.records.")


def _put(known: Shape, packed: Packed) -> None:
    names = ", ".join(f'"{name}"' for name in known.columns)
    with connection.cursor() as cursor:
        if isinstance(packed, bytes):
            with cursor.copy(f'COPY "{known.table}" ({names}) FROM STDIN') as copy:
                copy.write(packed)
        else:
            marks = ", ".join(["%s"] * len(known.columns))
            sql = f'INSERT INTO "{known.table}" ({names}) VALUES ({marks})'  # noqa: S608 own names
            cursor.executemany(sql, packed)


def _reset_sequences(tables: list[Any]) -> None:
    """Set each table's id counter past the ids just written (PostgreSQL keeps it apart)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


# ------------------------------------------------------------------ what is set aside meanwhile

SQLITE_INDEXES = """SELECT name, sql FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s ORDER BY name"""
POSTGRES_INDEXES = """SELECT i.indexname, i.indexdef FROM pg_indexes i
    WHERE i.schemaname = current_schema() AND i.tablename = %s AND NOT EXISTS (
        SELECT 1 FROM pg_constraint c JOIN pg_class k ON k.oid = c.conindid
        WHERE k.relname = i.indexname AND c.connamespace = current_schema()::regnamespace)
    ORDER BY i.indexname"""
POSTGRES_KEYS = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = %s::regclass ORDER BY conname"""


@contextmanager
def _set_aside(tables: list[str]) -> Iterator[None]:
    """Take indexes and foreign keys off the tables for as long as the block writes."""
    is_postgres = connection.vendor == "postgresql"
    again: list[str] = []
    with connection.cursor() as cursor:
        if is_postgres:
            # Keys checked at the end of the transaction are checked now: tables may change then.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            again += _drop_keys(cursor, tables)
        else:
            cursor.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
        indexes = []
        for table in tables:
            cursor.execute(POSTGRES_INDEXES if is_postgres else SQLITE_INDEXES, [table])
            indexes += cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for statement in [*(sql for _, sql in indexes), *again]:
            cursor.execute(statement)
    if not is_postgres:
        connection.check_constraints()


def _drop_keys(cursor: Any, tables: list[str]) -> list[str]:
    """Drop the foreign keys of the tables; return the statements that make them again."""
    again = []
    for table in tables:
        cursor.execute(POSTGRES_KEYS, [f'"{table}"'])
        for name, definition in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
            again.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
    return again


# ------------------------------------------------------------------ before and after


@contextmanager
def roomy() -> Iterator[None]:
    """Let SQLite write a great transaction straight into its file, where nobody else reads it.

    In write-ahead mode everything would be written twice. Nothing is lost by it: the transaction
    is kept or undone as a whole in either mode. Keys are checked once, at the end, not row by row.
    """
    is_own = connection.vendor == "sqlite" and not connection.in_atomic_block
    if is_own:
        _journal("DELETE")
        connection.disable_constraint_checking()
    try:
        yield
    finally:
        if is_own:
            connection.enable_constraint_checking()
            _journal("WAL")


def _journal(mode: str) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"PRAGMA journal_mode={mode}")
        except OperationalError:  # another process has the database open: it stays as it is
            return


def look_at_sizes() -> None:
    """Let the database count what it holds, so that it plans its reads well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bytes_on_disk() -> int:
    """Return how much room the database takes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])
