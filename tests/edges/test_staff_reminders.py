"""Telling people of deadlines: by the job, once, to those who may see them; read on their page."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.circle import CircleReason
from hjemmebane.domain.reminders import ReminderKind
from hjemmebane.edges.jobs.loop import JobLoop, tell_of_deadlines
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.deputies import give_deputy
from hjemmebane.records.access.models import AuditLine, RoleAssignment, User
from hjemmebane.records.agenda.actions import (
    hand_obligation_on,
    satisfy,
    send_reminders,
    supersede,
)
from hjemmebane.records.agenda.models import Obligation, Reminder
from hjemmebane.records.agenda.queries import to_tell
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, fresh
from tests.records.intake_story import notified

pytestmark = pytest.mark.django_db
# Aware on 1 August: the child assessment is due on Tuesday 1 December, three days before is a
# Saturday, so the reminder comes on Friday 27 November.
AWARE = date(2026, 8, 1)
FRIDAY = clock.moment(date(2026, 11, 27), 9)
AFTER = clock.moment(date(2026, 12, 2), 9)


def tell(at: Any) -> int:
    """Let the job run at a moment; return how many were told."""
    with clock.at(at):
        return tell_of_deadlines()


def told() -> list[tuple[str, str, str]]:
    """Return who was told what, in the order of telling."""
    rows = Reminder.objects.order_by("pk").select_related("obligation", "receiver")
    return [(row.receiver.name.split()[0], row.kind, row.obligation.rule_key) for row in rows]


def page(user: User, at: Any, path: str = "/") -> str:
    with clock.at(at):
        answer = signed_in(fresh(user)).get(path)
    assert answer.status_code == 200
    main = BeautifulSoup(answer.content, "html.parser").main
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.fixture
def case(world: World) -> Case:
    """Return a case of Anna's with a deadline on 1 December."""
    return a_case(world, aware_on=AWARE)


def test_the_adviser_is_reminded_once_and_the_leader_told_when_it_was_not_done(
    world: World, case: Case
) -> None:
    assert tell(FRIDAY - timedelta(days=1)) == 0
    assert tell(FRIDAY) == 1
    assert tell(FRIDAY + timedelta(hours=1)) == 0
    assert told() == [("Anna", "reminder", "B1")]

    assert tell(AFTER) == 1
    assert tell(AFTER + timedelta(days=7)) == 0
    assert told()[1:] == [("Camilla", "escalation", "B1")]


def test_in_the_weekend_and_at_night_nobody_is_told_and_after_an_outage_all_is(
    world: World, case: Case
) -> None:
    for quiet in (FRIDAY - timedelta(hours=4), FRIDAY + timedelta(hours=9)):
        assert tell(quiet) == 0
    assert tell(clock.moment(date(2026, 12, 5), 12)) == 0  # Saturday, all of it over
    assert tell(clock.moment(date(2026, 12, 7), 8)) == 2
    assert {kind for _, kind, _ in told()} == {"reminder", "escalation"}


def test_a_running_24_hours_is_told_to_the_desk_in_the_night_and_then_to_its_head(
    world: World,
) -> None:
    with clock.at(clock.moment(date(2026, 11, 28), 3)):
        notified()
    assert tell(clock.moment(date(2026, 11, 28), 22)) == 0
    tell(clock.moment(date(2026, 11, 28), 23, 30))
    assert told() == [("Kirsten", "reminder", "U1")]
    tell(clock.moment(date(2026, 11, 29), 1, 30))
    assert ("Rune", "escalation", "U1") in told()


def test_what_was_met_meanwhile_is_told_to_nobody(world: World, case: Case) -> None:
    unit = world.units["authority"]
    with clock.at(FRIDAY):
        found = to_tell(unit, FRIDAY)
        satisfy(
            by=SYSTEM,
            dossier=case.dossier,
            rule_keys=["B1"],
            at=FRIDAY,
            with_=("case", case.public_id),
        )
        assert len(found) == 1
        assert send_reminders(by=SYSTEM, unit=unit, to_tell=found) == 0
    assert told() == []
    assert tell(AFTER) == 0


def test_two_jobs_at_once_tell_it_once(world: World, case: Case) -> None:
    unit = world.units["authority"]
    with clock.at(FRIDAY):
        both = [to_tell(unit, FRIDAY), to_tell(unit, FRIDAY)]
        for found in both:
            send_reminders(by=SYSTEM, unit=unit, to_tell=found)
    assert told() == [("Anna", "reminder", "B1")]
    line = AuditLine.objects.filter(action="reminder.send").first()
    assert line is not None
    assert "Selma" not in line.facts


def test_a_deadline_with_a_new_day_is_told_of_anew_and_one_that_kept_its_day_is_not(
    world: World, case: Case, free_hand: None
) -> None:
    tell(FRIDAY)
    with clock.at(FRIDAY + timedelta(hours=1)):
        row = Obligation.objects.current().get(rule_key="B1")
        supersede(by=fresh(world.anna), obligation=row)
    assert tell(FRIDAY + timedelta(hours=2)) == 0
    with clock.at(FRIDAY + timedelta(hours=3)):
        row = Obligation.objects.current().get(rule_key="B1")
        Obligation.objects.filter(pk=row.pk).update(due_at=row.due_at - timedelta(days=1))
    assert tell(FRIDAY + timedelta(hours=4)) == 1


def test_who_takes_a_deadline_over_is_reminded_of_it_too(world: World, case: Case) -> None:
    tell(FRIDAY)
    with clock.at(FRIDAY):
        row = Obligation.objects.get(rule_key="B1")
        hand_obligation_on(by=fresh(world.camilla), obligation=row, responsible=world.bo)
    assert tell(FRIDAY + timedelta(hours=1)) == 1
    assert told()[-1] == ("Bo", "reminder", "B1")


def test_of_a_closed_circle_only_those_named_in_it_are_told(world: World, case: Case) -> None:
    cases.close_circle(by=fresh(world.rune), case=case, reason=next(iter(CircleReason)))
    with clock.at(FRIDAY):
        give_deputy(
            by=fresh(world.anna),
            deputy=fresh(world.bo),
            from_on=FRIDAY.date(),
            to_on=AFTER.date() + timedelta(days=9),
        )
    tell(FRIDAY)
    tell(AFTER)
    # Camilla leads the team and Bo stands in, and neither is named; Rune closed it and is.
    assert {name for name, *_ in told()} == {"Rune"}


@pytest.mark.usefixtures("free_hand")
def test_what_nobody_has_where_nobody_leads_is_told_to_the_areas_head(
    world: World, case: Case
) -> None:
    before = FRIDAY.date() - timedelta(days=1)
    RoleAssignment.objects.filter(user=world.camilla).update(to_on=before)
    Obligation.objects.filter(dossier=case.dossier).update(responsible=None)
    tell(FRIDAY)
    tell(AFTER)
    assert told() == [("Rune", "reminder", "B1"), ("Rune", "escalation", "B1")]


def test_while_the_adviser_is_away_the_substitute_is_reminded(world: World, case: Case) -> None:
    with clock.at(FRIDAY):
        give_deputy(
            by=fresh(world.anna),
            deputy=fresh(world.bo),
            from_on=FRIDAY.date(),
            to_on=FRIDAY.date(),
        )
    tell(FRIDAY)
    assert told() == [("Bo", "reminder", "B1")]
    # Back on Monday: the reminder is Anna's again.
    tell(clock.moment(date(2026, 11, 30), 9))
    assert told()[1:] == [("Anna", "reminder", "B1")]


def test_a_reminder_stands_on_the_day_until_it_is_read_and_nobody_reads_anothers(
    world: World, case: Case
) -> None:
    tell(FRIDAY)
    assert "Påmindelser" in page(world.anna, FRIDAY)
    own = Reminder.objects.get()
    send = reverse("staff:reminders_read")
    with clock.at(FRIDAY):
        bo, anna = signed_in(fresh(world.bo)), signed_in(fresh(world.anna))
        bo.post(send, {"paamindelse": str(own.public_id)})
        own.refresh_from_db()
        assert own.read_at is None
        for nonsense in ("", "x" * 400, "00000000-0000-0000-0000-000000000000"):
            assert anna.post(send, {"paamindelse": nonsense}).status_code == 303
        answer = anna.post(send, {"paamindelse": str(own.public_id), "paa_min_dag": "1"})
        assert (answer.status_code, answer["Location"]) == (303, "/")
        first = Reminder.objects.get().read_at
        anna.post(send, {"paamindelse": str(own.public_id)})
    assert first is not None
    assert Reminder.objects.get().read_at == first
    assert "Se alle påmindelser" not in page(world.anna, FRIDAY)
    assert "Selma" in page(world.anna, FRIDAY, reverse("staff:reminders"))


def test_every_form_of_a_reminder_carries_its_token(world: World, case: Case) -> None:
    with clock.at(FRIDAY):
        tell_of_deadlines()
        anna = signed_in(fresh(world.anna))
        for page in (reverse("staff:reminders"), reverse("staff:myday")):
            forms = BeautifulSoup(anna.get(page).content, "html.parser").select(
                f'form[action="{reverse("staff:reminders_read")}"]'
            )
            assert forms
            assert all(form.select_one("[name=csrfmiddlewaretoken]") for form in forms)


def test_the_leaders_page_begins_with_what_was_not_done_and_whose_it_is(
    world: World, case: Case
) -> None:
    tell(AFTER)
    day = page(world.camilla, AFTER)
    assert re.search(r"Ikke nået, og sagt til dig .*Selma.*Anna Lund.*Hvad skal nås", day)


def test_a_reminder_of_a_case_that_left_ones_reach_shows_nothing(world: World, case: Case) -> None:
    tell(AFTER)
    with clock.at(AFTER):
        cases.close_circle(by=fresh(world.rune), case=case, reason=next(iter(CircleReason)))
    assert "Selma" not in page(world.camilla, AFTER, reverse("staff:reminders"))
    assert "Selma" in page(world.anna, AFTER, reverse("staff:reminders"))


def test_the_job_process_tells_on_its_turn(world: World, case: Case) -> None:
    with clock.at(FRIDAY):
        loop = JobLoop()
        loop.remind()
    assert told() == [("Anna", "reminder", "B1")]
    assert Reminder.objects.get().kind == ReminderKind.REMINDER
