"""The family's own page: each sees what is theirs, and nobody else's words, answers or name."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.documents import ReportState
from hjemmebane.records.courses.actions import plan_contact
from hjemmebane.records.courses.models import Course
from hjemmebane.records.documents import queries
from hjemmebane.records.documents.models import Report
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.feedback.models import Response
from hjemmebane.records.reports import actions as reports
from hjemmebane.records.reports.queries import course_of_report
from tests.cast import MORNING, World, signed_in
from tests.edges.feedback_pages import tap, to_the_end
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, appointment
from tests.records.reports_story import OWN_WORDS, a_goal, a_report, a_running_course, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world: World) -> Course:
    """Return a running course of the Holm family."""
    return a_running_course(world)


@pytest.fixture
def in_review(world: World) -> Report:
    """Return a report laid before both parents."""
    report = a_report(world)
    return reports.lay_report_before_family(
        by=fresh(world.dorte), course=course_of_report(report), report=report
    )


def text(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def portal(world: World, who: str) -> str:
    """Return the words of somebody's own page."""
    answer = signed_in(world.users[who]).get("/min-side/")
    assert answer.status_code == 200
    return text(answer)


def test_the_page_greets_and_has_a_neutral_title_and_a_way_to_hide(
    world: World, course: Course
) -> None:
    answer = signed_in(world.frida).get("/min-side/")
    found = BeautifulSoup(answer.content, "html.parser")
    assert found.title.get_text().strip() == "Din side"
    assert found.h1.get_text() == "Hej Frida Zfrida"
    assert "Skjul siden" in found.get_text()


def test_the_plan_stands_in_the_familys_words_with_ones_own_line(
    world: World, course: Course
) -> None:
    goal = a_goal(world, course, "Jeg vil sove bedre", of=world.frida_holm)
    for value in (2, 6):
        answers(world, course, world.frida_holm, Given(goals={goal.public_id: value}))
    shown = portal(world, "frida")
    assert f"»{OWN_WORDS}«" in shown
    assert "»Jeg vil sove bedre«" in shown
    page = signed_in(world.frida).get("/min-side/").content.decode()
    assert "I begyndte på 2, er nu på 6" in page
    assert "Jeg vil sove bedre" not in portal(world, "jonas")


def test_a_visit_ahead_is_told_as_ordinary_in_words(world: World, course: Course) -> None:
    plan_contact(
        by=fresh(world.dorte),
        course=course,
        appointment=appointment(
            world, (MORNING + timedelta(days=1)).date(), invited=[world.frida_holm.pk]
        ),
    )
    assert "Almindeligt besøg" in portal(world, "frida")
    assert "I morgen kl. 09.00" in portal(world, "frida")
    assert "Almindeligt besøg" not in portal(world, "jonas")


def test_three_things_wait_at_most_and_a_visit_asks_how_it_was(
    world: World, in_review: Report
) -> None:
    shown = portal(world, "frida")
    assert "Læs en rapport om jer" in shown
    found = BeautifulSoup(signed_in(world.frida).get("/min-side/").content, "html.parser")
    assert 1 <= len(found.select(".todo li")) <= 3


@pytest.mark.req("S2-AAB-26")
def test_feedback_on_ones_own_page_is_kept_once(world: World, course: Course) -> None:
    a_contact(world, course, MORNING.date() - timedelta(days=1), there=[world.frida_holm.pk])
    browser = signed_in(world.frida)
    assert "Fortæl, hvordan det var" in portal(world, "frida")
    address = f"/min-side/svar/{course.public_id}/"
    last = to_the_end(browser, address, [None, 7])
    assert tap(browser, address, last, do="send").status_code == 303
    assert tap(browser, address, last, do="send").status_code == 422
    response = Response.objects.get()
    assert response.person == world.frida_holm
    assert response.contact is not None
    assert "Fortæl, hvordan det var" not in portal(world, "frida")


def test_a_course_of_another_family_cannot_be_answered(world: World, course: Course) -> None:
    address = f"/min-side/svar/{course.public_id}/"
    for other in (world.ida, world.lars_user, world.karl_user):
        assert signed_in(other).get(address).status_code == 404


@pytest.mark.req("S4-SIH-15")
def test_each_reads_their_own_copy_and_says_what_they_want(world: World, in_review: Report) -> None:
    address = f"/min-side/rapport/{in_review.public_id}/"
    fridas, jonass = signed_in(world.frida), signed_in(world.jonas)
    assert "svarede mor" in text(fridas.get(address))
    assert "svarede" not in text(jonass.get(address))
    said = {"do": "say", "remark": "Zkun min sag"}
    assert fridas.post(address, said).status_code == 303
    read = {"do": "read", "remark": "Må deles", "is_shared": "on"}
    assert fridas.post(address, read).status_code == 303
    other = text(jonass.get(address))
    assert "Må deles" in other
    assert "Zkun min sag" not in other
    rows = queries.readings_of(in_review, fresh(world.dorte))
    assert [row.is_current for row in rows] == [True, False]
    assert [remark.text for remark in rows[0].remarks] == ["Zkun min sag", "Må deles"]


def test_saying_nothing_is_refused_and_reading_needs_no_words(
    world: World, in_review: Report
) -> None:
    address = f"/min-side/rapport/{in_review.public_id}/"
    browser = signed_in(world.frida)
    assert browser.post(address, {"do": "say", "remark": ""}).status_code == 422
    assert browser.post(address, {"do": "read", "remark": ""}).status_code == 303
    in_review.refresh_from_db()
    assert in_review.state == ReportState.FAMILY_REVIEW


@pytest.mark.parametrize("who", ["selma_user", "oliver_user", "lars_user", "ida", "karl_user"])
def test_a_report_is_not_found_by_those_it_is_not_laid_before(
    world: World, in_review: Report, who: str
) -> None:
    address = f"/min-side/rapport/{in_review.public_id}/"
    assert signed_in(world.users[who]).get(address).status_code == 404


def test_who_has_looked_is_told_by_role_unit_time_and_reason_and_never_by_name(
    world: World, course: Course
) -> None:
    signed_in(world.anna).get(f"/forloeb/{course.public_id}/feedback/")
    answers(world, course, world.frida_holm, Given(values={"useful": 7}))
    with clock.at(MORNING + timedelta(hours=1)):
        signed_in(world.anna).get(f"/forloeb/{course.public_id}/feedback/")
        shown = text(signed_in(world.frida).get("/min-side/hvem-har-set/"))
    assert "Rådgiver, Familieafdelingen i dag kl. 10.30 Så svar og udvikling" in shown
    assert "Anna" not in shown


def test_a_childs_own_page_shows_no_adults_goal_and_no_report(
    world: World, in_review: Report
) -> None:
    shown = portal(world, "selma_user")
    assert "Hej Selma Zselma" in shown
    assert "Rapporter om jer" not in shown
    assert "Zfrida" not in shown
    assert "Zjonas" not in shown


def test_staff_do_not_come_in_by_the_familys_door(world: World) -> None:
    assert signed_in(world.dorte).get("/min-side/").status_code == 404
    assert signed_in(world.hanne).get("/min-side/").status_code == 404


@pytest.mark.req("S1-SFB-23")
def test_the_familys_page_tells_the_risk_in_plain_words_and_who_judged_it(
    world: World, course: Course
) -> None:
    case = course.measure.case
    address = reverse("staff:case_risk", args=[case.public_id])
    form = {
        "level": "great",
        "why": "Zhvorfor",
        "what_helps": "Zhjælper",
        "judged_on": "2026-11-24",
    }
    assert signed_in(world.anna).post(address, form).status_code == 303
    shown = portal(world, "frida")
    assert "stor risiko for, at Selma Zselma kommer til at bo et andet sted" in shown
    assert "Zhvorfor" in shown
    assert "Vurderet af Anna Lund 24. november 2026" in shown
    assert "Zhvorfor" not in portal(world, "selma_user")
