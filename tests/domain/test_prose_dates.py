"""Days and lengths of time in Danish words."""

from datetime import date, datetime

import pytest

from hjemmebane.domain import prose_dates
from hjemmebane.domain.calendar import COPENHAGEN, Length, Unit

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "4 dage over"),
        (date(2026, 11, 23), "1 dag over"),
        (TODAY, "i dag"),
        (date(2026, 11, 25), "i morgen"),
        (date(2026, 11, 26), "om 2 dage"),
    ],
)
def test_how_far_off_a_day_is(day, words):
    assert prose_dates.days_from(day, TODAY) == words


def test_a_day_is_written_long_short_and_in_figures():
    day = date(2026, 11, 26)
    assert prose_dates.weekday_full(day) == "torsdag 26. november 2026"
    assert prose_dates.short(day) == "tors. 26. nov."
    assert prose_dates.numeric(date(2024, 1, 1)) == "1.1.2024"


def test_a_clock_is_written_with_what_is_left_and_what_is_over():
    now = datetime(2026, 11, 24, 11, 20, tzinfo=COPENHAGEN)
    due = datetime(2026, 11, 25, 7, 52, tzinfo=COPENHAGEN)
    assert prose_dates.clock_left(due, now) == "20 t 32 min."
    assert prose_dates.clock_left(now, due) == "20 t 32 min. over"
    assert prose_dates.moment_short(due, now) == "i morgen 07.52"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Length(Unit.MONTHS, 1), "1 kalendermåned"),
        (Length(Unit.MONTHS, 3), "3 kalendermåneder"),
        (Length(Unit.HVERDAGE, 6), "6 hverdage"),
        (Length(Unit.HOURS, 24), "24 timer"),
    ],
)
def test_a_length_is_counted_in_danish(length, words):
    assert prose_dates.counted(length) == words


def test_a_list_ends_with_og():
    assert prose_dates.listed(["Frida", "Jonas", "Viggo"]) == "Frida, Jonas og Viggo"
    assert prose_dates.listed(["Frida"]) == "Frida"
