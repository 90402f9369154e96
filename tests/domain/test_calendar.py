"""The Danish working calendar and the clock in Copenhagen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.calendar import (
    COPENHAGEN,
    Length,
    Unit,
    WorkingCalendar,
    end_of_day,
    local_day,
    plus_hours,
    plus_months,
)

EASTER_2024 = frozenset(date(2024, 3, 28) + timedelta(n) for n in (0, 1, 3, 4))
CALENDAR = WorkingCalendar(EASTER_2024 | {date(2024, 12, 25), date(2024, 12, 26)})
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
MOMENTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def test_three_months_after_the_last_of_november_is_the_last_of_february():
    assert plus_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert plus_months(date(2024, 11, 30), 3) == date(2025, 2, 28)


def test_months_cross_the_year_on_the_same_day_number():
    assert plus_months(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert plus_months(date(2026, 12, 15), 12) == date(2027, 12, 15)


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_number_or_take_the_last_day(day, count):
    later = plus_months(day, count)
    assert later.day == day.day or (later + timedelta(1)).month != later.month
    assert (later.year - day.year) * 12 + later.month - day.month == count


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_later_day_never_gives_an_earlier_month_end(one, other, count):
    first, last = sorted((one, other))
    assert plus_months(first, count) <= plus_months(last, count)


def test_saturday_counts_as_hverdag_until_told_otherwise():
    friday = date(2026, 11, 20)
    assert CALENDAR.plus_hverdage(friday, 1) == date(2026, 11, 21)
    strict = WorkingCalendar(saturday_counts=False)
    assert strict.plus_hverdage(friday, 1) == date(2026, 11, 23)


def test_the_first_day_is_not_counted():
    assert CALENDAR.plus_hverdage(date(2026, 11, 17), 6) == date(2026, 11, 24)


def test_easter_is_skipped_day_by_day():
    assert CALENDAR.plus_hverdage(date(2024, 3, 27), 1) == date(2024, 3, 30)
    assert CALENDAR.plus_hverdage(date(2024, 3, 27), 2) == date(2024, 4, 2)


def test_a_closing_day_is_no_working_day_but_still_a_hverdag():
    christmas_eve = date(2024, 12, 24)
    calendar = WorkingCalendar(CALENDAR.holidays, frozenset({christmas_eve}))
    assert calendar.is_hverdag(christmas_eve)
    assert not calendar.is_working_day(christmas_eve)
    assert calendar.working_day_at_or_before(date(2024, 12, 26)) == date(2024, 12, 23)


def test_working_days_skip_the_weekend():
    assert CALENDAR.plus_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


@given(DAYS, st.integers(1, 60))
def test_exactly_the_counted_days_lie_between(day, count):
    end = CALENDAR.plus_hverdage(day, count)
    span = (end - day).days
    assert CALENDAR.is_hverdag(end)
    assert span - len(CALENDAR.skipped_hverdage(day, end)) == count


@given(DAYS)
def test_the_internal_working_day_is_never_later(day):
    before = CALENDAR.working_day_at_or_before(day)
    assert before <= day
    assert CALENDAR.is_working_day(before)


@given(MOMENTS, st.integers(0, 200))
def test_hours_are_real_hours_whatever_the_clock_is_set_to(moment, hours):
    assert plus_hours(moment, hours) - moment.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "clock"),
    [
        (datetime(2024, 3, 30, 16, 40, tzinfo=COPENHAGEN), "17.40"),
        (datetime(2024, 10, 26, 16, 40, tzinfo=COPENHAGEN), "15.40"),
        (datetime(2024, 6, 1, 16, 40, tzinfo=COPENHAGEN), "16.40"),
    ],
)
def test_a_day_of_24_hours_shifts_with_summer_and_winter_time(start, clock):
    assert f"{plus_hours(start, 24):%H.%M}" == clock


def test_a_moment_shortly_before_midnight_utc_belongs_to_the_next_danish_day():
    assert local_day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert local_day(end_of_day(date(2026, 7, 1))) == date(2026, 7, 1)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        plus_hours(datetime(2026, 7, 1), 24)  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(("unit", "count"), [(Unit.CASE, 3), (Unit.MONTHS, None), (Unit.HOURS, -1)])
def test_a_length_that_means_nothing_is_refused(unit, count):
    with pytest.raises(ValueError, match="count"):
        Length(unit, count)
