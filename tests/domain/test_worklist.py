"""Min dag: what comes first, and the words that say why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.calendar import COPENHAGEN, WorkingCalendar, end_of_day, local_day
from hjemmebane.domain.deadlines import Due, stored_due
from hjemmebane.domain.worklist import (
    Signal,
    WorkGroup,
    WorkItem,
    WorkWeights,
    group_ends,
    order_worklist,
    work_group,
)

NOW = datetime(2026, 11, 24, 11, 20, tzinfo=COPENHAGEN)
TODAY = NOW.date()
WEIGHTS = WorkWeights(
    days_per_weight_point=1, days_per_signal=2, signal_window_days=14, most_days_ahead=7
)


def whole_day(day):
    return Due(day, end_of_day(day), is_whole_day=True, do_by=day, steps=())


def item(key, days, weight=0, signals=()):
    return WorkItem(key, whole_day(TODAY + timedelta(days)), weight, signals)


def keys(*items):
    return [ranked.item.key for ranked in order_worklist(items, NOW, WEIGHTS)]


@pytest.mark.req("S2-HER-29")
def test_the_earliest_due_stands_first():
    assert keys(item("later", 9), item("late", -4), item("soon", 2)) == ["late", "soon", "later"]


@pytest.mark.req("S2-HER-29")
def test_a_heavy_case_moves_ahead_of_a_light_one():
    assert keys(item("light", 9), item("heavy", 11, weight=3)) == ["heavy", "light"]


@pytest.mark.req("S2-HER-29")
def test_a_fresh_signal_moves_ahead_and_an_old_one_does_not():
    fresh = Signal(date(2026, 11, 17), "feedback faldt")
    old = Signal(date(2026, 11, 1), "feedback faldt")
    assert keys(item("a", 9), item("b", 10, signals=[fresh])) == ["b", "a"]
    assert keys(item("a", 9), item("b", 10, signals=[old])) == ["a", "b"]


def test_nothing_moves_past_what_is_late():
    signals = [Signal(TODAY, "ny underretning")] * 9
    assert keys(item("heavy", 0, weight=5, signals=signals), item("late", -1)) == ["late", "heavy"]


def test_each_place_is_explained():
    fresh = Signal(date(2026, 11, 17), "feedback faldt")
    ranked = order_worklist([item("b", 2, weight=2, signals=[fresh])], NOW, WEIGHTS)[0]
    assert ranked.reason == (
        "Om 2 dage. Sagen vejer 2. Feedback faldt 17. november. "
        "Står derfor 4 dage tidligere på listen."
    )


def test_a_clock_tells_the_hours_left():
    at = datetime(2026, 11, 25, 7, 52, tzinfo=COPENHAGEN)
    due = stored_due(at, is_whole_day=False, calendar=WorkingCalendar())
    ranked = order_worklist([WorkItem("u1", due)], NOW, WEIGHTS)[0]
    assert ranked.reason == "20 t 32 min. tilbage."


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (-1, WorkGroup.OVER),
        (0, WorkGroup.THIS_WEEK),
        (5, WorkGroup.THIS_WEEK),
        (6, WorkGroup.NEXT_WEEK),
        (13, WorkGroup.LATER),
    ],
)
def test_the_headings_follow_the_calendar_week(days, group):
    assert order_worklist([item("x", days)], NOW, WEIGHTS)[0].group is group


@given(
    st.timedeltas(timedelta(0), timedelta(700)),
    st.timedeltas(timedelta(-40), timedelta(40)),
)
def test_who_counts_by_moments_alone_finds_the_same_headings(later, ahead):
    now = (NOW.astimezone(UTC) + later).astimezone(COPENHAGEN)
    moment = (now.astimezone(UTC) + ahead).astimezone(COPENHAGEN)
    groups = [WorkGroup.OVER] if moment < now else []
    ends = group_ends(local_day(now))
    groups += [group for group, last in ends if moment <= end_of_day(last)]
    due = Due(local_day(moment), moment, False, local_day(moment), steps=())
    assert work_group(due, now) is next(iter(groups), WorkGroup.LATER)


@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(0, 9)), max_size=12))
def test_everything_is_kept_and_late_things_never_sink(rows):
    items = [item(str(n), days, weight) for n, (days, weight) in enumerate(rows)]
    ranked = order_worklist(items, NOW, WEIGHTS)
    assert {r.item.key for r in ranked} == {i.key for i in items}
    groups = [list(WorkGroup).index(r.group) for r in ranked]
    assert groups == sorted(groups)
