"""An authority case: what must stand before the next step."""

from datetime import date

import pytest

from hjemmebane.domain.cases import (
    DecisionBehind,
    PlanBehind,
    PlanKind,
    day_fault,
    has_authority_plan,
    is_childs_view_missing,
    risk_assessment_first,
)

TODAY = date(2026, 11, 26)


def test_a_suspicion_of_honour_conflict_holds_contact_back_until_the_risk_is_assessed() -> None:
    assert risk_assessment_first(is_honour_suspected=True, risk_assessed_on=None)
    assert not risk_assessment_first(is_honour_suspected=True, risk_assessed_on=TODAY)
    assert not risk_assessment_first(is_honour_suspected=False, risk_assessed_on=None)


@pytest.mark.parametrize(
    ("view", "waiver", "missing"),
    [
        ("Jeg vil gerne blive hjemme", "", False),
        ("   ", "", True),
        ("", "too_young", False),
    ],
)
def test_the_childs_view_or_a_reason_without_it_stands(
    view: str, waiver: str, missing: bool
) -> None:
    assert is_childs_view_missing(view, waiver) is missing


def test_a_made_plan_carries_a_coordination_plan() -> None:
    plans = [PlanBehind(PlanKind.BARNETS_PLAN, TODAY)]
    assert has_authority_plan(plans, None, TODAY)


def test_nothing_behind_it_carries_no_coordination_plan() -> None:
    assert not has_authority_plan([], None, TODAY)


@pytest.mark.parametrize(
    ("decision", "carries"),
    [
        (DecisionBehind(is_plan_needed=False, purpose="Ro om aftenen", has_goals=True), True),
        (DecisionBehind(is_plan_needed=False, purpose=" ", has_goals=True), False),
        (DecisionBehind(is_plan_needed=False, purpose="Ro om aftenen", has_goals=False), False),
        (DecisionBehind(is_plan_needed=True, purpose="Ro om aftenen", has_goals=True), False),
        (DecisionBehind(is_plan_needed=None, purpose="Ro om aftenen", has_goals=True), False),
    ],
)
def test_a_decision_carries_it_only_where_no_plan_was_needed(
    decision: DecisionBehind, carries: bool
) -> None:
    assert has_authority_plan([], decision, TODAY) is carries


@pytest.mark.parametrize(
    ("day", "may_lie_ahead", "fault"),
    [
        (date(2014, 1, 1), False, "before_birth"),
        (date(2026, 11, 27), False, "in_the_future"),
        (date(2026, 11, 27), True, ""),
        (date(9999, 12, 31), True, "day_too_far_ahead"),
        (TODAY, False, ""),
    ],
)
def test_a_day_that_cannot_be_right_says_why(day: date, may_lie_ahead: bool, fault: str) -> None:
    born_on = date(2015, 3, 1)
    assert day_fault(day, born_on=born_on, today=TODAY, may_lie_ahead=may_lie_ahead) == fault
