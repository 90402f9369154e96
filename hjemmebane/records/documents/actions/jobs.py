"""Long work: ordered by a person, done by a job, can be left, come back to and stopped."""

from typing import cast

from django.db.models import F, Model, Q

from hjemmebane import clock
from hjemmebane.domain.documents import JobKind, JobState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, Subject, action, hold, log
from hjemmebane.records.access.models import User
from hjemmebane.records.documents import queue
from hjemmebane.records.documents.models import JobProgress

MOST_ATTEMPTS = 3
OPEN = (JobState.WAITING, JobState.RUNNING)


@action("job.order")
def order_job(*, by: User, kind: JobKind, subject: Subject) -> JobProgress:
    """Order long work about something; ordering what already runs gives that back."""
    hold(cast(Model, subject))
    same = Q(kind=kind, subject_kind=subject.audit_kind, subject_id=subject.public_id)
    running = JobProgress.objects.filter(
        same, ordered_by=by, state__in=OPEN, is_cancel_wanted=False
    ).first()
    job = running or JobProgress.objects.create(
        kind=kind,
        subject_kind=subject.audit_kind,
        subject_id=subject.public_id,
        ordered_by=by,
        ordered_at=clock.now(),
    )
    if running is None:
        queue.enqueue(kind, str(job.public_id))
    log(by=by, about=job, facts={"kind": kind})
    return job


@action("job.start")
def start_job(*, by: Actor, job: JobProgress) -> bool:
    """Take a waiting job; return whether it is this worker's to do (one takes it, once)."""
    waiting = JobProgress.objects.filter(pk=job.pk, state=JobState.WAITING)
    changed = waiting.filter(is_cancel_wanted=False).update(
        state=JobState.RUNNING,
        percent=0,
        step="",
        seen_at=clock.now(),
        attempts=F("attempts") + 1,
    )
    job.refresh_from_db()
    log(by=by, about=job)
    return bool(changed)


@action("job.progress")
def report_progress(*, by: Actor, job: JobProgress, percent: int, step: str) -> bool:
    """Say how far a job is; return whether it should go on."""
    JobProgress.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        percent=percent, step=step, seen_at=clock.now()
    )
    job.refresh_from_db()
    log(by=by, about=job, facts={"percent": percent})
    return job.state == JobState.RUNNING and not job.is_cancel_wanted


@action("job.end")
def end_job(*, by: Actor, job: JobProgress, state: JobState) -> JobProgress:
    """End a job: done, failed, or stopped because somebody wanted it to stop."""
    fields = {"state": state, "finished_at": clock.now()}
    if state is JobState.DONE:
        fields["percent"] = 100
    JobProgress.objects.filter(pk=job.pk, state__in=OPEN).update(**fields)
    job.refresh_from_db()
    log(by=by, about=job, facts={"state": state})
    return job


@action("job.cancel")
def cancel_job(*, by: User, job: JobProgress) -> JobProgress:
    """Ask a job to stop: at once when it has not begun, else between two steps."""
    if job.ordered_by_id != by.pk:
        raise Refused("job.cancel", "not_allowed")
    JobProgress.objects.filter(pk=job.pk, state__in=OPEN).update(is_cancel_wanted=True)
    JobProgress.objects.filter(pk=job.pk, state=JobState.WAITING).update(
        state=JobState.CANCELLED, finished_at=clock.now()
    )
    job.refresh_from_db()
    log(by=by, about=job)
    return job


@action("job.recover")
def recover_job(*, by: Actor, job: JobProgress) -> JobProgress:
    """Put a job whose process died back in the queue; give up after three attempts."""
    queue.forget(str(job.public_id))
    if job.attempts >= MOST_ATTEMPTS or job.is_cancel_wanted:
        end_job(by=by, job=job, state=JobState.FAILED)
    else:
        JobProgress.objects.filter(pk=job.pk).update(state=JobState.WAITING)
        queue.enqueue(JobKind(job.kind), str(job.public_id))
    job.refresh_from_db()
    log(by=by, about=job, facts={"attempts": job.attempts})
    return job
