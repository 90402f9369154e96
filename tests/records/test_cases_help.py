"""Screening, assessment, decision, measure, ladder and coordination plan."""

from datetime import date, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.cases import (
    AssessmentKind,
    MeasureEndReason,
    PlanKind,
    Replaces,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.ladder import StepMovement
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Assessment, CoordinationTask, Decision, Measure
from hjemmebane.records.people.models import Disclosure
from tests.cast import World
from tests.records.cases_story import (
    a_case,
    a_decision,
    a_goal,
    a_measure,
    decision_text,
    fresh,
    screened,
)
from tests.records.control_story import a_plan

WHOLE = actions.AssessmentText(
    looked_into="Aftener og skole",
    by_whom="Anna Lund og klasselæreren",
    findings="Aftenerne er svære",
    childs_view="Jeg vil have ro",
    parents_view="Vi er trætte",
    conclusion="Familien har brug for støtte i hjemmet",
)


def refused(key: str, action: object, *args: object, **named: object) -> None:
    with pytest.raises(Refused) as refusal:
        action(*args, **named)  # type: ignore[operator]
    assert refusal.value.key == key


# --- Screening and assessment


def test_the_screenings_outcome_starts_the_assessment_it_asks_for(world: World) -> None:
    case = screened(world, a_case(world))
    assert case.assessments.get().kind == AssessmentKind.AFDAEKNING


def test_nothing_more_lifts_the_four_months_and_says_why(world: World) -> None:
    case = a_case(world)
    text = actions.ScreeningText(
        is_honour_suspected=False,
        outcome=ScreeningOutcome.NOTHING_MORE,
        reason=ScreeningReason.NEED_MET,
    )
    actions.screen(by=fresh(world.anna), case=case, text=text)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    assert row.not_applicable_reason == "Screeningen viste, at der ikke skal mere til."
    assert queries.cases_list(fresh(world.anna)).rows[0].next_due_at is None


def test_suspicion_of_honour_conflict_holds_back_every_contact_with_parents(world: World) -> None:
    case = screened(world, a_case(world), is_honour_suspected=True)
    row = case.assessments.get()
    by = fresh(world.anna)
    refused(
        "risk_not_assessed", actions.write_assessment, by=by, assessment=row, version=1, text=WHOLE
    )
    refused("risk_not_assessed", a_goal, world, case)
    refused("risk_not_assessed", a_measure, world, case)
    refused("risk_not_assessed", actions.start_follow_up, by=by, case=case, held_on=clock.today())
    text = actions.ScreeningText(
        is_honour_suspected=True,
        outcome=ScreeningOutcome.AFDAEKNING,
        reason=ScreeningReason.NEED_DELIMITED,
        risk_assessed_on=clock.today(),
        risk_text="Ingen akut fare; faderen kan kontaktes.",
    )
    actions.screen(by=by, case=case, text=text, version=1)
    actions.write_assessment(by=by, assessment=row, version=1, text=WHOLE)


def test_a_screening_that_is_settled_does_not_change_its_outcome(world: World) -> None:
    case = screened(world, a_case(world))
    text = actions.ScreeningText(
        is_honour_suspected=False,
        outcome=ScreeningOutcome.NOTHING_MORE,
        reason=ScreeningReason.NEED_MET,
    )
    refused(
        "already_screened", actions.screen, by=fresh(world.anna), case=case, text=text, version=1
    )


def test_a_finished_assessment_has_both_views_and_closes_the_four_months(world: World) -> None:
    case = screened(world, a_case(world))
    row = case.assessments.get()
    actions.finish_assessment(
        by=fresh(world.anna), assessment=row, version=1, text=WHOLE, finished_on=clock.today()
    )
    duty = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    assert duty.satisfied_by_id == row.public_id


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (actions.AssessmentText(conclusion="x"), "childs_view_missing"),
        (
            actions.AssessmentText(
                looked_into="a", by_whom="b", findings="c", childs_view="d", conclusion="e"
            ),
            "parents_view_missing",
        ),
    ],
)
def test_an_assessment_is_not_finished_without_a_view(
    world: World, text: actions.AssessmentText, key: str
) -> None:
    row = screened(world, a_case(world)).assessments.get()
    refused(
        key,
        actions.finish_assessment,
        by=fresh(world.anna),
        assessment=row,
        version=1,
        text=text,
        finished_on=clock.today(),
    )
    assert Assessment.objects.get().finished_on is None


def test_a_provisional_assessment_holds_the_four_months_in_waiting(world: World) -> None:
    case = screened(world, a_case(world))
    text = actions.AssessmentText(provisional_on=clock.today())
    actions.write_assessment(
        by=fresh(world.anna), assessment=case.assessments.get(), version=1, text=text
    )
    row = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    assert row.exception == "provisional_assessment"


def test_the_second_to_save_an_assessment_learns_what_stands(world: World) -> None:
    row = screened(world, a_case(world)).assessments.get()
    actions.write_assessment(by=fresh(world.anna), assessment=row, version=1, text=WHOLE)
    again = Assessment.objects.get()
    with pytest.raises(Stale):
        actions.write_assessment(by=fresh(world.camilla), assessment=again, version=1, text=WHOLE)


# --- Decision and measure


def test_a_decision_stands_with_its_whole_legal_basis(world: World) -> None:
    decision = a_decision(world, a_case(world))
    assert decision.legal_basis.words == "Barnets lov § 32, stk. 1, nr. 5"
    assert (decision.paragraph, decision.subsection, decision.number) == ("32", 1, 5)


def test_the_same_measure_before_2024_stands_where_the_old_law_had_it(world: World) -> None:
    decision = a_decision(world, a_case(world), decided_on=date(2023, 6, 1), is_plan_needed=None)
    assert decision.legal_basis.words == "Serviceloven § 52, stk. 3, nr. 3"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"child_view": " "}, "childs_view_missing"),
        ({"purpose": ""}, "purpose_missing"),
        ({"expected_duration_weeks": 0}, "duration_missing"),
        ({"is_plan_needed": None}, "plan_position_missing"),
        ({"measure_key": "guldur"}, "unknown_measure"),
        ({"ladder_step": "6"}, "unknown_step"),
        ({"decided_on": date(9999, 1, 1)}, "in_the_future"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    world: World, changes: dict[str, object], key: str
) -> None:
    refused(key, a_decision, world, a_case(world), **changes)
    assert not Decision.objects.exists()


def test_a_decision_needs_an_assessment_that_has_begun(world: World) -> None:
    case = a_case(world)
    refused(
        "assessment_missing",
        actions.decide,
        by=fresh(world.anna),
        case=case,
        text=decision_text(),
    )


def test_a_reason_may_stand_for_the_childs_view(world: World) -> None:
    waiver = {"child_view": "", "child_view_waiver": ViewWaiver.TOO_YOUNG}
    assert a_decision(world, a_case(world), **waiver).child_view_waiver == "too_young"


@pytest.mark.req("S0-FHF-21")
def test_a_decision_says_which_more_invasive_option_it_replaces(world: World) -> None:
    case = a_case(world)
    a_decision(world, case, replaces=Replaces.PLACEMENT, replaces_text="i plejefamilie")
    (row,) = queries.decisions_of(case, fresh(world.anna))
    assert row.replaces == "Anbringelse: i plejefamilie"


@pytest.mark.req("S0-FHF-22")
def test_a_decision_keeps_each_option_weighed_and_why(world: World) -> None:
    case = a_case(world)
    refused("alternatives_missing", a_decision, world, case, alternatives=())
    a_decision(world, case)
    (row,) = queries.decisions_of(case, fresh(world.anna))
    assert [(a.option, a.why) for a in row.alternatives] == [
        ("Aflastning", "Familien har selv netværk.")
    ]


@pytest.mark.req("S0-FHF-18")
def test_the_aim_is_chosen_and_a_compensating_one_says_what_for(world: World) -> None:
    case = a_case(world)
    refused("compensates_missing", a_decision, world, case, aim=OrderAim.COMPENSATORY)
    measure = a_measure(world, case, aim=OrderAim.COMPENSATORY, compensates="Sengetider")
    assert measure.aim == OrderAim.COMPENSATORY


def test_a_plan_that_is_needed_is_due_three_months_after_the_decision(world: World) -> None:
    case = a_case(world)
    a_decision(world, case, is_plan_needed=True)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="P2")
    assert row.due_at.astimezone(clock.ZONE).date() == date(2027, 2, 24)


def test_a_plan_that_is_not_needed_stands_lifted_with_its_reason(world: World) -> None:
    case = a_case(world)
    a_decision(world, case, is_plan_needed=False)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="P2")
    assert row.exception == "plan_not_needed"
    assert not Obligation.objects.unsettled().filter(pk=row.pk).exists()


def test_a_started_measure_is_followed_up_in_three_months(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="F3")
    assert row.about_id == measure.public_id
    assert row.due_at.astimezone(clock.ZONE).date() == date(2027, 2, 24)
    assert measure.expected_end_on == clock.today() + timedelta(weeks=12)


def test_a_measure_begun_before_2024_stands_under_the_old_rule(world: World) -> None:
    case = a_case(world, aware_on=date(2023, 1, 2))
    decision = a_decision(world, case, decided_on=date(2023, 6, 1), is_plan_needed=None)
    actions.start_measure(
        by=fresh(world.anna),
        decision=decision,
        provider_unit=world.units["provider"],
        started_on=date(2023, 12, 31),
    )
    keys = set(Obligation.objects.filter(dossier=case.dossier).values_list("rule_key", flat=True))
    assert {"F1"} == {key for key in keys if key.startswith("F")}


def test_the_provider_is_told_of_its_order_on_the_ground_of_the_order(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    told = Disclosure.objects.get(dossier=case.dossier)
    assert (told.ground, told.to_unit) == ("order", world.units["provider"])


def test_ids_of_another_familys_decision_start_nothing(world: World) -> None:
    selma, viggo = a_case(world, child="selma"), a_case(world, child="viggo")
    decision = a_decision(world, viggo)
    with pytest.raises(NotVisible):
        queries.get_decision(selma, decision.public_id, fresh(world.anna))


def test_only_those_on_the_case_decide(world: World) -> None:
    case = screened(world, a_case(world))
    lines = AuditLine.objects.count()
    refused("not_allowed", actions.decide, by=world.erik, case=case, text=decision_text())
    refused("not_allowed", actions.decide, by=world.dorte, case=case, text=decision_text())
    assert AuditLine.objects.count() == lines


# --- The ladder


@pytest.mark.req("S2-STP-12")
def test_the_ladder_is_read_off_the_measures_with_its_history(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    assert [step.key for step in queries.ladder_of(case, fresh(world.anna)).steps] == ["3"]
    actions.end_measure(
        by=fresh(world.anna),
        measure=measure,
        on=clock.today(),
        reason=MeasureEndReason.GOALS_REACHED,
    )
    with clock.at(clock.now() + timedelta(days=1)):
        ladder = queries.ladder_of(case, fresh(world.anna))
    assert ladder.steps == ()
    assert [move.movement for move in ladder.moves] == [StepMovement.ENDED, StepMovement.STARTED]


@pytest.mark.req("S2-STP-09")
def test_each_movement_has_its_day_and_reason(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    (move,) = queries.ladder_of(case, fresh(world.anna)).moves
    assert (move.on, move.reasons) == (
        clock.today(),
        ("Familiebehandling eller behandling af barnets problemer: Rolige aftener",),
    )


@pytest.mark.req("S2-STP-10")
def test_measures_on_several_steps_run_at_once(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    high = a_decision(world, case, measure_key="stoetteophold", ladder_step="4")
    actions.approve_decision(by=fresh(world.camilla), decision=high)
    actions.start_measure(
        by=fresh(world.anna),
        decision=high,
        provider_unit=world.units["provider"],
        started_on=clock.today(),
    )
    ladder = queries.ladder_of(case, fresh(world.anna))
    assert [step.key for step in ladder.steps] == ["3", "4"]


def test_the_ladder_is_never_shown_to_a_family(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    assert queries.ladder_of(case, fresh(world.frida)).steps == ()


def test_the_grounds_of_a_decision_stay_with_the_authority(world: World) -> None:
    case = a_case(world)
    a_decision(world, case)
    (row,) = queries.decisions_of(case, fresh(world.frida))
    assert (row.purpose, row.grounds, row.child_view) == ("Rolige aftener", "", "")


# --- The coordination plan


def task(world: World, case: object, **owner: object) -> CoordinationTask:
    return actions.add_coordination_task(
        by=fresh(world.anna),
        case=case,  # type: ignore[arg-type]
        text=actions.TaskText("Følg op på lektier", how="Fast tid", together_with="Dorte"),
        owner=actions.Owner(**owner),  # type: ignore[arg-type]
        ground=actions.Ground(law="Barnets lov § 91"),
    )


@pytest.mark.req("S0-FHF-14")
def test_each_professional_has_a_task_with_how_and_together_with_whom(world: World) -> None:
    case = a_case(world)
    task(world, case, user=world.dorte)
    plan = queries.coordination_of(case, fresh(world.anna))
    assert plan is not None
    (row,) = plan.tasks
    assert (row.owner, row.how, row.together_with) == ("Dorte Kjær", "Fast tid", "Dorte")


@pytest.mark.req("S0-FHF-15")
def test_a_coordination_plan_is_not_used_without_an_authority_plan(world: World) -> None:
    case = a_case(world)
    by = fresh(world.anna)
    refused("no_authority_plan", actions.activate_coordination_plan, by=by, case=case)
    a_decision(world, case, is_plan_needed=True)
    refused("no_authority_plan", actions.activate_coordination_plan, by=by, case=case)
    a_plan(world, case, kind=PlanKind.UNGEPLAN)
    assert actions.activate_coordination_plan(by=by, case=case).plan is not None


@pytest.mark.req("S0-FHF-15")
def test_a_decision_that_no_plan_is_needed_carries_it_with_purpose_and_goals(world: World) -> None:
    case = a_case(world)
    decision = a_decision(world, case, is_plan_needed=False)
    by = fresh(world.anna)
    refused("no_authority_plan", actions.activate_coordination_plan, by=by, case=case)
    a_goal(world, case)
    assert actions.activate_coordination_plan(by=by, case=case).decision == decision


def test_a_partner_is_told_of_a_task_only_on_a_ground(world: World) -> None:
    case = a_case(world)
    refused(
        "no_ground",
        actions.add_coordination_task,
        by=fresh(world.anna),
        case=case,
        text=actions.TaskText("Følg op"),
        owner=actions.Owner(user=world.hanne),
    )
    assert not CoordinationTask.objects.exists()


def test_a_partner_sees_and_finishes_their_own_task_and_nothing_else(world: World) -> None:
    case = a_case(world)
    own, other = task(world, case, user=world.hanne), task(world, case, user=world.dorte)
    a_decision(world, case)
    a_goal(world, case)
    actions.activate_coordination_plan(by=fresh(world.anna), case=case)
    hanne = fresh(world.hanne)
    assert [row.public_id for row in queries.my_tasks_as_partner(hanne)] == [str(own.public_id)]
    assert queries.goals_of(case.dossier, hanne) == ()
    assert queries.measures_of(case, hanne) == ()
    with pytest.raises(NotVisible):
        queries.get_own_task(other.public_id, hanne)
    actions.finish_coordination_task(by=hanne, task=own)
    assert queries.my_tasks_as_partner(hanne)[0].done_at is not None


def test_a_task_for_someone_of_another_family_is_refused(world: World) -> None:
    refused("not_of_this_family", task, world, a_case(world), person=world.lars)


def test_a_case_is_not_closed_while_a_measure_runs(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    refused(
        "measures_running",
        actions.close_case,
        by=fresh(world.anna),
        case=case,
        version=1,
        reason="help_ended",
    )
    assert Measure.objects.get().ended_on is None
