"""A placement begins its own clocks: its decision the plan's, its first day the visits'."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day, plus_months
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Decision, Measure
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, a_measure, fresh
from tests.records.control_story import PLACEMENT, a_placement, assert_alike, later, note

pytestmark = pytest.mark.django_db


def rules_of(measure: Measure) -> dict[str, Obligation]:
    rows = Obligation.objects.filter(about_id=measure.public_id)
    return {row.rule_key: row for row in rows}


def test_its_decision_asks_for_a_plan_and_its_first_day_for_visits(world: World) -> None:
    measure = a_placement(world)
    plan = Obligation.objects.get(rule_key="P3")
    assert (plan.about_id, plan.trigger_kind) == (
        measure.decision.public_id,
        EventKind.PLACEMENT_DECIDED,
    )
    begun = rules_of(measure)
    assert set(begun) == {"F3", "T1"}
    assert local_day(begun["T1"].due_at) == plus_months(clock.today(), 12)


def test_help_in_the_home_begins_none_of_them(world: World) -> None:
    measure = a_measure(world, a_case(world))
    assert set(rules_of(measure)) == {"F3"}
    assert not Obligation.objects.filter(rule_key="P3").exists()


def test_the_day_the_law_leaves_open_is_chosen_as_it_starts(world: World) -> None:
    chosen = clock.today() + timedelta(30)
    begun = rules_of(a_placement(world, chosen_on=chosen))
    assert {local_day(begun[key].due_at) for key in ("H3", "E2")} == {chosen}
    assert_alike()


def test_a_day_that_lies_before_the_start_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="next_not_after"):
        a_placement(world, chosen_on=clock.today())
    assert not Measure.objects.exists()


def test_it_is_not_told_a_second_time_by_hand(world: World) -> None:
    case = a_placement(world).case
    for kind in (EventKind.PLACED, EventKind.PLACEMENT_DECIDED):
        with pytest.raises(Refused, match="event_told_already"):
            note(world, case, kind)
    with later(1):
        note(world, case, EventKind.PLACED)


def test_its_end_lifts_what_was_about_it(world: World) -> None:
    measure = a_placement(world)
    with later(100):
        actions.end_measure(
            by=fresh(world.anna), measure=measure, on=clock.today(), reason="goals_reached"
        )
        assert all(row.not_applicable_at for row in rules_of(measure).values())
        assert Obligation.objects.get(rule_key="P3").not_applicable_at is None


def approved(world: World, **decided: Any) -> Decision:
    made = a_decision(world, a_case(world), **decided)
    if made.is_waiting:
        actions.approve_decision(by=fresh(world.camilla), decision=made)
    return made


def test_the_form_asks_for_the_open_day_of_a_placement_and_of_nothing_else(world: World) -> None:
    made = approved(world, **PLACEMENT)
    page = reverse("staff:measure_start", args=[made.case.public_id, made.public_id])
    anna = signed_in(world.anna)
    shown = anna.get(page).content.decode()
    assert "Søskendes behov, Forældrehandleplan" in shown
    sent = {
        "provider": str(world.units["provider"].public_id),
        "started_on": clock.today().isoformat(),
        "chosen_on": clock.today().isoformat(),
        "mark": "5a3c0f8e-0d5f-4b52-9c8c-6f0d8b6f7a11",
    }
    wrong = anna.post(page, sent)
    assert wrong.status_code == 422
    assert not Measure.objects.exists()
    chosen = clock.today() + timedelta(20)
    assert anna.post(page, sent | {"chosen_on": chosen.isoformat()}).status_code == 303
    assert local_day(rules_of(Measure.objects.get())["E2"].due_at) == chosen


def test_the_page_of_the_visits_counts_the_year_and_twelve_months(world: World) -> None:
    measure = a_placement(world)
    duty = rules_of(measure)["T1"]
    for days in (20, 60):
        with later(days):
            note(world, measure.case, EventKind.VISIT_HELD)
    with later(70):
        page = reverse("staff:obligation", args=[duty.public_id])
        shown = " ".join(signed_in(world.anna).get(page).content.decode().split())
        # The anchor day is 24 November: one visit in December, one in January.
        assert re.search(r"Besøg i 2027.{0,80}>\s*1\s*<", shown)
        assert re.search(r"Besøg i de sidste tolv måneder.{0,80}>\s*2\s*<", shown)
        assert "tirsdag 14. december 2027" in shown
        other = reverse("staff:obligation", args=[rules_of(measure)["F3"].public_id])
        assert "tolv måneder" not in signed_in(world.anna).get(other).content.decode()


def test_the_form_of_help_in_the_home_asks_for_no_such_day(world: World) -> None:
    made = approved(world)
    page = reverse("staff:measure_start", args=[made.case.public_id, made.public_id])
    assert 'name="chosen_on"' not in signed_in(world.anna).get(page).content.decode()
