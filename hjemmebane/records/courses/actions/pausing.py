"""Pause a course and take it up again, hand it on, carry it on as another: history stays true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import COURSE_LEADERS, ON_COURSE, Relation, RoleKey
from hjemmebane.domain.contacts import (
    CancelReason,
    ContactState,
    CourseEndReason,
    FrequencySource,
)
from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, roles_of
from hjemmebane.records.access.actions import tie, untie
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running, staff_with_role
from hjemmebane.records.courses.actions.closing import end_course
from hjemmebane.records.courses.actions.rules import (
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
)
from hjemmebane.records.courses.actions.starting import Agreed, start_course
from hjemmebane.records.courses.actions.team import Seat, hand_on_places
from hjemmebane.records.courses.models import ContactWorker, Course, CoursePause

PAUSED = "Forløbet er på pause"


@dataclass(frozen=True)
class PauseWish:
    """From when, until when where it is known, and why."""

    from_on: date
    reason: PauseReason
    to_on: date | None = None
    text: str = ""
    cancels_visits: bool = True


@action("course.pause")
def pause_course(*, by: User, course: Course, wish: PauseWish) -> CoursePause:
    """Let a course stand still; what lies after moves by as many days, the law's deadlines do not.

    What is planned in the pause is cancelled where that is wished. Raises Refused `bad_pause`
    or `pause_overlaps`.
    """
    name = "course.pause"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    must_be_soon_enough(name, wish.from_on, course)
    if wish.to_on is not None:
        must_be_soon_enough(name, wish.to_on, course)
        if wish.to_on < wish.from_on:
            raise Refused(name, "bad_pause")
    others = course.pauses.filter(Q(to_on__isnull=True) | Q(to_on__gte=wish.from_on))
    if wish.to_on is not None:
        others = others.filter(from_on__lte=wish.to_on)
    if others.exists():
        raise Refused(name, "pause_overlaps")
    pause = CoursePause.objects.create(
        course=course,
        from_on=wish.from_on,
        to_on=wish.to_on,
        reason=wish.reason,
        text=wish.text,
        noted_by=by,
        noted_at=clock.now(),
    )
    if wish.cancels_visits:
        _cancel_visits(course, wish)
    log(by=by, about=pause, reason=wish.reason, facts={"course": course.public_id})
    return pause


@action("course.resume")
def resume_course(*, by: User, course: Course, on: date) -> CoursePause:
    """Take a course up again on a day; the day before was the last of the pause."""
    name = "course.resume"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    must_be_soon_enough(name, on, course)
    last = on - timedelta(days=1)
    rows = course.pauses.filter(Q(to_on__isnull=True) | Q(to_on__gte=clock.today()))
    pause = rows.order_by("from_on").first()
    if pause is None:
        raise Refused(name, "no_pause")
    if last < pause.from_on:
        raise Refused(name, "bad_pause")
    pause.to_on = last
    pause.save(update_fields=["to_on"])
    log(by=by, about=pause, facts={"course": course.public_id})
    return pause


@action("course.hand_on")
def hand_on(*, by: User, course: Course, leaving: User, coming: User, on: date) -> Tie:
    """Let another worker take a colleague's place from a day on; what was done stays theirs.

    Visits planned from that day on become the new worker's. Raises Refused `not_on_course`,
    `no_such_worker`, `is_on_course` or `day_has_been`.
    """
    name = "course.hand_on"
    must_be_open(name, course)
    if not roles_of(by) & COURSE_LEADERS:
        must_be_on_course(name, course, by)
    must_be_soon_enough(name, on, course)
    ties = Tie.objects.filter(running(clock.today()), course_id=course.pk, relation__in=ON_COURSE)
    place = ties.filter(user=leaving).order_by("pk").first()
    if place is None:
        raise Refused(name, "not_on_course")
    if on <= max(clock.today() - timedelta(days=1), place.from_on):
        raise Refused(name, "day_has_been")
    if ties.filter(user=coming).exists():
        raise Refused(name, "is_on_course")
    if coming not in staff_with_role(_role_of(leaving)):
        raise Refused(name, "no_such_worker")
    untie(by=by, tie=place, on=on - timedelta(days=1))
    made = tie(
        by=by,
        user=coming,
        dossier=course.dossier,
        relation=Relation(place.relation),
        title=place.title,
        from_on=on,
        course_id=course.pk,
    )
    hand_on_places(course, leaving, coming, on, by)
    _hand_on_visits(course, leaving, coming, on)
    log(by=by, about=course, facts={"from": leaving.public_id, "to": coming.public_id})
    return made


@action("course.carry_on")
def carry_on(
    *,
    by: User,
    course: Course,
    version: int,
    programme_key: str,
    text: str,
    seats: Sequence[Seat] = (),
) -> Course:
    """End a course and begin another with the same family and workers, which tells what it follows.

    `seats` are the roles the new programme requires and the old did not have. Raises Refused as
    starting and ending do; `same_programme` where nothing would change.
    """
    name = "course.carry_on"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    if programme_key == course.programme_key:
        raise Refused(name, "same_programme")
    today = clock.today()
    ties = Tie.objects.filter(running(today), course_id=course.pk, relation__in=ON_COURSE)
    new = start_course(
        by=by,
        dossier=course.dossier,
        programme_key=programme_key,
        family=course.family,
        unit=course.unit,
        started_on=today,
        seats=seats,
        children=list(course.children.order_by("pk").values_list("person_id", flat=True)),
        workers=[(row.user, row.title) for row in ties.select_related("user").order_by("pk")],
        agreed=Agreed(
            course.agreed_needs,
            FrequencySource(course.frequency_source),
            course.frequency_days,
            course.frequency_text,
        ),
        measure=course.measure,
        follows=course,
    )
    reason = CourseEndReason.OTHER_HELP
    end_course(by=by, course=course, version=version, on=today, reason=reason, text=text)
    log(by=by, about=new, facts={"follows": course.public_id})
    return new


def _role_of(worker: User) -> RoleKey:
    held = roles_of(worker)
    return RoleKey.PREVENTION_WORKER if RoleKey.PREVENTION_WORKER in held else RoleKey.THERAPIST


def _cancel_visits(course: Course, wish: PauseWish) -> None:
    first = clock.moment(wish.from_on, 0)
    planned = course.contacts.filter(state=ContactState.PLANNED, starts_at__gte=first)
    if wish.to_on is not None:
        planned = planned.filter(starts_at__lt=clock.moment(wish.to_on + timedelta(days=1), 0))
    planned.update(
        state=ContactState.CANCELLED, cancel_reason=CancelReason.OTHER, cancel_text=PAUSED
    )


def _hand_on_visits(course: Course, leaving: User, coming: User, on: date) -> None:
    planned = course.contacts.filter(state=ContactState.PLANNED, starts_at__gte=clock.moment(on, 0))
    rows = ContactWorker.objects.filter(contact__in=planned, user=leaving)
    taken = planned.filter(workers__user=coming).values("pk")
    rows.filter(contact__in=taken).delete()
    rows.exclude(contact__in=taken).update(user=coming)
