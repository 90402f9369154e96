"""What the torture does inside the installation, in a process of its own with its settings.

Django must be set up before this module is read: scripts/torture/ground.py does. Each act prints
JSON.

    ready CALLERS        make service accounts; tell their users and tokens, and a case to write in
    stands MARK          tell what stands of the notes and look-ups, and what the log's check says
    kill_in_job PID      order a report's files, and kill the job process while it makes them
    job ID               wait until a job is over; tell how it ended and which files it made
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count

from hjemmebane import clock
from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.documents import JobKind, JobState
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import LookupRequest, Unit
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.access.service_accounts import make_account
from hjemmebane.records.access.verifying import examine
from hjemmebane.records.cases.models import CaseNote
from hjemmebane.records.cases.queries import CaseWanted, case_lines
from hjemmebane.records.documents.actions import order_job
from hjemmebane.records.documents.models import JobProgress, Report, StoredFile

PATIENCE = 120.0
LOOK_SECONDS = 0.01
READ = ":case_read"


def main(act: str, *given: str) -> Any:
    """Do one act and return what to print."""
    acts: dict[str, Callable[..., Any]] = {
        "ready": ready,
        "stands": stands,
        "kill_in_job": kill_in_job,
        "job": job,
    }
    return acts[act](*given)


def ready(callers: str) -> dict[str, Any]:
    """Make accounts that may read cases and write notes, and find an open case."""
    unit = Unit.objects.filter(kind=UnitKind.AUTHORITY).order_by("pk")[0]
    made = []
    for number in range(int(callers)):
        account, token = make_account(
            by=SYSTEM,
            name=f"Prøve {number + 1}",
            purpose="Prøve af drift",
            owner_unit=unit,
            scopes=(Scope.CASES_READ, Scope.NOTES_WRITE),
            units=[unit],
            days=7,
        )
        made.append((account.user, token))
    open_ones = tuple(status for status in CaseStatus if status != CaseStatus.CLOSED)
    wanted = CaseWanted(statuses=open_ones, sort="-opened")
    line = case_lines(made[0][0], wanted, None, 1).lines[0]
    return {
        "accounts": [(user.pk, token) for user, token in made],
        "case": str(line.public_id),
        "happened_at": (clock.now() - timedelta(days=1)).isoformat(),
    }


def stands(mark: str) -> dict[str, Any]:
    """Tell what stands: notes with a mark by text, look-ups by user, findings of the check."""
    seal_lines()
    texts = CaseNote.objects.filter(text__startswith=mark).values_list("text", flat=True)
    looked = LookupRequest.objects.filter(route__endswith=READ, is_refused=False)
    reads = looked.values_list("user_id").annotate(Count("pk")).order_by("user_id")
    found = list(examine())
    return {
        "notes": Counter(texts),
        "reads": {str(user): count for user, count in reads},
        "findings": [str(finding) for finding in found if not finding.is_note],
        "told": [str(finding) for finding in found if finding.is_note],
    }


def kill_in_job(pid: str) -> dict[str, Any]:
    """Order a report's files and kill the job process once it has stored the first of them."""
    report = Report.objects.filter(readings__isnull=False).order_by("pk")[0]
    ordered = order_job(by=report.created_by, kind=JobKind.REPORT_FILES, subject=report)
    end = time.monotonic() + PATIENCE
    while not (ordered.state == JobState.RUNNING and ordered.percent > 0):
        if time.monotonic() > end or ordered.finished_at:
            raise TimeoutError(f"the job was never caught at work: {ordered.state}")
        time.sleep(LOOK_SECONDS)
        ordered.refresh_from_db()
    os.kill(int(pid), signal.SIGKILL)
    ordered.refresh_from_db()
    return {
        "job": str(ordered.public_id),
        "state_at_kill": ordered.state,
        "percent_at_kill": ordered.percent,
        "files_at_kill": _files(ordered).count(),
    }


def _files(ordered: JobProgress) -> Any:
    return StoredFile.objects.filter(
        report__public_id=ordered.subject_id, made_at__gte=ordered.ordered_at
    )


def job(public_id: str) -> dict[str, Any]:
    """Wait until a job is over, and tell how it ended and how often each file is there."""
    ordered = JobProgress.objects.get(public_id=public_id)
    end = time.monotonic() + PATIENCE
    while ordered.finished_at is None and time.monotonic() < end:
        time.sleep(LOOK_SECONDS * 10)
        ordered.refresh_from_db()
    files = Counter(_files(ordered).values_list("for_person_id", "format"))
    readers = Report.objects.get(public_id=ordered.subject_id).readings.count()
    return {
        "state": ordered.state,
        "attempts": ordered.attempts,
        "files": len(files),
        "files_wanted": 2 * (1 + readers),
        "files_doubled": sum(count > 1 for count in files.values()),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
