"""The calendar feed: a secret address, kinds and times, nobody's name; pages of a change."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import CalendarFeed, Obligation
from hjemmebane.records.agenda.queries import own_feed
from hjemmebane.records.cases.models import Case
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_measure


@pytest.fixture
def case(world: World) -> Case:
    found = a_case(world)
    a_measure(world, found)
    return found


def open_feed(user: User) -> str:
    answer = signed_in(user).post(reverse("staff:calendar_open"))
    assert answer.status_code == 303
    own = own_feed(user)
    assert own is not None
    return reverse("staff:calendar_file", args=[own[0]])


def test_whoever_knows_the_address_sees_kinds_and_days_and_nobodys_name(
    world: World, case: Case
) -> None:
    answer = Client().get(open_feed(world.anna))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    text = answer.content.decode()
    assert "SUMMARY:Frist: Første opfølgning" in text
    child = case.child
    for secret in (child.given_name, child.family_name, case.number, world.anna.name):
        assert secret not in text
    due = Obligation.objects.get(rule_key="F3", dossier=case.dossier)
    assert f"DTSTART;VALUE=DATE:{local_day(due.due_at):%Y%m%d}" in text


def test_a_feed_shows_its_owners_deadlines_alone(world: World, case: Case) -> None:
    assert "BEGIN:VEVENT" not in Client().get(open_feed(world.erik)).content.decode()


def test_the_address_is_not_stored_and_is_shown_to_its_owner_alone(
    world: World, case: Case
) -> None:
    address = open_feed(world.anna)
    token = address.split("/")[-1].removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values())
    page = reverse("staff:calendar_feed")
    assert address in signed_in(world.anna).get(page).content.decode()
    assert address not in signed_in(world.camilla).get(page).content.decode()


def test_a_new_address_closes_the_one_before_it(world: World, case: Case) -> None:
    first = open_feed(world.anna)
    with clock.at(clock.now() + timedelta(minutes=2)):
        second = open_feed(world.anna)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert signed_in(world.anna).post(reverse("staff:calendar_close")).status_code == 303
    assert Client().get(second).status_code == 404


def test_a_button_pressed_twice_opens_one_address(world: World, case: Case) -> None:
    assert open_feed(world.anna) == open_feed(world.anna)
    assert CalendarFeed.objects.count() == 1


def test_a_user_who_has_left_is_told_nothing(world: World, case: Case) -> None:
    address = open_feed(world.anna)
    with writing():
        User.objects.filter(pk=world.anna.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_the_day_behind_a_deadline_is_corrected_on_its_page(world: World, case: Case) -> None:
    row = Obligation.objects.get(rule_key="F3", dossier=case.dossier)
    anna = signed_in(world.anna)
    page = anna.get(reverse("staff:obligation", args=[row.public_id])).content.decode()
    address = reverse("staff:obligation_correct", args=[row.public_id])
    assert address in page
    early = clock.today() - timedelta(9)
    assert anna.post(address, {"on": early.isoformat(), "reason": ""}).status_code == 422
    answer = anna.post(address, {"on": early.isoformat(), "reason": "Skrevet en uge for sent"})
    assert answer.status_code == 303
    again = Obligation.objects.current().get(rule_key="F3", dossier=case.dossier)
    told = anna.get(reverse("staff:obligation", args=[again.public_id])).content.decode()
    assert "Sådan så fristen ud før" in told


def test_a_deadline_that_its_rule_lets_move_is_moved_on_its_page(world: World, case: Case) -> None:
    anna = signed_in(world.anna)
    noted = {
        "kind": "application_received",
        "happened_on": clock.today().isoformat(),
        "measure_key": "konsulentbistand",
    }
    assert anna.post(reverse("staff:case_event", args=[case.public_id]), noted).status_code == 303
    row = Obligation.objects.get(rule_key="L1-L30")
    address = reverse("staff:obligation_move", args=[row.public_id])
    assert address in anna.get(reverse("staff:obligation", args=[row.public_id])).content.decode()
    near = {"kind": "extend", "until_on": clock.today().isoformat(), "reason": "Skolen mangler"}
    refused = anna.post(address, near)
    assert refused.status_code == 422
    assert "Vælg en dag, der ligger efter fristen." in refused.content.decode()
    later = {**near, "until_on": (clock.today() + timedelta(60)).isoformat()}
    assert anna.post(address, later).status_code == 303
    fixed = Obligation.objects.get(rule_key="F3", dossier=case.dossier)
    nowhere = reverse("staff:obligation_move", args=[fixed.public_id])
    assert anna.get(nowhere).status_code == 404


def test_the_cases_own_rhythm_is_chosen_and_proposes_the_next_day(world: World, case: Case) -> None:
    anna = signed_in(world.anna)
    chosen = {
        "every_weeks": "6",
        "weight_words": "Uro i hjemmet.",
        "sparred_with": str(world.camilla.public_id),
        "sparred_on": clock.today().isoformat(),
    }
    address = reverse("staff:follow_up_rhythm", args=[case.public_id])
    alone = anna.post(address, {**chosen, "sparred_with": ""})
    assert alone.status_code == 422
    assert anna.post(address, chosen).status_code == 303
    shown = anna.get(reverse("staff:case", args=[case.public_id])).content.decode()
    assert "Hver 6. uge" in shown
    follow_up = reverse("staff:follow_up", args=[case.public_id])
    assert anna.post(follow_up, {"held_on": clock.today().isoformat()}).status_code == 303
    proposed = clock.today() + timedelta(weeks=6)
    assert f'value="{proposed.isoformat()}"' in anna.get(follow_up).content.decode()
