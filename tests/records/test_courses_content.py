"""Elements, focus points, topics, long-term aim and target group of a course."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from hjemmebane import clock
from hjemmebane.domain.cases import AssessmentKind
from hjemmebane.domain.elements import RestReason
from hjemmebane.domain.goals import GoalArea, GoalEndReason
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.cases.actions import agree_goal, end_goal
from hjemmebane.records.cases.models import Assessment, Goal
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course, ElementStrength, FocusPoint
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course, a_prevention_course

DAY = date(2026, 10, 20)


def content(world: World, course: Course, user: Any = None) -> Any:
    by = fresh(user or world.dorte)
    return queries.course_page(queries.get_course(course.public_id, by), by).content


def standing(world: World, course: Course, element: str) -> Any:
    return next(one for one in content(world, course).elements if one.key == element)


def strength(world: World, course: Course, level: int, **more: Any) -> ElementStrength:
    values = {"element": "network", "on": DAY, **more}
    return actions.set_strength(by=fresh(world.dorte), course=course, level=level, **values)


def an_assessment(course: Course) -> Assessment:
    assert course.measure is not None
    case = course.measure.case
    found = case.assessments.first()
    return found or Assessment.objects.create(
        case=case, kind=AssessmentKind.EXPLORATION, started_on=date(2026, 9, 1)
    )


def a_goal(world: World, course: Course) -> Goal:
    return agree_goal(
        by=fresh(world.dorte),
        dossier=course.dossier,
        own_words="Ud ad døren uden at råbe",
        professional_words="",
        words_of=world.frida_holm,
        agreed_on=date(2026, 10, 12),
        area=next(iter(GoalArea)),
        course_id=course.pk,
    )


def a_focus(world: World, course: Course, **changes: Any) -> actions.Focus:
    values = {
        "words": "De voksne har morgenen, så jeg kan være barn.",
        "words_of": world.selma.pk,
        "assessment": an_assessment(course),
        "finding": "Selma passer på Viggo om morgenen.",
        "goal": a_goal(world, course),
    }
    return actions.Focus(**{**values, **changes})


@pytest.mark.req("S1-SFB-18")
def test_low_asks_for_no_reason_and_rest_does(world: World) -> None:
    course = a_course(world)
    strength(world, course, 2)
    strength(world, course, 1)
    with pytest.raises(Refused, match="rest_needs_reason"):
        strength(world, course, 0)
    strength(world, course, 0, reason=RestReason.FAMILY_WISHES, text="Selma vil ikke")
    [found] = [item for item in content(world, course).elements if item.key == "network"]
    assert found.strength == "hviler"
    assert found.why == "Familien ønsker det ikke lige nu. Selma vil ikke"


def test_at_most_six_reasons_are_offered_for_rest() -> None:
    assert len(RestReason) == 6


def test_the_database_keeps_no_rest_without_a_reason(world: World) -> None:
    course = a_course(world)
    row = strength(world, course, 1)
    row.level = 0
    with pytest.raises(ValidationError, match="element_at_rest_says_why"):
        row.validate_constraints()


def test_a_strength_outside_the_scale_and_an_unknown_element_are_refused(world: World) -> None:
    course = a_course(world)
    with pytest.raises(Refused, match="unknown_strength"):
        strength(world, course, 4)
    with pytest.raises(Refused, match="unknown_element"):
        strength(world, course, 1, element="trylleri")


def test_a_contact_delivers_the_elements_its_method_place_and_hour_name(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, date(2026, 10, 6), methods=["practice"], setting="school")
    found = {item.key: item.delivered for item in content(world, course).elements}
    assert (found["practice"], found["network"], found["alliance"]) == (1, 1, 0)


@pytest.mark.req("S2-FAV-23")
def test_a_focus_point_ties_a_finding_to_a_goal_and_stands_between_them(world: World) -> None:
    course = a_course(world)
    actions.make_focus(by=fresh(world.dorte), course=course, focus=a_focus(world, course))
    [row] = content(world, course).focus
    assert row.finding == "Selma passer på Viggo om morgenen."
    assert row.goal == "Ud ad døren uden at råbe"
    assert row.words_of.id == world.selma.pk
    assert not any(FocusPoint._meta.get_field(name).null for name in ("goal", "assessment"))


def test_a_focus_point_without_finding_or_with_a_goal_that_ended_is_refused(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    with pytest.raises(Refused, match="no_finding"):
        actions.make_focus(by=by, course=course, focus=a_focus(world, course, finding=" "))
    focus = a_focus(world, course)
    end_goal(by=fresh(world.anna), goal=focus.goal, on=DAY, reason=next(iter(GoalEndReason)))
    with pytest.raises(Refused, match="unknown_goal"):
        actions.make_focus(by=by, course=course, focus=focus)


def test_the_open_statement_of_concern_is_kept_and_what_stood_before_stays(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    for text in ("Vi er bekymrede for Selmas søvn.", "Vi er stadig bekymrede."):
        actions.write_topic(by=by, course=course, key="concern", text=text)
    [found] = content(world, course).topics
    assert (found.text, found.family_reads) == ("Vi er stadig bekymrede.", True)
    assert course.topics.count() == 2
    with pytest.raises(Refused, match="unknown_topic"):
        actions.write_topic(by=by, course=course, key="vejret", text="Sol")


def a_strengthened_course(world: World) -> Course:
    team = [(world.dorte, "familiebehandler"), (world.esben, "tovholder")]
    return a_course(world, programme_key="strengthened-family-treatment", workers=team)


@pytest.mark.req("S2-FAV-03", "S1-SFB-08")
def test_what_speaks_against_asks_why_and_stops_nobody(world: World) -> None:
    course = a_strengthened_course(world)
    by = fresh(world.dorte)
    holds = ["placement_risk", "parents_and_children", "misuse"]
    with pytest.raises(Refused, match="doubt_needs_reason"):
        actions.answer_target(by=by, course=course, holds=holds)
    actions.answer_target(by=by, course=course, holds=holds, reason="Far er i behandling")
    found = content(world, course)
    assert found.against == ("Passer ikke: Misbrug",)
    assert found.against_why == "Far er i behandling"
    a_contact(world, course, date(2026, 10, 6))
    assert course.ended_on is None


@pytest.mark.req("S1-SFB-04", "S1-SFB-05")
def test_each_need_of_the_target_group_is_on_the_list_and_its_lack_asks_why(world: World) -> None:
    course = a_strengthened_course(world)
    by = fresh(world.dorte)
    for lacking in ("placement_risk", "parents_and_children"):
        holds = {"placement_risk", "parents_and_children"} - {lacking}
        with pytest.raises(Refused, match="doubt_needs_reason"):
            actions.answer_target(by=by, course=course, holds=holds)
    both = ["placement_risk", "parents_and_children"]
    assert actions.answer_target(by=by, course=course, holds=both) == 0


@pytest.mark.req("S1-SFB-06", "S1-SFB-07")
def test_who_gains_particularly_is_marked_and_never_asked_why(world: World) -> None:
    course = a_strengthened_course(world)
    by = fresh(world.dorte)
    holds = ["placement_risk", "parents_and_children", "thin_network", "acute_need"]
    assert actions.answer_target(by=by, course=course, holds=holds) == 0
    assert actions.answer_target(by=by, course=course, holds=holds[:2]) == 0


@pytest.mark.req("S3-MSF-06", "S3-MSF-05")
def test_the_long_term_aim_is_stated_once_and_changed_only_with_a_reason(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")
    by = fresh(world.anna)
    actions.set_aim(by=by, course=course, aim="reunification")
    with pytest.raises(Refused, match="aim_needs_reason"):
        actions.set_aim(by=by, course=course, aim="relation")
    actions.set_aim(by=by, course=course, aim="relation", reason="Selma vil blive boende")
    found = content(world, course, world.anna)
    assert (found.aim_key, found.aim_why) == ("relation", "Selma vil blive boende")
    assert course.aims.count() == 2


@pytest.mark.req("S3-MSF-03", "S3-MSF-04", "S3-MSF-10")
def test_strengths_crisis_and_what_must_change_are_kept_in_words(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")
    by = fresh(world.dorte)
    for key in ("resources", "crisis", "conditions"):
        actions.write_topic(by=by, course=course, key=key, text=f"Om {key}")
    found = {row.key: row for row in content(world, course).topics}
    assert {key: found[key].text for key in ("resources", "crisis", "conditions")} == {
        "resources": "Om resources",
        "crisis": "Om crisis",
        "conditions": "Om conditions",
    }
    assert found["conditions"].family_reads
    assert "til at forstå" in found["conditions"].ask


@pytest.mark.req("S3-MSF-11", "S3-MSF-21")
def test_guidance_from_contact_and_the_mix_of_services_are_kept(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")
    by = fresh(world.dorte)
    for key in ("guidance", "mix"):
        actions.write_topic(by=by, course=course, key=key, text=key)
    texts = {row.key: row.text for row in content(world, course).topics}
    assert (texts["guidance"], texts["mix"]) == ("guidance", "mix")


@pytest.mark.req("S3-MSF-20")
def test_another_round_of_maintenance_begins_when_it_is_begun(world: World) -> None:
    course = a_course(
        world, programme_key="parents-of-placed-children", started_on=date(2026, 3, 2)
    )
    by = fresh(world.dorte)
    with pytest.raises(Refused, match="unknown_phase"):
        actions.begin_phase(by=by, course=course, phase="maintenance-2", on=date(2026, 9, 1))
    for phase, on in (
        ("change", date(2026, 3, 30)),
        ("maintenance", date(2026, 6, 1)),
        ("maintenance-2", date(2026, 9, 1)),
    ):
        actions.begin_phase(by=by, course=course, phase=phase, on=on)
    page = queries.course_page(queries.get_course(course.public_id, by), by)
    assert page.standing.phase is not None
    assert page.standing.phase.title == "Vedligeholdelse, 2. runde"
    plan = [item.key for item in page.standing.due]
    assert "maintenance_assessment-2" in plan


@pytest.mark.req("S2-CON-18", "S1-SFB-17", "S2-FAV-32")
def test_the_share_outside_office_hours_and_in_everyday_places_is_told(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, date(2026, 10, 6))
    a_contact(world, course, date(2026, 10, 7), starts_at=clock.moment(date(2026, 10, 7), 18))
    a_contact(world, course, date(2026, 10, 8), setting="family_house")
    shares = content(world, course).shares
    assert shares.words == "1 af 3 kontakter uden for kl. 8–16, 2 af 3 i barnets hverdag"


@pytest.mark.req("S2-AAB-34")
def test_a_course_without_a_case_tells_its_evening_visits_too(world: World) -> None:
    course = a_prevention_course(world)
    day = date(2026, 10, 7)
    a_contact(world, course, day, starts_at=clock.moment(day, 18))
    shares = content(world, course, world.nadia).shares
    assert shares.words == "1 af 1 kontakter uden for kl. 8–16, 1 af 1 i barnets hverdag"


@pytest.mark.req("S2-HER-31")
def test_a_visit_to_the_foster_family_is_a_contact_of_the_parents_course(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")
    before = standing(world, course, "close_cooperation").delivered
    there = {"setting": "placement", "others": ["plejemor Ulla"]}
    contact = a_contact(world, course, date(2026, 10, 6), **there)
    by = fresh(world.dorte)
    page = queries.course_page(queries.get_course(course.public_id, by), by)
    assert page.standing.contacts.used == 1
    assert list(contact.persons.values_list("label", flat=True)) == ["plejemor Ulla"]
    assert page.contacts[0].setting_title.startswith("Hos plejefamilien")
    assert standing(world, course, "close_cooperation").delivered == before + 1


def test_the_head_of_the_provider_reads_none_of_it(world: World) -> None:
    course = a_course(world)
    actions.write_topic(by=fresh(world.dorte), course=course, key="concern", text="Søvn")
    with pytest.raises(NotVisible):
        content(world, course, world.pia)


def test_a_therapist_who_is_not_on_the_course_turns_nothing(world: World) -> None:
    course = a_course(world)
    by = fresh(world.mette)
    with pytest.raises(Refused, match="not_on_course"):
        actions.set_strength(by=by, course=course, element="network", level=1, on=DAY)
    with pytest.raises(Refused, match="not_on_course"):
        actions.write_topic(by=by, course=course, key="concern", text="Søvn")
