"""Meetings and talks in a case: planned with the family, held, cancelled; formal or not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingState
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.models import Case
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, screened


def url(name: str, *args: object) -> str:
    return reverse(f"staff:{name}", args=[str(arg) for arg in args])


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.fixture
def anna(world: World) -> Client:
    return signed_in(world.anna)


def asked(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "follow_up",
        "formal": "yes",
        "on": clock.today().isoformat(),
        "begins": "08:00",
        "ends": "09:00",
        "place": "Rådhuset",
        "purpose": "Hvordan går det?",
        "family": [str(world.frida_holm.public_id)],
        "team": [str(world.anna.public_id)],
        "others": "Klasselærer",
        "absence_ground": "",
        "absence_text": "",
        **changes,
    }


def planned(world: World, anna: Client, case: Case, **changes: Any) -> Meeting:
    sent = anna.post(url("case_meeting_new", case.public_id), asked(world, **changes))
    assert sent.status_code == 303
    return Meeting.objects.get()


def held(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    return {
        "version": meeting.version,
        "family": [],
        "team": [],
        "others": "",
        "agreements": "Vi prøver faste sengetider.",
        "absence_ground": "",
        "absence_text": "",
        **changes,
    }


@pytest.mark.req("S2-HER-03")
@pytest.mark.parametrize(
    ("formal", "words"), [("yes", "Formelt, tæller som opfølgning"), ("no", "Uformelt")]
)
def test_a_meeting_is_planned_with_those_tapped_and_says_whether_it_is_formal(
    world: World, anna: Client, case: Case, formal: str, words: str
) -> None:
    meeting = planned(world, anna, case, formal=formal)

    page = anna.get(url("case", case.public_id)).content.decode()
    assert meeting.is_formal == (formal == "yes")
    assert words in page
    assert "Inviteret: Frida Zfrida Holm, Anna Lund og Klasselærer" in page


def test_formal_or_not_is_always_said(world: World, anna: Client, case: Case) -> None:
    sent = anna.post(url("case_meeting_new", case.public_id), asked(world, formal=""))
    assert sent.status_code == 422
    assert not Meeting.objects.exists()


def test_a_meeting_without_the_family_needs_a_lawful_ground(
    world: World, anna: Client, case: Case
) -> None:
    place = url("case_meeting_new", case.public_id)

    refused = anna.post(place, asked(world, family=[]))
    assert refused.status_code == 422
    assert "holdes med familien" in refused.content.decode()

    meeting = planned(world, anna, case, family=[], absence_ground="child_in_danger")
    assert meeting.absence_ground == "child_in_danger"


def test_a_talk_with_the_child_alone_is_with_the_family(
    world: World, anna: Client, case: Case
) -> None:
    child = [str(world.selma.public_id)]
    meeting = planned(world, anna, case, kind="child_talk", formal="no", family=child)
    assert [row.person for row in meeting.persons.filter(person__isnull=False)] == [world.selma]


def test_parents_are_not_asked_before_the_risk_is_assessed(world: World, anna: Client) -> None:
    case = screened(world, a_case(world), is_honour_suspected=True)
    place = url("case_meeting_new", case.public_id)

    assert anna.post(place, asked(world)).status_code == 422
    child = asked(world, family=[str(world.selma.public_id)], others="")
    assert anna.post(place, child).status_code == 303


def test_a_meeting_cannot_end_before_it_begins(world: World, anna: Client, case: Case) -> None:
    sent = anna.post(url("case_meeting_new", case.public_id), asked(world, ends="07:00"))
    assert "slutter, før det begynder" in sent.content.decode()


def test_somebody_of_another_family_is_not_asked(world: World, anna: Client, case: Case) -> None:
    stranger = asked(world, family=[str(world.noah.public_id)])
    assert anna.post(url("case_meeting_new", case.public_id), stranger).status_code == 422


def test_a_held_meeting_keeps_who_came_and_what_was_agreed(
    world: World, anna: Client, case: Case
) -> None:
    meeting = planned(world, anna, case)
    place = url("case_meeting_held", case.public_id, meeting.public_id)
    came = held(meeting, family=[str(world.frida_holm.public_id)])

    assert "Til mødet hører forældre og rådgiver." in anna.get(place).content.decode()
    assert anna.post(place, held(meeting)).status_code == 422
    assert anna.post(place, came).status_code == 422, "why was no adviser there?"
    came |= {"missing_reason": "sent_word", "missing_text": "syg"}
    assert anna.post(place, came).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.state, meeting.family_present) == (MeetingState.HELD, True)
    page = anna.get(url("case", case.public_id)).content.decode()
    assert "Med var Frida Zfrida Holm" in page
    assert "Ikke med: rådgiver (meldte afbud, syg)" in page
    assert "Vi prøver faste sengetider." in page


def test_a_meeting_ahead_is_cancelled_with_its_reason_and_stays_seen(
    world: World, anna: Client, case: Case
) -> None:
    meeting = planned(world, anna, case, on=(clock.today() + timedelta(days=7)).isoformat())
    place = url("case_meeting_cancel", case.public_id, meeting.public_id)

    assert anna.post(place, {"version": 1, "reason": ""}).status_code == 422
    assert anna.post(place, {"version": 1, "reason": "family_ill"}).status_code == 303
    page = anna.get(url("case", case.public_id)).content.decode()
    assert "aflyst" in page
    assert url("case_meeting_cancel", case.public_id, meeting.public_id) not in page


@pytest.mark.parametrize("who", ["erik", "dorte", "rune", "nadia", "kirsten"])
def test_nobody_else_plans_a_meeting_in_the_case(world: World, case: Case, who: str) -> None:
    place = url("case_meeting_new", case.public_id)
    assert signed_in(world.users[who]).post(place, asked(world)).status_code == 404
