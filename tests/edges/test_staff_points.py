"""A point on the agenda of a coming meeting: who may put it there, and where it is led to."""

from datetime import timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind, Seat
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.agenda.actions import plan_meeting
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.models import Case
from hjemmebane.records.feedback.actions import Given
from tests.cast import ANCHOR, World, signed_in
from tests.records.cases_story import a_case, fresh, screened
from tests.records.reports_story import a_running_course, answers

POINT = "Hvordan oplever I vores besøg?"


def a_meeting(world: World, case: Case) -> Meeting:
    tomorrow = clock.moment(ANCHOR + timedelta(days=1), 15)
    return plan_meeting(
        by=fresh(world.anna),
        dossier=case.dossier,
        kind=MeetingKind.NETWORK,
        starts_at=tomorrow,
        ends_at=tomorrow + timedelta(hours=1),
        seats=[Seat(user_id=world.anna.pk), Seat(person_id=world.frida_holm.pk)],
        purpose="Plan for foråret",
    )


def address(meeting: Meeting) -> str:
    return f"/moeder/{meeting.public_id}/dagsorden/"


def test_a_point_is_added_to_what_stands_and_leaves_its_line(world: World) -> None:
    meeting = a_meeting(world, screened(world, a_case(world)))
    client = signed_in(world.anna)
    assert "Plan for foråret" in client.get(address(meeting)).content.decode()
    assert client.post(address(meeting), {"version": 1, "point": POINT}).status_code == 303
    meeting.refresh_from_db()
    assert meeting.purpose == f"Plan for foråret · {POINT}"
    assert AuditLine.objects.filter(action="meeting.add_point", by_id=world.anna.pk).count() == 1


def test_a_point_on_an_old_version_is_refused_and_nothing_is_lost(world: World) -> None:
    meeting = a_meeting(world, screened(world, a_case(world)))
    client = signed_in(world.anna)
    client.post(address(meeting), {"version": 1, "point": POINT})
    answer = client.post(address(meeting), {"version": 1, "point": "Noget andet"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Noget andet" in page
    assert POINT in page


@pytest.mark.parametrize("who", ["erik", "bo", "kirsten", "pia", "gry", "mette", "ivan"])
def test_nobody_else_reaches_the_agenda(world: World, who: str) -> None:
    meeting = a_meeting(world, screened(world, a_case(world)))
    client = signed_in(world.users[who])
    assert client.get(address(meeting)).status_code == 404
    assert client.post(address(meeting), {"version": 1, "point": POINT}).status_code == 404
    meeting.refresh_from_db()
    assert meeting.purpose == "Plan for foråret"


def test_an_agenda_that_is_full_says_so(world: World) -> None:
    meeting = a_meeting(world, screened(world, a_case(world)))
    client = signed_in(world.anna)
    for version in (1, 2):
        client.post(address(meeting), {"version": version, "point": "x" * 190})
    answer = client.post(address(meeting), {"version": 3, "point": "x" * 190})
    assert answer.status_code == 422
    assert "Dagsordenen er fuld" in answer.content.decode()


def test_an_answer_that_turned_leads_to_the_coming_meetings_agenda(world: World) -> None:
    course = a_running_course(world)
    for days, value in ((40, 8), (30, 8), (20, 7), (7, 3)):
        with clock.at(clock.now() - timedelta(days=days)):
            answers(world, course, world.frida_holm, Given(values={"useful": value}))
    before = signed_in(world.anna).get("/").content.decode()
    assert "Feedback, der har vendt" in before
    assert "Sæt på dagsordenen" not in before
    meeting = a_meeting(world, Case.objects.get(dossier=course.dossier))
    page = signed_in(world.anna).get("/").content.decode()
    assert f'<a href="{address(meeting)}">Sæt på dagsordenen i morgen</a>' in page
