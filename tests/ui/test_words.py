"""Days, times and spans in Danish."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hjemmebane.ui import words

TODAY = date(2026, 11, 24)


def test_a_day_is_written_as_on_the_pages() -> None:
    day = date(2026, 11, 26)
    assert words.short_day(day) == "26. nov."
    assert words.weekday_day(day) == "tors. 26. nov."
    assert words.long_day(day) == "torsdag 26. november"
    assert words.long_date(day) == "26. november 2026"


def test_a_moment_is_told_in_danish_time() -> None:
    evening = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert words.moment(evening) == "tors. 26. nov. kl. 00.30"


def test_the_same_hour_is_another_on_each_side_of_the_clock_change() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert words.clock_time(before) == words.clock_time(before + timedelta(hours=1)) == "02.30"


@pytest.mark.parametrize(
    ("days", "said"), [(-4, "4 dage over"), (-1, "1 dag over"), (0, "i dag"), (2, "om 2 dage")]
)
def test_how_far_away_a_deadline_is(days: int, said: str) -> None:
    assert words.days_away(TODAY + timedelta(days=days), TODAY) == said


def test_near_days_have_their_own_words_and_other_years_their_year() -> None:
    assert words.near_day(TODAY + timedelta(days=1), TODAY) == "i morgen"
    assert words.near_day(date(2025, 11, 24), TODAY) == "man. 24. nov. 2025"


@pytest.mark.parametrize(
    ("minutes", "said"), [(45, "45 min."), (60, "1 t"), (75, "1 t 15 min."), (4320, "3 dage")]
)
def test_a_span_is_told_as_people_say_it(minutes: int, said: str) -> None:
    assert words.span(minutes) == said
    assert words.span(timedelta(minutes=minutes)) == said


def test_a_list_ends_with_og() -> None:
    assert words.listing(["Anna", "Bo", "Dorte"]) == "Anna, Bo og Dorte"
    assert words.listing(("Anna",)) == "Anna"
