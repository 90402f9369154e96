"""The one-time link: one empty form, once, and nothing else of the house."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hjemmebane import clock
from hjemmebane.records.access.models import Draft, LookupPerson
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback.actions import Given, make_link
from hjemmebane.records.feedback.asking import token_of
from hjemmebane.records.feedback.models import Answer, Response
from tests.cast import MORNING, World
from tests.edges.feedback_pages import answered, soup, state_of, tap, to_the_end
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
    where, browser = address(world, course), Client()
    page, seen = browser.get(where), []
    while soup(page).select_one("textarea") is None:
        seen.append(text(page))
        assert soup(page).select("[aria-pressed]") == []
        page = tap(browser, where, page, do="skip")
    assert soup(page).textarea.get_text().strip() == ""
    assert "Ztidligere" not in " ".join([*seen, text(page)])
    assert OWN_WORDS in " ".join(seen)
    assert len(seen) == 5
    assert soup(page).title.get_text() == "Din side"


def test_each_page_asks_one_thing_and_says_how_far_one_is(world: World, course: Course) -> None:
    where, browser = address(world, course), Client()
    page = browser.get(where)
    for number in range(1, 6):
        assert len(soup(page).select("h1, textarea")) == 1
        assert f"{number} af 6" in text(page)
        page = tap(browser, where, page, answer="7")
    assert "6 af 6" in text(page)
    assert soup(page).select("button[name=answer]") == []


def test_what_is_answered_without_script_is_kept(world: World, course: Course) -> None:
    where, browser = address(world, course), Client()
    sent = answered(browser, where, [None, 7, None, None, 6], text="Tak", may_quote="on")
    assert sent.status_code == 303
    assert "Tak for dit svar" in text(browser.get(sent["Location"]))
    assert sorted(row.value for row in Answer.objects.filter(value__isnull=False)) == [6, 7]
    assert Answer.objects.get(text="Tak").response.danger_read_at is None
    assert Response.objects.get(has_text=True).may_quote
    again = browser.get(where)
    assert again.status_code == 410
    assert "Linket er brugt" in text(again)


def test_one_may_go_back_see_what_one_chose_and_choose_again(world: World, course: Course) -> None:
    where, browser = address(world, course), Client()
    second = tap(browser, where, browser.get(where), answer="3")
    first = tap(browser, where, second, do="back")
    assert soup(first).select_one("[aria-pressed=true]")["value"] == "3"
    second = tap(browser, where, first, answer="8")
    page = tap(browser, where, second, do="skip")
    while soup(page).select_one("textarea") is None:
        page = tap(browser, where, page, do="skip")
    back = tap(browser, where, page, do="back", text="Zmidtvejs")
    assert soup(tap(browser, where, back, do="skip")).textarea.get_text().strip() == "Zmidtvejs"
    assert tap(browser, where, page, do="send", text="").status_code == 303
    assert [row.value for row in Answer.objects.all()] == [8]


def test_nothing_is_kept_before_it_is_sent_and_no_cookie_is_set(
    world: World, course: Course
) -> None:
    where, browser = address(world, course), Client()
    before = LookupPerson.objects.count()
    to_the_end(browser, where, [1, 2, 3, 4, 5])
    assert not Response.objects.exists()
    assert not Draft.objects.exists()
    assert dict(browser.cookies) == {}
    assert LookupPerson.objects.count() > before


def test_what_another_links_page_carries_opens_nothing(world: World, course: Course) -> None:
    browser, fridas = Client(), address(world, course)
    jonass = address(world, course, world.jonas_holm)
    carried = state_of(tap(browser, fridas, browser.get(fridas), answer="9"))
    for state in (carried, carried[:-2], "", "x" * 500):
        refused = browser.post(jonass, {"state": state, "answer": "1"})
        assert refused.status_code == 422
        assert "1 af 6" in text(refused)
        assert soup(refused).select("[aria-pressed]") == []
    assert not Response.objects.exists()


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
    [{}, {"answer": "99"}, {"answer": "syv"}, {"answer": "-1"}, {"answer": "7 "}, {"do": "x"}],
)
def test_an_answer_nobody_offered_is_refused_on_the_same_question(
    world: World, course: Course, sent: dict[str, str]
) -> None:
    where, browser = address(world, course), Client()
    refused = tap(browser, where, browser.get(where), **sent)
    assert refused.status_code == 422
    assert "1 af 6" in text(refused)
    assert "Tryk på et af dem" in text(refused)


@pytest.mark.parametrize("words", ["", "x" * 5_000, "x" * 1_000_000, "a\0b"])
def test_what_no_form_can_mean_is_refused_and_nothing_is_kept(
    world: World, course: Course, words: str
) -> None:
    refused = answered(Client(), address(world, course), [], text=words)
    assert 400 <= refused.status_code < 500
    assert not Response.objects.exists()


def test_a_link_signs_nobody_in(world: World, course: Course) -> None:
    browser = Client()
    browser.get(address(world, course))
    assert browser.get("/min-side/").status_code == 302
    assert "sessionid" not in browser.cookies


def test_a_child_gets_words_with_each_face(world: World, course: Course) -> None:
    page = Client().get(address(world, course, world.selma))
    assert "Midt imellem" in text(page)
    faces = soup(page).select("button[name=answer]")
    assert len(faces) == 5
    assert all(face.svg and face.get_text().strip() for face in faces)


def test_the_questions_are_asked_in_english_too(world: World, course: Course) -> None:
    where, browser = f"/en{address(world, course)}", Client()
    assert "Could you be yourself" in text(browser.get(where))
    sent = answered(browser, where, [5], text="Thank you")
    assert sent["Location"] == "/en/f/tak/"
    assert Answer.objects.filter(text="Thank you").exists()
