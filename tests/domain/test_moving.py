"""A running deadline moves only where its rule says so, in time, later, and not too far."""

from dataclasses import replace
from datetime import date

import pytest

from hjemmebane.domain.calendar import Length, Unit, WorkingCalendar, end_of_day, start_of_day
from hjemmebane.domain.deadlines import MoveKind, RuleMove, due_at
from hjemmebane.domain.moving import CannotMoveError, Moved, check_move, move, paused_to
from tests.domain.rules_for_tests import CLOCK, FIRST_FOLLOW_UP

CALENDAR = WorkingCalendar()
RULE = replace(
    FIRST_FOLLOW_UP,
    length=Length(Unit.MONTHS, 1),
    or_earlier=None,
    moves=(
        RuleMove(MoveKind.EXTEND, "Varslet", Length(Unit.MONTHS, 2)),
        RuleMove(MoveKind.PAUSE, "Venter på papirer"),
    ),
)
FIRST = due_at(RULE, {RULE.trigger: date(2026, 10, 31)}, CALENDAR)


def extended(to, at=FIRST.at, rule=RULE, current=FIRST, kind=MoveKind.EXTEND):
    moved = Moved(kind, to, "Vi mangler skolens udtalelse")
    check_move(rule, FIRST, current, moved, at=at, calendar=CALENDAR)
    return move(current, moved, CALENDAR)


def refusal(*args, **more):
    with pytest.raises(CannotMoveError) as refused:
        extended(*args, **more)
    return refused.value.key


def test_an_extended_deadline_says_where_it_was_and_where_it_went():
    due = extended(date(2027, 1, 30))
    assert (due.on, due.at, due.is_whole_day) == (
        date(2027, 1, 30),
        end_of_day(date(2027, 1, 30)),
        True,
    )
    assert due.do_by == date(2027, 1, 29)
    assert due.steps[-1] == (
        "Fristen var 30. november 2026 og er forlænget til lørdag 30. januar 2027."
    )
    assert due.steps[:-1] == FIRST.steps


def test_it_may_be_moved_to_the_last_day_the_rule_allows_and_no_further():
    assert extended(date(2027, 1, 30)).on == date(2027, 1, 30)
    assert refusal(date(2027, 1, 31)) == "moved_too_far"


def test_how_far_is_counted_from_the_first_day_and_not_from_the_last_move():
    once = extended(date(2026, 12, 31))
    assert refusal(date(2027, 1, 31), current=once) == "moved_too_far"


def test_a_deadline_that_has_passed_is_not_moved():
    assert refusal(date(2026, 12, 31), at=start_of_day(date(2026, 12, 1))) == "moved_too_late"


@pytest.mark.parametrize("to", [date(2026, 11, 30), date(2026, 11, 29)])
def test_a_deadline_is_never_moved_closer_or_nowhere(to):
    assert refusal(to) == "moved_not_later"


def test_a_rule_that_says_nothing_of_it_does_not_move():
    fast = replace(RULE, moves=RULE.moves[:1])
    assert refusal(date(2026, 12, 31), rule=fast, kind=MoveKind.PAUSE) == "rule_does_not_move"


def test_a_clock_of_hours_does_not_move():
    clock = replace(CLOCK, moves=RULE.moves)
    due = due_at(clock, {clock.trigger: start_of_day(date(2026, 11, 2))}, CALENDAR)
    moved = Moved(MoveKind.EXTEND, date(2026, 12, 1), "Travlt")
    with pytest.raises(CannotMoveError, match="rule_does_not_move"):
        check_move(clock, due, due, moved, at=due.at, calendar=CALENDAR)


def test_a_pause_moves_the_day_by_as_long_as_it_lasts():
    to = paused_to(FIRST, date(2026, 11, 5), date(2026, 11, 19))
    assert to == date(2026, 12, 14)
    due = extended(to, kind=MoveKind.PAUSE)
    assert "er sat på pause og flyttet til mandag 14. december 2026" in due.steps[-1]
