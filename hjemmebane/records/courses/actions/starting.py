"""Start a course: what was agreed is carried in, the programme's version is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.access import Relation, RoleKey
from hjemmebane.domain.contacts import FrequencySource
from hjemmebane.domain.course_team import TeamReason, role_for
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, forget, log, once, save_version
from hjemmebane.records.access.actions import tie
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.cases.actions import attach_course
from hjemmebane.records.cases.models import Measure
from hjemmebane.records.cases.queries import is_contact_held_back
from hjemmebane.records.courses.actions.rules import must_be_of_family, must_be_open
from hjemmebane.records.courses.actions.team import Seat, must_be_whole, seat_team
from hjemmebane.records.courses.models import Course, CourseChild, PlannedWork
from hjemmebane.records.courses.programmes import programme_offered
from hjemmebane.records.intake.actions import mark_started
from hjemmebane.records.intake.queries import enquiry_of_dossier
from hjemmebane.records.people.models import Family

EARLIEST_START = timedelta(days=10 * 366)
LATEST_START = timedelta(days=366)


@dataclass(frozen=True)
class Agreed:
    """What parents and adviser formulated, and how often to meet, decided by whom."""

    needs: str = ""
    frequency_source: FrequencySource = FrequencySource.AGREED
    frequency_days: int | None = None
    frequency_text: str = ""


@action("course.start")
def start_course(
    *,
    by: User,
    dossier: Dossier,
    programme_key: str,
    family: Family,
    unit: Unit,
    started_on: date,
    children: Sequence[int],
    seats: Sequence[Seat] = (),
    workers: Sequence[tuple[User, str]] = (),
    agreed: Agreed | None = None,
    measure: Measure | None = None,
    expected_end_on: date | None = None,
    form_token: UUID | None = None,
    follows: Course | None = None,
) -> Course:
    """Start a family on a programme, with a team by the programme's roles.

    `children` are person ids, party to the dossier; `workers` take the role of their title. A
    course that `follows` another begins as whole as any: who is required is said (S1-SFB-12).

    Raises Refused for what does not fit: programme, register, measure, worker, role, child, day.
    """
    known = Course.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        log(by=by, about=known)
        return known
    programme = _programme(programme_key, dossier, measure, started_on)
    seats = _team(programme, seats, workers, follows)
    if not children:
        raise Refused("course.start", "no_child")
    agreed = agreed or Agreed()
    end = expected_end_on or _planned_end(programme, started_on)
    _must_end_later(started_on, end)
    with once("course.start"):
        course = Course.objects.create(
            form_token=form_token,
            dossier=dossier,
            programme_key=programme.key,
            programme_version=programme.version,
            family=family,
            measure=measure,
            unit=unit,
            started_on=started_on,
            expected_end_on=end,
            agreed_needs=agreed.needs,
            **_rhythm(agreed),
            follows=follows,
        )
    for person_id in must_be_of_family("course.start", course, children):
        CourseChild.objects.create(course=course, person_id=person_id)
    seat_team("course.start", course, seats, by)
    _tie_head(course, by)
    if measure is not None:
        attach_course(by=by, measure=measure, course_id=course.pk)
    _mark_enquiry(dossier, course, by)
    _plan_works(course, programme)
    log(by=by, about=course, facts={"programme": programme.key, "version": programme.version})
    return course


def _team(
    programme: Programme,
    seats: Sequence[Seat],
    workers: Sequence[tuple[User, str]],
    follows: Course | None,
) -> list[Seat]:
    """Return the whole team; one that goes on from another course is asked as any other is."""
    reason = TeamReason.CHANGED if follows else None
    named = [
        Seat(role_for(programme, title), user, reason=reason, title=title)
        for user, title in workers
    ]
    team = [*seats, *named]
    if not any(seat.user for seat in team):
        raise Refused("course.start", "no_worker")
    must_be_whole("course.start", programme, team)
    return team


def _mark_enquiry(dossier: Dossier, course: Course, by: User) -> None:
    """Let the enquiry that led here leave the allocation board."""
    enquiry = enquiry_of_dossier(dossier)
    if enquiry is not None and enquiry.course_id is None:
        mark_started(by=by, enquiry=enquiry, course_id=course.pk)


@action("course.set_frequency")
def set_frequency(*, by: User, course: Course, version: int, agreed: Agreed) -> Course:
    """Change how often to meet and say whether family or adviser decided it (S4-SIH-10)."""
    must_be_open("course.set_frequency", course)
    save_version(course, version, **_rhythm(agreed))
    log(by=by, about=course, facts={"source": agreed.frequency_source})
    return course


def _rhythm(agreed: Agreed) -> dict[str, Any]:
    """Return the columns that say how often to meet."""
    return {
        "frequency_source": agreed.frequency_source,
        "frequency_days": agreed.frequency_days,
        "frequency_text": agreed.frequency_text,
    }


def _must_end_later(started_on: date, end: date | None) -> None:
    if end is not None and end < started_on:
        raise Refused("course.start", "ends_before_start")


def _programme(key: str, dossier: Dossier, measure: Measure | None, started_on: date) -> Programme:
    today = clock.today()
    if not today - EARLIEST_START <= started_on <= today + LATEST_START:
        raise Refused("course.start", "day_out_of_range")
    programme = programme_offered(key, started_on)
    if programme is None:
        raise Refused("course.start", "no_such_programme")
    if programme.register != dossier.register:
        raise Refused("course.start", "other_register")
    if is_contact_held_back(dossier):
        raise Refused("course.start", "risk_not_assessed")
    if programme.needs_case and not _rests_on(measure, dossier):
        raise Refused("course.start", "no_measure")
    return programme


def _rests_on(measure: Measure | None, dossier: Dossier) -> bool:
    if measure is None or measure.ended_on:
        return False
    return measure.case.dossier_id == dossier.pk


def _planned_end(programme: Programme, started_on: date) -> date | None:
    weeks = programme.duration_weeks
    return started_on + timedelta(weeks=weeks, days=-1) if weeks else None


def _tie_head(course: Course, by: User) -> None:
    """Tie the head of the providing unit, who sees the names and no content."""
    for head in staff_with_role(RoleKey.PROVIDER_HEAD, unit=course.unit):
        tie(
            by=by,
            user=head,
            dossier=course.dossier,
            relation=Relation.PROVIDER_HEAD,
            title="leder af udførerenheden",
            from_on=min(course.started_on, clock.today()),
            course_id=course.pk,
        )
    forget(by)


def _plan_works(course: Course, programme: Programme) -> None:
    PlannedWork.objects.bulk_create(
        PlannedWork(
            course=course,
            track=track.title,
            title=work.title,
            from_week=work.from_week,
            to_week=work.to_week,
        )
        for track in programme.tracks
        for work in track.works
    )
