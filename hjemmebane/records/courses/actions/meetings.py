"""Meetings of a course: planned and held in the agenda, known here by the milestone they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hjemmebane.domain.agenda import AbsenceGround, MeetingKind, Seat
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import NOTHING_SAID, Said, hold_meeting, plan_meeting
from hjemmebane.records.courses.actions.rules import (
    must_be_of_family,
    must_be_open,
    must_be_soon_enough,
    must_have_happened,
)
from hjemmebane.records.courses.models import Course, CourseMeeting
from hjemmebane.records.courses.programmes import (
    KINDS,
    meeting_titles,
    meeting_type,
    programme_run,
)

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
    """What was agreed, and the ground where the family was not there (S2-AAB-24).

    `said` is why one who belongs to it was missing, and the child's voice; `next_at` when the same
    people meet again in the series.
    """

    agreements: str = ""
    absence_ground: AbsenceGround | None = None
    absence_text: str = ""
    said: Said = NOTHING_SAID
    next_at: datetime | None = None


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
    """Note that a meeting was held: with the family, or with the lawful ground why not.

    Where a time for the next is given, the same people are asked to it (S2-AAB-23).
    """
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
        required=meeting_type(programme_run(row.course), row.key).parties,
        said=outcome.said,
    )
    if outcome.next_at is not None:
        plan_course_meeting(by=by, course=row.course, plan=_again(row, outcome.next_at))
    log(by=by, about=row.course, facts={"meeting": row.meeting.public_id, "key": row.key})
    return row


def _again(row: CourseMeeting, starts_at: datetime) -> MeetingPlan:
    """Return the next meeting of a series: the same people at the same place."""
    meeting, seats = row.meeting, list(row.meeting.persons.order_by("pk"))
    if starts_at <= meeting.starts_at:
        raise Refused("course.hold_meeting", "next_not_later")
    return MeetingPlan(
        key=row.key,
        starts_at=starts_at,
        minutes=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        place=meeting.place,
        persons=[seat.person_id for seat in seats if seat.person_id],
        users=[seat.user_id for seat in seats if seat.user_id],
        others=[seat.label for seat in seats if seat.label],
    )


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
