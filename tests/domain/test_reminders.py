"""Who is told of a deadline and when: never twice, never in the quiet hours, never lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane import catalogue
from hjemmebane.domain.calendar import COPENHAGEN, WorkingCalendar, end_of_day, start_of_day
from hjemmebane.domain.deadlines import Due
from hjemmebane.domain.reminders import (
    ReminderKind,
    ReminderPlan,
    Telling,
    Watched,
    is_danger,
    leader_at,
    remind_at,
    tellings,
)

PLAN = ReminderPlan(
    days_before=3,
    hours_before=4,
    leader_days_after=1,
    leader_hours_after=2,
    quiet_from_hour=17,
    quiet_to_hour=7,
    quiet_days_off=True,
)
# Christmas 2026 and the town hall's closing days around it.
CALENDAR = WorkingCalendar(
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}),
    closing_days=frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
)
ANNA, BO, LEADER = 1, 2, 9
REMINDER, ESCALATION = ReminderKind.REMINDER, ReminderKind.ESCALATION


def at(month, day, hour=0, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=COPENHAGEN)


def whole(day, began, key="a", danger=False, responsible=(ANNA,), leaders=(LEADER,)):
    due = Due(day, end_of_day(day), is_whole_day=True, do_by=day, steps=())
    return Watched(key, began, due, danger, responsible, leaders)


def hours(began, count, key="h", responsible=(ANNA,)):
    end = (began.astimezone(UTC) + timedelta(hours=count)).astimezone(COPENHAGEN)
    due = Due(end.date(), end, is_whole_day=False, do_by=end.date(), steps=())
    return Watched(key, began, due, True, responsible, (LEADER,))


def test_the_one_who_answers_is_reminded_on_the_morning_three_days_before():
    one = whole(date(2026, 12, 10), at(9, 10))
    assert remind_at(one, PLAN, CALENDAR) == at(12, 7, 7)


def test_a_reminder_that_falls_on_a_weekend_comes_on_the_friday_before():
    one = whole(date(2026, 12, 8), at(9, 10))
    assert remind_at(one, PLAN, CALENDAR) == at(12, 4, 7)


def test_a_reminder_over_christmas_comes_before_the_town_hall_shuts():
    one = whole(date(2026, 12, 29), at(9, 10))
    assert remind_at(one, PLAN, CALENDAR) == at(12, 23, 7)


def test_the_leader_is_told_on_the_first_working_morning_after_the_day_was_missed():
    one = whole(date(2026, 12, 4), at(9, 10))
    assert leader_at(one, PLAN, CALENDAR) == at(12, 7, 7)


def test_what_begins_too_late_to_be_reminded_of_ahead_is_told_when_half_the_time_has_gone():
    one = whole(date(2026, 12, 4), at(12, 3, 8))
    assert at(12, 3, 8) < remind_at(one, PLAN, CALENDAR) == at(12, 4, 7)


def test_a_day_and_night_clock_is_told_of_in_the_night_and_the_leader_before_it_runs_out():
    one = hours(at(12, 5, 2), 24)
    assert remind_at(one, PLAN, CALENDAR) == at(12, 5, 22)
    assert leader_at(one, PLAN, CALENDAR) == at(12, 6, 0)


def test_of_one_hour_the_reminder_takes_half_and_the_leader_hears_when_it_is_over():
    one = hours(at(12, 5, 20), 1)
    assert remind_at(one, PLAN, CALENDAR) == at(12, 5, 20, 30)
    assert leader_at(one, PLAN, CALENDAR) == at(12, 5, 21)


def test_a_duty_that_nobody_has_is_told_to_the_leaders_from_the_beginning():
    one = whole(date(2026, 12, 10), at(9, 10), responsible=())
    assert tellings([one], (), at(12, 7, 7), PLAN, CALENDAR) == [Telling("a", REMINDER, LEADER)]


def test_who_comes_to_stand_in_is_reminded_too_until_the_leader_knows():
    day, began = date(2026, 12, 10), at(9, 10)
    first = tellings([whole(day, began)], (), at(12, 7, 9), PLAN, CALENDAR)
    away = whole(day, began, responsible=(BO,))
    assert tellings([away], first, at(12, 8, 9), PLAN, CALENDAR) == [Telling("a", REMINDER, BO)]
    told = [*first, Telling("a", ESCALATION, LEADER)]
    assert tellings([away], told, at(12, 14, 9), PLAN, CALENDAR) == []


def test_the_clocks_of_danger_and_of_hours_are_never_quiet_and_others_are():
    rules = {rule.key: is_danger(rule) for rule in catalogue.current().rules}
    assert all(rules[key] for key in ("U1", "D1", "D2"))
    assert not any(rules[key] for key in ("U2", "B1", "F3", "F4", "L-F4"))


def moment(minutes):
    return at(11, 26) + timedelta(minutes=minutes)


def duty(key, began, length, danger, responsible):
    if danger:
        return hours(moment(began), length, key, responsible)
    day = (moment(began) + timedelta(hours=length)).date()
    return whole(day, moment(began), key, responsible=responsible)


def duties(facts):
    return [duty(f"d{number}", *each) for number, each in enumerate(facts)]


MINUTES = st.integers(0, 40 * 24 * 60)
WHO = st.sampled_from([(), (ANNA,), (ANNA, BO)])
FACT = st.tuples(MINUTES, st.integers(1, 24 * 20), st.booleans(), WHO)
FACTS, MOMENTS = st.lists(FACT, max_size=6), st.lists(MINUTES, max_size=30)
FAR = at(11, 26) + timedelta(days=90)


def run(watched, moments):
    """Return what was told, each with when, where the job runs at these moments."""
    told: list[tuple[Telling, datetime]] = []
    for now in sorted(moments):
        started = [one for one in watched if one.starts_at <= now]
        fresh = tellings(started, [one for one, _ in told], now, PLAN, CALENDAR)
        told += [(one, now) for one in fresh]
    return told


@given(FACTS, MOMENTS)
def test_nobody_is_told_the_same_twice_and_nothing_is_lost(facts, minutes):
    watched = duties(facts)
    told = run(watched, [*map(moment, minutes), PLAN.heard_from(FAR, CALENDAR)])

    assert len({one for one, _ in told}) == len(told)
    for one in watched:
        mine = {(t.kind, t.receiver) for t, _ in told if t.key == one.key}
        assert mine == {
            *((REMINDER, who) for who in one.responsible or one.leaders),
            (ESCALATION, LEADER),
        }


@given(FACTS, MOMENTS)
def test_in_the_quiet_hours_only_danger_is_told_and_nothing_too_soon(facts, minutes):
    by_key = {one.key: one for one in duties(facts)}
    for one, now in run(by_key.values(), map(moment, minutes)):
        watched = by_key[one.key]
        there = now.astimezone(COPENHAGEN)
        is_open = 7 <= there.hour < 17 and CALENDAR.is_working_day(there.date())
        assert watched.is_danger or is_open
        if one.kind is ESCALATION:
            assert now >= leader_at(watched, PLAN, CALENDAR)
            assert watched.is_danger or now > watched.due.at
        else:
            assert now >= watched.starts_at + (watched.due.at - watched.starts_at) / 2


@given(FACTS, MOMENTS)
def test_an_outage_delays_what_is_told_and_changes_nothing_of_it(facts, minutes):
    end = PLAN.heard_from(FAR, CALENDAR)
    steady = run(duties(facts), [*map(moment, minutes), end])
    after_an_outage = run(duties(facts), [end])
    assert {one for one, _ in steady} == {one for one, _ in after_an_outage}


@given(FACT)
def test_the_reminder_never_comes_after_the_leader_is_told(fact):
    one = duty("d", *fact)
    assert remind_at(one, PLAN, CALENDAR) <= leader_at(one, PLAN, CALENDAR)


@given(MINUTES)
def test_the_quiet_hours_end_at_the_first_moment_that_is_not_quiet(minutes):
    slow = moment(minutes)
    while PLAN.is_quiet(slow, CALENDAR):
        slow += timedelta(minutes=1)
    assert PLAN.heard_from(moment(minutes), CALENDAR) == slow


@given(MINUTES, st.integers(0, 30))
def test_no_deadline_beyond_the_last_day_looked_at_is_ripe(minutes, days):
    today = moment(minutes).date()
    last = PLAN.looks_ahead_to(today, CALENDAR)
    inside, beyond = whole(last, at(1, 1)), whole(last + timedelta(1 + days), at(1, 1))
    assert remind_at(inside, PLAN, CALENDAR) < end_of_day(today)
    assert remind_at(beyond, PLAN, CALENDAR) > end_of_day(today)


@pytest.mark.parametrize("days", [0, 1, 3])
def test_the_plan_holds_for_other_numbers_of_days_too(days):
    plan = ReminderPlan(days, 1, 1, 1, 20, 6, quiet_days_off=False)
    one = whole(date(2026, 12, 6), at(9, 10))
    assert remind_at(one, plan, CALENDAR) <= start_of_day(date(2026, 12, 6)) + timedelta(hours=6)
