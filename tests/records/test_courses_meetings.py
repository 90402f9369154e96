"""Meetings of a course: with the family, counted, and due when the programme says."""

from datetime import date

import pytest

from hjemmebane import clock
from hjemmebane.domain.agenda import AbsenceGround, Seat
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, a_prevention_course


def plan(key: str, day: date, **changes: object) -> actions.MeetingPlan:
    return actions.MeetingPlan(key, clock.moment(day, 15), **changes)  # type: ignore[arg-type]


def due(course: Course, key: str):
    standing = queries.standings([course])[course.pk]
    return next(item for item in standing.due if item.key == key)


@pytest.mark.req("S4-SIH-05", "S2-AAB-18")
def test_a_start_meeting_with_parents_adviser_and_worker_meets_its_milestone(
    world: World,
) -> None:
    course = a_course(world)
    seats = {
        "persons": [world.frida_holm.pk, world.selma.pk],
        "users": [world.anna.pk, world.dorte.pk],
    }
    actions.register_course_meeting(
        by=fresh(world.dorte), course=course, plan=plan("start_meeting", date(2026, 10, 6), **seats)
    )
    assert due(course, "start_meeting").state is DueState.DONE
    assert due(course, "start_meeting").absent == ()


@pytest.mark.req("S2-FAV-16")
def test_the_follow_up_meeting_names_who_was_missing(world: World) -> None:
    course = a_course(world)
    seats = {"persons": [world.frida_holm.pk], "users": [world.dorte.pk]}
    actions.register_course_meeting(
        by=fresh(world.dorte),
        course=course,
        plan=plan("phase1_follow_up", date(2026, 11, 5), **seats),
    )
    found = due(course, "phase1_follow_up")
    assert found.words == "Sket 5. nov. 2026, 4 dage efter planen. Ikke med: rådgiver"


@pytest.mark.req("S2-AAB-20")
def test_network_meetings_are_shown_held_and_planned_of_two(world: World) -> None:
    course = a_prevention_course(world)
    by = fresh(world.nadia)
    seats = {"persons": [world.ida_berg.pk], "users": [world.nadia.pk], "others": ["Lærer"]}
    held = plan("network_meeting", date(2026, 11, 3), **seats)
    actions.register_course_meeting(by=by, course=course, plan=held)
    actions.plan_course_meeting(
        by=by, course=course, plan=plan("network_meeting", date(2026, 12, 3), **seats)
    )
    count = queries.standings([course])[course.pk].network_meetings
    assert (count.held, count.planned, count.foreseen) == (1, 1, 2)
    [first, second] = queries.meetings_of_course(
        course, queries.programme_of(course), fresh(world.gry)
    )
    assert (first.is_held, second.is_held) == (True, False)
    assert "Lærer" in first.present


def test_a_meeting_without_the_family_is_refused_unless_a_ground_is_given(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    row = actions.plan_course_meeting(
        by=by, course=course, plan=plan("status_meeting", date(2026, 11, 20))
    )
    named = {"by": by, "row": row, "version": 1, "there": [Seat(user_id=world.dorte.pk)]}
    with pytest.raises(Refused) as found:
        actions.hold_course_meeting(**named)
    assert found.value.key == "family_absent"
    outcome = actions.MeetingOutcome(absence_ground=next(iter(AbsenceGround)))
    actions.hold_course_meeting(**named, outcome=outcome)


def test_a_meeting_the_programme_does_not_know_is_refused(world: World) -> None:
    course = a_course(world)
    with pytest.raises(Refused) as found:
        actions.plan_course_meeting(
            by=fresh(world.dorte), course=course, plan=plan("seance", date(2026, 11, 20))
        )
    assert found.value.key == "unknown_milestone"
