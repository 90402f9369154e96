"""The life of a job around its work: begun, done, stopped or failed, whatever the work is."""

import logging
from collections.abc import Callable

from hjemmebane.domain.documents import JobState
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access.acting import SYSTEM, SystemActor
from hjemmebane.records.documents.actions import end_job, start_job
from hjemmebane.records.documents.queries import JobProgress, job_by_id

log = logging.getLogger(__name__)


def run_job(job_id: str, work: Callable[[JobProgress, SystemActor], JobState]) -> None:
    """Do a job's work in the name of who ordered it, and keep how it ended.

    Raises what the work raises: a fault of database or disk leaves the job as it is, to be taken
    up again when it is stuck; any other error ends it as failed.
    """
    job = job_by_id(job_id)
    if job is None:
        return
    by = SYSTEM.for_user(job.ordered_by)
    if not start_job(by=by, job=job):
        # Stopped before it began; or another worker has it, and then it is left alone.
        if job.is_cancel_wanted:
            end_job(by=by, job=job, state=JobState.CANCELLED)
        return
    try:
        state = work(job, by)
    except Exception as error:
        if fault_of(error):
            raise
        # The log says that it failed, never what stood in it.
        log.exception("job %s failed", job_id)
        end_job(by=by, job=job, state=JobState.FAILED)
        raise
    end_job(by=by, job=job, state=state)
