"""The one-time link: one empty form, once, and nothing else of the house."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hjemmebane import clock
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback.actions import Given, make_link
from hjemmebane.records.feedback.asking import token_of
from hjemmebane.records.feedback.models import Answer, Response
from tests.cast import MORNING, World
from tests.records.cases_story import fresh
from tests.records.reports_story import OWN_WORDS, a_running_course, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world: World) -> Course:
    """Return a running course."""
    return a_running_course(world)


def address(world: World, course: Course, person: Any = None) -> str:
    """Return the address of a new link, Frida's unless another's."""
    link = make_link(by=fresh(world.dorte), course=course, person=person or world.frida_holm)
    return f"/f/{token_of(link)}/"


def text(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_the_form_is_empty_and_shows_no_earlier_answer(world: World, course: Course) -> None:
    answers(world, course, world.frida_holm, Given(values={"useful": 7}, text="Ztidligere"))
    shown = Client().get(address(world, course))
    found = BeautifulSoup(shown.content, "html.parser")
    assert found.select("input[checked]") == []
    assert [area.get_text().strip() for area in found.find_all("textarea")] == [""]
    assert "Ztidligere" not in text(shown)
    assert OWN_WORDS in text(shown)
    assert len(found.find_all("fieldset")) == 5
    assert found.title.get_text() == "Din side"


def test_what_is_answered_without_script_is_kept(world: World, course: Course) -> None:
    where = address(world, course)
    browser = Client()
    goal = BeautifulSoup(browser.get(where).content, "html.parser").find(
        "input", attrs={"name": lambda name: bool(name) and name.startswith("goal-")}
    )["name"]
    sent = browser.post(where, {"item-useful": "7", goal: "6", "text": "Tak", "may_quote": "on"})
    assert sent.status_code == 303
    assert "Tak for dit svar" in text(browser.get(sent["Location"]))
    assert sorted(row.value for row in Answer.objects.filter(value__isnull=False)) == [6, 7]
    again = browser.post(where, {"item-useful": "1"})
    assert again.status_code == 410
    assert "Linket er brugt" in text(again)


def test_an_expired_link_says_so_plainly(world: World, course: Course) -> None:
    where = address(world, course)
    with clock.at(MORNING + timedelta(days=8)):
        shown = Client().get(where)
    assert shown.status_code == 410
    assert "Linket er udløbet" in text(shown)


def test_a_link_nobody_made_tells_nothing(world: World, course: Course) -> None:
    shown = Client().get("/f/" + "a" * 40 + "/")
    assert shown.status_code == 404
    assert "Zfrida" not in text(shown)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"item-useful": "99"},
        {"item-useful": "syv"},
        {"text": "x" * 5_000},
        {"text": "x" * 1_000_000},
    ],
)
def test_what_no_form_can_mean_is_refused_and_nothing_is_kept(
    world: World, course: Course, sent: dict[str, str]
) -> None:
    refused = Client().post(address(world, course), sent)
    assert 400 <= refused.status_code < 500
    assert not Response.objects.exists()


def test_a_link_signs_nobody_in(world: World, course: Course) -> None:
    browser = Client()
    browser.get(address(world, course))
    assert browser.get("/min-side/").status_code == 302
    assert "sessionid" not in browser.cookies


def test_a_child_gets_words_with_each_face(world: World, course: Course) -> None:
    shown = text(Client().get(address(world, course, world.selma)))
    assert "Hvordan var det for dig?" in shown
    assert "Midt imellem" in shown
