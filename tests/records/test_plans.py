"""The authority's plan lives on: made, changed, and held to the decisions it is to carry."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import PlanChange, PlanKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda.actions import adopt_new_versions
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import queries
from hjemmebane.records.cases.models import ActionPlan, Case, PlanRevision
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, fresh
from tests.records.control_story import (
    PLACEMENT,
    a_change,
    a_decision_the_leader_says_no_to,
    a_plan,
    assert_alike,
    found,
    later,
)

pytestmark = pytest.mark.django_db


def asked(case: Case) -> dict[str, Obligation]:
    """Return the plan's deadlines of a case, by rule."""
    keys = catalogue.current().rules_closed_by(EventKind.PLAN_MADE)
    rows = Obligation.objects.current().filter(dossier=case.dossier, rule_key__in=keys)
    return {row.rule_key: row for row in rows}


def test_a_placement_asks_for_its_plan_under_its_own_rule_and_no_other(world: World) -> None:
    case = a_case(world)
    a_decision(world, case, **PLACEMENT)
    assert set(asked(case)) == {"P3"}
    other = a_case(world, child="viggo")
    a_decision(world, other, is_plan_needed=True)
    assert set(asked(other)) == {"P2"}


def test_a_plan_from_before_meets_it_when_it_is_changed_to_take_the_placement_in(
    world: World,
) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    with later(30):
        a_decision(world, case, **PLACEMENT)
        assert asked(case)["P3"].satisfied_at is None
    for days, why in enumerate(set(PlanChange) - {PlanChange.DECISION}, start=31):
        with later(days):
            plan = a_change(world, plan, why=why)
            assert asked(case)["P3"].satisfied_at is None
    with later(50):
        a_change(world, plan)
        met = asked(case)["P3"]
        assert met.satisfied_at is not None
        assert local_day(met.satisfied_at) == clock.today()
        assert (met.satisfied_by_kind, met.satisfied_by_id) == ("action_plan", plan.public_id)
        assert_alike()


def test_a_plan_made_for_the_decision_meets_its_deadline_alone_and_the_same_day(
    world: World,
) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    with later(10):
        a_decision(world, case, is_plan_needed=True)
        a_decision(world, case, **PLACEMENT, plan=plan)
        rows = asked(case)
        assert rows["P3"].satisfied_at == clock.midnight(clock.today())
        assert rows["P2"].satisfied_at is None
        assert_alike()


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({**PLACEMENT, "is_plan_needed": False}, "plan_always_needed"),
        ({**PLACEMENT, "is_plan_needed": None}, "plan_position_missing"),
        ({"is_plan_needed": True, "plan": "other"}, "plan_after_decision"),
        ({"is_plan_needed": True, "plan": "later"}, "plan_after_decision"),
        ({"is_plan_needed": False, "plan": "own"}, "plan_after_decision"),
    ],
)
def test_a_decision_that_cannot_stand_with_its_plan_is_refused(
    world: World, changes: dict[str, Any], key: str
) -> None:
    case, other = a_case(world), a_case(world, child="viggo")
    with later(20):
        day = clock.today()
        plans = {"own": a_plan(world, case), "other": a_plan(world, other)}
        if changes.get("plan") == "later":
            changes = {**changes, "decided_on": day.replace(day=1)}
            plans["later"] = plans["own"]
        changes = {**changes, "plan": plans.get(changes.get("plan", ""))}
        with pytest.raises(Refused) as refusal:
            a_decision(world, case, **changes)
    assert refusal.value.key == key
    assert not case.decisions.exists()


def test_what_a_plan_said_before_stays_with_the_day_the_reason_and_the_name(world: World) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    with later(5):
        a_change(world, plan, why=PlanChange.NEW_KNOWLEDGE)
    (row,) = queries.plans_of(case, fresh(world.anna))
    (change,) = row.revisions
    assert (row.purpose, change.purpose_before) == ("Ro, også hos plejefamilien", "Ro")
    assert (change.strategy_before, change.revised_by) == ("Sengetider", world.anna.name)
    assert change.why is PlanChange.NEW_KNOWLEDGE


def test_a_change_that_somebody_overtook_or_that_lies_before_the_plan_changes_nothing(
    world: World,
) -> None:
    case = a_case(world)
    with later(5):
        plan = a_plan(world, case)
        with pytest.raises(Refused, match="before_the_plan"):
            a_change(world, plan, on=clock.today().replace(day=1))
        with pytest.raises(Stale):
            a_change(world, plan, version=plan.version + 1)
    assert not PlanRevision.objects.exists()
    assert ActionPlan.objects.get().purpose == "Ro"


def test_a_placement_the_leader_says_no_to_asks_for_no_plan(world: World) -> None:
    case = a_decision_the_leader_says_no_to(world)
    assert asked(case)["P3"].not_applicable_reason


def plan_form(plan: ActionPlan | None = None, **changes: Any) -> dict[str, Any]:
    version = ActionPlan.objects.get(pk=plan.pk).version if plan else 0
    return {
        "version": version,
        "kind": "barnets_plan",
        "made_on": clock.today().isoformat(),
        "purpose": "Ro begge steder",
        "strategy": "",
        **changes,
    }


def test_the_page_says_what_waits_for_the_plan_and_asks_why_it_is_changed(world: World) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    page = reverse("staff:case_plan", args=[case.public_id])
    with later(3):
        a_decision(world, case, **PLACEMENT)
        anna = signed_in(world.anna)
        assert "Barnets plan ved anbringelse" in anna.get(page).content.decode()
        wrong = anna.post(page, plan_form(plan))
        assert wrong.status_code == 422
        assert "hvorfor planen ændres" in wrong.content.decode()
        assert anna.post(page, plan_form(plan, why="decision")).status_code == 303
        assert asked(case)["P3"].satisfied_at is not None
        shown = anna.get(reverse("staff:case", args=[case.public_id])).content.decode()
        assert "den tager en ny afgørelse ind" in shown
        assert "Det stod der før" in shown


def test_a_plan_under_the_old_law_is_followed_by_one_under_the_new(world: World) -> None:
    case = a_case(world)
    a_plan(world, case, kind=PlanKind.HANDLEPLAN)
    page = reverse("staff:case_plan", args=[case.public_id])
    assert signed_in(world.anna).post(page, plan_form()).status_code == 303
    assert {plan.kind for plan in case.plans.all()} == {"handleplan", "barnets_plan"}
    assert not PlanRevision.objects.exists()


# --- Version 1 of P2, which counted at placements too


def begun_under_version_1(world: World, case: Case) -> Obligation:
    """Return the deadline that a placement began under the rule as it was."""
    made = a_decision(world, case, **PLACEMENT)
    row = asked(case)["P3"]
    row.pk, row.public_id, row.rule_key, row.rule_version = None, made.public_id, "P2", 1
    row.trigger_kind = EventKind.DECISION_MADE
    row.save(force_insert=True)
    return row


@pytest.mark.usefixtures("free_hand")
def test_what_a_placement_began_under_the_withdrawn_version_falls_away(world: World) -> None:
    row = begun_under_version_1(world, a_case(world))
    assert [one.rule.key for one in found()] == ["P2"]
    migration = import_module(
        "hjemmebane.records.cases.migrations.0014_plans_of_placements_asked_for_once"
    )
    migration.lift(apps, None)
    row.refresh_from_db()
    assert row.not_applicable_at == row.trigger_at
    assert_alike()


@pytest.mark.usefixtures("free_hand")
def test_what_supporting_help_began_under_it_goes_on_under_the_new_with_the_same_day(
    world: World,
) -> None:
    case = a_case(world)
    a_decision(world, case, is_plan_needed=True)
    Obligation.objects.filter(rule_key="P2").update(rule_version=1)
    due_at = asked(case)["P2"].due_at
    adopt_new_versions(by=SYSTEM, unit=case.dossier.unit)
    assert (asked(case)["P2"].rule_version, asked(case)["P2"].due_at) == (2, due_at)
    assert_alike()
