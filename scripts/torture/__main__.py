"""Hurt an installation under writers and readers, and prove that nothing acknowledged was lost.

    python -m scripts.torture                          every scenario, on SQLite
    python -m scripts.torture --database postgresql    on a PostgreSQL of its own
    python -m scripts.torture --short --only web       few kills, one scenario

Prints figures as JSON and ends with 1 where anything is lost, doubled, unlogged or badly told.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.drill import report
from scripts.torture.away import away
from scripts.torture.clocks import clocks
from scripts.torture.disks import disk
from scripts.torture.ground import Ground
from scripts.torture.hurting import database, jobs, web
from scripts.torture.processes import Postgres

SCENARIOS: dict[str, Callable[..., dict[str, Any]]] = {
    "web": web,
    "jobs": jobs,
    "database": database,
    "away": away,
    "disk": disk,
    # The last: the log's check goes on telling that the clock was set.
    "clock": clocks,
}


def main() -> int:
    """Run the scenarios asked for and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--short", action="store_true", help="few kills, short waits")
    parser.add_argument("--only", choices=tuple(SCENARIOS), action="append")
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    began = time.monotonic()
    postgres = Postgres() if options.database == "postgresql" else None
    ground = Ground(postgres)
    try:
        ground.prepare()
        prepared = time.monotonic() - began
        found = {
            name: timed(SCENARIOS[name], ground, options.short)
            for name in options.only or _wanted(options.short)
        }
    finally:
        ground.remove()
        if postgres:
            postgres.remove()
    figures = {
        "database": options.database,
        "short": options.short,
        "seconds_to_prepare": round(prepared, 1),
        "seconds_in_all": round(time.monotonic() - began, 1),
        "scenarios": found,
    }
    short = " SHORT=1" if options.short else ""
    report(figures, f"make torture{short}", options.json)
    return 1 if any(one.get("broken") for one in found.values()) else 0


def _wanted(short: bool) -> list[str]:
    """Return the scenarios; the short form leaves the disk to tests/drills/test_full_disk.py."""
    return [name for name in SCENARIOS if not (short and name == "disk")]


def timed(scenario: Callable[..., dict[str, Any]], ground: Ground, short: bool) -> dict[str, Any]:
    """Run a scenario and add how long it took."""
    began = time.monotonic()
    found = scenario(ground, short=short)
    print(f"{scenario.__name__}: {'; '.join(found.get('broken', [])) or 'holds'}", file=sys.stderr)
    return {**found, "seconds": round(time.monotonic() - began, 1)}


if __name__ == "__main__":
    sys.exit(main())
