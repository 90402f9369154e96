"""The jobs: long work that an action ordered by name."""

from django_tasks import task

from hjemmebane.domain.documents import FileFormat, JobState
from hjemmebane.edges.jobs.rendering.docx import docx_of, letter_docx
from hjemmebane.edges.jobs.rendering.pdf import letter_pdf, pdf_of
from hjemmebane.edges.jobs.running import run_job
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import SystemActor
from hjemmebane.records.cases.queries.letters import letters_for_job, printed_letter
from hjemmebane.records.documents import queries
from hjemmebane.records.documents.actions import report_progress, store_file, store_letter_file
from hjemmebane.records.reports.queries import note_named

MAKERS = {FileFormat.PDF: pdf_of, FileFormat.DOCX: docx_of}
LETTER_MAKERS = {FileFormat.PDF: letter_pdf, FileFormat.DOCX: letter_docx}
FORMAT_WORDS = {FileFormat.PDF: "PDF", FileFormat.DOCX: "Word"}


@task()
def make_report_files(job_id: str) -> None:
    """Make a report's files: the whole, and a copy for each reader in the family."""
    run_job(job_id, _make)


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


@task()
def make_letter_files(job_id: str) -> None:
    """Make the files of a decision's letters, as they were given."""
    run_job(job_id, _make_letters)


def _make_letters(job: queries.JobProgress, by: SystemActor) -> JobState:
    letters = letters_for_job(job)
    if not letters:
        return JobState.FAILED
    pieces = [(letter, format_) for letter in letters for format_ in FileFormat]
    made = queries.letters_made_for(job, [letter.public_id for letter in letters])
    with lookups.reading(user=job.ordered_by, route="job:letters", why="brev"):
        for number, (letter, format_) in enumerate(pieces):
            step = f"Laver {FORMAT_WORDS[format_]} {number + 1} af {len(pieces)}"
            percent = number * 100 // len(pieces)
            if not report_progress(by=by, job=job, percent=percent, step=step):
                return JobState.CANCELLED
            if (letter.public_id, format_) in made:
                continue
            words = printed_letter(letter, job.ordered_by)
            store_letter_file(
                by=by,
                dossier_id=letter.decision.case.dossier_id,
                letter_id=letter.public_id,
                receiver_id=letter.person_id,
                title=words.title,
                format_=format_,
                data=LETTER_MAKERS[format_](words),
                made_by=job.ordered_by,
            )
    return JobState.DONE
