"""What every write about a course asks first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import hold
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.courses.models import Course
from hjemmebane.records.people.queries import party_ids

LONGEST_AHEAD = timedelta(days=2 * 366)
LONGEST_MINUTES = 24 * 60


def must_be_open(name: str, course: Course) -> None:
    """Refuse a write about a course that has ended; nobody else ends it meanwhile."""
    hold(course)
    if course.ended_on:
        raise Refused(name, "course_ended")


def must_be_on_course(name: str, course: Course, by: User) -> None:
    """Refuse a worker who is not on this course (a tie to another course is none)."""
    ties = Tie.objects.filter(
        running(clock.today()), user=by, course_id=course.pk, relation__in=ON_COURSE
    )
    if not ties.exists():
        raise Refused(name, "not_on_course")


def must_be_workers(name: str, course: Course, user_ids: Iterable[int]) -> list[int]:
    """Return the workers once each; refuse one who is not on the course, and none at all."""
    chosen = list(dict.fromkeys(user_ids))
    tied = set(
        Tie.objects.filter(
            running(clock.today()), course_id=course.pk, relation__in=ON_COURSE
        ).values_list("user_id", flat=True)
    )
    if not chosen or not tied.issuperset(chosen):
        raise Refused(name, "not_on_course")
    return chosen


def must_be_of_family(name: str, course: Course, person_ids: Iterable[int]) -> list[int]:
    """Return the persons once each; refuse one who is not party to the course's dossier."""
    chosen = list(dict.fromkeys(person_ids))
    if not set(party_ids(course.dossier)).issuperset(chosen):
        raise Refused(name, "not_of_family")
    return chosen


def must_be_soon_enough(name: str, day: date | datetime, course: Course) -> None:
    """Refuse a day before the course began or years ahead."""
    found = local_day(day)
    if found < course.started_on:
        raise Refused(name, "before_start")
    if found > clock.today() + LONGEST_AHEAD:
        raise Refused(name, "too_far_ahead")


def must_have_happened(name: str, day: date | datetime) -> None:
    """Refuse a day or moment that has not come yet."""
    is_ahead = day > clock.now() if isinstance(day, datetime) else day > clock.today()
    if is_ahead:
        raise Refused(name, "not_yet")
