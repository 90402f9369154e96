"""The reports of a family, with how far each is on its way past the family."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from hjemmebane.domain.documents import ReportState
from hjemmebane.records.access.models import User
from hjemmebane.records.documents.models import Report
from hjemmebane.records.people.models import Party

FOUND_MAX = 20


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """A report known to the reader: title and steps, not what it says."""

    public_id: str
    course_id: int
    dossier_id: int
    title: str
    state: ReportState
    created_at: datetime
    review_since: datetime | None
    sent_at: datetime | None
    read: int
    readers: int
    may_open: bool


def reports_about(person_ids: Collection[int], user: User) -> tuple[FamilyReport, ...]:
    """Return the reports, sent or on their way, in dossiers where some persons have a place."""
    places = Party.objects.filter(person_id__in=person_ids)
    known = Report.objects.known_to(user).filter(dossier__in=places.values("dossier_id"))
    return reports_in(set(known.values_list("dossier_id", flat=True)), user)[:FOUND_MAX]


def reports_in(
    dossier_ids: Collection[int] | None, user: User, *, only_waiting: bool = False
) -> tuple[FamilyReport, ...]:
    """Return the reports of some dossiers, or of all in reach, that the reader may know of."""
    known = Report.objects.known_to(user)
    if dossier_ids is not None:
        known = known.filter(dossier_id__in=dossier_ids)
    if only_waiting:
        known = known.exclude(state=ReportState.SENT)
    rows = Report.objects.filter(pk__in=known.values("pk")).annotate(
        readers=Count("readings"),
        read=Count("readings", filter=Q(readings__edition=F("edition"))),
        may_open=Exists(Report.objects.visible_to(user).filter(pk=OuterRef("pk"))),
    )
    return tuple(
        FamilyReport(
            str(row.public_id),
            row.course_id,
            row.dossier_id,
            row.title,
            ReportState(row.state),
            row.created_at,
            row.review_since,
            row.sent_at,
            row.read,  # type: ignore[attr-defined]  # annotated above
            row.readers,  # type: ignore[attr-defined]  # annotated above
            row.may_open,  # type: ignore[attr-defined]  # annotated above
        )
        for row in rows.order_by("created_at", "pk")
    )
