"""What the drills do inside an installation, in a process of its own with that one's settings.

Django must be set up before this module is read: scripts/drill.py says `acts(...)`. Each act
prints JSON.

    file                 store a file of 300 kB through the real action
    write FILE SECONDS   register persons with numbers; note each one in the file once acknowledged
    persons FILE         tell which of the noted persons are there, and how often
    open                 open every number and every stored file
    rows                 count the rows of each table
    look FILE            rows, persons and open in one
    commands JSON        run commands of manage.py; tell how each ended and what it said
"""

import io
import json
import os
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, close_old_connections

from hjemmebane.domain.access import DossierKind, Register, RoleKey
from hjemmebane.domain.documents import FileFormat
from hjemmebane.edges.jobs.backup.snapshots import rows_of, snapshot
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.documents import actions, vault
from hjemmebane.records.documents.actions.sending import file_context
from hjemmebane.records.documents.models import StoredFile
from hjemmebane.records.people.actions import register_person
from hjemmebane.records.people.models import Person, PersonNumber
from hjemmebane.records.people.queries import number_context

BORN_ON = date(2019, 3, 9)
FILE_BYTES = 300_000
RETRY_SECONDS = 0.05
PAUSE_SECONDS = 0.02


def main(act: str, *given: str) -> Any:
    """Do one act and return what to print."""
    acts: dict[str, Callable[..., Any]] = {
        "file": store,
        "write": write,
        "persons": persons,
        "open": open_all,
        "rows": rows,
        "look": look,
        "commands": commands,
    }
    return acts[act](*given)


def store() -> dict[str, Any]:
    """Store a file with a report through the real actions."""
    writer = User.objects.filter(roles__role=RoleKey.THERAPIST).order_by("pk")[0]
    report = actions.open_report(
        by=writer,
        dossier=Dossier.objects.filter(kind=DossierKind.CASE).order_by("pk")[0],
        course_id=900_000_000 + uuid.uuid4().int % 1_000_000,
        title="Øvelse",
        drafts=[],
    )
    data = os.urandom(FILE_BYTES)
    stored = actions.store_file(by=SYSTEM, report=report, format_=FileFormat.PDF, data=data)
    return {"file": str(stored.public_id)}


def write(noted: str, seconds: str) -> dict[str, Any]:
    """Register persons until FILE.stop appears, or the time is up; none is tried twice.

    A line is written to the file only after the action has returned: that is what acknowledged
    means, and what must never be lost. Returns how many, and how long nothing could be written.
    """
    end = time.monotonic() + float(seconds)
    last, gaps, done, failed = time.monotonic(), [0.0], 0, 0
    with Path(noted).open("a", encoding="utf-8") as file:
        while time.monotonic() < end and not Path(f"{noted}.stop").exists():
            name = f"Drill{uuid.uuid4().hex}"
            try:
                close_old_connections()
                _register(name)
            except (DatabaseError, InterfaceError):
                failed += 1
                time.sleep(RETRY_SECONDS)
                continue
            file.write(f"{name} {time.time():.3f}\n")
            file.flush()
            time.sleep(PAUSE_SECONDS)
            now = time.monotonic()
            gaps.append(now - last)
            last, done = now, done + 1
    return {"acknowledged": done, "failed": failed, "longest_gap": round(max(gaps), 2)}


def _register(name: str) -> None:
    # The month + 40 that no real number has; the rest is chance enough never to meet itself.
    number = f"09{random.randrange(41, 53)}19{random.randrange(10_000):04}"
    register_person(
        by=SYSTEM,
        register=Register.AUTHORITY,
        given_name=name,
        family_name="Øvelse",
        born_on=BORN_ON,
        cpr=number if random.random() < 0.02 else "",
    )


def persons(noted: str) -> dict[str, Any]:
    """Tell how many of the noted persons are there, lost, or there twice; and how many unnoted."""
    lines = Path(noted).read_text(encoding="utf-8").splitlines()
    names = {line.split(" ")[0] for line in lines}
    there = Counter(
        Person.objects.filter(given_name__startswith="Drill").values_list("given_name", flat=True)
    )
    return {
        "acknowledged": len(names),
        "lost": len(names - set(there)),
        "doubled": sum(count > 1 for count in there.values()),
        "written_but_not_acknowledged": len(set(there) - names),
        "there": sorted(names & set(there)),
    }


def open_all() -> dict[str, Any]:
    """Open every number and every stored file with the key ring that is there."""
    numbers = PersonNumber.objects.select_related("person").order_by("pk")
    opened = 0
    for row in numbers.iterator():
        digits = keyring.unseal(bytes(row.sealed), number_context(row.person))
        opened += len(digits) == 10
    files = [
        len(vault.get(row.path, file_context(row), row.sha256)) for row in StoredFile.objects.all()
    ]
    return {"numbers": opened, "of": numbers.count(), "files": len(files), "bytes": sum(files)}


def rows() -> dict[str, Any]:
    """Count the rows of each table."""
    with snapshot() as found:
        return rows_of(found)


def look(noted: str) -> dict[str, Any]:
    """Look at everything there is in one go: a process costs more than the looking."""
    return {"rows": rows(), "persons": persons(noted), "open": open_all()}


def commands(given: str) -> list[tuple[bool, str]]:
    """Run commands one after the other, as they run from the command line."""
    found = []
    for name, *arguments in json.loads(given):
        out = io.StringIO()
        try:
            call_command(name, *arguments, stdout=out, stderr=out)
            went_well = True
        except (CommandError, SystemExit) as error:
            out.write(f"{error}")
            went_well = False
        found.append((went_well, out.getvalue()))
    return found


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
