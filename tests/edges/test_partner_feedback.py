"""A partner says how the work together goes, and the workers on the course read it."""

import re

import pytest
from django.urls import reverse

from hjemmebane.records.feedback.models import Response
from tests.cast import signed_in
from tests.records.reports_story import a_running_course
from tests.records.test_partner_feedback import a_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world):
    return a_running_course(world)


@pytest.fixture
def task(world, course):
    return a_task(world, course, world.hanne)


@pytest.fixture
def hanne(world):
    return signed_in(world.hanne)


@pytest.fixture
def address(task):
    return reverse("partners:feedback", args=[task.public_id])


def mark_of(page):
    return re.search(r'name="mark" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.req("S2-AAB-26")
def test_a_teacher_answers_from_their_task_and_the_workers_read_it(
    world, hanne, course, task, address
):
    assert address in hanne.get("/samarbejde/").content.decode()
    given = {"mark": mark_of(hanne.get(address)), "keeps_word": "4", "text": "Ring før kl. 9"}
    sent = hanne.post(address, given, follow=True)
    assert sent.redirect_chain[-1] == ("/samarbejde/", 303)

    page = signed_in(world.dorte).get(reverse("staff:feedback", args=[course.public_id]))
    said = page.content.decode()
    for words in ("Samarbejdspartnere", "Hanne Storm, Engskolen", "»Ring før kl. 9«"):
        assert words in said
    own = hanne.get(address).content.decode()
    assert "Det svarede du sidst" in own
    assert "Du kan svare igen fra 24. december 2026" in own


def test_the_adviser_reads_the_numbers_and_not_the_words(world, hanne, course, address):
    given = {"mark": mark_of(hanne.get(address)), "keeps_word": "4", "text": "Ring før kl. 9"}
    hanne.post(address, given)
    page = signed_in(world.anna).get(reverse("staff:feedback", args=[course.public_id]))
    assert "Gør vi det, vi har aftalt med dig?" in page.content.decode()
    assert "Ring før" not in page.content.decode()


def test_the_worker_writes_what_the_answer_changed_on_its_page(world, hanne, course, address):
    hanne.post(address, {"mark": mark_of(hanne.get(address)), "keeps_word": "4"})
    dorte, response = signed_in(world.dorte), Response.objects.get()
    page = dorte.get(reverse("staff:response", args=[response.public_id]))
    assert "Svar fra samarbejdspartner" in page.content.decode()
    change = reverse("staff:response_change", args=[response.public_id])
    said = dorte.post(change, {"aendret-what_changed": "Fast ringetid"}, follow=True)
    assert "afsluttende status" not in said.content.decode()
    page = dorte.get(reverse("staff:feedback", args=[course.public_id]))
    assert "Fast ringetid" in page.content.decode()


def test_a_form_sent_twice_is_one_answer_and_says_so(hanne, address):
    given = {"mark": mark_of(hanne.get(address)), "keeps_word": "4"}
    hanne.post(address, given)
    again = hanne.post(address, given)
    assert again.status_code == 422
    assert "Dit svar er allerede gemt" in again.content.decode()
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Svar på mindst ét spørgsmål"),
        ({"keeps_word": "11"}, "Vælg et tal fra 0 til 10."),
        ({"keeps_word": "fire"}, "Vælg et tal fra 0 til 10."),
        ({"keeps_word": "4", "mark": "x"}, "Siden kunne ikke sendes"),
    ],
)
def test_bad_input_is_told_in_danish_and_nothing_is_kept(hanne, address, given, words):
    sent = hanne.post(address, {"mark": mark_of(hanne.get(address)), **given})
    assert sent.status_code == 422
    assert words in sent.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize("who", ["line", "frida", "anna", "dorte"])
def test_another_does_not_come_in_by_a_partners_task(world, address, who):
    assert signed_in(world.users[who]).get(address).status_code == 404
    assert signed_in(world.users[who]).post(address, {"keeps_word": "4"}).status_code == 404
    assert not Response.objects.exists()
