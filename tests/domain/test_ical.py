"""A calendar file as RFC 5545 asks for it, and the events and birthdays that are noted."""

from datetime import UTC, date, datetime

import pytest

from hjemmebane.domain.calendar import COPENHAGEN
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.ical import CalendarEntry, escaped, ical
from hjemmebane.domain.noted_events import birthdays_between, noted_kinds
from tests.domain.rules_for_tests import FIRST_FOLLOW_UP, RECEIPT

NOW = datetime(2026, 11, 24, 8, tzinfo=COPENHAGEN)


def lines(*entries: CalendarEntry) -> list[str]:
    return ical(entries, host="hjemmebane.example", now=NOW).split("\r\n")


def test_a_whole_day_ends_where_the_next_begins():
    told = lines(
        CalendarEntry("frist-1", "Frist: Opfølgning", date(2026, 11, 30), path="/frister/1/")
    )
    assert "DTSTART;VALUE=DATE:20261130" in told
    assert "DTEND;VALUE=DATE:20261201" in told
    assert "UID:frist-1@hjemmebane.example" in told
    assert "SUMMARY:Frist: Opfølgning" in told
    assert "URL:https://hjemmebane.example/frister/1/" in told
    assert told[0] == "BEGIN:VCALENDAR"
    assert told[-2:] == ["END:VCALENDAR", ""]


def test_a_time_is_told_in_utc_and_ends_when_the_meeting_does():
    starts = datetime(2026, 7, 1, 10, tzinfo=COPENHAGEN)
    told = lines(CalendarEntry("moede-1", "Møde", starts, ends=datetime(2026, 7, 1, 9, tzinfo=UTC)))
    assert "DTSTART:20260701T080000Z" in told
    assert "DTEND:20260701T090000Z" in told
    assert not [line for line in told if line.startswith("URL")]


def test_signs_with_a_meaning_stand_as_themselves():
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_long_line_is_folded_in_parts_of_75_bytes_that_join_to_the_whole():
    title = "Opfølgning på æblegrød " * 12
    told = lines(CalendarEntry("1", title, date(2026, 11, 30)))
    assert all(len(line.encode()) <= 75 for line in told)
    assert f"SUMMARY:{title}" in "\r\n".join(told).replace("\r\n ", "")


def test_what_another_page_writes_is_not_noted_again():
    assert noted_kinds((FIRST_FOLLOW_UP, RECEIPT)) == ()


@pytest.mark.parametrize(
    ("after", "until", "events"),
    [
        (date(2026, 2, 28), date(2026, 3, 1), [EventKind.TURNED_18]),
        (date(2026, 3, 1), date(2026, 3, 8), []),
        (date(2025, 8, 31), date(2025, 9, 1), [EventKind.TURNED_17_AND_A_HALF]),
        (date(2018, 2, 1), date(2018, 3, 1), [EventKind.TURNED_10]),
        (date(2031, 2, 28), date(2031, 3, 1), [EventKind.TURNED_23]),
    ],
)
def test_a_child_of_the_leap_day_has_its_birthdays_on_the_first_of_march(after, until, events):
    found = birthdays_between(date(2008, 2, 29), after, until)
    assert [event for event, _ in found] == events
