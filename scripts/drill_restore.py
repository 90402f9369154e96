"""The restore drill: a backup is taken while people write and keys are changed, and put back.

    python -m scripts.drill_restore                          on SQLite
    python scripts/postgres.py python -m scripts.drill_restore   on a PostgreSQL of its own

Everything must hold, or it ends with an error: the rows are those of the manifest, whoever was
acknowledged before the backup is there, every number and file opens with keys that were changed
before and after it, the audit chain verifies, a roll-back is found by the heads kept outside, and
somebody can sign in and read a page. Prints seconds and bytes as JSON.
"""

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from scripts.drill import DrillFailed, Installation, read_a_page, report, told, wait_for_lines

LOGS = {"audit_line", "audit_seal"}
WRITERS = 2
MOST_SECONDS = 120.0
MORE = 10


def main() -> int:
    """Run the drill and print what it measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=20)
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    families = options.families
    began = time.monotonic()
    first = Installation(families)
    second = Installation(families, keys=first.folder)
    try:
        first.prepare()
        found = drill(first, second)
    finally:
        first.remove()
        second.remove()
    found["seconds_in_all"] = round(time.monotonic() - began, 1)
    report(found, "make drill-restore", options.json)
    return 0


def drill(first: Installation, second: Installation) -> dict[str, Any]:
    """Back up the first while it is written to, restore into the second, and hold them together."""
    before, made = backed_up(first)
    backup, heads = made["backup"], first.folder / "audit" / "heads.txt"
    told_restored, told_check, _, rolled_back, over = second.commands(
        ["restore", backup],
        ["restore", backup, "--check"],
        ["verify_audit"],
        ["!verify_audit", "--heads", str(heads)],
        ["!restore", backup],
    )
    restored = json.loads(told_restored)
    demand(restored["lost_seals"] == {}, "an empty place has lost no seal")
    demand("rolled back" in rolled_back or "missing tail" in rolled_back, rolled_back)
    demand("FORCE=yes" in over, "data is not restored over")
    seen = second.acts("look", str(first.folder / "noted"))
    compare_rows(json.loads(told_check)["manifest"]["tables"], seen["rows"])
    demand(before <= set(seen["persons"]["there"]), "whoever was acknowledged before is in it")
    opened = seen["open"]
    demand(opened["numbers"] == opened["of"] > 0, "every number opens")
    demand(opened["files"] == 1, "the stored file opens")
    lost = over_what_is_there(second, backup, heads)
    second.start()
    read_a_page(second)
    second.stop()
    return {
        "database": made["database"],
        "rows": made["rows"],
        "bytes": made["bytes"],
        "backup_seconds": made["seconds"],
        "restore_seconds": restored["seconds"],
        "acknowledged_before_the_backup": len(before),
        "tables_compared": len(seen["rows"]),
        "numbers_opened": opened["numbers"],
        "files_opened": opened["files"],
        "seals_lost_and_accounted_for": lost,
    }


def backed_up(first: Installation) -> tuple[set[str], dict[str, Any]]:
    """Take a backup among writers, with keys changed before and after it.

    Returns who was acknowledged before it began, and what the backup says of itself.
    """
    noted = first.folder / "noted"
    first.acts("file")
    writers = [first.begin("write", str(noted), str(MOST_SECONDS)) for _ in range(WRITERS)]
    wait_for_lines(noted, MORE)
    before = names_in(noted)
    _, made, _ = first.commands(["keys", "rotate"], ["backup"], ["keys", "rotate"])
    wait_for_lines(noted, len(before) + MORE)
    noted.with_name("noted.stop").touch()
    for writer in writers:
        told(writer)
    first.commands(["jobs", "--once"], ["verify_audit"])
    return before, json.loads(made)


def names_in(noted: Path) -> set[str]:
    """Return the persons acknowledged so far; a line half written is not counted."""
    text = noted.read_text(encoding="utf-8")
    return {line.split(" ")[0] for line in text[: text.rfind("\n") + 1].splitlines()}


def compare_rows(manifest: dict[str, int], found: dict[str, int]) -> None:
    """Compare the rows of every table with the manifest; the log has a line more of its own."""
    wrong = {
        name: (rows, found.get(name))
        for name, rows in manifest.items()
        if found.get(name) != rows and name not in LOGS
    }
    demand(not wrong and set(found) == set(manifest), f"rows differ from the manifest: {wrong}")
    demand(found["audit_line"] > manifest["audit_line"], "the log says that it was restored")


def over_what_is_there(second: Installation, backup: str, heads: Path) -> dict[str, int]:
    """Restore again over what is there, with the newest heads in place, as after a real loss."""
    shutil.copy(heads, second.folder / "audit" / "heads.txt")
    again, verified = second.commands(["restore", backup, "--force"], ["verify_audit"])
    lost: dict[str, int] = json.loads(again)["lost_seals"]
    demand(lost.get("write", 0) > 0, "it says how many seals were lost")
    demand("restored" in verified, "the restore stands in the log as a note")
    return lost


def demand(holds: bool, sentence: str) -> None:
    """End the drill where something does not hold."""
    if not holds:
        raise DrillFailed(sentence)


if __name__ == "__main__":
    sys.exit(main())
