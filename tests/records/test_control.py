"""Two ways of knowing a duty: reckoned from what happened, and as the actions kept it."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import catalogue, clock
from hjemmebane.domain.duty_control import DifferenceKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.noted_events import WRITTEN_ELSEWHERE
from hjemmebane.edges.jobs.loop import JobLoop, control_all_deadlines
from hjemmebane.records.access.models import AuditLine, Dossier
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.leadership.control import control_of, events_of
from hjemmebane.records.leadership.models import DutyDifference
from tests.cast import World
from tests.records import control_story as story
from tests.records.cases_story import a_case, a_measure
from tests.records.control_story import STORIES, assert_alike, found, later
from tests.records.intake_story import notified

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("live", STORIES, ids=lambda live: live.__name__)
def test_after_ordinary_actions_both_ways_give_the_same_duties(
    world: World, live: Callable[[World], object]
) -> None:
    live(world)
    with later(500 if live is not story.birthdays else 0):
        dossiers = list(Dossier.objects.values_list("pk", flat=True))
        told = events_of(dossiers, clock.now() + timedelta(4_000))
        assert STORIES[live] <= {event.kind for events in told.values() for event in events}
    with later(500):
        assert_alike()
        assert Obligation.objects.exists()


def test_there_is_a_life_for_every_event_that_rules_in_use_ask_for_and_a_page_writes() -> None:
    rules = catalogue.current().rules
    asked = {event for rule in rules for event in (rule.trigger, rule.satisfied_by)}
    written = {kind for kind in asked & WRITTEN_ELSEWHERE if not kind.startswith("turned_")}
    lived = {kind for kinds in STORIES.values() for kind in kinds}
    # Heard before a decision: a gate, kept on the decision itself and by no clock.
    assert written - lived == {EventKind.CHILD_HEARD}


def told(kind: DifferenceKind) -> tuple[str, str, str]:
    (one,) = found()
    assert one.kind is kind
    return one.rule.key, one.by_events, one.as_kept


def change(key: str, **values: object) -> Obligation:
    rows = Obligation.objects.filter(rule_key=key)
    assert rows.update(**values) == 1
    return rows.get()


@pytest.mark.usefixtures("free_hand")
def test_a_deadline_taken_away_is_named_with_what_begins_it(world: World) -> None:
    a_measure(world, a_case(world))
    Obligation.objects.filter(rule_key="F3").delete()
    assert told(DifferenceKind.NOT_KEPT) == (
        "F3",
        "Indsatsen begyndte 24. november 2026: frist 24. februar 2027",
        "Ingen frist",
    )


@pytest.mark.usefixtures("free_hand")
def test_a_deadline_that_nothing_began_is_named(world: World) -> None:
    case = a_case(world)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    row.pk, row.public_id, row.about_id = None, uuid4(), uuid4()
    row.save(force_insert=True)
    assert told(DifferenceKind.NO_EVENT) == ("B1", "Ingen hændelse", "Frist 17. marts 2027")
    (one,) = found()
    assert one.kept == str(row.public_id)


@pytest.mark.usefixtures("free_hand")
def test_a_day_pushed_by_hand_is_named_with_both_days(world: World) -> None:
    case = a_case(world)
    due_at = Obligation.objects.get(dossier=case.dossier, rule_key="B1").due_at
    change("B1", due_at=due_at + timedelta(30))
    assert told(DifferenceKind.OTHER_DUE) == (
        "B1",
        "Kommunen blev opmærksom på barnet 17. november 2026: frist 17. marts 2027",
        "Frist 17. april 2027",
    )


@pytest.mark.usefixtures("free_hand")
def test_what_is_said_to_be_met_and_was_not_is_named(world: World) -> None:
    a_measure(world, a_case(world))
    with later(10):
        change("F3", satisfied_at=clock.now(), satisfied_by_id=uuid4())
        assert told(DifferenceKind.OTHER_MET) == ("F3", "Ikke nået", "Nået 4. december 2026")
        change("F3", satisfied_at=None, satisfied_by_id=None)
        assert_alike()


@pytest.mark.usefixtures("free_hand")
def test_a_follow_up_that_was_held_and_does_not_count_is_named(world: World) -> None:
    story.follow_ups_to_the_end(world)
    with later(100):
        change("F3", satisfied_at=None, satisfied_by_id=None)
        key, by_events, as_kept = told(DifferenceKind.OTHER_MET)
        assert (key, by_events, as_kept) == ("F3", "Nået 3. januar 2027", "Ikke nået")


@pytest.mark.usefixtures("free_hand")
def test_an_exception_that_fell_off_is_named(world: World) -> None:
    notified(is_anonymous=True, reporter_name="")
    change("U2", exception="", exception_at=None, not_applicable_reason="", not_applicable_at=None)
    assert told(DifferenceKind.NOT_LIFTED) == (
        "U2",
        "Gælder ikke fra 24. november 2026",
        "Ikke nået",
    )


def test_a_hundred_dossiers_cost_as_many_queries_as_one(world: World) -> None:
    a_measure(world, a_case(world))
    for _ in range(5):
        notified()
    dossiers = list(Dossier.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as one:
        control_of(dossiers[-1:], clock.now())
    with CaptureQueriesContext(connection) as all_:
        control_of(dossiers, clock.now())
    assert len(dossiers) > 5
    assert len(one) == len(all_)


@pytest.mark.usefixtures("free_hand")
def test_the_command_names_each_difference_and_ends_with_an_error(world: World) -> None:
    case = a_case(world)
    out = StringIO()
    call_command("verify_deadlines", stdout=out)
    assert "0 differences" in out.getvalue()
    change("B1", due_at=clock.now() + timedelta(400))
    with pytest.raises(CommandError, match="1 difference"):
        call_command("verify_deadlines", stdout=out)
    line = out.getvalue().splitlines()[-1]
    assert str(case.dossier.public_id) in line
    assert "B1 version 2" in line
    assert "frist 17. marts 2027" in line


@pytest.mark.usefixtures("free_hand")
def test_the_job_process_reckons_each_day_and_writes_what_differs_with_the_unit(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    case = a_case(world)
    control_all_deadlines()
    line = AuditLine.objects.filter(action="unit.control_deadlines", about_kind="unit").latest("pk")
    assert not caplog.records
    assert json.loads(line.facts)["differences"] == {}
    change("B1", due_at=clock.now() + timedelta(400))
    with later(1):
        JobLoop().housekeep()
    rows = AuditLine.objects.filter(action="unit.control_deadlines").order_by("-pk")[:3]
    told = [row for row in rows if str(case.dossier.public_id) in row.facts]
    assert [json.loads(row.facts)["differences"] for row in told] == [{"other_due": 1}]
    assert DutyDifference.objects.get().dossier == case.dossier
    assert "1 deadlines differ" in caplog.text
