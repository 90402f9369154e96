"""What is noted on a case because no other page writes it, and the birthdays the law looks at."""

from collections.abc import Iterable
from datetime import date

from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.deadlines import DeadlineRule
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.identity import birthday

BIRTHDAYS = {
    EventKind.TURNED_10: 10,
    EventKind.TURNED_15: 15,
    EventKind.TURNED_16: 16,
    EventKind.TURNED_18: 18,
    EventKind.TURNED_23: 23,
}
MONTHS_BEFORE_18 = 6
# A birthday is told again within the week, so that a day the job did not run is caught up with.
DAYS_LOOKED_BACK = 7
# What a page of its own writes down as it happens, so that nobody notes it a second time.
WRITTEN_ELSEWHERE = frozenset(
    {
        EventKind.ENQUIRY_RECEIVED,
        EventKind.DANGER_READ,
        EventKind.NOTIFICATION_RECEIVED,
        EventKind.DANGER_ASSESSED,
        EventKind.RECEIPT_SENT,
        EventKind.BECAME_AWARE,
        EventKind.ASSESSMENT_FINISHED,
        EventKind.DECISION_MADE,
        EventKind.PLAN_MADE,
        EventKind.MEASURE_STARTED,
        EventKind.MEASURE_ENDED,
        EventKind.FOLLOW_UP_HELD,
        EventKind.ALLOCATED,
        EventKind.FIRST_CONTACT,
        EventKind.REPORT_SHARED,
        EventKind.REPORT_READ,
        EventKind.DECISION_NOTIFIED,
        EventKind.COMPLAINT_LODGED,
        EventKind.COMPLAINT_RECEIVED,
        EventKind.REASSESSED,
        EventKind.CHILD_HEARD,
        EventKind.URGENT_DECISION_MADE,
        EventKind.PLACEMENT_PROPOSED,
        EventKind.TURNED_17_AND_A_HALF,
        *BIRTHDAYS,
    }
)


def noted_kinds(rules: Iterable[DeadlineRule]) -> tuple[EventKind, ...]:
    """Return the events that rules in use begin or end with and no other page writes."""
    asked = {event for rule in rules for event in (rule.trigger, rule.satisfied_by)}
    return tuple(kind for kind in EventKind if kind in asked - WRITTEN_ELSEWHERE)


def birthdays_between(born_on: date, after: date, until: date) -> list[tuple[EventKind, date]]:
    """Return the birthdays the law looks at that fall after one day and until another."""
    days = [(event, birthday(born_on, age)) for event, age in BIRTHDAYS.items()]
    grown = birthday(born_on, BIRTHDAYS[EventKind.TURNED_18])
    days.append((EventKind.TURNED_17_AND_A_HALF, plus_months(grown, -MONTHS_BEFORE_18)))
    return [(event, day) for event, day in days if after < day <= until]
