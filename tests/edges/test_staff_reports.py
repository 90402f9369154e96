"""The closing report's pages, from opened to sent, and the pages of feedback."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hjemmebane import clock
from hjemmebane.domain.documents import ReportState
from hjemmebane.edges.jobs.tasks import make_report_files
from hjemmebane.records.courses.models import Course
from hjemmebane.records.documents import queries
from hjemmebane.records.documents.models import JobProgress, Report, StoredFile
from hjemmebane.records.feedback.actions import Given, make_link
from hjemmebane.records.feedback.models import Response
from tests.cast import MORNING, World, signed_in
from tests.records.cases_story import fresh
from tests.records.reports_story import a_report, a_running_course, answers, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    """Return the filled draft of a finished course."""
    return a_report(world)


def page(browser: Client, address: str, **posted: Any) -> Any:
    """Return a page, asked for or posted to."""
    return browser.post(address, posted) if posted else browser.get(address)


def words(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_a_finished_courses_report_opens_filled_at_one_press(world: World) -> None:
    course = ended(world, a_running_course(world))
    browser = signed_in(world.dorte)
    address = f"/forloeb/{course.public_id}/rapport/"
    assert "Udfyld rapporten" in words(browser.get(address))
    opened = browser.post(address)
    assert opened.status_code == 303
    shown = words(browser.get(opened["Location"]))
    assert "Der blev holdt tre kontakter" in shown
    assert "Bygger på 3" in shown
    assert browser.post(address)["Location"] == opened["Location"]


def test_a_running_course_says_why_there_is_no_report_yet(world: World) -> None:
    course = a_running_course(world)
    answer = signed_in(world.dorte).post(f"/forloeb/{course.public_id}/rapport/")
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_a_sentence_shows_its_records_and_becomes_the_workers_when_changed(
    world: World, report: Report
) -> None:
    passage = report.passages.get(key="contacts")
    browser = signed_in(world.dorte)
    address = f"/rapporter/{report.public_id}/saetning/{passage.public_id}/"
    assert "Kontakt den 8. oktober 2026, holdt" in words(browser.get(address))
    saved = page(browser, address, text="Vi sås tre gange.", version=1)
    assert saved.status_code == 303
    assert "Medarbejderens ord Vi sås tre gange." in words(browser.get(saved["Location"]))


def test_the_loser_of_two_edits_sees_both_versions(world: World, report: Report) -> None:
    passage = report.passages.get(key="contacts")
    browser = signed_in(world.dorte)
    address = f"/rapporter/{report.public_id}/saetning/{passage.public_id}/"
    page(browser, address, text="Den første.", version=1)
    lost = page(browser, address, text="Den anden.", version=1)
    assert lost.status_code == 409
    assert "Den første." in words(lost)
    assert "Den anden." in words(lost)


def test_the_workers_own_passage_and_a_left_out_one(world: World, report: Report) -> None:
    browser = signed_in(world.dorte)
    home = f"/rapporter/{report.public_id}/"
    assert page(browser, f"{home}skriv/", section="themes", text="Ro.").status_code == 303
    empty = page(browser, f"{home}skriv/", section="themes", text="")
    assert empty.status_code == 422
    passage = report.passages.get(key="contacts")
    browser.post(f"{home}saetning/{passage.public_id}/udelad/")
    shown = words(browser.get(home))
    assert "Medarbejderens ord Ro." in shown
    assert "Udeladt: Der blev holdt tre kontakter" in shown


@pytest.mark.req("S4-SIH-15")
def test_the_page_refuses_to_send_what_the_family_has_not_read(
    world: World, report: Report
) -> None:
    browser = signed_in(world.dorte)
    home = f"/rapporter/{report.public_id}/"
    assert browser.post(f"{home}familien/").status_code == 303
    refused = browser.post(f"{home}send/")
    assert refused.status_code == 422
    report.refresh_from_db()
    assert report.state == ReportState.FAMILY_REVIEW


def test_read_aloud_with_the_worker_and_then_sent(world: World, report: Report) -> None:
    browser = signed_in(world.dorte)
    home = f"/rapporter/{report.public_id}/"
    browser.post(f"{home}familien/")
    for row in queries.readings_of(report, fresh(world.dorte)):
        address = f"{home}laesning/{row.public_id}/"
        copy = words(browser.get(address))
        assert ("svarede mor" in copy) is (row.person_id == world.frida_holm.pk)
        read = page(browser, address, how="read_aloud", with_interpreter="on", remark="Tak.")
        assert read.status_code == 303
    assert browser.post(f"{home}send/").status_code == 303
    shown = words(browser.get(home))
    assert "Sendt til" in shown
    assert "»Tak.«" in shown


def test_the_adviser_sees_where_the_report_is_but_not_what_it_says(
    world: World, report: Report
) -> None:
    signed_in(world.dorte).post(f"/rapporter/{report.public_id}/familien/")
    shown = words(signed_in(world.anna).get(f"/rapporter/{report.public_id}/"))
    assert "Familien læser" in shown
    assert "Der blev holdt" not in shown
    assert signed_in(world.erik).get(f"/rapporter/{report.public_id}/").status_code == 404


def test_the_leader_sends_it_unread_with_a_reason_after_the_wait(
    world: World, report: Report
) -> None:
    signed_in(world.dorte).post(f"/rapporter/{report.public_id}/familien/")
    address = f"/rapporter/{report.public_id}/send-ulaest/"
    early = page(signed_in(world.camilla), address, reason="no_answer")
    assert early.status_code == 422
    with clock.at(MORNING + timedelta(days=14)):
        browser = signed_in(world.camilla)
        bare = page(browser, address, reason="other", text="")
        assert bare.status_code == 422
        assert page(browser, address, reason="no_answer").status_code == 303
        shown = words(browser.get(f"/rapporter/{report.public_id}/"))
    assert "Rapporten er ikke gennemlæst. Familien har ikke svaret." in shown


def test_a_file_is_handed_out_as_a_download_and_to_nobody_else(
    world: World, report: Report
) -> None:
    browser = signed_in(world.dorte)
    browser.post(f"/rapporter/{report.public_id}/familien/")
    ordered = browser.post(f"/rapporter/{report.public_id}/filer/")
    assert ordered["Location"].startswith("/job/")
    make_report_files.func(str(JobProgress.objects.get().public_id))
    stored = StoredFile.objects.get(for_person__isnull=True, format="pdf")
    answer = browser.get(f"/rapporter/fil/{stored.public_id}/")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    for other in (world.anna, world.erik, world.esben):
        found = signed_in(other).get(f"/rapporter/fil/{stored.public_id}/").status_code
        assert found == (200 if other == world.esben else 404)


@pytest.fixture
def course(world: World) -> Course:
    """Return a running course."""
    return a_running_course(world)


def test_a_worker_makes_a_link_and_a_code_for_one_person(world: World, course: Course) -> None:
    browser = signed_in(world.dorte)
    home = f"/forloeb/{course.public_id}/feedback/"
    made = page(browser, f"{home}link/", person=str(world.frida_holm.public_id))
    assert made.status_code == 303
    shown = browser.get(made["Location"])
    token = BeautifulSoup(shown.content, "html.parser").find(id="adresse")["value"].split("/")[-2]
    code = browser.get(f"{made['Location']}kode.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert b"style=" not in code.content
    assert b"<script" not in code.content
    assert Client().get(f"/f/{token}/").status_code == 200
    stranger = page(browser, f"{home}link/", person=str(world.ida_berg.public_id))
    assert stranger.status_code == 422


def test_the_adviser_sees_the_trend_and_makes_no_links(world: World, course: Course) -> None:
    answers(world, course, world.frida_holm, Given(values={"useful": 7}, text="Zfridas ord"))
    link = make_link(by=fresh(world.dorte), course=course, person=world.frida_holm)
    home = f"/forloeb/{course.public_id}/feedback/"
    shown = words(signed_in(world.anna).get(home))
    assert "Fik du noget med, du kan bruge i morgen?" in shown
    assert "Zfridas ord" not in shown
    assert "Lav link" not in shown
    for address in (f"{home}link/{link.public_id}/", f"{home}link/{link.public_id}/kode.svg"):
        assert signed_in(world.anna).get(address).status_code == 404


def test_an_answer_is_read_for_danger_and_what_it_changed_is_noted(
    world: World, course: Course
) -> None:
    answers(world, course, world.frida_holm, Given(text="Jeg er bange"))
    response = Response.objects.get()
    browser = signed_in(world.dorte)
    shown = words(browser.get(f"/forloeb/{course.public_id}/feedback/"))
    assert "Læses i dag: er der fare?" in shown
    address = f"/svar/{response.public_id}/"
    assert page(browser, f"{address}fare/", **{"fare-danger": ""}).status_code == 422
    bare = page(browser, f"{address}fare/", **{"fare-danger": "yes"})
    assert bare.status_code == 422
    said = {"fare-danger": "yes", "fare-reasons": "violence"}
    assert page(browser, f"{address}fare/", **said).status_code == 303
    changed = page(browser, f"{address}aendret/", **{"aendret-what_changed": "Vi ringer først"})
    assert changed.status_code == 303
    shown = words(browser.get(address))
    assert "der var tegn på fare" in shown
    assert "Vi ringer først" in shown
    assert signed_in(world.anna).get(address).status_code == 404
