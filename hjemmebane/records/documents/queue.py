"""The queue of long work: an action orders a job by name and never loads what does it."""

from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from hjemmebane import clock
from hjemmebane.domain.documents import JobKind

TASKS = {
    JobKind.REPORT_FILES: "hjemmebane.edges.jobs.tasks.make_report_files",
    JobKind.LETTER_FILES: "hjemmebane.edges.jobs.tasks.make_letter_files",
    JobKind.WHAT_IF: "hjemmebane.edges.jobs.reckoning.reckon_what_if",
}


def enqueue(kind: JobKind, *args: Any) -> None:
    """Put a job in the queue, in the caller's transaction."""
    DBTaskResult.objects.create(
        args_kwargs={"args": list(args), "kwargs": {}},
        task_path=TASKS[kind],
        run_after=get_date_max(),
        backend_name="default",
    )


def forget(argument: str) -> None:
    """Mark as failed what was taken from the queue for an argument and never came back."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    lost = [row.pk for row in running if argument in row.args_kwargs["args"]]
    DBTaskResult.objects.filter(pk__in=lost).update(
        status=TaskResultStatus.FAILED, finished_at=clock.now()
    )


def waits() -> bool:
    """Return whether any job waits to be taken."""
    return DBTaskResult.objects.ready().exists()
