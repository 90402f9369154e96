"""Meetings: a worker's own in a stretch of time, and those of a family."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from hjemmebane.domain.agenda import AbsenceGround, MeetingKind, MeetingState
from hjemmebane.domain.meeting_types import MissingReason, missing_words, parties_read
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import Meeting, MeetingQuerySet
from hjemmebane.records.agenda.queries.replies import replies_of
from hjemmebane.records.people.queries import PersonCard, cards_by_id

ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat: a person's card, a worker's name, or words for someone else."""

    person: PersonCard | None
    user_id: int | None
    words: str
    was_there: bool | None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as a page shows it."""

    public_id: str
    dossier_id: int
    dossier_public_id: str
    course_id: int | None
    kind: MeetingKind
    label: str
    starts_at: datetime
    ends_at: datetime
    place: str
    purpose: str
    state: MeetingState
    is_formal: bool
    family_present: bool | None
    absence_key: str
    absence_words: str
    absence_text: str
    agreements: str
    missing: str
    seats: tuple[SeatRow, ...]
    replies: str
    version: int


def get_meeting(public_id: object, user: User) -> Meeting:
    """Return a meeting in the reader's reach; raise NotVisible otherwise."""
    rows = Meeting.objects.visible_to(user).select_related("dossier")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("meeting", public_id)
    return found


def get_meeting_row(public_id: object, user: User) -> MeetingRow:
    """Return a meeting in the reader's reach as a page shows it; raise NotVisible otherwise."""
    rows = _rows(Meeting.objects.visible_to(user).filter(public_id=str(public_id)), user)
    if not rows:
        raise NotVisible("meeting", public_id)
    return rows[0]


def meetings_for(user: User, from_at: datetime, to_at: datetime) -> list[MeetingRow]:
    """Return the meetings a worker sits at in a stretch of time, earliest first."""
    rows = Meeting.objects.visible_to(user).filter(
        persons__user=user, starts_at__gte=from_at, starts_at__lt=to_at
    )
    return _rows(rows.exclude(state=MeetingState.CANCELLED), user)


def last_agreed(dossier_ids: Collection[int], user: User) -> dict[int, str]:
    """Return what was agreed at the latest held meeting of each dossier in reach."""
    rows = (
        Meeting.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids, state=MeetingState.HELD)
        .exclude(agreements="")
        .order_by("starts_at", "pk")
        .values_list("dossier_id", "agreements")
    )
    return dict(rows) if dossier_ids else {}


def meetings_of(dossier: Dossier, user: User) -> list[MeetingRow]:
    """Return the meetings of a dossier the reader may see, earliest first."""
    return _rows(Meeting.objects.visible_to(user).filter(dossier=dossier), user)


def missing_of(meeting: Meeting) -> str:
    """Return who belonged to a held meeting and was not there, and why, in words."""
    reason = MissingReason(meeting.missing_reason) if meeting.missing_reason else None
    return missing_words(parties_read(meeting.missing), reason, meeting.missing_text)


def _rows(meetings: MeetingQuerySet, user: User) -> list[MeetingRow]:
    ordered = meetings.select_related("dossier").prefetch_related("persons__user")
    found = list(ordered.order_by("starts_at", "pk")[:ROWS_MAX])
    ids = {seat.person_id for meeting in found for seat in meeting.persons.all() if seat.person_id}
    cards = cards_by_id(ids, user)
    return [_row(meeting, cards) for meeting in found]


def _row(meeting: Meeting, cards: dict[int, PersonCard]) -> MeetingRow:
    kind, ground = MeetingKind(meeting.kind), meeting.absence_ground
    return MeetingRow(
        public_id=str(meeting.public_id),
        dossier_id=meeting.dossier_id,
        dossier_public_id=str(meeting.dossier.public_id),
        course_id=meeting.course_id,
        kind=kind,
        label=kind.label,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        purpose=meeting.purpose,
        state=MeetingState(meeting.state),
        is_formal=meeting.is_formal,
        family_present=meeting.family_present,
        absence_key=ground,
        absence_words=AbsenceGround(ground).label if ground else "",
        absence_text=meeting.absence_text,
        agreements=meeting.agreements,
        missing=missing_of(meeting),
        seats=tuple(
            SeatRow(
                cards.get(seat.person_id or 0),
                seat.user_id,
                seat.user.name if seat.user else seat.label,
                seat.was_there,
                seat.reply,
            )
            for seat in meeting.persons.all()
        ),
        replies=replies_of(meeting, cards) if meeting.state == MeetingState.PLANNED else "",
        version=meeting.version,
    )
