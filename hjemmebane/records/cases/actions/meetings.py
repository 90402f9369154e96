"""Meetings the authority holds in a case: with the family, formal or not said beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hjemmebane.domain.agenda import AbsenceGround, MeetingKind, Seat, is_family_there
from hjemmebane.domain.people import FAMILY_ROLES
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.agenda.actions import plan_meeting
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
)
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people.queries import party_ids

NAME = "case.plan_meeting"


@dataclass(frozen=True, slots=True)
class MeetingText:
    """What a meeting is for, when and where, and whether it counts as the law's follow-up."""

    kind: MeetingKind
    is_formal: bool
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    purpose: str = ""
    absence_ground: AbsenceGround | None = None
    absence_text: str = ""


@action(NAME)
def plan_case_meeting(
    *, by: Actor, case: Case, text: MeetingText, seats: Sequence[Seat]
) -> Meeting:
    """Plan a meeting in a case; the family is asked, or a lawful ground says why not.

    Raises Refused `family_not_asked`, and `risk_not_assessed` where parents and network may not
    be contacted yet (barnets lov § 18, stk. 3).
    """
    require_case_work(NAME, case, by)
    require_day(NAME, text.starts_at.date(), case.child, may_lie_ahead=True)
    family = party_ids(case.dossier, *FAMILY_ROLES)
    if not is_family_there(seats, family) and text.absence_ground is None:
        raise Refused(NAME, "family_not_asked")
    if any(seat.user_id is None and seat.person_id != case.child_id for seat in seats):
        require_contact_allowed(NAME, case.dossier)
    if {seat.person_id for seat in seats if seat.person_id} - set(family):
        raise Refused(NAME, "not_of_this_family")
    meeting = plan_meeting(
        by=by,
        dossier=case.dossier,
        kind=text.kind,
        starts_at=text.starts_at,
        ends_at=text.ends_at,
        seats=seats,
        place=text.place,
        purpose=text.purpose,
        is_formal=text.is_formal,
        absence_ground=text.absence_ground,
        absence_text=text.absence_text,
    )
    log(by=by, about=case, facts={"meeting": meeting.public_id, "formal": text.is_formal})
    return meeting
