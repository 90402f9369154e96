"""Meetings of a course: with the family, counted, and due when the programme says."""

from datetime import date

import pytest

from hjemmebane import clock
from hjemmebane.domain.agenda import AbsenceGround, Seat
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.meeting_types import MissingReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course, CourseMeeting
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
    named = {
        "by": fresh(world.dorte),
        "course": course,
        "plan": plan("phase1_follow_up", date(2026, 11, 5), **seats),
    }
    with pytest.raises(Refused) as refused:
        actions.register_course_meeting(**named)
    assert (refused.value.key, refused.value.detail) == ("party_missing", "rådgiver")
    said = actions.Said(MissingReason.SENT_WORD, "syg")
    actions.register_course_meeting(**named, outcome=actions.MeetingOutcome(said=said))
    [row] = queries.meetings_of_course(course, queries.programme_of(course), fresh(world.dorte))
    assert row.missing == "Ikke med: rådgiver (meldte afbud, syg)"
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
    outcome = actions.MeetingOutcome(
        absence_ground=next(iter(AbsenceGround)),
        said=actions.Said(MissingReason.NOBODY_YET),
    )
    actions.hold_course_meeting(**named, outcome=outcome)


def test_a_meeting_the_programme_does_not_know_is_refused(world: World) -> None:
    course = a_course(world)
    with pytest.raises(Refused) as found:
        actions.plan_course_meeting(
            by=fresh(world.dorte), course=course, plan=plan("seance", date(2026, 11, 20))
        )
    assert found.value.key == "unknown_milestone"


def a_network_meeting(world: World, **outcome: object) -> Course:
    course = a_prevention_course(world)
    seats = {"persons": [world.ida_berg.pk], "users": [world.nadia.pk], "others": ["Lærer"]}
    actions.register_course_meeting(
        by=fresh(world.nadia),
        course=course,
        plan=plan("network_meeting", date(2026, 11, 3), place="På skolen", **seats),
        outcome=actions.MeetingOutcome(**outcome),  # type: ignore[arg-type]
    )
    return course


@pytest.mark.req("S2-AAB-23")
def test_a_network_meeting_is_one_of_a_series_and_asks_the_same_people_to_the_next(
    world: World,
) -> None:
    course = a_network_meeting(
        world,
        agreements="Skolen ringer mandag",
        said=actions.Said(child_voice="Jeg vil have Emil med i skole"),
        next_at=clock.moment(date(2026, 12, 8), 14),
    )
    rows = queries.meetings_of_course(course, queries.programme_of(course), fresh(world.nadia))
    held, ahead = rows
    assert (held.agreements, held.child_voice) == (
        "Skolen ringer mandag",
        "Jeg vil have Emil med i skole",
    )
    assert (ahead.is_held, ahead.on, ahead.place) == (False, date(2026, 12, 8), "På skolen")
    asked = CourseMeeting.objects.get(meeting__public_id=ahead.public_id).meeting.persons
    assert {(s.person_id, s.user_id, s.label) for s in asked.all()} == {
        (world.ida_berg.pk, None, ""),
        (None, world.nadia.pk, ""),
        (None, None, "Lærer"),
    }


def test_the_next_of_a_series_comes_after_the_one_that_was_held(world: World) -> None:
    with pytest.raises(Refused) as found:
        a_network_meeting(world, next_at=clock.moment(date(2026, 11, 2), 9))
    assert found.value.key == "next_not_later"
    assert not CourseMeeting.objects.exists()


@pytest.mark.req("S2-AAB-23")
def test_the_childs_voice_is_read_by_those_who_read_the_notes_and_by_no_one_else(
    world: World,
) -> None:
    course = a_network_meeting(world, said=actions.Said(child_voice="Jeg er bange for at sige nej"))
    programme = queries.programme_of(course)
    assert queries.meetings_of_course(course, programme, fresh(world.nadia))[0].child_voice
    [row] = queries.meetings_of_course(course, programme, fresh(world.thomas))
    assert (row.child_voice, row.asks_child) == ("", False)


def test_a_network_meeting_without_anybody_of_the_network_says_why(world: World) -> None:
    course = a_prevention_course(world)
    seats = {"persons": [world.ida_berg.pk], "users": [world.nadia.pk]}
    named = {
        "by": fresh(world.nadia),
        "course": course,
        "plan": plan("network_meeting", date(2026, 11, 3), **seats),
    }
    with pytest.raises(Refused) as found:
        actions.register_course_meeting(**named)
    assert found.value.key == "party_missing"


@pytest.mark.req("S2-FAV-31")
def test_too_long_without_adviser_worker_and_parents_together_is_shown_on_the_course(
    world: World,
) -> None:
    course = a_course(world)
    seats = {
        "persons": [world.frida_holm.pk],
        "users": [world.anna.pk, world.dorte.pk],
    }
    by = fresh(world.dorte)
    actions.register_course_meeting(
        by=by, course=course, plan=plan("start_meeting", date(2026, 10, 6), **seats)
    )
    found = queries.course_page(course, by).three_way
    assert found is not None
    assert (found.days, found.is_open) == ((date(2026, 10, 6),), True)
    assert "senest 6. okt. 2026" in found.words
    prevention = a_prevention_course(world)
    assert queries.course_page(prevention, fresh(world.nadia)).three_way is None
