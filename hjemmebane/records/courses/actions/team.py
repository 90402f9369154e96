"""Put workers on a course's team by role, let them join, change role and leave; with dates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import COURSE_LEADERS, ON_COURSE, Register, Relation, RoleKey
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.course_team import TeamReason, may_be_a_name, role_lacks, worker_role
from hjemmebane.domain.programmes import Programme, Role
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, roles_of
from hjemmebane.records.access.actions import tie, untie
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.courses.actions.rules import (
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
)
from hjemmebane.records.courses.models import ContactWorker, Course, TeamPlace
from hjemmebane.records.courses.programmes import programme_of

LEADING = COURSE_LEADERS | {RoleKey.ADVISER, RoleKey.TEAM_LEADER}


@dataclass(frozen=True)
class Seat:
    """A place to be filled: the role's key, who (a user, or a name without an account), how much.

    `reason` is which of the family's difficulties asks for it; a composed team says so. `title` is
    what they are called where it is not the role's.
    """

    role: str
    user: User | None = None
    name: str = ""
    way: str = ""
    hours_a_week: int | None = None
    reason: TeamReason | None = None
    text: str = ""
    title: str = ""


def must_be_whole(name: str, programme: Programme, seats: Sequence[Seat]) -> None:
    """Refuse a team without a role that the programme requires; other gaps are only shown."""
    if role_lacks(programme, Counter(seat.role for seat in seats)):
        raise Refused(name, "role_missing")


def seat_team(name: str, course: Course, seats: Sequence[Seat], by: User) -> None:
    """Give each their place from the course's first day, and those who read it their tie."""
    first = course.started_on
    for seat in seats:
        _sit(name, course, seat, first, by)


@action("course.join_team")
def join_team(*, by: User, course: Course, seat: Seat, on: date) -> TeamPlace:
    """Give somebody a place on the team from a day on.

    Raises Refused `unknown_role`, `not_a_worker`, `unknown_way`, `place_needs_reason`,
    `has_role` or what the day is refused by.
    """
    name = "course.join_team"
    must_be_open(name, course)
    _must_lead_or_be_on(name, course, by)
    must_be_soon_enough(name, on, course)
    if on < clock.today():
        raise Refused(name, "day_has_been")
    place = _sit(name, course, seat, on, by)
    log(by=by, about=place, reason=place.reason, facts={"course": course.public_id})
    return place


@action("course.change_place")
def change_place(*, by: User, place: TeamPlace, seat: Seat, on: date) -> TeamPlace:
    """Let somebody's role or hours be others from a day on; the old place ends the day before."""
    name = "course.change_place"
    course = place.course
    must_be_open(name, course)
    _must_lead_or_be_on(name, course, by)
    must_be_soon_enough(name, on, course)
    place.refresh_from_db()
    _must_run(name, place, on)
    if on <= place.from_on:
        raise Refused(name, "day_has_been")
    _end(place, on - timedelta(days=1))
    changed = _sit(name, course, seat, on, by)
    log(by=by, about=changed, reason=changed.reason, facts={"from": place.public_id})
    return changed


@action("course.leave_team")
def leave_team(*, by: User, place: TeamPlace, on: date) -> TeamPlace:
    """End somebody's place; the day is their last. With the last place ends what they may read.

    Nobody is kept on a course because the programme requires them: the gap is shown instead.
    """
    name = "course.leave_team"
    course = place.course
    must_be_open(name, course)
    _must_lead_or_be_on(name, course, by)
    must_be_soon_enough(name, on, course)
    place.refresh_from_db()
    _must_run(name, place, on)
    others = course.team.filter(user=place.user_id, to_on__isnull=True).exclude(pk=place.pk)
    if place.user_id and not others.exists():
        _leave_visits(name, place, on)
        for row in _ties(course).filter(user=place.user_id):
            untie(by=by, tie=row, on=max(on, row.from_on))
    _end(place, on)
    log(by=by, about=place, facts={"course": course.public_id})
    return place


def hand_on_places(course: Course, leaving: User, coming: User, on: date, by: User) -> None:
    """Let a colleague take all places somebody holds, from a day on."""
    for place in course.team.filter(user=leaving, to_on__isnull=True).order_by("pk"):
        _end(place, max(on - timedelta(days=1), place.from_on))
        TeamPlace.objects.create(
            course=course,
            role=place.role,
            user=coming,
            way=place.way,
            hours_a_week=place.hours_a_week,
            reason=place.reason,
            text=place.text,
            from_on=on,
            noted_by=by,
            noted_at=clock.now(),
        )


def _sit(name: str, course: Course, seat: Seat, on: date, by: User) -> TeamPlace:
    programme = programme_of(course)
    role = next((one for one in programme.roles if one.key == seat.role), None)
    if role is None or role.is_of_case:
        raise Refused(name, "unknown_role")
    _must_fit(name, course, role, seat)
    if programme.composed and seat.reason is None:
        raise Refused(name, "place_needs_reason")
    named = {"user": seat.user} if seat.user else {"name": seat.name.strip()}
    if course.team.filter(role=role.key, to_on__isnull=True, **named).exists():
        raise Refused(name, "has_role")
    if seat.user is not None:
        _tie(course, seat.user, seat.title or role.title, on, by)
    return TeamPlace.objects.create(
        course=course,
        role=role.key,
        user=seat.user,
        name="" if seat.user else seat.name.strip(),
        way=seat.way,
        hours_a_week=seat.hours_a_week,
        reason=seat.reason or "",
        text=seat.text,
        from_on=on,
        noted_by=by,
        noted_at=clock.now(),
    )


def _must_fit(name: str, course: Course, role: Role, seat: Seat) -> None:
    """Refuse one who is no worker of the register, a nobody, and a way the role does not have."""
    if seat.user is None and not (seat.name.strip() and may_be_a_name(role)):
        raise Refused(name, "not_a_worker")
    if seat.user is not None:
        is_worker = staff_with_role(worker_role(course.dossier.register)).filter(pk=seat.user.pk)
        if not role.reads or not is_worker.exists():
            raise Refused(name, "not_a_worker")
    if seat.way not in (role.ways or ("",)):
        raise Refused(name, "unknown_way")


def _tie(course: Course, worker: User, title: str, on: date, by: User) -> None:
    """Tie a worker to the course once, however many roles they hold on it."""
    if _ties(course).filter(user=worker).exists():
        return
    is_prevention = course.dossier.register == Register.PREVENTION
    tie(
        by=by,
        user=worker,
        dossier=course.dossier,
        relation=Relation.PREVENTION if is_prevention else Relation.THERAPIST,
        title=title,
        from_on=min(on, clock.today()) if on == course.started_on else on,
        course_id=course.pk,
    )


def _ties(course: Course) -> QuerySet[Tie]:
    return Tie.objects.filter(course_id=course.pk, relation__in=ON_COURSE, to_on__isnull=True)


def _leave_visits(name: str, place: TeamPlace, on: date) -> None:
    """Take somebody off the visits planned after their last day; nobody is left to come alone."""
    after = clock.moment(on + timedelta(days=1), 0)
    rows = ContactWorker.objects.filter(
        contact__course=place.course,
        contact__state=ContactState.PLANNED,
        contact__starts_at__gte=after,
    )
    own = rows.filter(user=place.user_id)
    visits = {row.contact_id for row in own}
    shared = set(rows.exclude(user=place.user_id).values_list("contact_id", flat=True))
    if visits - shared:
        raise Refused(name, "visits_alone")
    own.delete()


def _end(place: TeamPlace, on: date) -> None:
    place.to_on = on
    place.save(update_fields=["to_on"])


def _must_run(name: str, place: TeamPlace, on: date) -> None:
    if place.to_on is not None:
        raise Refused(name, "place_has_ended")
    if on < place.from_on:
        raise Refused(name, "day_has_been")


def _must_lead_or_be_on(name: str, course: Course, by: User) -> None:
    if not roles_of(by) & LEADING:
        must_be_on_course(name, course, by)
