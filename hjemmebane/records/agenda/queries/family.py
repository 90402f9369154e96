"""The meetings of a family as marks in time."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from hjemmebane.domain.agenda import MeetingKind, MeetingState
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Meeting

MEETINGS_MOST = 3_000  # one row for each seat


@dataclass(frozen=True, slots=True)
class FamilyMeeting:
    """A meeting about a family: which, when, where, held or planned."""

    public_id: str
    course_id: int | None
    dossier_id: int
    label: str
    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    place: str
    is_held: bool
    is_formal: bool
    seats: tuple[int, ...]


def meetings_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyMeeting, ...]:
    """Return the meetings of a family's dossiers that were not cancelled, earliest first."""
    rows = (
        Meeting.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids)
        .exclude(state=MeetingState.CANCELLED)
        .annotate(seat=F("persons__person_id"))
        .order_by("starts_at", "pk")[:MEETINGS_MOST]
    )
    # One row for each seat, so that meetings and those of the family come in one query.
    seats: dict[int, list[int]] = defaultdict(list)
    found: dict[int, Meeting] = {}
    for row in rows:
        found.setdefault(row.pk, row)
        seat = getattr(row, "seat", None)
        if seat is not None:
            seats[row.pk].append(seat)
    return tuple(
        FamilyMeeting(
            str(row.public_id),
            row.course_id,
            row.dossier_id,
            MeetingKind(row.kind).label,
            MeetingKind(row.kind),
            row.starts_at,
            row.ends_at,
            row.place,
            row.state == MeetingState.HELD,
            row.is_formal,
            tuple(seats[row.pk]),
        )
        for row in found.values()
    )
