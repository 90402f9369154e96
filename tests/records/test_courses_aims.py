"""What a course is for: what is to move, what is made up for, and whom it is made for."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import Area, Relation, RoleKey, UnitKind
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.domain.contacts import CourseEndReason, OrderAim
from hjemmebane.domain.course_team import TeamReason
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.goals import GoalArea, HowFar, Judgement, RaterKind
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.edges.staff.courses.wondering import wonderings
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import Tie
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, Measure
from hjemmebane.records.cases.queries.options import adviser_of
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course
from tests.cast import ANCHOR, World
from tests.records.cases_story import (
    a_case,
    a_decision,
    a_goal,
    a_measure,
    decision_text,
    fresh,
    screened,
)
from tests.records.courses_story import a_contact, a_course, measure_for

LONG_AGO = date(2026, 10, 5)
WEEKS_LATER = ANCHOR + timedelta(days=14)


def flexible(world: World, measure: Measure | None = None) -> Course:
    """Return a course of flexible treatment with Dorte."""
    seat = actions.Seat("therapist", world.dorte, reason=TeamReason.PARENTING)
    return a_course(
        world,
        measure=measure or measure_for(world),
        programme_key="flexible-family-treatment",
        workers=[],
        seats=[seat],
    )


def for_aim(world: World, aim: OrderAim, **changes: Any) -> Course:
    """Return a flexible course whose order has an aim, with one goal rated 4 and never higher."""
    case = screened(world, a_case(world))
    course = flexible(world, a_measure(world, case, aim=aim, **changes))
    goal = a_goal(world, case, course_id=course.pk, agreed_on=LONG_AGO, area=GoalArea.PARENTING)
    for day in (LONG_AGO, ANCHOR):
        rate(world, goal, day, 4)
    return course


def rate(world: World, goal: Any, day: date, value: int) -> None:
    named = {"rater_kind": RaterKind.PARENT, "person": world.frida_holm}
    cases.record_progress(by=fresh(world.dorte), goal=goal, on=day, value=value, **named)


def page(world: World, course: Course, who: str = "dorte") -> queries.CoursePage:
    by = fresh(world.users[who])
    return queries.course_page(queries.get_course(course.public_id, by), by)


def asked(world: World, course: Course, day: date = ANCHOR) -> list[str]:
    with clock.at(clock.moment(day, 12)):
        found = page(world, course)
        return [question.title for question in wonderings(found, fresh(world.dorte))]


@pytest.mark.req("S0-FHF-19")
def test_treatment_is_asked_for_goals_on_parents_and_child_and_whether_they_move(
    world: World,
) -> None:
    course = for_aim(world, OrderAim.TREATMENT)
    assert {"Hvad skal flytte sig?", "Skal der gøres noget andet?"} <= set(
        asked(world, course, WEEKS_LATER)
    )
    case = course.measure.case
    a_goal(world, case, own_words="Selma sover", course_id=course.pk, area=GoalArea.WELLBEING)
    assert "Hvad skal flytte sig?" not in asked(world, course, WEEKS_LATER)
    rate(world, case.dossier.goals.order_by("pk").first(), ANCHOR, 6)
    assert "Skal der gøres noget andet?" not in asked(world, course, WEEKS_LATER)


@pytest.mark.req("S0-FHF-20")
def test_what_is_made_up_for_is_told_and_never_asked_why_it_does_not_move(world: World) -> None:
    with pytest.raises(Refused, match="compensates_missing"):
        for_aim(world, OrderAim.COMPENSATORY)
    lacks = "Frida kan ikke selv få Selma i skole"
    case = Case.objects.get()
    decision = a_decision(world, case, aim=OrderAim.COMPENSATORY, compensates=lacks)
    measure = cases.start_measure(
        by=fresh(world.anna),
        decision=decision,
        provider_unit=world.units["provider"],
        started_on=clock.today(),
    )
    course = flexible(world, measure)
    goal = a_goal(world, case, course_id=course.pk, agreed_on=LONG_AGO)
    for day in (LONG_AGO, ANCHOR):
        rate(world, goal, day, 4)
    assert page(world, course).measure_compensates == lacks
    not_asked = {"Hvad skal flytte sig?", "Skal der gøres noget andet?"}
    assert not_asked.isdisjoint(asked(world, course, ANCHOR + timedelta(days=200)))


@pytest.mark.req("S0-FHF-23")
def test_a_course_begins_from_a_childs_return_home(world: World) -> None:
    course = flexible(world)
    begun = cases.EventText(EventKind.RETURN_BEGUN, ANCHOR)
    cases.note_event(by=fresh(world.anna), case=course.measure.case, text=begun)
    holds = ["heavy_complex", "alternatives_weighed", "returning_child"]
    assert actions.answer_target(by=fresh(world.dorte), course=course, holds=holds) == 0
    found = page(world, course).content
    assert found.gains == ("Et barn flytter hjem efter en anbringelse",)
    assert Obligation.objects.filter(dossier=course.dossier, trigger_kind="return_begun").exists()


@pytest.mark.req("S0-FHF-24")
def test_how_heavy_a_case_is_stands_on_it_and_a_light_one_asks_why_this_service(
    world: World,
) -> None:
    case = cases.open_case(
        by=fresh(world.camilla),
        child=world.selma,
        family=world.families["holm"],
        aware_on=ANCHOR,
        team=world.teams["nord"],
        adviser=world.anna,
        weight=CaseWeight.HEAVY,
    )
    assert Case.objects.get(pk=case.pk).weight == CaseWeight.HEAVY
    course = flexible(world, a_measure(world, screened(world, case)))
    with pytest.raises(Refused, match="doubt_needs_reason"):
        actions.answer_target(by=fresh(world.dorte), course=course, holds=["alternatives_weighed"])


@pytest.mark.req("S0-FHF-32")
def test_advice_talks_and_activities_are_told_of_contacts_with_parent_and_child(
    world: World,
) -> None:
    course = flexible(world)
    there = [world.frida_holm.pk, world.selma.pk]
    for key in ("advice", "talks", "activities"):
        a_contact(world, course, ANCHOR, there=there, methods=[key])
    rows = page(world, course).contacts
    assert {row.methods for row in rows} == {("Rådgivning",), ("Samtale",), ("Aktivitet",)}
    assert all({card.id for card in row.there} == set(there) for row in rows)


@pytest.mark.req("S2-FAV-02")
def test_a_house_for_families_and_young_people_provides_and_its_head_reads_no_content(
    world: World,
) -> None:
    house = access.open_unit(
        by=SYSTEM,
        key="ungehus",
        name="Familie- og Ungehus",
        area=Area.PROVIDER,
        kind=UnitKind.PROVIDER,
        service_type="",
    )
    access.give_role(
        by=SYSTEM, user=world.mette, role=RoleKey.PROVIDER_HEAD, unit=house, from_on=LONG_AGO
    )
    case = screened(world, a_case(world))
    measure = cases.start_measure(
        by=fresh(world.anna),
        decision=a_decision(world, case),
        provider_unit=house,
        started_on=clock.today(),
    )
    course = a_course(world, measure=measure, unit=house)
    assert page(world, course).course.unit == "Familie- og Ungehus"
    head = Tie.objects.get(course_id=course.pk, relation=Relation.PROVIDER_HEAD)
    assert head.user == world.mette
    with pytest.raises(NotVisible):
        page(world, course, "mette")


@pytest.mark.req("S2-FAV-08")
def test_the_familys_regular_adviser_stays_on_the_case_through_the_course(world: World) -> None:
    course = a_course(world)
    case = course.measure.case
    access.tie(
        by=SYSTEM,
        user=world.bo,
        dossier=case.dossier,
        relation=Relation.ADVISER,
        title="opfølgningsrådgiver",
        from_on=ANCHOR,
    )
    assert adviser_of(case) == world.anna
    actions.record_outcome(
        by=fresh(world.anna), course=course, version=1, outcome="continue_home_based"
    )
    actions.end_course(
        by=fresh(world.dorte), course=course, version=2, on=ANCHOR, reason=CourseEndReason.GOALS_MET
    )
    assert adviser_of(case) == world.anna


@pytest.mark.req("S4-SIH-03")
def test_home_support_rests_on_an_assessment_and_an_adviser(world: World) -> None:
    support = {"measure_key": "stoette_i_hjemmet", "ladder_step": "3"}
    bare = a_case(world)
    text = {"by": fresh(world.anna), "case": bare}
    with pytest.raises(Refused, match="assessment_missing"):
        cases.decide(**text, text=decision_text(**support))
    with pytest.raises(Refused, match="no_measure"):
        actions.start_course(
            by=fresh(world.dorte),
            dossier=bare.dossier,
            programme_key="home-support",
            family=world.families["holm"],
            unit=world.units["provider"],
            started_on=ANCHOR,
            children=[world.selma.pk],
            workers=[(world.dorte, "familiebehandler")],
        )
    measure = a_measure(world, screened(world, bare), **support)
    course = a_course(world, measure=measure, programme_key="home-support", started_on=ANCHOR)
    assert "Mangler 1 rådgiver." not in page(world, course).team_gaps
    tie = Tie.objects.get(dossier=bare.dossier, relation=Relation.ADVISER)
    access.untie(by=SYSTEM, tie=tie, on=ANCHOR)
    with clock.at(clock.moment(WEEKS_LATER, 9)):
        assert "Mangler 1 rådgiver." in page(world, course).team_gaps


@pytest.mark.req("S3-MSF-07", "S3-MSF-09", "S3-MSF-02")
def test_few_goals_and_every_core_element_are_asked_for_in_support_to_parents(
    world: World,
) -> None:
    course = a_course(
        world,
        programme_key="parents-of-placed-children",
        workers=[
            (world.dorte, "familiebehandler"),
        ],
    )
    most = 3
    for number in range(most):
        a_goal(world, course.measure.case, own_words=f"Mål {number}", course_id=course.pk)
    assert "Hvilke mål er de vigtigste lige nu?" not in asked(world, course)
    a_goal(world, course.measure.case, own_words="Et til", course_id=course.pk)
    titles = asked(world, course)
    assert "Hvilke mål er de vigtigste lige nu?" in titles
    assert "Hvad gør I med »Kriseinformeret tilgang«?" in titles
    a_contact(world, course, date(2026, 10, 8), methods=["crisis_talk"])
    assert "Hvad gør I med »Kriseinformeret tilgang«?" not in asked(world, course)


@pytest.mark.req("S0-FHF-29")
def test_a_course_tells_how_parents_and_children_take_part_and_asks_where_one_does_not(
    world: World,
) -> None:
    course = flexible(world)
    assert "Hvordan kommer de med?" in asked(world, course)
    a_contact(world, course, date(2026, 10, 8), there=[world.frida_holm.pk])
    assert "Hvordan kommer de med?" in asked(world, course)
    a_contact(world, course, date(2026, 10, 9), there=[world.frida_holm.pk, world.selma.pk])
    a_goal(world, course.measure.case, course_id=course.pk, words_of=world.selma)
    told = {row.who.name: row.words for row in page(world, course).participation}
    assert told["Selma Zselma"] == "1 besøg, 1 mål med egne ord"
    assert told["Frida Zfrida"] == "2 besøg"
    assert told["Jonas Zjonas"] == "ikke med endnu"
    assert "Hvordan kommer de med?" not in asked(world, course)


def test_nobody_is_asked_about_in_the_first_weeks(world: World) -> None:
    course = flexible(world)
    assert "Hvordan kommer de med?" not in asked(world, course, LONG_AGO + timedelta(days=27))
    assert "Hvordan kommer de med?" in asked(world, course, LONG_AGO + timedelta(days=28))


def test_a_word_of_forward_is_movement_too(world: World) -> None:
    course = for_aim(world, OrderAim.TREATMENT)
    assert "Skal der gøres noget andet?" in asked(world, course, WEEKS_LATER)
    goal = course.measure.case.dossier.goals.get()
    cases.record_progress(
        by=fresh(world.dorte),
        goal=goal,
        on=ANCHOR,
        rater_kind=RaterKind.WORKER,
        judgement=Judgement.FORWARD,
    )
    assert "Skal der gøres noget andet?" not in asked(world, course, WEEKS_LATER)


@pytest.mark.req("S3-MSF-08")
def test_each_goal_tells_whether_parents_see_it_and_want_it_and_one_not_theirs_is_asked_about(
    world: World,
) -> None:
    course = flexible(world)
    goal = a_goal(world, course.measure.case, course_id=course.pk, agreed_on=LONG_AGO)
    assert page(world, course).goals[0].stance is None
    said = {"by": fresh(world.dorte), "goal": goal}
    cases.note_stance(sees=HowFar.NO, wants=HowFar.PARTLY, on=LONG_AGO, **said)
    assert "Hvis mål er det?" in asked(world, course)
    cases.note_stance(sees=HowFar.PARTLY, wants=HowFar.YES, on=ANCHOR, **said)
    told = page(world, course, "anna").goals[0].stance
    assert told is not None
    assert told.words == "forældrene ser det selv: delvis; har lyst: ja"
    assert "Hvis mål er det?" not in asked(world, course)
    assert goal.stances.count() == 2


@pytest.mark.parametrize(
    ("who", "change", "key"),
    [
        ("erik", {}, "not_allowed"),
        ("dorte", {"on": LONG_AGO - timedelta(days=1)}, "before_the_goal"),
        ("dorte", {"on": WEEKS_LATER}, "in_the_future"),
    ],
)
def test_what_parents_say_of_a_goal_that_cannot_be_is_refused(world, who, change, key) -> None:
    course = flexible(world)
    goal = a_goal(world, course.measure.case, course_id=course.pk, agreed_on=LONG_AGO)
    named = {"sees": HowFar.YES, "wants": HowFar.YES, "on": ANCHOR, **change}
    with pytest.raises(Refused, match=key):
        cases.note_stance(by=fresh(world.users[who]), goal=goal, **named)
    assert not goal.stances.exists()
