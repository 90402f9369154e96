"""The jobs that start an engine: long reckoning that an action ordered by name."""

from django_tasks import task

from hjemmebane import clock
from hjemmebane.domain.documents import JobState
from hjemmebane.edges.jobs.running import run_job
from hjemmebane.engines.simulation.follow_ups import forecast
from hjemmebane.records.access.acting import SystemActor
from hjemmebane.records.documents.actions import report_progress
from hjemmebane.records.documents.queries import JobProgress
from hjemmebane.records.leadership import actions, queries


@task()
def reckon_what_if(job_id: str) -> None:
    """Reckon what another rhythm of follow-ups would bring, and keep the answer."""
    run_job(job_id, _reckon)


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
