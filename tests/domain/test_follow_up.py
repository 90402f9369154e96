"""The formal follow-up: what keeps it from being closed."""

from dataclasses import replace
from datetime import date

from hjemmebane.domain.follow_up import (
    FollowUpFacts,
    FollowUpOutcome,
    closing_faults,
    ends_everything,
)

WHOLE = FollowUpFacts(
    held_on=date(2026, 11, 26),
    is_formal=True,
    child_heard="yes",
    parents_heard="yes",
    step_down="not_yet",
    running_goals=frozenset({1, 2}),
    judged_goals=frozenset({1, 2}),
    running_measures=frozenset({7, 8}),
    outcomes=((7, FollowUpOutcome.CONTINUE), (8, FollowUpOutcome.END)),
    next_on=date(2027, 2, 26),
    next_reason="local_rule",
)


def test_a_whole_follow_up_can_be_closed() -> None:
    assert closing_faults(WHOLE) == ()


def test_it_is_not_closed_without_a_next_day_while_a_measure_runs_on() -> None:
    assert closing_faults(replace(WHOLE, next_on=None, next_reason="")) == ("no_next_date",)


def test_it_is_closed_without_a_next_day_when_every_measure_ends() -> None:
    ended = ((7, FollowUpOutcome.END), (8, FollowUpOutcome.END))
    facts = replace(WHOLE, outcomes=ended, next_on=None, next_reason="")
    assert ends_everything(facts)
    assert closing_faults(facts) == ()


def test_each_running_measure_needs_its_outcome() -> None:
    facts = replace(WHOLE, outcomes=((7, FollowUpOutcome.CONTINUE),))
    assert closing_faults(facts) == ("outcome_missing",)


def test_each_goal_needs_its_judgement() -> None:
    assert closing_faults(replace(WHOLE, judged_goals=frozenset({1}))) == ("progress_missing",)


def test_an_informal_meeting_never_counts() -> None:
    assert closing_faults(replace(WHOLE, is_formal=False)) == ("not_formal",)


def test_child_and_parents_are_heard_and_the_ladder_is_asked_about() -> None:
    facts = replace(WHOLE, child_heard="", step_down="")
    assert closing_faults(facts) == ("not_heard", "step_down_missing")


def test_the_next_day_lies_after_this_one_and_has_a_reason() -> None:
    facts = replace(WHOLE, next_on=WHOLE.held_on, next_reason="")
    assert closing_faults(facts) == ("next_not_after", "next_reason_missing")
