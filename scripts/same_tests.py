"""Print how many tests ran on each database, and fail where they differ without saying so.

Each run with COUNT_TESTS=1 adds its tests to var/tests/<database>.txt (tests/conftest.py); the only
differences allowed are those named in tests/only_one_database.txt.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTED = ("tests/records/", "tests/edges/", "tests/matrix/", "tests/journeys/test_main_job.py")


def main() -> int:
    """Compare the two lists of tests."""
    ran = {name: read_ran(name) for name in ("sqlite", "postgresql")}
    for name, tests in ran.items():
        print(f"{name}: {len(tests)} tests that touch a database")
    unexplained = (ran["sqlite"] ^ ran["postgresql"]) - by_database_only(
        ran["sqlite"] | ran["postgresql"]
    )
    for test in sorted(unexplained):
        side = "sqlite" if test in ran["sqlite"] else "postgresql"
        print(f"only on {side}, not in tests/only_one_database.txt: {test}", file=sys.stderr)
    if not ran["sqlite"] or not ran["postgresql"]:
        print(
            "One of the two has not run: `make test`, then `make test-postgres`.", file=sys.stderr
        )
        return 1
    return 1 if unexplained else 0


def read_ran(database: str) -> set[str]:
    """Return the tests of the database's folders that ran on it."""
    path = ROOT / "var" / "tests" / f"{database}.txt"
    lines = path.read_text().splitlines() if path.is_file() else []
    return {line for line in lines if line.startswith(COUNTED)}


def by_database_only(tests: set[str]) -> set[str]:
    """Return those of the tests that the named list lets run on one database only."""
    named = {name for _, name in read_list()}
    return {test for test in tests if test.split("[")[0] in named}


def read_list() -> list[tuple[str, str]]:
    """Return (database, test) for each line of the named list."""
    lines = (ROOT / "tests" / "only_one_database.txt").read_text().splitlines()
    rows = [line.split("#")[0].split() for line in lines]
    return [(row[0], row[1]) for row in rows if row]


if __name__ == "__main__":
    sys.exit(main())
