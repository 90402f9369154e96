"""Point-in-time recovery, tried: back to the moment before a harmful thing was done.

    python -m scripts.drill_pitr [--json FILE]

A PostgreSQL of its own archives its log to a folder; a base backup is taken; persons are
registered; a moment is noted; a table is dropped. Then a new server is made from the base backup
and the archived log, up to the moment: every person acknowledged before it is there, the harmful
thing is not, and the audit chain verifies. Prints seconds and bytes as JSON.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from scripts.drill import DrillFailed, Installation, report
from scripts.postgres import USER, as_server, free_port, newest_programs, serve, start, stop

FAMILIES = 5
WRITING_SECONDS = 3
PATIENCE = 60
HARM = "DROP TABLE people_nametoken"


def main() -> int:
    """Run the drill and print what it measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    programs = newest_programs()
    if programs is None:
        print("PostgreSQL 15 is missing: run `apt-get install postgresql-15`.", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="hjemmebane-pitr-"))
    try:
        found = drill(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report(found, "make drill-pitr", options.json)
    return 0


def drill(programs: Path, folder: Path) -> dict[str, Any]:
    """Write, note the moment, do harm, recover to the moment, and look."""
    archive, base = folder / "archive", folder / "base"
    port = begin(programs, folder, archive)
    running = folder / "data"
    house = Installation(FAMILIES)
    try:
        house.prepare()
        seconds = {"base_backup": timed(lambda: base_backup(programs, port, base))}
        house.acts("write", str(house.folder / "noted"), str(WRITING_SECONDS))
        house.commands(["jobs", "--once"])
        moment = ask(house.database, "SELECT clock_timestamp()::text")
        time.sleep(1)
        do_harm(house.database)
        archive_all(house.database, archive)
        stop(programs, running)
        running, port = base, free_port()
        seconds["recovery"] = timed(lambda: recover(programs, folder, base, port, moment))
        move(house, port)
        found = look(house)
    finally:
        house.remove()
        stop(programs, running)
    archived = sum(path.stat().st_size for path in archive.iterdir())
    return {"recovered_to": moment, **found, "archived_bytes": archived, "seconds": seconds}


def begin(programs: Path, folder: Path, archive: Path) -> int:
    """Start a server that archives its log; return its port."""
    port = free_port()
    start(
        programs,
        folder,
        port,
        archive_mode="on",
        archive_command=f"mkdir -p {archive} && test ! -f {archive}/%f && cp %p {archive}/%f",
    )
    os.environ["DATABASE_URL"] = address(port, "postgres")
    return port


def move(house: Installation, port: int) -> None:
    """Let the installation stand on the recovered server."""
    os.environ["DATABASE_URL"] = address(port, "postgres")
    house.database = address(port, house.database.rsplit("/", 1)[1])


def look(house: Installation) -> dict[str, Any]:
    """See that what was acknowledged is there and the harm is not; DrillFailed otherwise."""
    seen = house.acts("persons", str(house.folder / "noted"))
    house.commands(["verify_audit"])
    tokens = int(ask(house.database, "SELECT count(*) FROM people_nametoken"))
    if seen["lost"] or seen["doubled"] or not tokens:
        raise DrillFailed(f"recovered, but: {seen}, {tokens} name tokens")
    return {
        "acknowledged_before": seen["acknowledged"],
        "lost": seen["lost"],
        "harm_undone": HARM,
        "rows_of_the_dropped_table": tokens,
    }


def base_backup(programs: Path, port: int, base: Path) -> None:
    """Take a base backup as pgBackRest or pg_basebackup would in production."""
    who = ("-h", "127.0.0.1", "-p", str(port), "-U", USER)
    as_server(programs / "pg_basebackup", *who, "-D", base, "-c", "fast", "-X", "stream")


def do_harm(database: str) -> None:
    """Do what nobody should have done."""
    with psycopg.connect(database) as connection:
        connection.execute(HARM)


def archive_all(database: str, archive: Path) -> None:
    """Close the piece of log that is being written, and wait until it is archived."""
    last = ask(database, "SELECT pg_walfile_name(pg_switch_wal())")
    end = time.monotonic() + PATIENCE
    while not (archive / last).exists():
        if time.monotonic() > end:
            raise DrillFailed(f"{last} was never archived")
        time.sleep(0.1)


def recover(programs: Path, folder: Path, base: Path, port: int, moment: str) -> None:
    """Serve the base backup with the archived log played up to the moment, and let it lead."""
    as_server("touch", base / "recovery.signal")
    target = {
        "restore_command": f"cp {folder}/archive/%f %p",
        "recovery_target_time": moment,
        "recovery_target_action": "promote",
    }
    serve(programs, folder, base, port, **target)
    end = time.monotonic() + PATIENCE
    while ask(address(port, "postgres"), "SELECT pg_is_in_recovery()"):
        if time.monotonic() > end:
            raise DrillFailed("the recovered server never led")
        time.sleep(0.1)


def address(port: int, database: str) -> str:
    """Return a database's address."""
    return f"postgres://{USER}@127.0.0.1:{port}/{database}"


def ask(database: str, sql: str) -> Any:
    """Return the one value that a question gives."""
    with psycopg.connect(database, autocommit=True) as connection:
        row = connection.execute(sql).fetchone()
        return row[0] if row else None


def timed(work: Any) -> float:
    """Do some work and return how many seconds it took."""
    began = time.monotonic()
    work()
    return round(time.monotonic() - began, 1)


if __name__ == "__main__":
    sys.exit(main())
