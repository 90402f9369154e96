"""Pausing, handing on and carrying on: the plan moves, what was done stays where it was done."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.contacts import ContactState, CourseEndReason
from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.domain.course_team import TeamReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.models import Tie
from hjemmebane.records.agenda.models import Obligation, Task
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.models import Contact, Course, CoursePause
from hjemmebane.records.courses.queries.family import courses_in
from hjemmebane.records.intake.models import Notification
from tests.cast import ANCHOR, World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course, a_prevention_course, appointment

TEN_DAYS = timedelta(days=10)


def paused(world: World, course: Course, first: date, last: date | None = None) -> CoursePause:
    wish = actions.PauseWish(first, PauseReason.NEW_BABY, last)
    return actions.pause_course(by=fresh(world.dorte), course=course, wish=wish)


def planned(world: World, course: Course, day: date) -> Contact:
    return actions.plan_contact(
        by=fresh(world.dorte), course=course, appointment=appointment(world, day)
    )


def refused(function: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(**named)
    return found.value.key


def test_a_pause_moves_the_plan_by_its_days_and_no_obligation(world: World) -> None:
    course = a_course(world)
    before = queries.standings([course])[course.pk]
    due = set(Obligation.objects.values_list("pk", "due_at"))
    paused(world, course, date(2026, 11, 2), date(2026, 11, 11))
    after = queries.standings([course])[course.pk]
    assert before.expected_end is not None
    assert after.expected_end == before.expected_end + TEN_DAYS
    assert after.phases[2].planned_from == before.phases[2].planned_from + TEN_DAYS
    assert after.phases[0].planned_from == before.phases[0].planned_from
    assert set(Obligation.objects.values_list("pk", "due_at")) == due
    (row,) = courses_in([course.dossier_id], fresh(world.dorte))
    assert (row.expected_end_on, row.phases[2].planned_from) == (
        after.expected_end,
        after.phases[2].planned_from,
    )


def test_an_open_pause_runs_until_the_course_is_taken_up_again(world: World) -> None:
    course = a_course(world)
    paused(world, course, ANCHOR - timedelta(days=4))
    assert queries.pauses_of(course)[0].is_now
    pause = actions.resume_course(by=fresh(world.dorte), course=course, on=ANCHOR)
    assert pause.to_on == ANCHOR - timedelta(days=1)
    assert not queries.pauses_of(course)[0].is_now
    named = {"by": fresh(world.dorte), "course": course, "on": ANCHOR}
    assert refused(actions.resume_course, **named) == "no_pause"


def test_visits_planned_in_the_pause_are_cancelled_and_those_after_stand(world: World) -> None:
    course = a_course(world)
    inside, after = (planned(world, course, date(2026, 12, day)) for day in (3, 15))
    paused(world, course, date(2026, 12, 1), date(2026, 12, 8))
    inside.refresh_from_db()
    after.refresh_from_db()
    assert (inside.state, inside.cancel_text) == (ContactState.CANCELLED, "Forløbet er på pause")
    assert after.state == ContactState.PLANNED


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (date(2026, 11, 10), date(2026, 11, 9), "bad_pause"),
        (date(2026, 10, 1), None, "before_start"),
        (date(2026, 11, 8), None, "pause_overlaps"),
        (date(2026, 10, 20), date(2026, 11, 2), "pause_overlaps"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(world: World, first, last, key) -> None:
    course = a_course(world)
    paused(world, course, date(2026, 11, 2), date(2026, 11, 8))
    assert refused(paused, world=world, course=course, first=first, last=last) == key
    assert CoursePause.objects.count() == 1


def test_a_colleague_takes_over_and_what_was_done_stays_in_the_others_name(world: World) -> None:
    course = a_course(world)
    held = a_contact(world, course, date(2026, 10, 8))
    ahead = planned(world, course, date(2026, 12, 3))
    on = ANCHOR + timedelta(days=3)
    actions.hand_on(
        by=fresh(world.pia), course=course, leaving=world.dorte, coming=world.mette, on=on
    )
    ties = dict(Tie.objects.filter(course_id=course.pk).values_list("user__email", "to_on"))
    assert ties["dorte@lindeborg.example"] == on - timedelta(days=1)
    assert ties["mette@lindeborg.example"] is None
    assert [row.user_id for row in held.workers.all()] == [world.dorte.pk]
    assert [row.user_id for row in ahead.workers.all()] == [world.mette.pk]
    assert queries.is_on_course(course, world.dorte)
    with clock.at(clock.moment(on, 9)):
        assert not queries.is_on_course(course, world.dorte)
        assert queries.is_on_course(course, world.mette)


@pytest.mark.parametrize(
    ("who", "changes", "key"),
    [
        ("dorte", {"coming": "esben"}, "is_on_course"),
        ("dorte", {"coming": "nadia"}, "no_such_worker"),
        ("dorte", {"leaving": "mette"}, "not_on_course"),
        ("dorte", {"on": ANCHOR - timedelta(days=1)}, "day_has_been"),
        ("mette", {}, "not_on_course"),
        ("anna", {}, "not_allowed"),
    ],
)
def test_a_place_that_cannot_be_handed_on_is_refused(world: World, who, changes, key) -> None:
    course = a_course(world)
    named = {"leaving": "dorte", "coming": "mette", "on": ANCHOR + timedelta(days=1)} | changes
    people = {name: world.users[named[name]] for name in ("leaving", "coming")}
    by = fresh(world.users[who])
    assert refused(actions.hand_on, by=by, course=course, on=named["on"], **people) == key
    assert Tie.objects.filter(course_id=course.pk, to_on__isnull=False).count() == 0


def test_a_course_carried_on_as_another_ends_and_the_new_one_tells_what_it_follows(
    world: World,
) -> None:
    course = a_course(world, programme_key="home-support")
    a_contact(world, course, date(2026, 10, 8))
    new = actions.carry_on(
        by=fresh(world.dorte),
        course=course,
        version=course.version,
        programme_key="intensive-home-based",
        text="Der er brug for mere.",
    )
    course.refresh_from_db()
    assert (course.ended_on, new.started_on) == (ANCHOR, ANCHOR)
    assert (new.follows_id, new.measure_id) == (course.pk, course.measure_id)
    assert (course.contacts.count(), new.contacts.count()) == (1, 0)
    assert queries.is_on_course(new, world.esben)
    told = queries.beside(course, fresh(world.dorte))
    assert [words for _, _, words in told] == ["er fortsættelsen af dette forløb"]


def test_a_course_carried_on_is_asked_for_the_roles_a_new_one_is_asked_for(world: World) -> None:
    course = a_course(world, programme_key="home-support")
    named = {
        "by": fresh(world.dorte),
        "course": course,
        "version": course.version,
        "programme_key": "strengthened-family-treatment",
        "text": "",
    }
    with pytest.raises(Refused) as found:
        actions.carry_on(**named)
    assert found.value.key == "role_missing"
    course.refresh_from_db()
    assert course.ended_on is None
    seat = Seat("coordinator", world.esben, reason=TeamReason.CHANGED)
    new = actions.carry_on(**named, seats=[seat])
    assert sorted(new.team.filter(user=world.esben).values_list("role", flat=True)) == [
        "coordinator",
        "therapist",
    ]
    gaps = queries.course_page(new, fresh(world.dorte)).team_gaps
    assert not any("tovholder" in gap for gap in gaps)


def test_a_family_that_stops_leaves_no_trace_but_that_the_course_is_over(world: World) -> None:
    course = a_prevention_course(world)
    before = (Obligation.objects.count(), Task.objects.count(), Notification.objects.count())
    actions.end_course(
        by=fresh(world.nadia),
        course=course,
        version=course.version,
        on=ANCHOR,
        reason=CourseEndReason.FAMILY_STOPPED,
    )
    after = (Obligation.objects.count(), Task.objects.count(), Notification.objects.count())
    assert before == after
    course.refresh_from_db()
    assert course.end_text == ""


def test_two_courses_at_once_are_reckoned_each_by_itself_and_shown_together(world: World) -> None:
    course = a_course(world, children=[world.selma.pk])
    other = a_course(world, measure=course.measure, programme_key="home-support")
    a_contact(world, course, date(2026, 10, 8))
    where = queries.standings([course, other])
    assert (where[course.pk].contacts.used, where[other.pk].contacts.used) == (1, 0)
    paused(world, course, date(2026, 11, 2), date(2026, 11, 8))
    assert queries.pauses_of(other) == ()
    told = queries.beside(course, fresh(world.dorte))
    assert [words for _, _, words in told] == ["løber samtidig"]


def test_the_role_of_who_comes_is_that_of_who_leaves(world: World) -> None:
    course = a_prevention_course(world)
    assert world.dorte not in queries.could_come(course, set())
    assert world.nadia in queries.could_come(course, set())
