"""The leader's approval of a decision, and telling the family of it."""

from datetime import timedelta

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.ladder import Step, is_leaders_to_approve
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Decision, Measure
from tests.cast import World
from tests.records.cases_story import a_case, a_decision, decision_text, fresh


def begin(world: World, decision: Decision) -> Measure:
    return actions.start_measure(
        by=fresh(world.anna),
        decision=decision,
        provider_unit=world.units["provider"],
        started_on=clock.today(),
    )


def test_from_the_profiles_step_on_nothing_begins_before_the_leader_has_approved(
    world: World,
) -> None:
    decision = a_decision(world, a_case(world), measure_key="stoetteophold", ladder_step="4")

    with pytest.raises(Refused, match="approval_missing"):
        begin(world, decision)
    with pytest.raises(Refused, match="not_allowed"):
        actions.approve_decision(by=fresh(world.anna), decision=decision)

    actions.approve_decision(by=fresh(world.camilla), decision=decision)
    assert (decision.approved_by, decision.approved_at) == (world.camilla, clock.now())
    assert begin(world, decision).decision == decision


def test_below_that_step_the_adviser_decides_alone(world: World) -> None:
    decision = a_decision(world, a_case(world))

    with pytest.raises(Refused, match="nothing_to_approve"):
        actions.approve_decision(by=fresh(world.camilla), decision=decision)
    assert begin(world, decision).decision.approved_by is None


def test_a_leader_who_decides_has_approved(world: World) -> None:
    case = a_case(world)
    a_decision(world, case)
    text = decision_text(measure_key="stoetteophold", ladder_step="4")

    decision = actions.decide(by=fresh(world.camilla), case=case, text=text)

    assert decision.approved_by == world.camilla


def test_the_step_is_the_municipalitys_own_and_stands_in_the_profile() -> None:
    number = catalogue.current_profile().number("decision.leader_from_step")
    assert number == 4
    assert not is_leaders_to_approve(Step.parse("3b"), number)
    assert is_leaders_to_approve(Step.parse("4"), number)


def test_the_family_is_told_of_a_decision_once_with_day_and_way(world: World) -> None:
    case = a_case(world)
    decision = a_decision(world, case)
    told = {"decision": decision, "how": NotifiedHow.LETTER}

    with pytest.raises(Refused, match="before_the_decision"):
        actions.note_notified(by=fresh(world.anna), on=clock.today() - timedelta(1), **told)
    actions.note_notified(by=fresh(world.anna), on=clock.today(), **told)

    (row,) = queries.decisions_of(case, fresh(world.anna))
    assert (row.notified_at, row.notified_how) == (clock.midnight(clock.today()), "Brev")
    with pytest.raises(Refused, match="already_notified"):
        actions.note_notified(by=fresh(world.anna), on=clock.today(), **told)
