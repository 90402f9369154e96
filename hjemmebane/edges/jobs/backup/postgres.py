"""Restoring into a PostgreSQL database: one transaction, so that it is all there or nothing is.

The schema that stood there is renamed, not dropped, in the same transaction.
"""

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from hjemmebane.edges.jobs.backup.content import BackupError, Manifest
from hjemmebane.edges.jobs.backup.snapshots import last_words, program, quoted, surroundings

Take = Callable[[Iterator[bytes]], None]

# A server's process stands in the list for a moment after its client has said goodbye.
LEAVING_SECONDS = 3.0
LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server, by libpq's names."""

    address: dict[str, str]

    def ask(self, sql: str) -> Any:
        """Return the one value that a question gives."""
        with psycopg.connect(**self.address) as asked:  # type: ignore[arg-type]  # names of libpq
            row = asked.execute(sql).fetchone()
            return row[0] if row else None

    def schema(self) -> str:
        """Return the schema that the search path leads to; `public` where it leads nowhere."""
        return str(self.ask("SELECT coalesce(current_schema(), 'public')"))

    def has_tables(self) -> bool:
        """Return whether the schema holds any table."""
        sql = "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())"
        return bool(self.ask(sql))

    def has_data(self) -> bool:
        """Return whether somebody has written here; tables that are not ours count as that."""
        if not self.has_tables():
            return False
        try:
            return bool(self.ask("SELECT EXISTS (SELECT 1 FROM audit_line)"))
        except psycopg.errors.UndefinedTable:
            return True

    @contextmanager
    def replacing(self, manifest: Manifest, stamp: str) -> Iterator[tuple[Take, str]]:
        """Replace the schema by what the block takes in; roll back where the block fails.

        Yields what takes the dump in, and the name the former schema has got (empty: none).
        """
        schema = self.schema()
        if schema != manifest.schema:
            raise BackupError(
                f"The backup is of schema {manifest.schema} and the search path leads to {schema}."
            )
        self._refuse_if_in_use()
        former = f"before_{stamp.lower()}" if self.has_data() else ""
        gone = f"RENAME TO {quoted(former)}" if former else ""
        before = (
            f"ALTER SCHEMA {quoted(schema)} {gone};\n"
            if former
            else f"DROP SCHEMA IF EXISTS {quoted(schema)} CASCADE;\n"
        )
        with _psql(self.address) as feed:

            def take(blocks: Iterator[bytes]) -> None:
                feed(before.encode())
                for block in blocks:
                    feed(block)
                feed(_counted(manifest).encode())

            yield take, former

    def _refuse_if_in_use(self) -> None:
        """Refuse while others are connected; those just leaving are waited for."""
        with psycopg.connect(**self.address, autocommit=True) as asked:  # type: ignore[arg-type]  # names of libpq
            until = time.monotonic() + LEAVING_SECONDS
            while others := _others(asked):
                if time.monotonic() > until:
                    raise BackupError(
                        f"The database is in use by {others}: stop the web and job processes first."
                    )
                time.sleep(LOOK_AGAIN_SECONDS)


def _others(asked: psycopg.Connection[tuple[Any, ...]]) -> int:
    row = asked.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchone()
    return int(row[0]) if row else 0


def _counted(manifest: Manifest) -> str:
    """Return SQL that fails, and so rolls everything back, where a table lacks rows."""
    checks = "".join(
        f"IF (SELECT count(*) FROM {quoted(manifest.schema)}.{quoted(name)}) <> {rows:d} THEN"  # noqa: S608 quoted
        f" RAISE EXCEPTION 'table % is not whole', '{name.replace(chr(39), '')}'; END IF; "
        for name, rows in manifest.tables.items()
    )
    return f"\nDO $check$ BEGIN {checks} END $check$;\n"


@contextmanager
def _psql(address: dict[str, str]) -> Iterator[Callable[[bytes], None]]:
    """Run psql in one transaction for the block; it commits when the block ends well."""
    command = [
        *(program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--single-transaction"),
        *("--set", "ON_ERROR_STOP=1", "--output", "/dev/null", "--file", "-"),
    ]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 our own words
            command, stdin=subprocess.PIPE, stderr=said, env=surroundings(address)
        ) as running,
    ):
        assert running.stdin is not None  # noqa: S101 asked for
        try:
            yield running.stdin.write  # type: ignore[misc]  # what it returns is not looked at
            running.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException:
            # Killed before the end of its input, it never commits.
            running.kill()
            raise
        if running.wait():
            raise BackupError(f"Nothing was restored: {last_words(said)}.")
