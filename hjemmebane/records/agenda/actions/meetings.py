"""Planning, holding and cancelling meetings: with the family, not about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hjemmebane import catalogue, clock
from hjemmebane.domain.agenda import (
    AbsenceGround,
    MeetingCancelReason,
    MeetingKind,
    MeetingState,
    Seat,
    is_family_there,
)
from hjemmebane.domain.contacts import PARTY_WORDS, Party
from hjemmebane.domain.meeting_types import MissingReason, missing_parties, parties_kept
from hjemmebane.domain.people import FAMILY_ROLES
from hjemmebane.domain.prose_dates import listed
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, save_version
from hjemmebane.records.access.models import Dossier
from hjemmebane.records.agenda.actions.guards import require_at_work
from hjemmebane.records.agenda.models import Meeting, MeetingPerson
from hjemmebane.records.agenda.queries import parties_there, roles_at_meetings
from hjemmebane.records.people.queries import party_ids

POINTS = " · "
AGENDA_MAX = 500
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Said:
    """Why one who belongs to the meeting was not there, and what the child said of it."""

    missing_reason: MissingReason | None = None
    missing_text: str = ""
    child_voice: str = ""


NOTHING_SAID = Said()


@action("meeting.plan")
def plan_meeting(
    *,
    by: Actor,
    dossier: Dossier,
    kind: MeetingKind,
    starts_at: datetime,
    ends_at: datetime,
    seats: Sequence[Seat],
    place: str = "",
    purpose: str = "",
    is_formal: bool = False,
    course_id: int | None = None,
    absence_ground: AbsenceGround | None = None,
    absence_text: str = "",
) -> Meeting:
    """Plan a meeting and say beforehand whether it counts as the follow-up the law asks for."""
    name = "meeting.plan"
    require_at_work(name, dossier, by)
    if not EARLIEST_YEAR <= starts_at.year <= LATEST_YEAR:
        raise Refused(name, "date_out_of_reach")
    if ends_at <= starts_at:
        raise Refused(name, "meeting_ends_before_start")
    what = {
        "dossier": dossier,
        "course_id": course_id,
        "kind": kind,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "purpose": purpose,
        "is_formal": is_formal,
        "absence_ground": absence_ground or "",
        "absence_text": absence_text if absence_ground else "",
    }
    hold(dossier)
    _refuse_twin(name, what, seats)
    meeting = Meeting.objects.create(**what)
    MeetingPerson.objects.bulk_create(_seat(meeting, seat) for seat in dict.fromkeys(seats))
    log(by=by, about=meeting, facts={"kind": kind, "is_formal": is_formal})
    return meeting


def _refuse_twin(name: str, what: dict[str, Any], seats: Sequence[Seat]) -> None:
    """Refuse a meeting that is planned already: same time, same kind, same people."""
    asked = {(seat.person_id, seat.user_id, seat.label) for seat in seats}
    for twin in Meeting.objects.filter(state=MeetingState.PLANNED, **what):
        if asked == set(twin.persons.values_list("person_id", "user_id", "label")):
            raise Refused(name, "meeting_already_planned")


def _seat(meeting: Meeting, seat: Seat, *, was_there: bool | None = None) -> MeetingPerson:
    return MeetingPerson(
        meeting=meeting,
        person_id=seat.person_id,
        user_id=seat.user_id,
        label=seat.label,
        was_there=was_there,
    )


@action("meeting.hold")
def hold_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    version: int,
    there: Sequence[Seat],
    agreements: str = "",
    absence_ground: AbsenceGround | None = None,
    absence_text: str = "",
    required: Sequence[Party] | None = None,
    said: Said = NOTHING_SAID,
) -> Meeting:
    """Note that a meeting was held, who was there, and what was agreed.

    `required` is who belongs to it where a programme says so; else the practice profile's word
    for its kind. Raises Refused `family_absent` where none of those it is about were there and no
    lawful ground is given; `party_missing` where one who belongs to it was not there and no reason
    is given; `meeting_in_future`, `meeting_not_planned`.
    """
    name = "meeting.hold"
    require_at_work(name, meeting.dossier, by)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(name, "meeting_not_planned")
    if meeting.starts_at > clock.now():
        raise Refused(name, "meeting_in_future")
    is_there = is_family_there(there, party_ids(meeting.dossier, *FAMILY_ROLES))
    if not is_there and absence_ground is None:
        raise Refused(name, "family_absent")
    if required is None:
        required = catalogue.current_profile().meeting(MeetingKind(meeting.kind)).parties
    missing = _missing(meeting, required, there)
    if missing and said.missing_reason is None:
        raise Refused(name, "party_missing", listed([PARTY_WORDS[party] for party in missing]))
    save_version(
        meeting,
        version,
        state=MeetingState.HELD,
        family_present=is_there,
        absence_ground="" if is_there or absence_ground is None else absence_ground,
        absence_text="" if is_there else absence_text,
        agreements=agreements,
        missing=parties_kept(missing),
        missing_reason=said.missing_reason or "" if missing else "",
        missing_text=said.missing_text if missing else "",
        child_voice=said.child_voice,
    )
    _note_who_came(meeting, there)
    facts = {
        "family_present": is_there,
        "ground": meeting.absence_ground,
        "missing": meeting.missing,
        "why_missing": meeting.missing_reason,
    }
    log(by=by, about=meeting, facts=facts)
    return meeting


def _missing(
    meeting: Meeting, required: Sequence[Party], there: Sequence[Seat]
) -> tuple[Party, ...]:
    if not required:
        return ()
    roles = roles_at_meetings([meeting.dossier_id])
    present = parties_there(meeting.dossier_id, there, roles)
    return missing_parties(required, present, frozenset(roles.values()))


def _note_who_came(meeting: Meeting, there: Sequence[Seat]) -> None:
    came = set(there)
    for row in meeting.persons.all():
        seat = Seat(row.person_id, row.user_id, row.label)
        row.was_there = seat in came
        row.save(update_fields=["was_there"])
        came.discard(seat)
    MeetingPerson.objects.bulk_create(
        _seat(meeting, seat, was_there=True) for seat in dict.fromkeys(there) if seat in came
    )


@action("meeting.add_point")
def add_point(*, by: Actor, meeting: Meeting, version: int, point: str) -> Meeting:
    """Put a point on the agenda of a planned meeting; all who are asked to it may see it.

    Raises Refused `meeting_not_planned`, `agenda_full` where it no longer fits.
    """
    name = "meeting.add_point"
    require_at_work(name, meeting.dossier, by)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(name, "meeting_not_planned")
    purpose = POINTS.join(words for words in (meeting.purpose, point.strip()) if words)
    if len(purpose) > AGENDA_MAX:
        raise Refused(name, "agenda_full")
    save_version(meeting, version, purpose=purpose)
    log(by=by, about=meeting)
    return meeting


@action("meeting.cancel")
def cancel_meeting(
    *, by: Actor, meeting: Meeting, version: int, reason: MeetingCancelReason
) -> Meeting:
    """Cancel a planned meeting with its reason; it stays to be seen."""
    name = "meeting.cancel"
    require_at_work(name, meeting.dossier, by)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(name, "meeting_not_planned")
    save_version(meeting, version, state=MeetingState.CANCELLED, cancel_reason=reason)
    log(by=by, about=meeting, reason=reason)
    return meeting
