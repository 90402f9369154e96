"""Two workers on a visit for their safety: everybody sees that, and only those who come see why."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import TwoReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.actions import Two
from hjemmebane.records.courses.models import Contact, Course
from tests.cast import ANCHOR, World, signed_in
from tests.edges.staff_courses_forms import form_of
from tests.edges.test_staff_courses import texts, url
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, appointment

WHY = "Naboens hund går løs"
TODAY_AT_NINE = clock.moment(ANCHOR, 9)


def team_of_three(world: World) -> Course:
    names = ("dorte", "esben", "mette")
    return a_course(world, workers=[(world.users[name], "familiebehandler") for name in names])


def planned(world: World, course: Course, day: date = ANCHOR, **changes: Any) -> Contact:
    values: dict[str, Any] = {
        "workers": [world.dorte.pk, world.esben.pk],
        "two": Two(TwoReason.ANIMAL, WHY),
    }
    when = appointment(world, day, **values | changes)
    return actions.plan_contact(by=fresh(world.dorte), course=course, appointment=when)


def test_only_those_who_come_read_why_two_come(world: World) -> None:
    course = team_of_three(world)
    contact = planned(world, course)
    address = url("contact", contact.public_id)
    for who in ("dorte", "esben"):
        shown = texts(signed_in(world.users[who]).get(address))
        assert "To medarbejdere" in shown
        assert WHY in shown
        assert "Et dyr, vi ikke er trygge ved" in shown
    for who in ("mette", "anna"):
        for page in (address, url("course", course.public_id)):
            shown = texts(signed_in(world.users[who]).get(page))
            assert "To medarbejdere" in shown
            assert WHY not in shown
            assert "Et dyr" not in shown


def test_min_dag_says_that_two_come(world: World) -> None:
    planned(world, team_of_three(world))
    shown = texts(signed_in(world.dorte).get("/"))
    assert "To medarbejdere" in shown


def test_the_family_sees_nothing_of_it(world: World) -> None:
    course = team_of_three(world)
    planned(world, course, date(2026, 11, 25), invited=[world.frida_holm.pk])
    shown = texts(signed_in(world.frida).get(reverse("family:portal")))
    assert "Esben" in shown
    assert "To medarbejdere" not in shown
    assert WHY not in shown


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"workers": ["dorte"]}, "two_needed"),
        ({"two": Two()}, "two_reason_missing"),
    ],
)
def test_a_visit_for_two_has_two_and_a_reason(world: World, changes: dict[str, Any], key) -> None:
    course = team_of_three(world)
    if "workers" in changes:
        changes = {"workers": [world.users[name].pk for name in changes["workers"]]}
    with pytest.raises(Refused) as found:
        planned(world, course, **changes)
    assert found.value.key == key
    assert not Contact.objects.exists()


def test_a_colleague_who_moves_the_visit_carries_the_reason_on_unread(world: World) -> None:
    course = team_of_three(world)
    contact = planned(world, course)
    client = signed_in(world.mette)
    address = url("contact_move", contact.public_id)
    page = client.get(address)
    assert WHY not in texts(page)
    data = form_of(page)
    assert "needs_two" in data, "it stands ticked"
    assert "two_reason" not in data
    both = [str(world.dorte.public_id), str(world.esben.public_id)]
    sent = data | {"needs_two": ["on"], "day": ["2026-12-01"], "workers": both}
    assert client.post(address, sent | {"workers": both[:1]}).status_code == 422
    assert client.post(address, sent).status_code == 303
    moved = Contact.objects.latest("pk")
    assert (moved.needs_two, moved.two_reason, moved.two_text) == (True, TwoReason.ANIMAL, WHY)


def test_the_next_visit_of_a_note_is_for_two_as_well(world: World) -> None:
    course = team_of_three(world)
    with clock.at(TODAY_AT_NINE):
        contact = planned(world, course, ANCHOR, starts_at=clock.moment(ANCHOR, 7))
        client = signed_in(world.dorte)
        address = url("contact_note", contact.public_id)
        data = form_of(client.get(address))
        alone = data | {"next_workers": [str(world.dorte.public_id)]}
        assert client.post(address, alone).status_code == 422
        assert client.post(address, data).status_code == 303
    ahead = Contact.objects.get(state="planned")
    assert (ahead.needs_two, ahead.two_text) == (True, WHY)


def test_one_who_leaves_is_missed_on_the_visit(world: World) -> None:
    course = team_of_three(world)
    contact = planned(world, course, date(2026, 12, 8))
    place = course.team.get(user=world.esben)
    actions.leave_team(by=fresh(world.dorte), place=place, on=ANCHOR)
    row = queries.contact_row(contact, fresh(world.dorte))
    assert row.safety == "To medarbejdere. Der mangler en"
