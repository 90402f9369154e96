"""One moment of the database, held still while writers go on, on either kind of database.

SQLite: its online backup copies the pages in one read transaction, which in WAL mode hinders no
writer. PostgreSQL: one repeatable-read transaction exports its snapshot, and `pg_dump` reads in it,
so that rows counted and rows dumped are the same rows.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import psycopg
from django.conf import settings
from django.db import connection

from hjemmebane.edges.jobs.backup.content import BLOCK, BackupError, Head

# Where sealed values and stored files are named in the tables; a house test holds it complete.
SEALED_COLUMNS = (("people_personnumber", "sealed"), ("access_idempotencykey", "answer"))
INDEX_COLUMNS = (("people_personnumber", "index_key"),)
FILE_COLUMNS = (("documents_storedfile", "path"),)
COPY_PREFIX = "backup-copy-"


class Snapshot(Protocol):
    """One moment of a database."""

    kind: str
    schema: str

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a question, as of that moment."""

    def tables(self) -> list[str]:
        """Return the names of all tables."""

    def dump(self) -> Iterator[bytes]:
        """Yield the whole database as of that moment."""


class SqliteSnapshot:
    """A copy of the database file."""

    kind, schema = "sqlite", ""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self._connection = sqlite3.connect(copy)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return self._connection.execute(sql).fetchall()

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        rows = self.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        return sorted(name for (name,) in rows if not name.startswith("sqlite_"))

    def dump(self) -> Iterator[bytes]:
        """Yield the copy."""
        with self._copy.open("rb") as file:
            while block := file.read(BLOCK):
                yield block

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()


class PostgresSnapshot:
    """A repeatable-read transaction that others may read in."""

    kind = "postgresql"

    def __init__(self, reader: "psycopg.Connection[Any]", address: dict[str, str]) -> None:
        self._reader, self._address = reader, address
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._name = self.ask("SELECT pg_export_snapshot()")[0][0]
        self.schema = self.ask("SELECT current_schema()")[0][0]

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return self._reader.execute(sql).fetchall()

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        rows = self.ask("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return sorted(name for (name,) in rows)

    def dump(self) -> Iterator[bytes]:
        """Yield what `pg_dump` writes as SQL."""
        command = [
            *(program("pg_dump"), "--format=plain", "--no-owner", "--no-privileges"),
            *(f"--schema={quoted(self.schema)}", f"--snapshot={self._name}", "--no-password"),
        ]
        with tempfile.TemporaryFile() as said:
            with subprocess.Popen(  # noqa: S603 our own words
                command, stdout=subprocess.PIPE, stderr=said, env=surroundings(self._address)
            ) as dumping:
                assert dumping.stdout is not None  # noqa: S101 asked for
                while block := dumping.stdout.read(BLOCK):
                    yield block
            if dumping.returncode:
                raise BackupError(f"pg_dump failed: {last_words(said)}.")


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Hold this installation's database still for the block."""
    if connection.vendor == "postgresql":
        address = address_of(connection.settings_dict)
        with psycopg.connect(**address) as reader:  # type: ignore[arg-type]  # names of libpq
            yield PostgresSnapshot(reader, address)
        return
    with _copied() as copy:
        found = SqliteSnapshot(copy)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def _copied() -> Iterator[Path]:
    """Copy the SQLite database beside itself, readable by the service alone, for the block."""
    var = Path(settings.VAR_DIR)
    for left in var.glob(f"{COPY_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=COPY_PREFIX, dir=var))
    try:
        connection.ensure_connection()
        source = connection.connection
        (size,) = source.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        if shutil.disk_usage(var).free < size * 2:
            raise BackupError(f"There is no room for a copy of the database in {var}.")
        copy = folder / "database.sqlite3"
        target = sqlite3.connect(copy)
        try:
            # All pages in one step: a single read transaction, never begun anew by a writer.
            source.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rows_of(found: Snapshot) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {name: int(found.ask(f'SELECT COUNT(*) FROM "{name}"')[0][0]) for name in found.tables()}  # noqa: S608 names of tables


def heads_of(found: Snapshot) -> list[Head]:
    """Return the newest seal of each chain."""
    newest = """SELECT chain, number, digest, last_line FROM audit_seal AS one
        WHERE number = (SELECT MAX(number) FROM audit_seal AS other WHERE other.chain = one.chain)
        ORDER BY chain"""
    return [Head(*row) for row in found.ask(newest)]


def migrations_of(found: Snapshot) -> list[str]:
    """Return the migrations that have run, as app.name."""
    return [f"{app}.{name}" for app, name in found.ask("SELECT app, name FROM django_migrations")]


def files_of(found: Snapshot) -> list[str]:
    """Return where each stored file lies, below the folder of files."""
    return [
        path
        for table, column in FILE_COLUMNS
        for (path,) in found.ask(f'SELECT "{column}" FROM "{table}" ORDER BY 1')  # noqa: S608 fixed
    ]


def keys_needed(found: Snapshot) -> dict[str, list[int]]:
    """Return the numbers of the keys that the database's sealed values need, by purpose."""
    on_postgres = found.kind == "postgresql"
    as_hex = "encode(substr({0}, 1, 2), 'hex')" if on_postgres else "hex(substr({0}, 1, 2))"
    seals = {
        int(number, 16)
        for table, column in SEALED_COLUMNS
        for (number,) in found.ask(f'SELECT DISTINCT {as_hex.format(column)} FROM "{table}"')  # noqa: S608 fixed
        if number
    }
    indexes = {
        int(number)
        for table, column in INDEX_COLUMNS
        for (number,) in found.ask(f'SELECT DISTINCT "{column}" FROM "{table}"')  # noqa: S608 fixed
    }
    signs = {int(number) for (number,) in found.ask("SELECT DISTINCT key_number FROM audit_seal")}
    return {"seal": sorted(seals), "index": sorted(indexes), "audit": sorted(signs)}


def address_of(database: dict[str, Any]) -> dict[str, str]:
    """Return Django's settings of a PostgreSQL database in libpq's names."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    names["PORT"] = "port"
    found = {told: str(database[name]) for name, told in names.items() if database.get(name)}
    search_path = database.get("OPTIONS", {}).get("options")
    return {**found, "options": search_path} if search_path else found


def surroundings(address: dict[str, str]) -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs find a database."""
    names = {"dbname": "PGDATABASE", "options": "PGOPTIONS"}
    own = {names.get(name, f"PG{name.upper()}"): value for name, value in address.items()}
    return {**os.environ, **own}


def program(name: str) -> str:
    """Return the newest of PostgreSQL's programs of a name, or raise BackupError."""
    found = {
        int(path.parent.parent.name): str(path)
        for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
        if path.parent.parent.name.isdigit()
    }
    newest = found[max(found)] if found else shutil.which(name)
    if newest is None:
        raise BackupError(f"{name} is missing: install PostgreSQL's client programs.")
    return newest


def last_words(said: BinaryIO) -> str:
    """Return the last line of what a program complained of."""
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it did not say why"


def quoted(name: str) -> str:
    """Return a name as PostgreSQL takes it, whatever signs it holds."""
    return '"' + name.replace('"', '""') + '"'
