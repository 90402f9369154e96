"""Obligations: rows that are never overwritten, states that are always reckoned."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register
from hjemmebane.domain.deadlines import ExceptionKind, ObligationState
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.domain.worklist import Signal, WorkGroup
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.actions import open_dossier, restrict
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.agenda.models import Obligation
from tests.cast import MORNING, World

ABOUT = ("measure", uuid.UUID(int=1))
FOLLOW_UP = ("follow_up", uuid.UUID(int=2))
DONE = ("follow_up", uuid.UUID(int=3))
NEXT_YEAR = MORNING + timedelta(days=365)


def start(world: World, key: str, trigger: datetime, **more) -> Obligation:
    values = {"dossier": world.dossiers["selma_case"], "about": ABOUT, **more}
    return actions.start_obligation(by=SYSTEM, rule_key=key, trigger_at=trigger, **values)


def satisfy(world: World, *keys: str, at: datetime = MORNING, **more) -> int:
    dossier = world.dossiers["selma_case"]
    return actions.satisfy(by=SYSTEM, dossier=dossier, rule_keys=keys, at=at, with_=DONE, **more)


def state(world: World, row: Obligation, now: datetime = MORNING) -> ObligationState:
    page = queries.explain_obligation(row.public_id, world.anna, now)
    return page.row.state


def test_the_due_moment_is_reckoned_by_the_rule_of_the_trigger_day(world: World) -> None:
    old = start(world, "U2", clock.moment(date(2023, 12, 29), 10))
    new = start(world, "U2", clock.moment(date(2024, 1, 2), 10))
    assert (old.rule_version, new.rule_version) == (1, 2)
    assert old.due_at.astimezone(clock.ZONE).date() == date(2024, 1, 6)


def test_the_state_is_reckoned_from_the_clock_and_never_stored(world: World) -> None:
    row = start(world, "F3", clock.moment(date(2026, 8, 26)))
    assert state(world, row) is ObligationState.DUE_SOON
    assert state(world, row, clock.moment(date(2026, 11, 27))) is ObligationState.OVERDUE
    assert not [f.name for f in Obligation._meta.get_fields() if "state" in f.name]


def test_what_was_met_late_stays_late(world: World) -> None:
    row = start(world, "F3", clock.moment(date(2026, 8, 20)))
    assert satisfy(world, "F3") == 1
    assert state(world, row, NEXT_YEAR) is ObligationState.MET_LATE


def test_the_same_obligation_started_twice_is_one_row(world: World) -> None:
    first = start(world, "F3", clock.moment(date(2026, 8, 26)))
    assert start(world, "F3", clock.moment(date(2026, 8, 26))) == first
    assert Obligation.objects.count() == 1


@pytest.mark.req("S2-HER-11")
def test_law_and_local_rule_run_as_two_rows_and_the_first_counts(world: World) -> None:
    held = clock.moment(date(2026, 8, 26))
    law = start(world, "F4", held, about=FOLLOW_UP, chosen_due_at=date(2027, 1, 15))
    local = start(world, "L-F4", held, about=FOLLOW_UP)
    told = queries.explain_obligation(law.public_id, world.anna, MORNING)
    assert [timer.rule_key for timer in told.explanation.timers] == ["F4", "L-F4"]
    assert told.explanation.first_words.endswith("Den første gælder: torsdag 26. november 2026.")
    assert [row.public_id for row in told.beside] == [str(local.public_id)]


def test_without_a_chosen_day_the_next_follow_up_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="next_date_missing"):
        start(world, "F4", clock.moment(date(2026, 8, 26)))
    assert not Obligation.objects.exists()


def test_a_day_no_calendar_reaches_is_refused(world: World) -> None:
    far = datetime(9999, 11, 30, 12, tzinfo=clock.ZONE)
    with pytest.raises(Refused, match="date_out_of_reach"):
        start(world, "F3", far)


def test_a_follow_up_that_starts_the_next_never_closes_it(world: World) -> None:
    held = MORNING
    following = start(world, "F4", held, about=FOLLOW_UP, chosen_due_at=date(2027, 2, 1))
    assert satisfy(world, "F4", at=held) == 0
    assert state(world, following) is ObligationState.RUNNING


def test_an_assessment_finished_meanwhile_brings_the_follow_up_forward(world: World) -> None:
    first = start(world, "F3", clock.moment(date(2026, 8, 26)))
    start(world, "B1", clock.moment(date(2026, 8, 1)), about=("case", uuid.UUID(int=9)))
    satisfy(world, "B1", at=clock.moment(date(2026, 10, 12), 12))
    first.refresh_from_db()
    fresh = first.superseded_by
    assert fresh is not None
    assert first.due_at.astimezone(clock.ZONE).date() == date(2026, 11, 26)
    assert fresh.due_at.astimezone(clock.ZONE).date() == date(2026, 10, 12)
    page = queries.explain_obligation(fresh.public_id, world.anna, MORNING)
    assert [row.public_id for row in page.earlier] == [str(first.public_id)]
    assert any("rykker fristen frem" in line.text for line in page.explanation.events)


def test_an_assessment_finished_before_is_named_but_moves_nothing(world: World) -> None:
    start(world, "B1", clock.moment(date(2026, 5, 1)), about=("case", uuid.UUID(int=9)))
    satisfy(world, "B1", at=clock.moment(date(2026, 7, 3), 12))
    row = start(world, "F3", clock.moment(date(2026, 8, 26)))
    page = queries.explain_obligation(row.public_id, world.anna, MORNING)
    assert page.explanation.events[0].text == (
        "3. juli 2026: undersøgelsen blev færdig, før indsatsen begyndte. Det flytter ikke fristen."
    )


def test_an_anonymous_notice_asks_for_no_receipt_whenever_that_is_written(world: World) -> None:
    row = start(world, "U2", MORNING - timedelta(days=30))
    actions.except_obligation(by=SYSTEM, obligation=row, exception=ExceptionKind.ANONYMOUS)
    assert state(world, row) is ObligationState.NOT_APPLICABLE


def test_a_provisional_assessment_written_in_time_keeps_the_duty_open(world: World) -> None:
    row = start(world, "B1", MORNING - timedelta(days=100))
    actions.except_obligation(
        by=SYSTEM, obligation=row, exception=ExceptionKind.PROVISIONAL_ASSESSMENT
    )
    assert state(world, row, NEXT_YEAR) is ObligationState.EXCEPTED
    assert queries.due_for(world.anna, NEXT_YEAR, NEXT_YEAR)


def test_an_exception_the_rule_does_not_know_is_refused(world: World) -> None:
    row = start(world, "B1", MORNING)
    with pytest.raises(Refused, match="exception_unknown"):
        actions.except_obligation(by=SYSTEM, obligation=row, exception=ExceptionKind.ANONYMOUS)


def test_a_duty_lifted_too_late_leaves_the_list_but_stays_seen_as_late(world: World) -> None:
    row = start(world, "F3", MORNING - timedelta(days=200))
    actions.set_not_applicable(by=SYSTEM, obligation=row, reason="Indsatsen er slut.")
    assert queries.due_for(world.anna, MORNING, NEXT_YEAR) == []
    assert state(world, row) is ObligationState.OVERDUE


def test_every_write_leaves_a_line_without_names(world: World) -> None:
    row = start(world, "F3", MORNING, person=world.selma)
    line = AuditLine.objects.filter(action="obligation.start").latest("id")
    assert line.about_id == str(row.public_id)
    assert "Zselma" not in line.facts


@pytest.mark.req("S2-HER-29")
def test_min_dag_is_ordered_with_reasons(world: World) -> None:
    late = start(world, "U2", MORNING - timedelta(days=12))
    light = start(world, "F3", clock.moment(date(2026, 9, 4)))
    heavy = start(world, "F3", clock.moment(date(2026, 9, 6)), dossier=world.dossiers["viggo_case"])
    signal = Signal(date(2026, 11, 20), "feedback faldt")
    rows = queries.due_for(world.anna, MORNING, NEXT_YEAR, signals={heavy.dossier_id: [signal] * 2})
    assert [row.obligation.public_id for row in rows] == [
        str(row.public_id) for row in (late, heavy, light)
    ]
    assert rows[0].group is WorkGroup.OVER
    assert "Feedback faldt 20. november." in rows[1].reason
    assert str(rows[1].obligation.person) == "Viggo Zviggo Holm"


@pytest.mark.req("S2-HER-09")
def test_the_local_third_month_warns_before_and_is_over_after(world: World) -> None:
    row = start(world, "L-F4", clock.moment(date(2026, 8, 26)), about=FOLLOW_UP)
    states = [state(world, row, clock.moment(date(2026, 11, day))) for day in (11, 12, 27)]
    assert states == [ObligationState.RUNNING, ObligationState.DUE_SOON, ObligationState.OVERDUE]


def test_what_another_answers_for_is_not_on_my_list(world: World) -> None:
    start(world, "F3", MORNING - timedelta(days=30), responsible=world.bo)
    assert queries.due_for(world.anna, MORNING, NEXT_YEAR) == []


@pytest.mark.parametrize("who", ["erik", "kirsten", "nadia", "frida", "lars_user", "sofie", "pia"])
def test_nobody_outside_the_case_sees_its_deadlines(world: World, who: str) -> None:
    row = start(world, "F3", MORNING - timedelta(days=30))
    with pytest.raises(NotVisible):
        queries.explain_obligation(row.public_id, world.users[who], MORNING)
    assert queries.due_for(world.users[who], MORNING, NEXT_YEAR) == []


def test_the_list_costs_the_same_number_of_queries_at_any_length(
    world: World, django_assert_num_queries
) -> None:
    start(world, "F3", MORNING - timedelta(days=30))
    queries.due_for(world.anna, MORNING, NEXT_YEAR)
    with django_assert_num_queries(3):
        queries.due_for(world.anna, MORNING, NEXT_YEAR)
    for days in range(40, 60):
        start(world, "F3", MORNING - timedelta(days=days))
    with django_assert_num_queries(3):
        assert len(queries.due_for(world.anna, MORNING, NEXT_YEAR)) == 21


def test_of_what_a_short_list_leaves_out_nobody_is_looked_up(world: World) -> None:
    first = start(world, "U2", MORNING - timedelta(days=12), person=world.selma)
    start(world, "F3", MORNING, dossier=world.dossiers["viggo_case"], person=world.viggo)
    with lookups.collecting():
        (row,) = queries.due_for(world.anna, MORNING, NEXT_YEAR, most=1)
        assert row.obligation.public_id == str(first.public_id)
        assert lookups.shown() == (world.selma.pk,)


def test_a_restricted_case_is_not_on_the_leaders_list(world: World) -> None:
    start(world, "F3", MORNING - timedelta(days=30))
    assert queries.due_for(world.camilla, MORNING, NEXT_YEAR)
    restrict(by=SYSTEM, dossier=world.dossiers["selma_case"], reason="Trusler")
    world.camilla.__dict__.pop("_reach", None)
    assert queries.due_for(world.camilla, MORNING, NEXT_YEAR) == []


@pytest.mark.req("S2-SIL-19")
def test_kept_deadlines_are_counted_by_rule_and_not_ranked(world: World) -> None:
    start(world, "F3", clock.moment(date(2026, 8, 26)))
    satisfy(world, "F3")
    start(world, "F3", clock.moment(date(2026, 7, 1)), dossier=world.dossiers["viggo_case"])
    start(world, "U2", MORNING - timedelta(days=20), dossier=world.dossiers["viggo_case"])
    rows = queries.compliance(world.camilla, date(2026, 1, 1), date(2026, 12, 31), MORNING)
    assert [(row.rule_key, row.met, row.overdue) for row in rows] == [("U2", 0, 1), ("F3", 1, 1)]
    assert not any("user" in name or "adviser" in name for name in rows[0].__slots__)


def test_the_database_itself_refuses_a_day_before_its_trigger(
    world: World, free_hand: None
) -> None:
    row = start(world, "F3", MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=row.pk).update(due_at=MORNING - timedelta(days=1))


def test_a_notifications_clock_is_the_receptions_to_see(world: World) -> None:
    dossier = open_dossier(
        by=SYSTEM,
        kind=DossierKind.NOTIFICATION,
        register=Register.AUTHORITY,
        unit=world.units["reception"],
    )
    start(world, "U1", MORNING, dossier=dossier, about=("notified_child", uuid.UUID(int=4)))
    rows = queries.due_for(world.kirsten, MORNING, NEXT_YEAR)
    assert [row.obligation.left_words for row in rows] == ["24 t 0 min."]
    assert queries.due_for(world.anna, MORNING, NEXT_YEAR) == []
