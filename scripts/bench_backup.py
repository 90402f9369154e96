"""How long backup and restore take at a size, and how much memory: figures, no test.

python -m scripts.bench_backup --cases 100000 [--json FILE]             on SQLite
python scripts/postgres.py python -m scripts.bench_backup --cases 100000    on PostgreSQL
python -m scripts.bench_backup --filled FOLDER     what was filled before, DATABASE_URL naming it
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from scripts.drill import DrillFailed, Installation, report

# Who was signed in signs in again: restoring ends every session.
CHANGED = {"django_session"}


def main() -> int:
    """Make cases, back them up, restore them elsewhere, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--cases", type=int, default=0)
    size.add_argument("--filled", default="", help="a data folder filled before")
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    first = Installation(0, filled=options.filled)
    second = Installation(0, keys=first.keys)
    try:
        began = time.monotonic()
        if options.cases:
            first.run("-m", "scripts.demo_data", "--cases", str(options.cases))
        made_in = round(time.monotonic() - began, 1)
        before = peak_mb()
        (told_backup,) = first.commands(["backup"])
        backup = json.loads(told_backup)
        told_restored, told_check = second.commands(
            ["restore", backup["backup"]], ["restore", backup["backup"], "--check"]
        )
        restored, checked = json.loads(told_restored), json.loads(told_check)
        compare(checked["manifest"]["tables"], second.acts("rows"))
        found = {
            "database": backup["database"],
            "cases": checked["manifest"]["tables"]["cases_case"],
            "rows": backup["rows"],
            "bytes": backup["bytes"],
            "seconds": {
                "cases_made": made_in,
                "backup": backup["seconds"],
                "restore": restored["seconds"],
                "reading_through": checked["seconds"],
            },
            "peak_mb": {"before": before, "after": peak_mb()},
        }
    finally:
        first.remove()
        second.remove()
    given = f"--cases {options.cases}" if options.cases else "--filled FOLDER"
    report(found, f"python -m scripts.bench_backup {given}", options.json)
    return 0


def compare(manifest: dict[str, int], found: dict[str, int]) -> None:
    """End with an error where a table's rows differ, the sessions and the log's own lines apart."""
    wrong = {
        name: (rows, found.get(name))
        for name, rows in manifest.items()
        if found.get(name) != rows and name not in CHANGED and not name.startswith("audit_")
    }
    if wrong:
        raise DrillFailed(f"rows differ from the manifest: {wrong}")


def peak_mb() -> int:
    """Return the most memory that any process started so far has held at once, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
