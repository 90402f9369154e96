"""Nobody is led to a page that is not theirs, and words shown are a look at whose they are."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import LookupPerson
from hjemmebane.records.cases.models import Case, Goal, Measure
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, a_goal, a_measure, screened


def url(name: str, *args: object) -> str:
    return reverse(f"staff:{name}", args=[str(arg) for arg in args])


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.fixture
def help_given(world: World, case: Case) -> tuple[Goal, Measure]:
    return a_goal(world, case), a_measure(world, case)


@pytest.fixture
def anna(world: World) -> Client:
    return signed_in(world.anna)


FORMS_OF_AUTHORITY = ("case_close", "case_story", "case_screening", "case_plan", "decision_new")


@pytest.mark.parametrize(
    "name",
    [
        *FORMS_OF_AUTHORITY,
        "follow_up",
        "follow_up_move",
        "follow_up_rhythm",
        "case_event",
        "case_risk",
    ],
)
def test_a_therapist_on_the_case_finds_no_form_of_the_authority(
    world: World, case: Case, help_given: tuple[Goal, Measure], name: str
) -> None:
    access.tie(
        by=SYSTEM,
        user=world.dorte,
        dossier=case.dossier,
        relation=Relation.THERAPIST,
        title="familiebehandler",
        course_id=1,
        from_on=clock.today(),
    )
    dorte = signed_in(world.dorte)

    page = dorte.get(url("case", case.public_id))
    assert page.status_code == 200
    address = url(name, case.public_id)
    assert address not in page.content.decode()
    assert dorte.get(address).status_code == 404
    assert dorte.post(address).status_code == 404


@pytest.mark.parametrize("who", ["rune", "camilla", "anna"])
def test_every_link_on_a_case_leads_to_a_page_the_reader_may_open(
    world: World, case: Case, help_given: tuple[Goal, Measure], who: str
) -> None:
    a_decision(world, case)
    browser = signed_in(world.users[who])

    page = browser.get(url("case", case.public_id)).content.decode()
    links = set(re.findall(r'href="(/(?:sager|forloeb|frister)/[^"#]*)', page))

    assert url("coordination", case.public_id) in links
    for link in links:
        assert browser.get(link).status_code == 200, link


@pytest.mark.parametrize("name", ["goal_edit", "goal_end", "goal_progress"])
def test_showing_a_goals_words_is_a_look_at_whose_words_they_are(
    world: World, anna: Client, case: Case, help_given: tuple[Goal, Measure], name: str
) -> None:
    goal, _ = help_given

    page = anna.get(url(name, case.public_id, goal.public_id)).content.decode()

    assert "Frida Zfrida Holm" in page
    assert LookupPerson.objects.filter(
        person_id=world.frida_holm.pk, request__user=world.anna
    ).exists()


def test_showing_the_views_in_an_assessment_is_a_look_at_child_and_parents(
    world: World, anna: Client, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    anna.get(url("assessment", case.public_id, case.assessments.get().public_id))

    shown = set(LookupPerson.objects.values_list("person_id", flat=True))
    assert {world.selma.pk, world.frida_holm.pk, world.jonas_holm.pk} <= shown


def test_a_high_step_waits_on_the_case_page_until_the_leader_approves(
    world: World, anna: Client, case: Case
) -> None:
    decision = a_decision(world, case, measure_key="stoetteophold", ladder_step="4")
    approve = url("decision_approve", case.public_id, decision.public_id)
    start = url("measure_start", case.public_id, decision.public_id)

    page = anna.get(url("case", case.public_id)).content.decode()
    assert "Venter på lederens svar siden" in page
    assert approve not in page
    assert start not in page
    assert anna.post(approve).status_code == 404

    assert signed_in(world.camilla).post(approve).status_code == 303
    assert start in anna.get(url("case", case.public_id)).content.decode()


def test_the_family_being_told_of_a_decision_is_written_on_it(
    world: World, anna: Client, case: Case
) -> None:
    decision = a_decision(world, case)
    told = url("decision_notified", case.public_id, decision.public_id)
    day = clock.today().isoformat()

    assert anna.post(told, {"on": day, "how": ""}).status_code == 422
    assert anna.post(told, {"on": day, "how": "letter"}).status_code == 303
    page = anna.get(url("case", case.public_id)).content.decode()
    assert "Familien er underrettet 24. november 2026: brev" in page
