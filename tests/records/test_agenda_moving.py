"""Deadlines moved where their rule lets them, and events told anew with the history standing."""

from datetime import date, datetime, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import MoveKind, ObligationState
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.agenda import queries
from hjemmebane.records.agenda.actions import move_obligation
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.actions import EventText
from hjemmebane.records.cases.models import Case, Measure, NotedEvent
from hjemmebane.records.cases.queries import noted_of, noted_options
from tests.cast import World
from tests.records.cases_story import a_case, a_measure, fresh


def note(world: World, case: Case, kind: EventKind, on: date, **more: object) -> NotedEvent:
    text = EventText(kind=kind, happened_on=on, **more)  # type: ignore[arg-type]
    return actions.note_event(by=fresh(world.anna), case=case, text=text)


def of_rule(case: Case, key: str) -> list[Obligation]:
    rows = Obligation.objects.current().filter(dossier=case.dossier, rule_key=key)
    return list(rows.order_by("trigger_at", "pk"))


def an_application(world: World, case: Case) -> Obligation:
    note(
        world,
        case,
        EventKind.APPLICATION_RECEIVED,
        clock.today(),
        measure_key="konsulentbistand",
    )
    (row,) = of_rule(case, "L1-L30")
    return row


def move(
    world: World,
    row: Obligation,
    until: date,
    kind: MoveKind = MoveKind.EXTEND,
    why: str = "Vi venter",
) -> Obligation:
    return move_obligation(
        by=fresh(world.anna), obligation=row, kind=kind, until_on=until, reason=why
    )


def due_on(row: Obligation) -> date:
    return local_day(row.due_at)


def test_an_application_about_early_help_has_the_published_time_of_answer(world: World) -> None:
    case = a_case(world)
    row = an_application(world, case)
    assert due_on(row) == clock.today() + timedelta(weeks=6)
    note(
        world,
        case,
        EventKind.APPLICATION_RECEIVED,
        clock.today(),
        measure_key="kontaktperson",
        chosen_on=clock.today() + timedelta(30),
    )
    assert len(of_rule(case, "L1-L30")) == 1


def test_an_extended_deadline_keeps_the_day_it_had_in_its_history(world: World) -> None:
    case = a_case(world)
    row = an_application(world, case)
    later = due_on(row) + timedelta(20)
    moved = move(world, row, later)
    assert due_on(moved) == later
    page = queries.explain_obligation(moved.public_id, fresh(world.anna), clock.now())
    assert page.explanation.arithmetic[-1].startswith("Fristen var ")
    assert [local_day(old.due_at) for old in page.earlier] == [due_on(row)]
    line = AuditLine.objects.filter(action="obligation.move").get()
    assert line.reason == "Vi venter"


def test_a_paused_deadline_moves_by_as_long_as_the_pause_lasts(world: World) -> None:
    case = a_case(world)
    row = an_application(world, case)
    moved = move(world, row, clock.today() + timedelta(10), MoveKind.PAUSE)
    assert due_on(moved) == due_on(row) + timedelta(10)


def test_a_deadline_of_the_law_that_does_not_move_is_not_moved(world: World) -> None:
    case = a_case(world)
    (row,) = of_rule(case, "B1")
    with pytest.raises(Refused) as refused:
        move(world, row, due_on(row) + timedelta(5))
    assert refused.value.key == "rule_does_not_move"
    assert Obligation.objects.get(pk=row.pk).superseded_by is None


def test_a_deadline_is_not_moved_without_a_reason_nor_by_a_stranger(world: World) -> None:
    case = a_case(world)
    row = an_application(world, case)
    with pytest.raises(Refused) as refused:
        move(world, row, due_on(row) + timedelta(5), why="  ")
    assert refused.value.key == "reason_missing"
    with pytest.raises(Refused) as other:
        move_obligation(
            by=fresh(world.erik),
            obligation=row,
            kind=MoveKind.EXTEND,
            until_on=due_on(row) + timedelta(5),
            reason="Andres",
        )
    assert other.value.key == "not_yours"


def correct(world: World, case: Case, row: Obligation, on: date, why: str = "Tastefejl") -> Case:
    return actions.correct_case_event(
        by=fresh(world.anna), case=Case.objects.get(pk=case.pk), obligation=row, on=on, reason=why
    )


def test_a_corrected_day_reckons_the_deadline_again_and_keeps_what_stood(world: World) -> None:
    case = a_case(world)
    (row,) = of_rule(case, "B1")
    before = local_day(row.trigger_at)
    correct(world, case, row, before - timedelta(3))
    (again,) = of_rule(case, "B1")
    assert (again.generation, again.corrected_reason) == (2, "Tastefejl")
    assert local_day(again.trigger_at) == before - timedelta(3)
    assert again.due_at < row.due_at
    assert Case.objects.get(pk=case.pk).aware_on == before - timedelta(3)
    assert Case.objects.get(pk=case.pk).next_due_at == again.due_at
    page = queries.explain_obligation(again.public_id, fresh(world.anna), clock.now())
    assert [local_day(old.due_at) for old in page.earlier] == [due_on(row)]


def test_an_event_corrected_twice_has_both_days_before_it_in_the_history(world: World) -> None:
    case = a_case(world)
    (row,) = of_rule(case, "B1")
    first = local_day(row.trigger_at)
    correct(world, case, row, first - timedelta(3))
    (second,) = of_rule(case, "B1")
    correct(world, case, second, first)
    (third,) = of_rule(case, "B1")
    assert (third.generation, local_day(third.trigger_at)) == (3, first)
    page = queries.explain_obligation(third.public_id, fresh(world.anna), clock.now())
    assert [old.public_id for old in page.earlier] == [str(second.public_id), str(row.public_id)]


def test_a_corrected_start_of_help_moves_the_laws_deadline_and_the_measure(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    (row,) = of_rule(case, "F3")
    day = measure.started_on - timedelta(2)
    correct(world, case, row, day)
    assert Measure.objects.get(pk=measure.pk).started_on == day
    (again,) = of_rule(case, "F3")
    assert local_day(again.trigger_at) == day


def test_a_day_told_back_before_the_new_law_falls_under_the_old_one(world: World) -> None:
    case = a_case(world)
    (row,) = of_rule(case, "B1")
    correct(world, case, row, date(2023, 12, 31))
    (again,) = of_rule(case, "B1")
    assert (row.rule_version, again.rule_version) == (2, 1)


@pytest.mark.parametrize(
    ("on", "why", "key"),
    [
        (date(2026, 12, 31), "Tastefejl", "in_the_future"),
        (date(1990, 1, 1), "Tastefejl", "before_birth"),
        (date(2026, 10, 1), " ", "reason_missing"),
    ],
)
def test_an_event_is_not_corrected_to_what_cannot_be(
    world: World, on: date, why: str, key: str
) -> None:
    case = a_case(world)
    (row,) = of_rule(case, "B1")
    with pytest.raises(Refused) as refused:
        correct(world, case, row, on, why)
    assert refused.value.key == key
    assert Case.objects.get(pk=case.pk).aware_on == local_day(row.trigger_at)


def test_two_visits_fill_the_twelve_months_and_the_next_begin_with_the_first(
    world: World,
) -> None:
    case = a_case(world)
    today = clock.today()
    placed = today - timedelta(300)
    note(world, case, EventKind.PLACED, placed)
    note(world, case, EventKind.VISIT_HELD, today - timedelta(200))
    (only,) = of_rule(case, "T1")
    assert only.satisfied_at is None
    last = note(world, case, EventKind.VISIT_HELD, today - timedelta(10))
    full, running = of_rule(case, "T1")
    assert (full.pk, full.satisfied_by_id) == (only.pk, last.public_id)
    assert local_day(running.trigger_at) == today - timedelta(200)
    assert running.satisfied_at is None
    assert due_on(running) > today


def test_an_event_that_leaves_the_day_to_the_municipality_asks_for_it(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refused:
        note(world, case, EventKind.FAMILY_MOVED, clock.today())
    assert refused.value.key == "next_date_missing"
    chosen = clock.today() + timedelta(5)
    note(world, case, EventKind.FAMILY_MOVED, clock.today(), chosen_on=chosen)
    (row,) = of_rule(case, "U5")
    assert due_on(row) == chosen
    note(world, case, EventKind.PAPERS_SENT, clock.today())
    page = queries.explain_obligation(row.public_id, fresh(world.anna), clock.now())
    assert page.row.state is ObligationState.MET
    assert len(noted_of(case, fresh(world.anna))) == 2


def test_what_another_page_writes_is_not_noted_and_what_is_off_is_not_offered(
    world: World,
) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refused:
        note(world, case, EventKind.FOLLOW_UP_HELD, clock.today())
    assert refused.value.key == "event_not_noted_here"
    offered = {key for key, _ in noted_options()}
    assert EventKind.ACCESS_ASKED not in offered
    assert EventKind.APPLICATION_RECEIVED in offered


def test_the_tenth_birthday_begins_the_childs_own_standing_once(world: World) -> None:
    case = a_case(world)
    born = case.child.born_on
    assert born is not None
    with clock.at(datetime(born.year + 10, born.month, born.day, 9, tzinfo=clock.ZONE)):
        assert actions.note_birthdays(by=SYSTEM, unit=case.dossier.unit) >= 1
        actions.note_birthdays(by=SYSTEM, unit=case.dossier.unit)
        (row,) = of_rule(case, "C2")
        assert due_on(row) == clock.today()
