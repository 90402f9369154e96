"""The head of a unit reads notes on a reason: for some days, one course, and everyone sees it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.access import BreakGlassReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, BreakGlass, LookupRequest
from hjemmebane.records.courses.models import Course
from hjemmebane.records.people.actions import bar_kin
from tests.cast import World, signed_in
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course

SECRET = "Zselmanotat om aftenen"
pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world: World) -> Course:
    """Return a course with one note, of the unit that Pia heads."""
    made = a_course(world)
    a_contact(
        world, made, date(2026, 10, 8), text=SECRET, there=[world.selma.pk, world.frida_holm.pk]
    )
    return made


@pytest.fixture
def pia(world: World, course: Course) -> Client:
    """Return Pia's browser."""
    return signed_in(world.pia)


def notes(course: Course) -> str:
    """Return the address of a course's notes."""
    return reverse("staff:course_notes", args=[course.public_id])


def words(answer: Any) -> str:
    """Return the words of an answer."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def given(**more: object) -> dict[str, object]:
    """Return the reason as Pia gives it."""
    return {"reason": "complaint", "text": "Klage fra mor", **more}


def test_pia_is_led_from_the_family_to_the_reason_and_reads_once_it_is_given(
    world: World, pia: Client, course: Course
) -> None:
    family = pia.get(reverse("staff:family", args=[world.holm.public_id]))
    assert notes(course) in family.content.decode()
    asked = words(pia.get(notes(course)))
    assert "til og med 30. november 2026" in asked
    assert SECRET not in asked
    answer = pia.post(notes(course), given())
    assert (answer.status_code, answer.headers["Location"]) == (303, notes(course))
    shown = words(pia.get(notes(course)))
    assert SECRET in shown
    assert "Klage eller aktindsigt. Klage fra mor" in shown


def test_the_reason_is_asked_for_and_nothing_opens_without(pia: Client, course: Course) -> None:
    lines = AuditLine.objects.count()
    for sent in (given(reason=""), given(reason="curious"), given(text="x" * 501)):
        answer = pia.post(notes(course), sent)
        assert answer.status_code == 422
        assert SECRET not in words(answer)
    assert (AuditLine.objects.count(), BreakGlass.objects.count()) == (lines, 0)


def test_the_notes_close_by_themselves_when_the_days_are_over(pia: Client, course: Course) -> None:
    pia.post(notes(course), given())
    with clock.at(clock.now() + timedelta(days=6)):
        pia = signed_in(fresh_pia())
        assert SECRET in words(pia.get(notes(course)))
    with clock.at(clock.now() + timedelta(days=7)):
        pia = signed_in(fresh_pia())
        after = words(pia.get(notes(course)))
        assert "Hvorfor?" in after
        assert SECRET not in after


def fresh_pia() -> Any:
    """Return Pia as a new request would."""
    return fresh(BreakGlass.objects.select_related("tie__user").get().tie.user)


def test_one_course_opens_no_other_and_nothing_but_notes(
    world: World, pia: Client, course: Course
) -> None:
    other = a_course(world, measure=course.measure, programme_key="home-support")
    a_contact(world, other, date(2026, 10, 9), text="Zanden note", there=[world.selma.pk])
    pia.post(notes(course), given())
    assert "Zanden" not in words(pia.get(notes(course)))
    assert "Zanden" not in words(pia.get(notes(other)))
    for name, args in (
        ("course", [course.public_id]),
        ("feedback", [course.public_id]),
        ("contact", [course.contacts.get().public_id]),
    ):
        assert pia.get(reverse(f"staff:{name}", args=args)).status_code in (403, 404), name
    family = words(pia.get(reverse("staff:family", args=[world.holm.public_id])))
    assert SECRET not in family
    assert "Ikke til mere" in family


def test_the_therapists_the_leader_and_the_family_see_who_and_why(
    world: World, pia: Client, course: Course
) -> None:
    pia.post(notes(course), given())
    pia.get(notes(course))
    page = reverse("staff:course", args=[course.public_id])
    assert (
        "Pia Skov (Leder af Familiehuset) kan læse notaterne til og med 30. november 2026: "
        "Klage eller aktindsigt. Klage fra mor"
    ) in words(signed_in(world.dorte).get(page))
    listed = words(signed_in(world.camilla).get(reverse("staff:break_glass_list")))
    assert "Pia Skov" in listed
    assert "Klage eller aktindsigt" in listed
    assert LookupRequest.objects.filter(user=world.pia, why="notes:complaint").exists()
    seen = words(signed_in(world.frida).get(reverse("family:portal_lookups")))
    assert "Læste behandlernes notater: klage eller aktindsigt" in seen
    assert "Pia" not in seen


def test_the_same_reason_sent_twice_opens_once(pia: Client, course: Course) -> None:
    for _ in range(2):
        assert pia.post(notes(course), given()).status_code == 303
    assert BreakGlass.objects.count() == 1


def test_an_opening_that_runs_is_not_opened_again(world: World, course: Course) -> None:
    opening = {
        "dossier": course.dossier,
        "course_id": course.pk,
        "reason": BreakGlassReason.QUALITY,
        "text": "",
        "days": 7,
    }
    actions.open_notes(by=fresh(world.pia), **opening)
    with pytest.raises(Refused) as refusal:
        actions.open_notes(by=fresh(world.pia), **opening)
    assert refusal.value.key == "already_open"


@pytest.mark.parametrize("who", ["anna", "camilla", "dorte", "thomas", "gry", "sofie", "rune"])
def test_nobody_but_the_head_of_the_unit_opens_them(world: World, course: Course, who: str) -> None:
    client = signed_in(world.users[who])
    assert client.get(notes(course)).status_code in (403, 404)
    assert client.post(notes(course), given()).status_code in (403, 404)
    assert not BreakGlass.objects.exists()


def test_the_head_barred_as_kin_opens_nothing(world: World, course: Course) -> None:
    bar_kin(by=SYSTEM, user=world.pia, person=world.selma)
    assert signed_in(world.pia).get(notes(course)).status_code == 404
