"""Meetings of a course: planned and held in the agenda, known here by the milestone they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hjemmebane.domain.agenda import AbsenceGround, MeetingKind, Seat
from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import hold_meeting, plan_meeting
from hjemmebane.records.courses.actions.rules import (
    must_be_of_family,
    must_be_open,
    must_be_soon_enough,
    must_have_happened,
)
from hjemmebane.records.courses.models import Course, CourseMeeting
from hjemmebane.records.courses.programmes import meeting_titles, programme_run

KINDS = {
    "start_meeting": MeetingKind.START,
    NETWORK_MEETING: MeetingKind.NETWORK,
    "phase1_follow_up": MeetingKind.PHASE_FOLLOW_UP,
    "status_meeting": MeetingKind.STATUS,
}
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class MeetingPlan:
    """When and where a meeting is, and who is asked: person ids, user ids, and other names."""

    key: str
    starts_at: datetime
    minutes: int = 60
    place: str = ""
    purpose: str = ""
    persons: Sequence[int] = ()
    users: Sequence[int] = ()
    others: Sequence[str] = ()

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Return everybody asked, as seats of the agenda."""
        labels = dict.fromkeys(text.strip() for text in self.others if text.strip())
        return (
            *(Seat(person_id=pk) for pk in self.persons),
            *(Seat(user_id=pk) for pk in self.users),
            *(Seat(label=label) for label in labels),
        )


@dataclass(frozen=True)
class MeetingOutcome:
    """What was agreed, and the ground where the family was not there (S2-AAB-24)."""

    agreements: str = ""
    absence_ground: AbsenceGround | None = None
    absence_text: str = ""


@action("course.plan_meeting")
def plan_course_meeting(*, by: User, course: Course, plan: MeetingPlan) -> CourseMeeting:
    """Plan a meeting of the course: start meeting, network meeting, or one its programme asks."""
    name = "course.plan_meeting"
    must_be_open(name, course)
    must_be_soon_enough(name, plan.starts_at, course)
    if plan.key not in meeting_titles(programme_run(course)):
        raise Refused(name, "unknown_milestone")
    length = timedelta(minutes=plan.minutes)
    if not timedelta(0) < length <= LONGEST:
        raise Refused(name, "bad_length")
    must_be_of_family(name, course, plan.persons)
    meeting = plan_meeting(
        by=by,
        dossier=course.dossier,
        kind=KINDS.get(plan.key, MeetingKind.OTHER),
        starts_at=plan.starts_at,
        ends_at=plan.starts_at + length,
        seats=plan.seats,
        place=plan.place,
        purpose=plan.purpose,
        course_id=course.pk,
    )
    row = CourseMeeting.objects.create(course=course, meeting=meeting, key=plan.key)
    log(by=by, about=course, facts={"meeting": meeting.public_id, "key": plan.key})
    return row


@action("course.hold_meeting")
def hold_course_meeting(
    *,
    by: User,
    row: CourseMeeting,
    version: int,
    there: Sequence[Seat],
    outcome: MeetingOutcome | None = None,
) -> CourseMeeting:
    """Note that a meeting was held: with the family, or with the lawful ground why not."""
    outcome = outcome or MeetingOutcome()
    must_be_open("course.hold_meeting", row.course)
    persons = [seat.person_id for seat in there if seat.person_id]
    must_be_of_family("course.hold_meeting", row.course, persons)
    hold_meeting(
        by=by,
        meeting=row.meeting,
        version=version,
        there=there,
        agreements=outcome.agreements,
        absence_ground=outcome.absence_ground,
        absence_text=outcome.absence_text,
    )
    log(by=by, about=row.course, facts={"meeting": row.meeting.public_id, "key": row.key})
    return row


@action("course.register_meeting")
def register_course_meeting(
    *, by: User, course: Course, plan: MeetingPlan, outcome: MeetingOutcome | None = None
) -> CourseMeeting:
    """Register a meeting that was held without having been planned here."""
    must_have_happened("course.register_meeting", plan.starts_at)
    row = plan_course_meeting(by=by, course=course, plan=plan)
    hold_course_meeting(
        by=by, row=row, version=row.meeting.version, there=plan.seats, outcome=outcome
    )
    log(by=by, about=course, facts={"meeting": row.meeting.public_id})
    return row
