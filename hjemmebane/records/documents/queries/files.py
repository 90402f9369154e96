"""Reads of stored files, outgoing post and long work."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hjemmebane.domain.documents import FileFormat, JobState
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.documents import queue, vault
from hjemmebane.records.documents.models import JobProgress, OutgoingPost, Report, StoredFile
from hjemmebane.records.people.queries import cards_by_id
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class FileRow:
    """A stored file to fetch."""

    public_id: UUID
    title: str
    format: FileFormat
    size: int
    edition: int
    for_person_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PostRow:
    """A document sent to one receiver."""

    to: str
    channel: str
    queued_at: datetime
    sent_at: datetime | None


def files_of(report: Report, user: User) -> list[FileRow]:
    """Return the newest files of a report that the user may fetch."""
    rows = StoredFile.objects.filter(report=report)
    rows = rows.filter(edition=report.edition, made_at__gte=report.sent_at or report.created_at)
    reach = reach_of(user)
    if reach.is_family:
        rows = rows.filter(for_person_id=reach.person_id)
    newest = {(row.for_person_id, row.format): row for row in rows.order_by("made_at", "pk")}
    return [_file_row(row) for row in newest.values()]


def _file_row(row: StoredFile) -> FileRow:
    return FileRow(
        row.public_id,
        row.title,
        FileFormat(row.format),
        row.size,
        row.edition,
        row.for_person_id,
        row.made_at,
    )


def letter_files(letter_ids: Iterable[UUID], user: User) -> dict[UUID, list[FileRow]]:
    """Return the newest files of some letters that the user may fetch, by letter."""
    rows = StoredFile.objects.visible_to(user).filter(letter_id__in=list(letter_ids))
    newest = {(row.letter_id, row.format): row for row in rows.order_by("made_at", "pk")}
    found: dict[UUID, list[FileRow]] = defaultdict(list)
    for (letter_id, _), row in newest.items():
        if letter_id is not None:
            found[letter_id].append(_file_row(row))
    return found


def letters_made_for(job: JobProgress, letter_ids: Iterable[UUID]) -> set[tuple[UUID | None, str]]:
    """Return which files an earlier attempt of a job has stored: of which letter, which format."""
    if job.attempts < 2:
        return set()
    rows = StoredFile.objects.filter(letter_id__in=list(letter_ids), made_by=job.ordered_by)
    rows = rows.filter(made_at__gte=job.ordered_at)
    return set(rows.values_list("letter_id", "format"))


def fetch_file(public_id: object, user: User) -> tuple[StoredFile, bytes]:
    """Return a stored file and its content, noted as a look-up of those it is about."""
    found = (
        StoredFile.objects.visible_to(user)
        .filter(public_id=str(public_id))
        .select_related("report")
        .first()
    )
    if found is None:
        raise NotVisible("stored_file", public_id)
    context = f"file:{found.public_id}".encode()
    return found, vault.get(found.path, context, found.sha256)


def post_of(report: Report, user: User) -> list[PostRow]:
    """Return where a report was sent."""
    rows = OutgoingPost.objects.filter(report=report).select_related("to_user").order_by("pk")
    cards = cards_by_id((row.to_person_id for row in rows if row.to_person_id), user)
    return [
        PostRow(
            str(cards[row.to_person_id].name) if row.to_person_id else str(row.to_user),
            row.channel,
            row.queued_at,
            row.sent_at,
        )
        for row in rows
    ]


def get_job(public_id: object, user: User) -> JobProgress:
    """Return long work that the user ordered; raise NotVisible otherwise."""
    found = JobProgress.objects.filter(public_id=str(public_id), ordered_by=user).first()
    if found is None:
        raise NotVisible("job", public_id)
    return found


def job_by_id(public_id: object) -> JobProgress | None:
    """Return long work by id, for the job that does it."""
    return JobProgress.objects.filter(public_id=str(public_id)).select_related("ordered_by").first()


def stuck_jobs(seen_before: datetime) -> list[JobProgress]:
    """Return the jobs that said they were running and have not been heard from since."""
    return list(JobProgress.objects.filter(state=JobState.RUNNING, seen_at__lt=seen_before))


def report_for_job(job: JobProgress) -> Report | None:
    """Return the report a job is about, where the person who ordered it may still read it."""
    return Report.objects.visible_to(job.ordered_by).filter(public_id=job.subject_id).first()


def made_for(job: JobProgress, report: Report) -> set[tuple[int | None, str]]:
    """Return which files an earlier attempt of a job has stored: for whom, and in which format."""
    if job.attempts < 2:
        return set()
    rows = StoredFile.objects.filter(
        report=report,
        edition=report.edition,
        made_by=job.ordered_by,
        made_at__gte=job.ordered_at,
    )
    return set(rows.values_list("for_person_id", "format"))


def jobs_wait() -> bool:
    """Return whether any job waits to be taken from the queue."""
    return queue.waits()
