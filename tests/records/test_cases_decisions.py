"""Who may decide: alone, by asking a leader, in the leader's place; and telling the family."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.cases import AssessmentKind, NotifiedHow
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.deputies import deputies_of, end_deputy, get_deputy, give_deputy
from hjemmebane.records.access.models import User
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Decision, Measure
from hjemmebane.records.cases.queries.approvals import (
    answer_times_for,
    approvals_waiting,
    sent_back_to,
)
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


@pytest.fixture
def in_herning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the municipality be Herning: a few preventive measures are the adviser's own."""
    herning = catalogue.current().with_profile("herning-2020")
    monkeypatch.setattr(catalogue, "current", lambda: herning)


@pytest.fixture
def in_silkeborg(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the municipality be Silkeborg: prevention and assessments are the adviser's own."""
    silkeborg = catalogue.current().with_profile("silkeborg-2020")
    monkeypatch.setattr(catalogue, "current", lambda: silkeborg)


@pytest.mark.req("S2-HER-23")
@pytest.mark.usefixtures("in_herning")
def test_in_herning_the_adviser_decides_alone_on_the_chosen_preventive_measures(
    world: World,
) -> None:
    case = a_case(world)

    decision = a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")

    assert (decision.authority_key, decision.asked_at) == ("H-B1", None)
    assert begin(world, decision).decision == decision


@pytest.mark.req("S2-HER-24")
@pytest.mark.usefixtures("in_herning")
def test_in_herning_what_is_more_invasive_waits_for_the_team_leader(world: World) -> None:
    case = a_case(world)

    decision = a_decision(world, case)

    assert (decision.authority_key, decision.authority_role) == ("H-B2", RoleKey.TEAM_LEADER)
    (row,) = approvals_waiting(fresh(world.camilla)).rows
    assert row.public_id == str(decision.public_id)
    with pytest.raises(Refused, match="approval_missing"):
        begin(world, decision)


@pytest.mark.req("S2-SIL-15")
@pytest.mark.usefixtures("in_silkeborg")
def test_in_silkeborg_prevention_is_decided_without_asking_and_step_three_is_not(
    world: World,
) -> None:
    case = a_case(world)

    early = a_decision(world, case, measure_key="stoetteophold", ladder_step="2")
    later = a_decision(world, case)

    assert (early.authority_key, early.is_waiting) == ("S-B1", False)
    assert (later.authority_key, later.is_waiting) == ("S-B3", True)


@pytest.mark.req("S2-SIL-16")
@pytest.mark.usefixtures("in_silkeborg")
def test_in_silkeborg_the_adviser_begins_a_child_assessment_without_asking(world: World) -> None:
    row = actions.start_assessment(
        by=fresh(world.anna), case=a_case(world), kind=AssessmentKind.BFU, started_on=clock.today()
    )
    assert row.kind == AssessmentKind.BFU


def test_where_the_leader_begins_assessments_the_adviser_is_told_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = catalogue.current()
    own = [
        replace(one, role=RoleKey.TEAM_LEADER) if one.key == "B4" else one for one in content.grants
    ]
    strict = replace(content, grants=tuple(own))
    monkeypatch.setattr(catalogue, "current", lambda: strict)
    case = a_case(world)
    wish = {"case": case, "kind": AssessmentKind.BFU, "started_on": clock.today()}

    with pytest.raises(Refused, match="higher_rank_needed"):
        actions.start_assessment(by=fresh(world.anna), **wish)
    assert actions.start_assessment(by=fresh(world.camilla), **wish).case == case


def test_a_leader_may_say_no_with_a_reason_and_the_decision_is_never_carried_out(
    world: World,
) -> None:
    decision = waiting(world)

    with pytest.raises(Refused, match="reason_missing"):
        actions.decline_decision(by=fresh(world.camilla), decision=decision, why="  ")
    actions.decline_decision(by=fresh(world.camilla), decision=decision, why="Prøv trin 3 først.")

    with pytest.raises(Refused, match="decision_answered"):
        actions.approve_decision(by=fresh(world.camilla), decision=decision)
    with pytest.raises(Refused, match="decision_declined"):
        begin(world, decision)
    ((case_id, child, why, on),) = sent_back_to(fresh(world.anna))
    assert (case_id, why) == (str(decision.case.public_id), "Prøv trin 3 først.")
    assert (child.id, on) == (world.selma.pk, clock.today())


def waiting(world: World) -> Decision:
    return a_decision(world, a_case(world), measure_key="stoetteophold", ladder_step="4")


@pytest.mark.req("S2-SIL-17")
def test_what_waits_stands_oldest_first_and_is_marked_when_it_has_waited_too_long(
    world: World,
) -> None:
    first = waiting(world)
    with days_later(2):
        second = a_decision(world, a_case(world, child="viggo"), **FOUR)
        found = approvals_waiting(camilla(world)).rows
    ages = [(row.public_id, row.waited_days, row.is_old) for row in found]
    assert ages == [(str(first.public_id), 2, False), (str(second.public_id), 0, False)]

    with days_later(3):
        assert [row.is_old for row in approvals_waiting(camilla(world)).rows] == [True, False]
        assert answer_times_for(camilla(world)).oldest_days == 3


def days_later(days: int) -> AbstractContextManager[None]:
    """Return the same time of day some days later."""
    return clock.at(clock.now() + timedelta(days=days))


def camilla(world: World) -> User:
    return fresh(world.camilla)


@pytest.mark.req("S2-SIL-21")
def test_the_time_from_asking_to_answering_is_measured_for_yes_and_no_alike(world: World) -> None:
    first, second = waiting(world), a_decision(world, a_case(world, child="viggo"), **FOUR)
    with days_later(1):
        actions.approve_decision(by=camilla(world), decision=first)
    with days_later(3):
        actions.decline_decision(by=camilla(world), decision=second, why="Prøv trin 3 først.")
        times = answer_times_for(camilla(world))

    assert (times.answered, times.median, times.waiting) == (2, timedelta(days=2), 0)
    assert answer_times_for(fresh(world.erik)).answered == 0


FOUR = {"measure_key": "stoetteophold", "ladder_step": "4"}


def deputise(world: World, who: User, days: int = 3) -> None:
    give_deputy(
        by=camilla(world),
        deputy=fresh(who),
        from_on=clock.today(),
        to_on=clock.today() + timedelta(days=days),
    )


def test_a_deputy_decides_while_the_leader_is_away_and_not_after(world: World) -> None:
    decision = waiting(world)
    with pytest.raises(Refused, match="not_allowed"):
        actions.approve_decision(by=fresh(world.bo), decision=decision)
    deputise(world, world.bo)

    with days_later(4), pytest.raises(Refused, match="not_allowed"):
        actions.approve_decision(by=fresh(world.bo), decision=decision)
    with days_later(3):
        actions.approve_decision(by=fresh(world.bo), decision=decision)
    assert decision.approved_by == world.bo


def test_a_deputy_answers_no_question_of_their_own(world: World) -> None:
    case = a_case(world)
    deputise(world, world.anna)

    decision = a_decision(world, case, **FOUR)

    assert decision.is_waiting
    with pytest.raises(Refused, match="own_decision"):
        actions.approve_decision(by=fresh(world.anna), decision=decision)


def test_a_deputy_who_is_ended_decides_no_more_and_nobody_passes_it_on(world: World) -> None:
    decision = waiting(world)
    deputise(world, world.bo)
    bo, today = fresh(world.bo), clock.today()
    # What Bo passes on is his own work, never the leader's word he holds for some days.
    (row,) = give_deputy(by=bo, deputy=fresh(world.erik), from_on=today, to_on=today)
    assert row.role == RoleKey.ADVISER
    with pytest.raises(Refused, match="not_allowed"):
        actions.approve_decision(by=fresh(world.erik), decision=decision)
    end_deputy(by=bo, row=row)

    (row,) = deputies_of(camilla(world))
    end_deputy(by=camilla(world), row=get_deputy(row.public_id, camilla(world)))

    assert deputies_of(camilla(world)) == ()
    with pytest.raises(Refused, match="not_allowed"):
        actions.approve_decision(by=fresh(world.bo), decision=decision)


def test_a_deputy_of_another_team_reaches_that_team_only(world: World) -> None:
    decision = waiting(world)
    with pytest.raises(Refused, match="deputy_cannot"):
        deputise(world, world.dorte)
    with pytest.raises(Refused, match="deputy_too_long"):
        deputise(world, world.erik, days=93)
    deputise(world, world.erik)
    with pytest.raises(Refused, match="already_deputy"):
        deputise(world, world.erik)

    assert actions.approve_decision(by=fresh(world.erik), decision=decision).approved_at
