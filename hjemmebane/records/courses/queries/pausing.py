"""Pauses of a course, who could take a place on it, what else runs, what it could go on as."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.course_pauses import PAUSE_WORDS, Pause, PauseReason
from hjemmebane.domain.programmes import Programme
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.courses.models import Course, CoursePause
from hjemmebane.records.courses.programmes import programme_of, programmes_offered


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A pause as it is told: from when, until when where it is known, and why."""

    from_on: date
    to_on: date | None
    reason: str
    text: str
    is_now: bool


def pauses_of(course: Course) -> tuple[PauseRow, ...]:
    """Return the pauses of a course one has reached, the latest first."""
    today = clock.today()
    return tuple(
        PauseRow(
            row.from_on,
            row.to_on,
            PAUSE_WORDS[PauseReason(row.reason)],
            row.text.rstrip("."),
            row.from_on <= today and (row.to_on is None or row.to_on >= today),
        )
        for row in course.pauses.order_by("-from_on", "-pk")
    )


def spans_of(rows: list[CoursePause]) -> tuple[Pause, ...]:
    """Return pauses as the reckoning knows them; one that is open runs until today."""
    return tuple(span_of(row.from_on, row.to_on) for row in rows)


def span_of(from_on: date, to_on: date | None) -> Pause:
    """Return one pause by its days; without a last day it runs until today."""
    return Pause(from_on, to_on or max(clock.today(), from_on))


def could_come(course: Course, on_it: set[int]) -> tuple[User, ...]:
    """Return the workers of the same kind who are not on a course yet."""
    is_without_case = course.measure_id is None
    role = RoleKey.PREVENTION_WORKER if is_without_case else RoleKey.THERAPIST
    return tuple(user for user in staff_with_role(role) if user.pk not in on_it)


def could_go_on_as(course: Course) -> tuple[Programme, ...]:
    """Return the programmes a course could be carried on as."""
    offered = programmes_offered(course.dossier.register, clock.today())
    return tuple(one for one in offered if one.key != course.programme_key)


def beside(course: Course, user: User) -> tuple[tuple[str, str, str], ...]:
    """Return (public id, title, how it stands to this course) of the family's other courses."""
    rows = Course.objects.visible_to(user).filter(dossier_id=course.dossier_id)
    found = rows.exclude(pk=course.pk).order_by("-started_on", "-pk")
    told = []
    for row in found:
        if row.pk == course.follows_id:
            words = "fortsætter i dette forløb"
        elif row.follows_id == course.pk:
            words = "er fortsættelsen af dette forløb"
        elif row.ended_on is None:
            words = "løber samtidig"
        else:
            continue
        told.append((str(row.public_id), programme_of(row).title, words))
    return tuple(told)
