"""The jobs that start an engine: long reckoning that an action ordered by name."""

import logging

from django_tasks import task

from hjemmebane import clock
from hjemmebane.domain.documents import JobState
from hjemmebane.engines.simulation.follow_ups import forecast
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access.acting import SYSTEM, SystemActor
from hjemmebane.records.documents.actions import end_job, report_progress, start_job
from hjemmebane.records.documents.queries import JobProgress, job_by_id
from hjemmebane.records.leadership import actions, queries

log = logging.getLogger(__name__)


@task()
def reckon_what_if(job_id: str) -> None:
    """Reckon what another rhythm of follow-ups would bring, and keep the answer."""
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
        state = _reckon(job, by)
    except Exception as error:
        if fault_of(error):
            raise
        log.exception("job %s failed", job_id)
        end_job(by=by, job=job, state=JobState.FAILED)
        raise
    end_job(by=by, job=job, state=state)


def _reckon(job: JobProgress, by: SystemActor) -> JobState:
    what_if = queries.what_if_for_job(job)
    if what_if is None:
        return JobState.FAILED
    if what_if.result is not None:
        return JobState.DONE
    history = queries.follow_up_history(job.ordered_by, clock.today())

    def tell(done: int) -> bool:
        return report_progress(by=by, job=job, percent=done, step="Regner månederne igennem")

    found = forecast(history, what_if.question, seed=what_if.seed, tell=tell)
    if found is None:
        return JobState.CANCELLED
    actions.answer_what_if(by=by, what_if=what_if, forecast=found)
    return JobState.DONE
