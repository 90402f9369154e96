"""Long work as the one who ordered it sees it: it can be left, come back to and stopped."""

from typing import NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hjemmebane.domain.documents import JOB_STATE_WORDS, JobKind, JobState
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.documents import actions, queries
from hjemmebane.ui.http import attempt, done, page_or_partial

PAGE = "jobs/progress.html"
OPEN = (JobState.WAITING, JobState.RUNNING)
SUBJECT_PAGES = {
    "report": "staff:report",
    "what_if": "staff:what_if",
    "decision": "staff:letters_of_decision",
}


class JobWords(NamedTuple):
    """What long work is called while it runs, and the ways on from it."""

    title: str
    see: str
    back: str


WORDS = {
    JobKind.REPORT_FILES: JobWords("Filerne bliver lavet", "Se filerne", "Tilbage til rapporten"),
    JobKind.LETTER_FILES: JobWords("Brevene bliver lavet", "Se brevene", "Tilbage til brevene"),
    JobKind.WHAT_IF: JobWords("Vi regner på det", "Se svaret", "Tilbage til spørgsmålet"),
}


@require_GET
@staff_door
def progress(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """Show how far the work is."""
    job = queries.get_job(job_id, request.user)
    state = JobState(job.state)
    context = {
        "job": job,
        "state": state.value,
        "state_words": "Bliver stoppet" if _is_stopping(job, state) else JOB_STATE_WORDS[state],
        "is_open": state in OPEN,
        "is_stopping": _is_stopping(job, state),
        "back": _subject_address(job),
        "words": WORDS[JobKind(job.kind)],
    }
    return page_or_partial(request, PAGE, "state", context)


def _is_stopping(job: queries.JobProgress, state: JobState) -> bool:
    return job.is_cancel_wanted and state is JobState.RUNNING


def _subject_address(job: queries.JobProgress) -> str:
    page = SUBJECT_PAGES.get(job.subject_kind)
    return reverse(page, args=[job.subject_id]) if page else "/"


@require_POST
@staff_door
def cancel(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """Ask the work to stop."""
    job = queries.get_job(job_id, request.user)
    attempt(forms.Form(request.POST), actions.cancel_job, by=request.user, job=job)
    return done(request, reverse("jobs:progress", args=[job_id]), "Arbejdet bliver stoppet.")
