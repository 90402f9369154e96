"""The team of a course: each role of the programme, joined, changed and left with dates."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.course_team import TeamReason
from hjemmebane.domain.prose_dates import short_full
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.models import Tie
from hjemmebane.records.cases.actions import set_adviser
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.models import Contact, Course, TeamPlace
from tests.cast import ANCHOR, World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, appointment, measure_for

EMPLOYED, ATTACHED = "ansat i familiegruppen", "tilknyttet via sundhedsplejen"
LATER = ANCHOR + timedelta(days=7)


def seat(role: str, who: Any = None, **more: Any) -> Seat:
    return Seat(role, who, **{"reason": TeamReason.PARENTING, **more})


def flexible(world: World, *seats: Seat) -> Course:
    own = seats or (seat("therapist", world.dorte, hours_a_week=6),)
    return a_course(world, programme_key="flexible-family-treatment", workers=[], seats=own)


def refused(function: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(**named)
    return found.value.key


def held(course: Course, on: date) -> set[tuple[str, str]]:
    rows = TeamPlace.objects.filter(course=course).select_related("user")
    return {
        (row.role, row.user.name if row.user else row.name)
        for row in rows
        if row.from_on <= on and (row.to_on is None or row.to_on >= on)
    }


@pytest.mark.req("S0-FHF-03", "S0-FHF-04", "S0-FHF-05")
def test_each_role_of_a_composed_team_is_filled_at_the_start(world: World) -> None:
    course = flexible(
        world,
        seat("counsellor", world.dorte),
        seat("contact_person", world.esben),
        seat("psychologist", world.mette),
    )
    assert held(course, ANCHOR) == {
        ("counsellor", "Dorte Kjær"),
        ("contact_person", "Esben Friis"),
        ("psychologist", "Mette Dahl"),
    }
    ties = Tie.objects.filter(course_id=course.pk, relation="therapist")
    assert sorted(ties.values_list("user__name", flat=True)) == [
        "Dorte Kjær",
        "Esben Friis",
        "Mette Dahl",
    ]
    page = queries.course_page(course, fresh(world.dorte))
    assert "Mangler 1 familiebehandler." in page.team_gaps


@pytest.mark.req("S0-FHF-07")
def test_practical_support_joins_with_a_tie_and_a_volunteer_with_a_name_alone(
    world: World,
) -> None:
    course = flexible(world)
    join = {"by": fresh(world.dorte), "course": course, "on": ANCHOR}
    actions.join_team(seat=seat("practical_support", world.esben), **join)
    actions.join_team(seat=seat("volunteer", name="Grethe Holm"), **join)
    assert held(course, ANCHOR) >= {
        ("practical_support", "Esben Friis"),
        ("volunteer", "Grethe Holm"),
    }
    tied = Tie.objects.filter(course_id=course.pk).values_list("user__name", flat=True)
    assert "Esben Friis" in tied
    assert "Grethe Holm" not in tied


@pytest.mark.req("S0-FHF-06")
def test_a_health_visitor_is_employed_or_attached_and_reads_only_where_employed(
    world: World,
) -> None:
    course = flexible(world)
    join = {"by": fresh(world.dorte), "course": course, "on": ANCHOR}
    without = seat("health_visitor", world.mette)
    assert refused(actions.join_team, seat=without, **join) == "unknown_way"
    actions.join_team(seat=seat("health_visitor", world.mette, way=EMPLOYED), **join)
    actions.join_team(seat=seat("health_visitor", name="Grethe Ibsen", way=ATTACHED), **join)
    ways = dict(course.team.filter(role="health_visitor").values_list("user__name", "way"))
    assert ways == {"Mette Dahl": EMPLOYED, None: ATTACHED}
    assert queries.is_on_course(course, world.mette)
    page = queries.course_page(course, fresh(world.dorte))
    assert "2 sundhedsplejerske på holdet" not in page.team_gaps
    assert any("sundhedsplejerske" in words for words in page.team_gaps)


@pytest.mark.req("S0-FHF-11")
def test_hours_of_a_place_change_from_a_day_and_what_was_stays_told(world: World) -> None:
    course = flexible(world)
    place = course.team.get()
    changed = seat("therapist", world.dorte, hours_a_week=3, reason=TeamReason.CHANGED)
    actions.change_place(by=fresh(world.dorte), place=place, seat=changed, on=LATER)
    rows = course.team.order_by("pk").values_list("hours_a_week", "from_on", "to_on")
    assert list(rows) == [
        (6, course.started_on, LATER - timedelta(days=1)),
        (3, LATER, None),
    ]


@pytest.mark.req("S0-FHF-12")
def test_a_place_on_a_composed_team_says_which_difficulty_asks_for_it(world: World) -> None:
    bare = Seat("therapist", world.dorte)
    measure = measure_for(world)
    start = {"programme_key": "flexible-family-treatment", "workers": [], "measure": measure}
    assert refused(a_course, world=world, seats=[bare], **start) == "place_needs_reason"
    assert not Course.objects.exists()
    course = a_course(world, seats=[seat("therapist", world.dorte)], **start)
    join = {"by": fresh(world.dorte), "course": course, "on": ANCHOR}
    silent = Seat("psychologist", world.mette)
    assert refused(actions.join_team, seat=silent, **join) == "place_needs_reason"
    assert course.team.get().reason == TeamReason.PARENTING


@pytest.mark.req("S1-SFB-12")
def test_strengthened_treatment_does_not_begin_without_a_coordinator(world: World) -> None:
    named: dict[str, Any] = {
        "programme_key": "strengthened-family-treatment",
        "workers": [],
        "measure": measure_for(world),
    }
    alone = [Seat("therapist", world.dorte)]
    assert refused(a_course, world=world, seats=alone, **named) == "role_missing"
    course = a_course(world, seats=[*alone, Seat("coordinator", world.dorte)], **named)
    assert Tie.objects.filter(course_id=course.pk, user=world.dorte).count() == 1
    page = queries.course_page(course, fresh(world.dorte))
    assert [row.role_title for row in page.places] == ["familiebehandler", "tovholder"]


def test_a_programme_that_requires_nobody_begins_with_the_gap_shown(world: World) -> None:
    course = a_course(world, workers=[(world.dorte, "familiebehandler")])
    page = queries.course_page(course, fresh(world.dorte))
    assert "Mangler 1 familiebehandler." in page.team_gaps


def test_with_the_last_place_ends_what_a_worker_may_read(world: World) -> None:
    course = flexible(world, seat("therapist", world.dorte), seat("counsellor", world.dorte))
    first, second = course.team.order_by("pk")
    actions.leave_team(by=fresh(world.dorte), place=first, on=ANCHOR)
    with clock.at(clock.moment(LATER, 9)):
        assert queries.is_on_course(course, world.dorte)
    actions.leave_team(by=fresh(world.dorte), place=second, on=ANCHOR)
    assert queries.is_on_course(course, world.dorte)
    with clock.at(clock.moment(LATER, 9)):
        assert not queries.is_on_course(course, world.dorte)
    assert refused(actions.leave_team, by=fresh(world.anna), place=second, on=ANCHOR) == (
        "place_has_ended"
    )


def test_nobody_leaves_a_visit_that_they_were_to_make_alone(world: World) -> None:
    course = flexible(world, seat("therapist", world.dorte), seat("therapist", world.esben))

    def plan(*workers: Any) -> Contact:
        when = appointment(world, LATER, workers=[worker.pk for worker in workers])
        return actions.plan_contact(by=fresh(world.dorte), course=course, appointment=when)

    both, alone = plan(world.dorte, world.esben), plan(world.dorte)
    place = course.team.get(user=world.dorte)
    leave = {"by": fresh(world.dorte), "place": place, "on": ANCHOR}
    assert refused(actions.leave_team, **leave) == "visits_alone"
    assert both.workers.count() == 2
    move = appointment(world, LATER, workers=[world.esben.pk])
    actions.move_contact(
        by=fresh(world.dorte), contact=alone, version=alone.version, appointment=move
    )
    actions.leave_team(**leave)
    assert [row.user_id for row in both.workers.all()] == [world.esben.pk]


def test_a_colleague_who_takes_over_takes_the_places_too(world: World) -> None:
    course = flexible(world, seat("therapist", world.dorte), seat("counsellor", world.dorte))
    actions.hand_on(
        by=fresh(world.dorte), course=course, leaving=world.dorte, coming=world.mette, on=LATER
    )
    assert held(course, ANCHOR) == {
        ("therapist", "Dorte Kjær"),
        ("counsellor", "Dorte Kjær"),
    }
    assert held(course, LATER) == {("therapist", "Mette Dahl"), ("counsellor", "Mette Dahl")}


@pytest.mark.parametrize(
    ("who", "role", "name", "key"),
    [
        ("dorte", "therapist", "", "has_role"),
        ("anna", "therapist", "", "not_a_worker"),
        ("mette", "adviser", "", "unknown_role"),
        ("mette", "volunteer", "", "not_a_worker"),
        (None, "therapist", "Grethe", "not_a_worker"),
        (None, "volunteer", " ", "not_a_worker"),
    ],
)
def test_a_place_that_cannot_be_is_refused(world: World, who, role, name, key) -> None:
    course = flexible(world)
    asked = seat(role, world.users[who] if who else None, name=name)
    named = {"by": fresh(world.dorte), "course": course, "seat": asked, "on": ANCHOR}
    assert refused(actions.join_team, **named) == key
    assert course.team.count() == 1


@pytest.mark.parametrize(
    ("by", "day", "key"),
    [
        ("mette", ANCHOR, "not_on_course"),
        ("dorte", ANCHOR - timedelta(days=1), "day_has_been"),
        ("kirsten", ANCHOR, "not_allowed"),
    ],
)
def test_who_does_not_work_on_the_course_puts_nobody_on_it(world: World, by, day, key) -> None:
    course = flexible(world)
    joined = seat("psychologist", world.mette)
    named = {"by": fresh(world.users[by]), "course": course, "seat": joined, "on": day}
    assert refused(actions.join_team, **named) == key


@pytest.mark.req("S2-FAV-10")
def test_an_adviser_who_changes_midway_is_told_from_the_day_after(world: World) -> None:
    course = a_course(world)
    case = course.measure.case
    with clock.at(clock.moment(LATER, 9)):
        set_adviser(by=fresh(world.camilla), case=case, adviser=world.bo)
    told = f"Skiftet undervejs: rådgiver, {world.anna.name} til {short_full(LATER)}."
    for day, is_told in ((LATER, False), (LATER + timedelta(days=1), True)):
        with clock.at(clock.moment(day, 12)):
            gaps = queries.course_page(course, fresh(world.dorte)).team_gaps
        assert (told in gaps) is is_told


def test_an_adviser_who_left_before_the_course_began_is_no_change_of_it(world: World) -> None:
    measure = measure_for(world)
    set_adviser(by=fresh(world.camilla), case=measure.case, adviser=world.bo)
    start = ANCHOR + timedelta(days=14)
    course = a_course(world, measure=measure, by=fresh(world.bo), started_on=start)
    with clock.at(clock.moment(start + timedelta(days=3), 12)):
        gaps = queries.course_page(course, fresh(world.dorte)).team_gaps
    assert not [words for words in gaps if "Skiftet undervejs" in words]
