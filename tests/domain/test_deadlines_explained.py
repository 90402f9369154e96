"""Why a deadline falls when it falls, told as the page tells it."""

from datetime import date, datetime

import pytest

from hjemmebane.domain.calendar import COPENHAGEN, WorkingCalendar
from hjemmebane.domain.deadlines import due_at
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.explanation import Beside, EventNote, explain, paper_steps
from tests.domain.rules_for_tests import CHOSEN_FOLLOW_UP, CLOCK, FIRST_FOLLOW_UP, LOCAL_FOLLOW_UP

CALENDAR = WorkingCalendar()
NOW = datetime(2026, 11, 24, 11, 20, tzinfo=COPENHAGEN)


def at(year, month, day, hour=10):
    return datetime(year, month, day, hour, tzinfo=COPENHAGEN)


def winther():
    events = [
        EventNote(EventKind.MEASURE_STARTED, at(2026, 8, 26), "familiebehandling begyndte (§ 32)"),
        EventNote(EventKind.ASSESSMENT_FINISHED, at(2026, 7, 3)),
    ]
    due = due_at(FIRST_FOLLOW_UP, {note.kind: note.at for note in events}, CALENDAR)
    return explain(FIRST_FOLLOW_UP, due, events, now=NOW)


def test_rule_law_version_and_distance_are_told():
    told = winther()
    assert told.rule_words == "Regel F3, version 1, fra 1.1.2024"
    assert told.law_text == "Barnets lov § 95, stk. 2"
    assert told.due_words == "torsdag 26. november 2026"
    assert told.left_words == "om 2 dage"
    assert told.marks == (date(2026, 9, 26), date(2026, 10, 26))


def test_events_stand_in_order_and_say_whether_they_moved_the_day():
    assert [line.text for line in winther().events] == [
        "3. juli 2026: undersøgelsen blev færdig, før indsatsen begyndte. "
        "Det flytter ikke fristen.",
        "26. aug. 2026: familiebehandling begyndte (§ 32).",
    ]


def test_the_paper_route_holds_the_whole_sum():
    steps = paper_steps(winther())
    assert "26. august plus 3 kalendermåneder er torsdag 26. november 2026." in steps
    assert steps[-1] == FIRST_FOLLOW_UP.paper_route


@pytest.mark.req("S2-HER-11")
@pytest.mark.parametrize(
    ("chosen", "first"), [(date(2026, 12, 11), "jeres"), (date(2026, 10, 30), "loven")]
)
def test_law_and_local_rule_are_two_clocks_and_the_first_counts(chosen, first):
    held = EventNote(EventKind.FOLLOW_UP_HELD, at(2026, 8, 12))
    moments = {held.kind: held.at}
    law = due_at(CHOSEN_FOLLOW_UP, moments, CALENDAR, chosen_on=chosen)
    local = due_at(LOCAL_FOLLOW_UP, moments, CALENDAR)
    told = explain(CHOSEN_FOLLOW_UP, law, [held], now=NOW, beside=[Beside(LOCAL_FOLLOW_UP, local)])
    assert [timer.is_local for timer in told.timers] == [False, True]
    assert [timer.is_first for timer in told.timers] == [first == "loven", first == "jeres"]
    assert told.first_words.endswith(
        "Den første gælder: "
        + ("torsdag 12. november 2026." if first == "jeres" else "fredag 30. oktober 2026.")
    )


def test_a_running_clock_tells_hours_and_minutes():
    received = EventNote(EventKind.NOTIFICATION_RECEIVED, at(2026, 11, 24, 7))
    due = due_at(CLOCK, {received.kind: received.at}, CALENDAR)
    told = explain(CLOCK, due, [received], now=NOW)
    assert (told.due_words, told.left_words) == (
        "onsdag 25. november 2026 kl. 07.00",
        "19 t 40 min.",
    )
