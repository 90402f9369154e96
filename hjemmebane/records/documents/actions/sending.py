"""Sending a report: to the family and the referring adviser, never before the family has read it.

The way out (the leader, after a wait, with a reason) is said in the report itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.documents import (
    DocumentKind,
    FileFormat,
    PostChannel,
    ReportState,
    UnreadReason,
    has_read_all,
    may_send_unread,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.access.upkeep import INSTALLATION
from hjemmebane.records.documents import vault
from hjemmebane.records.documents.models import OutgoingPost, Report, StoredFile

ROTATE_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver: a person in the family or a user in the house, and the way there."""

    channel: PostChannel
    person_id: int | None = None
    user_id: int | None = None


@action("report.send")
def send_report(*, by: User, report: Report, receivers: Sequence[Receiver]) -> Report:
    """Send a report that each in the family who must read it has read as it stands."""
    _require_review("report.send", report)
    readings = tuple(report.readings.values_list("edition", flat=True))
    if not has_read_all(readings, report.edition):
        raise Refused("report.send", "family_has_not_read")
    _send(report, by, receivers)
    log(by=by, about=report, facts={"edition": report.edition, "receivers": len(receivers)})
    return report


@action("report.send_unread")
def send_unread(
    *,
    by: User,
    report: Report,
    receivers: Sequence[Receiver],
    reason: UnreadReason,
    text: str,
    wait_days: int,
) -> Report:
    """Send a report that not everybody has read, after the wait and with the leader's reason."""
    name = "report.send_unread"
    _require_review(name, report)
    if not may_send_unread(report.review_since, clock.now(), wait_days):
        raise Refused(name, "too_early_to_send_unread")
    if reason is UnreadReason.OTHER and not text.strip():
        raise Refused(name, "reason_text_missing")
    report.sent_unread_reason, report.sent_unread_text = reason, text.strip()
    _send(report, by, receivers)
    log(by=by, about=report, reason=reason, facts={"edition": report.edition})
    return report


def _require_review(name: str, report: Report) -> None:
    found = Report.objects.select_for_update().get(pk=report.pk)
    report.state, report.edition = found.state, found.edition
    report.version, report.review_since = found.version, found.review_since
    if report.state != ReportState.FAMILY_REVIEW:
        raise Refused(name, "report_not_in_review")


def _send(report: Report, by: User, receivers: Sequence[Receiver]) -> None:
    now = clock.now()
    report.state, report.sent_at, report.sent_by = ReportState.SENT, now, by
    report.version += 1
    report.save(
        update_fields=[
            "state",
            "sent_at",
            "sent_by",
            "version",
            "sent_unread_reason",
            "sent_unread_text",
        ]
    )
    inside = (PostChannel.PORTAL, PostChannel.INTERNAL)
    OutgoingPost.objects.bulk_create(
        OutgoingPost(
            dossier_id=report.dossier_id,
            report=report,
            title=report.title,
            to_person_id=receiver.person_id,
            to_user_id=receiver.user_id,
            channel=receiver.channel,
            queued_at=now,
            sent_at=now if receiver.channel in inside else None,
        )
        for receiver in receivers
    )


@action("file.store")
def store_file(
    *,
    by: Actor,
    report: Report,
    format_: FileFormat,
    data: bytes,
    for_person_id: int | None = None,
    made_by: User | None = None,
) -> StoredFile:
    """Store a report's file encrypted; `for_person_id` marks the copy of one in the family."""
    stored = StoredFile(
        dossier_id=report.dossier_id,
        report=report,
        for_person_id=for_person_id,
        kind=DocumentKind.CLOSING_REPORT,
        format=format_,
        title=report.title,
        edition=report.edition,
        made_by=made_by,
    )
    _keep(stored, data)
    log(by=by, about=stored, facts={"report": report.public_id, "format": format_})
    return stored


@action("file.store_letter")
def store_letter_file(
    *,
    by: Actor,
    dossier_id: int,
    letter_id: UUID,
    receiver_id: int,
    title: str,
    format_: FileFormat,
    data: bytes,
    made_by: User,
) -> StoredFile:
    """Store a letter's file encrypted; `letter_id` is the public id of the letter as given."""
    stored = StoredFile(
        dossier_id=dossier_id,
        letter_id=letter_id,
        for_person_id=receiver_id,
        kind=DocumentKind.LETTER,
        format=format_,
        title=title,
        made_by=made_by,
    )
    _keep(stored, data)
    log(by=by, about=stored, facts={"letter": letter_id, "format": format_})
    return stored


def _keep(stored: StoredFile, data: bytes) -> None:
    stored.size, stored.made_at = len(data), clock.now()
    stored.path, stored.sha256 = vault.put(data, file_context(stored))
    stored.save()


@action("file.rotate")
def rotate_files(*, by: Actor, after: int = 0, most: int = ROTATE_AT_ONCE) -> int:
    """Seal the next stored files again with the newest key; return the last row's id, or 0.

    Each keeps its name and is swapped whole, so that a reader or a backup meets the old or the
    new. Call it with what it returned until it returns 0.
    """
    rows = list(StoredFile.objects.filter(pk__gt=after).order_by("pk")[:most])
    done = sum(vault.seal_again(row.path, file_context(row)) for row in rows)
    log(by=by, about=INSTALLATION, facts={"files": done, "looked_at": len(rows)})
    return rows[-1].pk if rows else 0


def file_context(stored: StoredFile) -> bytes:
    """Return what a stored file's seal is bound to: the file's own id."""
    return f"file:{stored.public_id}".encode()
