"""The formal follow-up: walks every goal and measure, and is not closed without a next day."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.follow_up import (
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.agenda.actions import plan_meeting
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case, FollowUp, Goal, GoalProgress, Measure
from tests.cast import World
from tests.records.cases_story import a_case, a_goal, a_measure, fresh

NEXT = date(2027, 1, 20)


def a_follow_up(world: World, case: Case) -> FollowUp:
    return actions.start_follow_up(by=fresh(world.anna), case=case, held_on=clock.today())


def whole(case: Case, outcome: FollowUpOutcome, **changes: Any) -> actions.FollowUpText:
    values: dict[str, Any] = {
        "goals": [
            actions.GoalWord(goal.pk, Judgement.FORWARD, 6)
            for goal in Goal.objects.filter(dossier=case.dossier)
        ],
        "measures": [
            actions.MeasureWord(measure.pk, outcome, OutcomeReason.WORKS)
            for measure in Measure.objects.filter(case=case, ended_on=None)
        ],
        "child_heard": Heard.YES,
        "parents_heard": Heard.YES,
        "step_down": StepDown.NOT_YET,
        "next_on": NEXT,
        "next_reason": NextReason.CHANGE_UNDER_WAY,
    }
    return actions.FollowUpText(**{**values, **changes})


def close(world: World, row: FollowUp, text: actions.FollowUpText) -> FollowUp:
    return actions.close_follow_up(
        by=fresh(world.anna), follow_up=row, version=row.version, text=text
    )


def refused(key: str, world: World, row: FollowUp, text: actions.FollowUpText) -> None:
    with pytest.raises(Refused) as refusal:
        close(world, FollowUp.objects.get(pk=row.pk), text)
    assert refusal.value.key == key
    assert FollowUp.objects.get(pk=row.pk).closed_at is None


@pytest.mark.req("S2-HER-04")
def test_each_measure_gets_one_of_three_outcomes_with_a_reason(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    refused("outcome_missing", world, row, whole(case, FollowUpOutcome.CONTINUE, measures=()))
    close(world, row, whole(case, FollowUpOutcome.ADJUST))
    (shown,) = queries.follow_ups_of(case, fresh(world.anna))
    assert [(m.outcome, m.reason) for m in shown.measures] == [(FollowUpOutcome.ADJUST, "works")]


@pytest.mark.req("S2-HER-05")
def test_each_goal_is_judged_and_the_judgement_stands_on_the_goal(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    goal = a_goal(world, case)
    row = a_follow_up(world, case)
    refused("progress_missing", world, row, whole(case, FollowUpOutcome.CONTINUE, goals=()))
    close(world, row, whole(case, FollowUpOutcome.CONTINUE))
    told = GoalProgress.objects.get(goal=goal)
    assert (told.judgement, told.value, told.source_id) == ("forward", 6, row.public_id)


def test_it_is_not_closed_without_a_next_day_unless_every_measure_ends(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    row = a_follow_up(world, case)
    none = {"next_on": None, "next_reason": None}
    refused("no_next_date", world, row, whole(case, FollowUpOutcome.CONTINUE, **none))
    close(world, row, whole(case, FollowUpOutcome.END, **none))
    measure.refresh_from_db()
    assert measure.ended_on == clock.today()
    assert (
        not Obligation.objects.unsettled()
        .filter(dossier=case.dossier, about_kind="follow_up")
        .exists()
    )


@pytest.mark.req("S2-STP-09")
def test_it_asks_whether_the_child_can_move_down_the_ladder(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    text = whole(case, FollowUpOutcome.CONTINUE, step_down=None)
    refused("step_down_missing", world, row, text)


def test_child_and_parents_are_heard(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    refused("not_heard", world, row, whole(case, FollowUpOutcome.CONTINUE, child_heard=None))


@pytest.mark.req("S2-HER-09", "S2-HER-11")
def test_closing_it_starts_the_chosen_day_and_the_own_rule_beside_it(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    close(world, row, whole(case, FollowUpOutcome.CONTINUE, next_on=date(2027, 5, 24)))
    dues = {
        o.rule_key: o.due_at.astimezone(clock.ZONE).date()
        for o in Obligation.objects.unsettled().filter(dossier=case.dossier, about_kind="follow_up")
    }
    assert dues == {"F4": date(2027, 5, 24), "L-F4": date(2027, 2, 24)}
    case.refresh_from_db()
    assert case.next_due_at.astimezone(clock.ZONE).date() == date(2027, 2, 24)


def test_it_closes_the_first_follow_up_of_the_measure(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    with clock.at(clock.now() + timedelta(days=60)):
        row = a_follow_up(world, case)
        close(world, row, whole(case, FollowUpOutcome.CONTINUE, next_on=date(2027, 4, 1)))
    duty = Obligation.objects.get(dossier=case.dossier, rule_key="F3")
    assert duty.satisfied_by_id == row.public_id


@pytest.mark.req("S2-HER-10")
def test_another_interval_keeps_the_day_chosen_before(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    close(world, a_follow_up(world, case), whole(case, FollowUpOutcome.CONTINUE))
    actions.move_next_follow_up(
        by=fresh(world.anna), case=case, next_on=date(2027, 3, 24), reason=NextReason.CLOSE_CONTACT
    )
    rows = Obligation.objects.filter(dossier=case.dossier, rule_key="F4").order_by("generation")
    assert [row.chosen_on for row in rows] == [NEXT, date(2027, 3, 24)]
    assert rows[0].superseded_by == rows[1]


def _meeting(world: World, case: Case, *, is_formal: bool) -> Any:
    return plan_meeting(
        by=fresh(world.anna),
        dossier=case.dossier,
        kind=next(iter(MeetingKind)),
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        seats=[],
        is_formal=is_formal,
    )


@pytest.mark.req("S2-HER-03")
def test_a_meeting_not_called_as_formal_never_counts(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    with pytest.raises(Refused) as refusal:
        actions.start_follow_up(
            by=fresh(world.anna),
            case=case,
            held_on=clock.today(),
            meeting=_meeting(world, case, is_formal=False),
        )
    assert refusal.value.key == "not_formal"
    actions.start_follow_up(
        by=fresh(world.anna),
        case=case,
        held_on=clock.today(),
        meeting=_meeting(world, case, is_formal=True),
    )


def test_goals_and_measures_of_another_family_are_refused(world: World) -> None:
    selma, viggo = a_case(world, child="selma"), a_case(world, child="viggo")
    a_measure(world, selma)
    goal = a_goal(world, viggo)
    row = a_follow_up(world, selma)
    text = whole(selma, FollowUpOutcome.CONTINUE, goals=[actions.GoalWord(goal.pk, Judgement.BACK)])
    refused("not_of_this_family", world, row, text)


def test_what_was_written_is_kept_until_it_is_closed(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    text = actions.FollowUpText(child_words="Jeg sover bedre", next_on=NEXT)
    actions.write_follow_up(by=fresh(world.anna), follow_up=row, version=1, text=text)
    kept = FollowUp.objects.get()
    assert (kept.child_words, kept.closed_at, kept.version) == ("Jeg sover bedre", None, 2)
    with pytest.raises(Stale):
        actions.write_follow_up(by=fresh(world.anna), follow_up=kept, version=1, text=text)


def test_a_case_has_one_open_follow_up_at_a_time(world: World) -> None:
    case = a_case(world)
    a_follow_up(world, case)
    with pytest.raises(Refused) as refusal:
        a_follow_up(world, case)
    assert refusal.value.key == "follow_up_running"


@pytest.mark.req("S2-HER-01")
def test_a_closed_follow_up_is_a_record_of_its_own_that_the_parents_read(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    row = a_follow_up(world, case)
    assert queries.follow_ups_of(case, fresh(world.frida)) == ()
    close(world, row, whole(case, FollowUpOutcome.CONTINUE))
    (shown,) = queries.follow_ups_of(case, fresh(world.frida))
    assert shown.next_on == NEXT
