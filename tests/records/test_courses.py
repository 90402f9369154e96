"""Starting, steering and closing courses by the real actions."""

from datetime import date, timedelta

import pytest

from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import CourseEndReason, ExtensionReason, FrequencySource
from hjemmebane.domain.course_budget import BudgetState
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.access.models import Tie
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course
from tests.cast import ANCHOR, World
from tests.records.cases_story import fresh
from tests.records.courses_story import (
    a_contact,
    a_course,
    a_prevention_course,
    measure_for,
)


def refusal(function: object, **named: object) -> str:
    with pytest.raises(Refused) as found:
        function(**named)  # type: ignore[operator]
    return found.value.key


@pytest.mark.req("S4-SIH-04")
def test_a_course_carries_what_parents_and_adviser_formulated(world: World) -> None:
    course = a_course(world, agreed=actions.Agreed(needs="Ro om morgenen"))
    page = queries.course_page(course, fresh(world.dorte))
    assert page.agreed_needs == "Ro om morgenen"


@pytest.mark.req("S2-FAV-12")
def test_the_end_is_set_at_the_start_and_the_version_is_kept(world: World) -> None:
    course = a_course(world)
    assert course.expected_end_on == date(2026, 12, 27)
    assert (course.programme_key, course.programme_version) == ("intensive-home-based", "3")


def test_the_workers_are_tied_to_the_course_and_the_measure_knows_it(world: World) -> None:
    course = a_course(world)
    ties = dict(Tie.objects.filter(course_id=course.pk).values_list("user_id", "relation"))
    assert ties == {
        world.dorte.pk: "therapist",
        world.esben.pk: "therapist",
        world.pia.pk: "provider_head",
    }
    assert course.measure is not None
    course.measure.refresh_from_db()
    assert course.measure.course_id == course.pk


@pytest.mark.req("S2-FAV-13", "S2-FAV-14")
def test_the_tracks_planned_work_is_laid_out_and_may_be_moved(world: World) -> None:
    course = a_course(world)
    tracks = {work.track for work in course.works.all()}
    assert tracks == {"Afklaring og afdækning", "Behandling og rådgivning"}
    work = course.works.order_by("pk")[0]
    actions.move_work(
        by=fresh(world.dorte), work=work, version=1, title="Fælles billede", from_week=2, to_week=5
    )
    row = queries.course_page(course, fresh(world.dorte)).works
    assert ("Fælles billede", 2, 5) in {(w.title, w.from_week, w.to_week) for w in row}


def test_a_course_with_a_case_is_refused_without_a_decided_measure(world: World) -> None:
    measure = measure_for(world)
    key = refusal(
        actions.start_course,
        by=fresh(world.dorte),
        dossier=measure.case.dossier,
        programme_key="home-support",
        family=world.families["holm"],
        unit=world.units["provider"],
        started_on=ANCHOR,
        children=[world.selma.pk],
        workers=[(world.dorte, "familiebehandler")],
    )
    assert key == "no_measure"
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"workers": []}, "no_worker"),
        ({"children": []}, "no_child"),
        ({"programme_key": "prevention-30"}, "other_register"),
        ({"programme_key": "findes-ikke"}, "no_such_programme"),
        ({"started_on": date(1900, 1, 1)}, "day_out_of_range"),
        ({"started_on": date(9999, 12, 31)}, "day_out_of_range"),
        ({"expected_end_on": date(2026, 10, 1)}, "ends_before_start"),
    ],
)
def test_a_course_that_cannot_be_is_refused(world: World, changes, key) -> None:
    with pytest.raises(Refused) as found:
        a_course(world, **changes)
    assert found.value.key == key
    assert not Course.objects.exists()


def test_a_child_of_another_family_is_refused(world: World) -> None:
    with pytest.raises(Refused) as found:
        a_course(world, children=[world.oliver.pk])
    assert found.value.key == "not_of_family"


def test_the_same_form_sent_twice_is_one_course(world: World) -> None:
    token = "6f6c2f1e-3a53-4d8e-9a0e-0d9d2e3f4a5b"
    measure = measure_for(world)
    one = a_course(world, measure=measure, form_token=token)
    assert a_course(world, measure=measure, form_token=token).pk == one.pk


@pytest.mark.req("S2-FAV-15", "S2-FAV-22")
def test_a_phase_that_begins_late_shows_drift_and_stops_nothing(world: World) -> None:
    course = a_course(world)
    actions.begin_phase(
        by=fresh(world.dorte), course=course, phase="assessment", on=date(2026, 11, 6)
    )
    standing = queries.course_page(course, fresh(world.dorte)).standing
    assert standing.drift_words == "4 dage efter plan"
    assert standing.phases[0].words == "fase 1 blev 4 dage længere"


@pytest.mark.parametrize(
    ("phase", "on", "key"),
    [
        ("motivation", date(2026, 11, 6), "unknown_phase"),
        ("ukendt", date(2026, 11, 6), "unknown_phase"),
        ("assessment", date(2026, 12, 1), "not_yet"),
        ("assessment", date(2026, 10, 1), "before_start"),
    ],
)
def test_a_phase_cannot_begin_on_a_day_that_cannot_be(world: World, phase, on, key) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    assert refusal(actions.begin_phase, by=by, course=course, phase=phase, on=on) == key


def test_phases_keep_their_order(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    actions.begin_phase(by=by, course=course, phase="assessment", on=date(2026, 11, 6))
    on = date(2026, 11, 2)
    key = refusal(actions.begin_phase, by=by, course=course, phase="closing", on=on)
    assert key == "phase_out_of_order"


@pytest.mark.req("S2-AAB-21")
def test_an_extension_holds_when_a_leader_has_agreed_and_not_before(world: World) -> None:
    course = a_prevention_course(world)
    for offset in range(12):
        a_contact(world, course, date(2026, 10, 6) + timedelta(days=offset), text="")
    wish = actions.ExtensionWish(ExtensionReason.GOALS_NEARLY_MET, new_limit=16)
    asked = actions.ask_for_extension(by=fresh(world.nadia), course=course, wish=wish)
    page = queries.course_page(course, fresh(world.nadia))
    assert page.standing.contacts.state is BudgetState.STOP
    assert (
        refusal(actions.decide_extension, by=fresh(world.nadia), extension=asked, is_agreed=True)
        == "not_allowed"
    )
    actions.decide_extension(by=fresh(world.gry), extension=asked, is_agreed=True)
    page = queries.course_page(course, fresh(world.nadia))
    assert page.standing.contacts.short == "12 af 16"
    assert page.extensions[0].decided_by == "Gry Bech"


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        (actions.ExtensionWish(ExtensionReason.OTHER), "extension_empty"),
        (actions.ExtensionWish(ExtensionReason.OTHER, new_limit=12), "limit_not_higher"),
        (actions.ExtensionWish(ExtensionReason.OTHER, new_limit=201), "limit_not_higher"),
        (
            actions.ExtensionWish(ExtensionReason.OTHER, new_end_on=date(9999, 1, 1)),
            "too_far_ahead",
        ),
    ],
)
def test_an_extension_must_move_something_upwards(world: World, wish, key) -> None:
    course = a_prevention_course(world)
    by = fresh(world.nadia)
    assert refusal(actions.ask_for_extension, by=by, course=course, wish=wish) == key


def test_two_leaders_decide_once(world: World) -> None:
    course = a_prevention_course(world)
    wish = actions.ExtensionWish(ExtensionReason.PAUSE, new_limit=14)
    asked = actions.ask_for_extension(by=fresh(world.gry), course=course, wish=wish)
    actions.decide_extension(by=fresh(world.gry), extension=asked, is_agreed=False)
    key = refusal(actions.decide_extension, by=fresh(world.gry), extension=asked, is_agreed=True)
    assert key == "already_decided"


@pytest.mark.req("S4-SIH-10")
def test_who_set_the_frequency_is_recorded_and_steers_the_proposal(world: World) -> None:
    course = a_course(world)
    agreed = actions.Agreed(frequency_source=FrequencySource.ADVISER_SET, frequency_days=10)
    actions.set_frequency(by=fresh(world.anna), course=course, version=1, agreed=agreed)
    page = queries.course_page(
        queries.get_course(course.public_id, fresh(world.anna)), fresh(world.anna)
    )
    assert page.frequency_words == "Fastsat af rådgiver: cirka hver 10. dag"
    assert page.standing.rhythm.interval_days == 10


def test_the_loser_of_a_race_for_the_frequency_is_told(world: World) -> None:
    course = a_course(world)
    agreed = actions.Agreed(frequency_days=7)
    actions.set_frequency(by=fresh(world.anna), course=course, version=1, agreed=agreed)
    with pytest.raises(Stale):
        actions.set_frequency(by=fresh(world.anna), course=course, version=1, agreed=agreed)


def test_a_course_that_ends_with_a_choice_cannot_end_without_it(world: World) -> None:
    course = a_course(world)
    named = {"on": ANCHOR, "reason": CourseEndReason.AS_PLANNED, "course": course}
    assert refusal(actions.end_course, by=fresh(world.dorte), version=1, **named) == (
        "outcome_needed"
    )
    actions.record_outcome(
        by=fresh(world.anna), course=course, version=1, outcome="ordinary_family_treatment"
    )
    actions.end_course(by=fresh(world.dorte), version=2, **named)
    page = queries.course_page(
        queries.get_course(course.public_id, fresh(world.dorte)), fresh(world.dorte)
    )
    assert page.outcome == "Almindelig familiebehandling"
    assert page.course.ended_on == ANCHOR


def test_the_choice_is_the_advisers_and_one_of_the_programmes_own(world: World) -> None:
    course = a_course(world)
    named = {"course": course, "version": 1}
    assert (
        refusal(actions.record_outcome, by=fresh(world.dorte), outcome="respite", **named)
        == "not_allowed"
    )
    assert (
        refusal(actions.record_outcome, by=fresh(world.anna), outcome="ukendt", **named)
        == "unknown_outcome"
    )


def test_an_ended_course_takes_no_more(world: World) -> None:
    course = a_prevention_course(world)
    actions.end_course(
        by=fresh(world.nadia),
        course=course,
        version=1,
        on=ANCHOR,
        reason=CourseEndReason.FAMILY_STOPPED,
    )
    with pytest.raises(Refused) as found:
        a_contact(world, course, date(2026, 11, 20))
    assert found.value.key == "course_ended"


@pytest.mark.parametrize("who", ["erik", "sofie", "ivan", "thomas", "nadia", "gry", "kirsten"])
def test_a_course_does_not_exist_for_those_with_nothing_to_do_with_it(world: World, who) -> None:
    course = a_course(world)
    with pytest.raises(NotVisible):
        queries.get_course(course.public_id, fresh(world.users[who]))


@pytest.mark.parametrize("who", ["anna", "camilla", "rune", "dorte", "pia", "erik"])
def test_a_course_without_a_case_does_not_exist_outside_prevention(world: World, who) -> None:
    course = a_prevention_course(world)
    with pytest.raises(NotVisible):
        queries.get_course(course.public_id, fresh(world.users[who]))


def test_pages_of_courses_cost_the_same_whatever_their_number(
    world: World, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    course = a_course(world)
    a_contact(world, course, date(2026, 10, 6))
    user = fresh(world.dorte)
    queries.own_courses(user)
    reached = queries.get_course(course.public_id, user)
    with django_assert_max_num_queries(41) as few:
        queries.course_page(reached, user)
    for offset in range(10):
        a_contact(world, course, date(2026, 10, 7) + timedelta(days=offset))
    user = fresh(world.dorte)
    queries.own_courses(user)
    reached = queries.get_course(course.public_id, user)
    with django_assert_num_queries(len(few)):
        queries.course_page(reached, user)


def test_the_head_of_the_unit_is_tied_by_name_and_is_no_worker_on_the_course(world: World) -> None:
    course = a_course(world)
    page = queries.course_page(course, fresh(world.dorte))
    assert "Pia Skov" not in {row.name for row in page.team}
    assert not queries.is_on_course(course, fresh(world.pia))
    with pytest.raises(Refused, match="not_on_course"):
        a_contact(world, course, date(2026, 10, 7), workers=[world.pia.pk])


@pytest.mark.req("S2-CON-06")
def test_a_child_at_risk_is_helped_before_there_is_any_case(world: World) -> None:
    course = a_prevention_course(world)
    assert course.measure is None
    assert course.dossier.register == Register.PREVENTION
    assert not Case.objects.filter(child__in=[world.noah, world.ida_berg]).exists()
    assert [row.public_id for row in queries.own_courses(fresh(world.nadia))] == [
        str(course.public_id)
    ]
