"""The nights the clock is set: a time that does not exist, and one that exists twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from hjemmebane import clock
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.models import CaseNote
from hjemmebane.records.intake.models import Notification
from tests.cast import World, signed_in
from tests.edges.api_story import Caller, a_caller, a_case
from tests.edges.intake_forms_story import notification_post

SUMMER, WINTER = date(2027, 3, 28), date(2027, 10, 31)


def typed(world: World, day: date, at: str) -> Notification:
    with clock.at(clock.moment(day, 10)):
        kirsten: Client = signed_in(world.kirsten)
        sent = kirsten.post("/underretninger/ny/", notification_post(on=day.isoformat(), at=at))
        assert sent.status_code == 303
    return Notification.objects.get()


def told(moment: Any) -> str:
    return moment.astimezone(clock.ZONE).isoformat()


def test_half_past_two_on_the_night_to_summer_time_is_half_past_three(world: World) -> None:
    made = typed(world, SUMMER, "02:30")
    assert told(made.received_at) == "2027-03-28T03:30:00+02:00"
    (duty,) = Obligation.objects.filter(rule_key="U1")
    assert told(duty.due_at) == "2027-03-29T03:30:00+02:00"
    with clock.at(clock.moment(SUMMER, 11)):
        page = signed_in(world.kirsten).get(f"/underretninger/{made.public_id}/")
    shown = page.content.decode()
    assert "3.30" in shown.replace("03.30", "3.30")
    assert "2.30" not in shown


def test_of_the_two_half_past_twos_to_winter_time_the_first_counts(world: World) -> None:
    made = typed(world, WINTER, "02:30")
    assert told(made.received_at) == "2027-10-31T02:30:00+02:00"
    (duty,) = Obligation.objects.filter(rule_key="U1")
    assert duty.due_at - made.received_at == timedelta(hours=24)
    assert told(duty.due_at) == "2027-11-01T01:30:00+01:00"


@pytest.fixture
def caller(world: World) -> Caller:
    return a_caller(world, "nord")


def test_the_api_takes_a_moment_only_with_its_zone_and_so_knows_which(
    world: World, caller: Caller
) -> None:
    made = caller.post("/cases", a_case(world)).json()
    notes = f"/cases/{made['id']}/notes"
    with clock.at(clock.moment(date(2027, 11, 1), 9)):
        body = {"kind": "phone", "text": "Mor ringede.", "happened_at": "2027-10-31T02:30:00"}
        refused = caller.post(notes, body)
        assert refused.status_code == 422
        assert "Tidspunktet mangler sin tidszone." in refused.content.decode()
        assert not CaseNote.objects.exists()
        for offset in ("+02:00", "+01:00"):
            body["happened_at"] = f"2027-10-31T02:30:00{offset}"
            assert caller.post(notes, body).json()["happened_at"] == body["happened_at"]
        body["happened_at"] = "2027-03-28T02:30:00+01:00"
        assert caller.post(notes, body).json()["happened_at"] == "2027-03-28T03:30:00+02:00"
