"""Deadlines: when they fall, how they stand, what late means."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.calendar import COPENHAGEN, WorkingCalendar, end_of_day, start_of_day
from hjemmebane.domain.deadlines import (
    ExceptionEffect,
    ExceptionUse,
    NextDateRequiredError,
    ObligationState,
    TriggerMissingError,
    due_at,
    is_past_soft_limit,
    standing,
)
from hjemmebane.domain.event_kinds import EventKind
from tests.domain.rules_for_tests import CHOSEN_FOLLOW_UP, CLOCK, FIRST_FOLLOW_UP, RECEIPT

CALENDAR = WorkingCalendar()
STARTED, FINISHED = EventKind.MEASURE_STARTED, EventKind.ASSESSMENT_FINISHED
RECEIVED, HELD = EventKind.NOTIFICATION_RECEIVED, EventKind.FOLLOW_UP_HELD
DAYS = st.dates(date(2005, 1, 1), date(2080, 12, 31))


def start_due(day):
    return due_at(FIRST_FOLLOW_UP, {STARTED: day}, CALENDAR)


def test_without_its_event_a_deadline_does_not_run():
    with pytest.raises(TriggerMissingError):
        due_at(FIRST_FOLLOW_UP, {FINISHED: date(2026, 1, 1)}, CALENDAR)
    now = start_of_day(date(2026, 1, 1))
    assert standing(None, warn_days=3, now=now) is ObligationState.NOT_STARTED


def test_a_weekend_does_not_move_the_due_day_but_the_working_day_before_is_shown():
    due = start_due(date(2026, 8, 28))
    assert due.on == date(2026, 11, 28)
    assert due.do_by == date(2026, 11, 27)
    assert "Det er en lørdag. Fristen flytter sig ikke, så gør det senest fredag 27. november." in (
        due.steps
    )


def test_the_sum_stands_in_words():
    assert start_due(date(2026, 8, 26)).steps == (
        "26. august plus 3 kalendermåneder er torsdag 26. november 2026.",
        "Det er en hverdag, så datoen står.",
    )


def test_a_shorter_month_is_explained():
    first = start_due(date(2026, 11, 30)).steps[0]
    assert first.endswith("søndag 28. februar 2027, fordi februar 2027 ikke har en 30.")


def test_the_change_to_summer_time_is_explained():
    received = datetime(2024, 3, 30, 16, 40, tzinfo=COPENHAGEN)
    due = due_at(CLOCK, {RECEIVED: received}, CALENDAR)
    assert due.steps[0].endswith("er søndag 31. marts 2024 kl. 17.40.")
    assert due.steps[-1] == "Uret stilles en time frem undervejs. Der er stadig 24 hele timer."


def test_skipped_days_and_saturday_are_named():
    due = due_at(RECEIPT, {RECEIVED: date(2026, 11, 17)}, CALENDAR)
    assert due.steps == (
        "Tirsdag 17. november er dag 0 og tælles ikke med.",
        "6 hverdage senere er tirsdag 24. november 2026.",
        "Sprunget over: søndag 22. november.",
        "Lørdag tæller som hverdag.",
    )


def test_an_assessment_finished_meanwhile_moves_the_follow_up_forward():
    moments = {STARTED: date(2026, 8, 26), FINISHED: date(2026, 10, 12)}
    due = due_at(FIRST_FOLLOW_UP, moments, CALENDAR)
    assert (due.on, due.moved_by) == (date(2026, 10, 12), FINISHED)


@pytest.mark.parametrize("finished", [date(2026, 7, 3), date(2026, 11, 26), date(2027, 1, 1)])
def test_an_assessment_finished_before_or_after_moves_nothing(finished):
    moments = {STARTED: date(2026, 8, 26), FINISHED: finished}
    due = due_at(FIRST_FOLLOW_UP, moments, CALENDAR)
    assert (due.on, due.moved_by) == (date(2026, 11, 26), None)


def test_the_law_gives_no_next_day_so_one_must_be_chosen():
    held = {HELD: date(2026, 8, 31)}
    with pytest.raises(NextDateRequiredError):
        due_at(CHOSEN_FOLLOW_UP, held, CALENDAR)
    with pytest.raises(NextDateRequiredError):
        due_at(CHOSEN_FOLLOW_UP, held, CALENDAR, chosen_on=date(2026, 8, 31))
    due = due_at(CHOSEN_FOLLOW_UP, held, CALENDAR, chosen_on=date(2026, 11, 30))
    assert due.on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("chosen", "is_past"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)]
)
def test_more_than_six_months_off_is_only_a_soft_warning(chosen, is_past):
    assert is_past_soft_limit(CHOSEN_FOLLOW_UP, date(2026, 8, 31), chosen) is is_past


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (start_of_day(date(2026, 11, 11)), ObligationState.RUNNING),
        (start_of_day(date(2026, 11, 12)), ObligationState.DUE_SOON),
        (end_of_day(date(2026, 11, 26)), ObligationState.DUE_SOON),
        (start_of_day(date(2026, 11, 27)), ObligationState.OVERDUE),
    ],
)
def test_a_due_day_is_kept_until_its_last_moment(now, state):
    assert standing(start_due(date(2026, 8, 26)), warn_days=14, now=now) is state


def test_what_was_done_late_stays_late():
    due = start_due(date(2026, 8, 26))
    late = datetime(2026, 11, 27, 0, 0, tzinfo=COPENHAGEN)
    years_on = start_of_day(date(2036, 1, 1))
    state = standing(due, warn_days=14, now=years_on, satisfied_at=late)
    assert state is ObligationState.MET_LATE


@pytest.mark.parametrize("effect", list(ExceptionEffect))
def test_an_exception_found_after_the_due_moment_saves_nothing(effect):
    due = start_due(date(2026, 8, 26))
    late = ExceptionUse(effect, start_of_day(date(2026, 11, 27)))
    now = start_of_day(date(2026, 12, 1))
    state = standing(due, warn_days=14, now=now, exception=late)
    assert state is ObligationState.OVERDUE


def test_an_exception_in_time_holds_the_duty_open_or_lifts_it():
    due, now = start_due(date(2026, 8, 26)), start_of_day(date(2026, 12, 1))
    at = start_of_day(date(2026, 11, 26))
    waiting = ExceptionUse(ExceptionEffect.EXCEPTED, at)
    lifted = ExceptionUse(ExceptionEffect.NOT_APPLICABLE, at)
    kept = standing(due, warn_days=14, now=now, exception=waiting)
    gone = standing(due, warn_days=14, now=now, exception=lifted)
    assert (kept, gone) == (ObligationState.EXCEPTED, ObligationState.NOT_APPLICABLE)
    assert kept.is_open
    assert not gone.is_open


@given(DAYS, DAYS)
def test_a_later_start_never_falls_due_earlier(one, other):
    first, last = sorted((one, other))
    assert start_due(first).at <= start_due(last).at
    receipts = [due_at(RECEIPT, {RECEIVED: day}, CALENDAR).at for day in (first, last)]
    assert receipts[0] <= receipts[1]


@given(DAYS, DAYS)
def test_nothing_falls_due_before_what_started_it(started, finished):
    moments = {STARTED: started, FINISHED: finished}
    assert due_at(FIRST_FOLLOW_UP, moments, CALENDAR).on >= started
    clock = due_at(CLOCK, {RECEIVED: started}, CALENDAR)
    assert clock.at > start_of_day(started)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_time_alone_never_turns_an_overdue_duty_back(started, first, more):
    due = start_due(started)
    order = [ObligationState.RUNNING, ObligationState.DUE_SOON, ObligationState.OVERDUE]
    states = [
        standing(due, warn_days=14, now=start_of_day(started + timedelta(days)))
        for days in (first, first + more)
    ]
    assert order.index(states[0]) <= order.index(states[1])
