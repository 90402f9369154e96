"""The contact note on the phone: a time-out takes nothing; nobody home; named for its family."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.records.courses import actions
from hjemmebane.records.courses.models import Contact, Course
from tests.cast import ANCHOR, World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, appointment, measure_for

TYPED = "Selma havde lagt tøjet frem."


def planned(world: World) -> Contact:
    place = appointment(world, ANCHOR, starts_at=clock.moment(ANCHOR, 7))
    return actions.plan_contact(by=fresh(world.dorte), course=a_course(world), appointment=place)


def chosen(page: Any, name: str) -> list[str]:
    return [str(one["value"]) for one in page_of(page).select(f"input[name={name}][checked]")]


def test_a_note_sent_after_the_time_was_up_comes_back_whole(world: World) -> None:
    address = f"/kontakter/{planned(world).public_id}/notat/"
    client = signed_in(world.dorte)
    form = form_of(client.get(address))
    selma = str(world.selma.public_id)
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = client.post(address, {**form, "people": [selma], "text": TYPED})
        assert answer.status_code == 302
        assert Contact.objects.get().state == "planned"
        again = signed_in(world.dorte).get(address)
    assert TYPED in again.content.decode()
    assert chosen(again, "people") == [selma]
    other = signed_in(world.esben).get(address)
    assert TYPED not in other.content.decode()


def test_nobody_home_is_two_taps_from_the_note(world: World) -> None:
    contact = planned(world)
    client = signed_in(world.dorte)
    page = client.get(f"/kontakter/{contact.public_id}/notat/").content.decode()
    link = re.search(r'<a href="([^"]+)">Ingen var hjemme</a>', page)
    assert link
    form = form_of(client.get(link[1]))
    assert form["reason"] == ["nobody_home"]
    assert client.post(link[1], form).status_code == 303
    contact.refresh_from_db()
    assert contact.state == "nobody_home"


def test_the_button_that_asks_for_a_note_says_whose(world: World) -> None:
    planned(world)
    page = signed_in(world.dorte).get("/")
    (button,) = page_of(page).select(".day-acts a")
    assert button.get_text(strip=True) == "Skriv notat: familien Holm"


@pytest.mark.req("S0-FHF-30")
def test_goals_and_notes_are_asked_for_as_the_familys_own(world: World) -> None:
    contact = planned(world)
    client = signed_in(world.dorte)
    note = page_of(client.get(f"/kontakter/{contact.public_id}/notat/"))
    assert note.find(id="id_text_helptext").text.startswith("Hvad prøvede familien")
    goal = page_of(client.get(reverse("staff:course_goal", args=[contact.course.public_id])))
    asked = [one.get_text(" ", strip=True) for one in goal.select("label, legend")]
    own = next(place for place, words in enumerate(asked) if "familiens egne ord" in words)
    said = next(place for place, words in enumerate(asked) if "Fagligt sagt" in words)
    assert own < said


def planned_elsewhere(world: World) -> Course:
    """Return a course by a programme that never films."""
    viggo = {"measure": measure_for(world, "viggo"), "children": [world.viggo.pk]}
    return a_course(world, **viggo)


def test_a_note_of_filming_asks_who_said_yes_and_keeps_it_for_the_next_time(world: World) -> None:
    course = a_course(world, programme_key="home-support")
    address = reverse("staff:contact_write", args=[course.public_id])
    client = signed_in(world.dorte)
    frida, selma = str(world.frida_holm.public_id), str(world.selma.public_id)
    filled = {
        "methods": ["video_feedback"],
        "people": [frida, selma],
        "workers": [str(world.dorte.public_id)],
    }
    form = {**form_of(client.get(address)), **filled, "text": TYPED}
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "skal have sagt ja, før I filmer" in answer.content.decode()
    assert TYPED in answer.content.decode()
    answer = client.post(address, {**form, "film_yes": [frida, selma]})
    assert answer.status_code == 303
    again = client.get(address)
    assert sorted(chosen(again, "film_yes")) == sorted([frida, selma])
    other = reverse("staff:contact_write", args=[planned_elsewhere(world).public_id])
    assert "film_yes" not in client.get(other).content.decode()
