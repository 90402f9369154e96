"""Min dag: what is due and why, today on the rail, and nothing of other people's families."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.cases import AssessmentKind, CaseWeight
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import User
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses import actions as courses
from tests.cast import ANCHOR, LONG_AGO, World, signed_in
from tests.records.cases_story import a_case, fresh, screened
from tests.records.courses_story import a_contact, a_course, a_prevention_course, appointment
from tests.records.intake_story import notified

EVERYONE = (
    "anna",
    "bo",
    "camilla",
    "erik",
    "kirsten",
    "dorte",
    "mette",
    "pia",
    "rune",
    "gry",
    "nadia",
    "ivan",
    "sofie",
)
LATE = ANCHOR - timedelta(days=140)  # the four months of B1 are over


def page_of(user: User) -> str:
    answer = signed_in(user).get("/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def due_titles(page: str) -> list[str]:
    found = re.findall(r'class="due-title">(.*?)</p>', page, re.S)
    return [re.sub(r"<[^>]+>", "", title) for title in found]


def due_details(page: str) -> list[str]:
    return re.findall(r'class="due-detail">(.*?)</p>', page, re.S)


def heavy_case(world: World, child: str, aware_on: date, weight: CaseWeight) -> Case:
    return cases.open_case(
        by=fresh(world.camilla),
        child=world.persons[child],
        family=world.families["holm"],
        aware_on=aware_on,
        team=world.teams["nord"],
        adviser=world.anna,
        weight=weight,
    )


# --- What is due, and why


@pytest.mark.req("S2-HER-29")
def test_what_is_over_stands_first_and_opens_to_rule_source_and_sum(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.anna)
    assert page.index("Over tiden") < page.index("Børnefaglig undersøgelse, familien Holm")
    why = page[page.index('class="why-box"') :]
    assert "Barnets lov § 20" in why
    assert "kommunen blev opmærksom på barnet" in why
    assert "4 kalendermåneder" in why
    assert "/katalog/regler/B1/" in why
    assert "Regn efter på papir" in why


@pytest.mark.req("S2-HER-29")
def test_a_heavy_case_comes_before_a_light_one_due_a_little_sooner(world: World) -> None:
    soon = date(2026, 8, 1)
    heavy_case(world, "selma", soon, CaseWeight.LIGHT)
    heavy_case(world, "viggo", soon + timedelta(days=1), CaseWeight.HEAVY)
    page = page_of(world.anna)
    details = [text for text in due_details(page) if "§ 20" in text]
    assert [text.split(" ")[0] for text in details] == ["Viggo", "Selma"]
    assert "Sagen vejer 2." in page
    assert "tidligere på listen" in page


def test_a_deadline_of_an_assessment_leads_to_the_assessment_that_closes_it(world: World) -> None:
    case = screened(world, a_case(world, aware_on=LATE))
    running = case.assessments.first() or cases.start_assessment(
        by=fresh(world.anna), case=case, kind=AssessmentKind.BFU, started_on=ANCHOR
    )
    acts = re.findall(r'class="due-act"><a class="btn btn-s" href="(.*?)"', page_of(world.anna))
    assert acts == [f"/sager/{case.public_id}/undersoegelse/{running.public_id}/"]


def test_reception_sees_the_running_24_hours_with_its_act(world: World) -> None:
    notification = notified(minutes_ago=60)
    child = notification.children.get()
    page = page_of(world.kirsten)
    assert "Vurder underretning" in page
    assert "23 t 0 min" in page
    assert f"/underretninger/barn/{child.public_id}/vurder/" in page
    assert f"/underretninger/{notification.public_id}/kvittering/" in page


def test_another_advisers_deadlines_are_not_on_my_list(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    assert due_titles(page_of(world.bo)) == []


# --- Today


def visit(world: World, course: Any, hour: int) -> Any:
    planned = appointment(world, ANCHOR, starts_at=clock.moment(ANCHOR, hour))
    return courses.plan_contact(by=fresh(world.dorte), course=course, appointment=planned)


def test_only_a_visit_that_is_over_and_has_no_note_asks_for_one(world: World) -> None:
    course = a_course(world)
    over, ahead = visit(world, course, 7), visit(world, course, 14)
    page = page_of(world.dorte)
    assert page.count("Skriv notat") == 1
    assert f"/kontakter/{over.public_id}/notat/" in page
    assert f"/kontakter/{ahead.public_id}/notat/" not in page
    assert "Nu 09.30" in page


def test_a_visit_under_way_says_now_and_asks_for_nothing(world: World) -> None:
    visit(world, a_course(world), 9)
    page = page_of(world.dorte)
    assert "Skriv notat" not in page
    assert 'class="st">Nu<' in page


def test_what_was_agreed_last_stands_by_the_next_visit(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, ANCHOR - timedelta(days=3))
    visit(world, course, 14)
    assert "Tøjet lægges frem" in page_of(world.dorte)


def test_the_programmes_plan_is_told_apart_from_the_law(world: World) -> None:
    a_course(world)
    page = page_of(world.dorte)
    assert "Forløbets plan" in page
    assert "forløbets plan, ikke en frist i loven" in page


def test_a_family_not_seen_for_long_is_named_with_its_days(world: World) -> None:
    a_course(world)
    page = page_of(world.dorte)
    assert "Længe siden sidst" in page
    assert "50 dage" in page


# --- Who sees what


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_has_a_day_with_one_heading(world: World, who: str) -> None:
    page = page_of(world.users[who])
    assert page.count("<h1") == 1
    assert "<title>Min dag" in page


@pytest.mark.parametrize("who", ["sofie", "ivan"])
def test_who_works_with_no_family_sees_none(world: World, who: str) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.users[who])
    assert "rfor står ingen" in page
    assert "Holm" not in page


@pytest.mark.parametrize("who", ["erik", "bo", "mette", "nadia", "gry", "pia"])
def test_somebody_without_a_tie_learns_nothing_of_the_family(world: World, who: str) -> None:
    course = a_course(world)
    a_contact(world, course, ANCHOR - timedelta(days=3))
    visit(world, course, 14)
    screened(world, a_case(world, child="viggo", aware_on=LATE))
    page = page_of(world.users[who])
    assert "Holm" not in page
    assert "Tøjet lægges frem" not in page


def test_authority_workers_learn_nothing_of_a_prevention_course(world: World) -> None:
    a_prevention_course(world)
    for who in ("anna", "camilla", "rune", "kirsten"):
        assert "Berg" not in page_of(world.users[who])
    assert "Berg" in page_of(world.nadia)


def test_families_and_partners_find_no_page(world: World) -> None:
    for who in ("frida", "hanne"):
        assert signed_in(world.users[who]).get("/").status_code in (302, 404)


# --- The cost


def test_ten_times_the_deadlines_cost_no_more_queries(world: World) -> None:
    client = signed_in(world.anna)
    screened(world, a_case(world, aware_on=LATE))
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for child in ("viggo", "oliver"):
        screened(world, a_case(world, child=child, aware_on=LATE))
    client.get("/")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/").content.decode()
    assert len(due_titles(page)) == 3
    assert len(many) == len(few)


def test_the_own_number_of_cases_shows_to_the_adviser_alone(world: World) -> None:
    dossier = a_case(world).dossier
    access.tie(
        by=SYSTEM,
        user=world.bo,
        dossier=dossier,
        relation=Relation.ADVISER,
        title="rådgiver",
        from_on=LONG_AGO,
    )
    assert "Dine sager" in page_of(world.bo)
    assert "Dine sager" not in page_of(world.camilla)
