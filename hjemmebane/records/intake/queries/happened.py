"""What the intake itself says happened: the events that duties are reckoned from anew."""

from collections.abc import Collection, Iterator
from datetime import datetime

from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.duties import Event
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import DangerAnswer, TriageOutcome
from hjemmebane.records.intake.models import Enquiry, Notification, NotifiedChild

READ_RULE, READ_AT_ONCE_RULE = "D1", "D2"
Told = Iterator[tuple[int, Event]]


def notifications_told(dossiers: Collection[int]) -> Told:
    """Return what happened with the notifications of some dossiers; two queries."""
    columns = ("notification__dossier_id", "notification_id", "public_id", "assessed_at")
    rows = NotifiedChild.objects.filter(notification__dossier_id__in=dossiers)
    children: dict[int, list[str]] = {}
    for dossier, notification, child, assessed_at in rows.values_list(*columns):
        children.setdefault(notification, []).append(str(child))
        if assessed_at is not None:
            yield dossier, Event(EventKind.DANGER_ASSESSED, assessed_at, persons=(str(child),))
    notices = Notification.objects.filter(dossier_id__in=dossiers).values_list(
        "dossier_id", "pk", "public_id", "received_at", "is_anonymous", "receipt_sent_at"
    )
    for dossier, pk, public_id, received_at, is_anonymous, sent_at in notices:
        about, persons = str(public_id), tuple(children.get(pk, ()))
        yield dossier, Event(EventKind.NOTIFICATION_RECEIVED, received_at, about, persons)
        if is_anonymous:
            lift = ExceptionKind.ANONYMOUS
            yield dossier, Event(None, received_at, only=about, exception=lift)
        if sent_at is not None:
            yield dossier, Event(EventKind.RECEIPT_SENT, sent_at, only=about)


def enquiries_told(dossiers: Collection[int]) -> Told:
    """Return what happened with the enquiries of some dossiers; one query."""
    rows = Enquiry.objects.filter(dossier_id__in=dossiers)
    for row in rows.only(
        *("dossier_id", "public_id", "received_at", "danger_answer", "danger_read_at"),
        *("allocated_at", "first_contact_at", "closed_at", "started_at"),
        *("triaged_at", "triage_outcome"),
    ):
        for event in _enquiry(row):
            yield row.dossier_id, event


def _enquiry(row: Enquiry) -> Iterator[Event]:
    about = str(row.public_id)
    under = READ_RULE if row.danger_answer == DangerAnswer.NO else READ_AT_ONCE_RULE
    yield Event(EventKind.ENQUIRY_RECEIVED, row.received_at, about, under=under)
    if row.danger_read_at is not None:
        yield Event(EventKind.DANGER_READ, row.danger_read_at, only=about)
    if row.allocated_at is not None:
        yield Event(EventKind.ALLOCATED, row.allocated_at, about)
    if row.first_contact_at is not None:
        yield Event(EventKind.FIRST_CONTACT, row.first_contact_at, only=about)
    end = _went_another_way(row)
    if end is not None:
        yield Event(None, end, only=about, exception=ExceptionKind.MEASURES_ENDED)


def _went_another_way(row: Enquiry) -> datetime | None:
    """Return when the enquiry's clocks lost their object: advised, begun, sent on or closed."""
    ends = [row.closed_at, row.started_at]
    if row.triage_outcome == TriageOutcome.ADVICE:
        ends.append(row.triaged_at)
    return min((end for end in ends if end is not None), default=None)
