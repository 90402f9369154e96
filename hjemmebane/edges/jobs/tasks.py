"""The jobs: long work that an action ordered by name."""

import logging

from django_tasks import task

from hjemmebane.domain.documents import FileFormat, JobState
from hjemmebane.edges.jobs.rendering.docx import docx_of
from hjemmebane.edges.jobs.rendering.pdf import pdf_of
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import SYSTEM, SystemActor
from hjemmebane.records.documents import queries
from hjemmebane.records.documents.actions import end_job, report_progress, start_job, store_file
from hjemmebane.records.reports.queries import note_named

log = logging.getLogger(__name__)
MAKERS = {FileFormat.PDF: pdf_of, FileFormat.DOCX: docx_of}
FORMAT_WORDS = {FileFormat.PDF: "PDF", FileFormat.DOCX: "Word"}


@task()
def make_report_files(job_id: str) -> None:
    """Make a report's files: the whole, and a copy for each reader in the family."""
    job = queries.job_by_id(job_id)
    if job is None:
        return
    by = SYSTEM.for_user(job.ordered_by)
    if not start_job(by=by, job=job):
        # Stopped before it began; or another worker has it, and then it is left alone.
        if job.is_cancel_wanted:
            end_job(by=by, job=job, state=JobState.CANCELLED)
        return
    try:
        state = _make(job, by)
    except Exception as error:
        if fault_of(error):
            # No fault of the report's: it stays as it is and is taken up again when it is stuck.
            raise
        # The log says that it failed, never what stood in it.
        log.exception("job %s failed", job_id)
        end_job(by=by, job=job, state=JobState.FAILED)
        raise
    end_job(by=by, job=job, state=state)


def _make(job: queries.JobProgress, by: SystemActor) -> JobState:
    report = queries.report_for_job(job)
    if report is None:
        return JobState.FAILED
    # A family member who orders files gets their own copy only.
    own = job.ordered_by.person_id
    readers = [own] if own else [None, *queries.reader_ids(report)]
    pieces = [(reader, format_) for reader in readers for format_ in FileFormat]
    # A process that died may have left some of them: they are not made a second time.
    made = queries.made_for(job, report)
    with lookups.reading(user=job.ordered_by, route="job:report", why="rapport"):
        for number, (reader, format_) in enumerate(pieces):
            step = f"Laver {FORMAT_WORDS[format_]} {number + 1} af {len(pieces)}"
            percent = number * 100 // len(pieces)
            if not report_progress(by=by, job=job, percent=percent, step=step):
                return JobState.CANCELLED
            copy = queries.printed(report, job.ordered_by, reader)
            note_named(report, copy.texts)
            if (reader, format_) in made:
                continue
            data = MAKERS[format_](copy)
            store_file(
                by=by,
                report=report,
                format_=format_,
                data=data,
                for_person_id=reader,
                made_by=job.ordered_by,
            )
    return JobState.DONE
