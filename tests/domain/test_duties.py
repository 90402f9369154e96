"""Duties reckoned from events: the same as counting day by day, whatever the order of telling."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hjemmebane.domain.arithmetic import CannotReckonError, end_of, reckon
from hjemmebane.domain.calendar import (
    COPENHAGEN,
    Length,
    Unit,
    WorkingCalendar,
    as_moment,
    from_clock,
    local_day,
    plus_hours,
)
from hjemmebane.domain.deadlines import (
    DutyOf,
    ExceptionEffect,
    ExceptionKind,
    ObligationState,
    RuleException,
    RuleStage,
    due_at,
)
from hjemmebane.domain.duties import Event, RuleBook, reckon_all, reckon_case
from hjemmebane.domain.event_kinds import EventKind, SubjectKind
from hjemmebane.domain.visits import count_visits
from tests.domain import slow_reference as slow
from tests.domain.rules_for_tests import CHOSEN_FOLLOW_UP, CLOCK, FIRST_FOLLOW_UP, RECEIPT

CALENDAR = WorkingCalendar(
    slow.holidays_of(range(2022, 2030)),
    frozenset({date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)}),
)
ENDED = RuleException(ExceptionKind.MEASURES_ENDED, "Slut", ExceptionEffect.NOT_APPLICABLE)
WAITS = RuleException(ExceptionKind.PROVISIONAL_ASSESSMENT, "Foreløbig", ExceptionEffect.EXCEPTED)
ASSESSMENT = replace(
    FIRST_FOLLOW_UP,
    key="B1",
    trigger=EventKind.BECAME_AWARE,
    or_earlier=None,
    length=Length(Unit.MONTHS, 4),
    satisfied_by=EventKind.ASSESSMENT_FINISHED,
    exceptions=(WAITS,),
)
CLOCK_PER_CHILD = replace(CLOCK, subject=SubjectKind.NOTIFIED_CHILD)
RULES = (
    replace(FIRST_FOLLOW_UP, exceptions=(ENDED,)),
    CHOSEN_FOLLOW_UP,
    CLOCK_PER_CHILD,
    RECEIPT,
    ASSESSMENT,
    replace(ASSESSMENT, key="R1", stage=RuleStage.RETIRED),
    replace(ASSESSMENT, key="O1", is_off=True),
    replace(
        ASSESSMENT,
        key="K1",
        trigger=EventKind.DECISION_NOTIFIED,
        length=Length(Unit.WEEKS, 4),
        satisfied_by=EventKind.COMPLAINT_LODGED,
        duty_of=DutyOf.PARTY,
        exceptions=(),
    ),
    replace(
        ASSESSMENT,
        key="C1",
        trigger=EventKind.DECISION_MADE,
        length=Length(Unit.BEFORE, 0),
        satisfied_by=EventKind.CHILD_HEARD,
        exceptions=(),
    ),
    replace(
        ASSESSMENT,
        key="T1",
        trigger=EventKind.PLACED,
        length=Length(Unit.VISITS_PER_YEAR, 2),
        satisfied_by=EventKind.VISIT_HELD,
        exceptions=(),
    ),
    replace(
        ASSESSMENT,
        key="G1",
        trigger=EventKind.ACCESS_ASKED,
        length=Length(Unit.ARBEJDSDAGE, 7),
        satisfied_by=EventKind.ACCESS_ANSWERED,
        exceptions=(),
    ),
    replace(
        CHOSEN_FOLLOW_UP,
        key="NP6",
        length=Length(Unit.WEEKS, 6),
        only_after=EventKind.PLACED,
        within=Length(Unit.MONTHS, 12),
        measures=frozenset({"anbringelse"}),
        bases=frozenset({"bl_46"}),
    ),
)
KINDS = sorted({rule.trigger for rule in RULES} | {rule.satisfied_by for rule in RULES})
KINDS += [EventKind.MEASURE_ENDED]
MOMENTS = st.datetimes(
    datetime(2023, 6, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2027, 6, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
# Days that fall together are where mistakes live, so most events share few moments.
CROWDED = st.sampled_from(
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC) + timedelta(days=n, hours=h)
        for n in (0, 1, 28, 90, 91, 120, 180, 365)
        for h in (0, 23)
    ]
)
EVENTS = st.lists(
    st.builds(
        Event,
        kind=st.sampled_from([*KINDS, None]),
        at=st.one_of(CROWDED, MOMENTS),
        about=st.sampled_from(["", "a", "b"]),
        persons=st.sampled_from([(), ("Freja",), ("Freja", "Noah", "Alma")]),
        only=st.sampled_from(["", "", "a"]),
        measure=st.sampled_from(["", "anbringelse", "stoette"]),
        bases=st.sampled_from([(), ("bl_46",), ("bl_32",)]),
        chosen_on=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 6, 1))),
        exception=st.sampled_from([None, None, None, *ExceptionKind]),
        key=st.sampled_from(["", "1", "2"]),
        corrects=st.sampled_from(["", "", "", "1"]),
        under=st.sampled_from(["", "", "", "", "B1"]),
    ),
    max_size=14,
)


def told(duties):
    return {
        (
            duty.rule.key,
            duty.about,
            duty.person,
            duty.trigger_at.astimezone(UTC),
            duty.due.at.astimezone(UTC) if duty.due else None,
            duty.satisfied_at.astimezone(UTC) if duty.satisfied_at else None,
            str(duty.state),
        )
        for duty in duties
    }


def only_one_each(found):
    """Keep what can be compared: where the same was told twice with other words, either counts."""
    seen = {}
    for line in found:
        seen.setdefault(line[:4], []).append(line)
    return {lines[0] for lines in seen.values() if len(lines) == 1}, set(seen)


LENGTHS = st.one_of(
    st.builds(
        Length,
        st.sampled_from(
            [Unit.HOURS, Unit.HVERDAGE, Unit.ARBEJDSDAGE, Unit.WEEKS, Unit.MONTHS, Unit.BEFORE]
        ),
        st.integers(0, 14),
    ),
    st.just(Length(Unit.VISITS_PER_YEAR, 2)),
)
NEAR = st.datetimes(
    datetime(2022, 2, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2028, 6, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(LENGTHS, NEAR)
# How long a busy machine takes to draw is no fault of what is drawn.
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_length_ends_where_counting_day_by_day_ends(length, start):
    expected = slow.due(length, start, CALENDAR).astimezone(UTC)
    assert end_of(length, start, CALENDAR).astimezone(UTC) == expected
    assert reckon(length, start, CALENDAR)[0].astimezone(UTC) == expected


@given(EVENTS, st.one_of(CROWDED, MOMENTS))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_duties_of_a_case_are_those_counted_the_slow_way(events, now):
    quick = told(reckon_case(RuleBook(RULES, CALENDAR), events, now))
    expected, keys = only_one_each(slow.duties(RULES, events, CALENDAR, now))
    assert {line[:4] for line in quick} == keys
    assert expected <= quick


@given(EVENTS, MOMENTS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_events_told_in_another_order_or_twice_give_the_same_duties(events, now, order):
    unlike = {(e.kind, e.at, e.about): e for e in events}
    events = list(unlike.values())
    before = told(reckon_case(RuleBook(RULES, CALENDAR), events, now))
    again = [*events]
    order.shuffle(again)
    assert told(reckon_case(RuleBook(RULES, CALENDAR), again, now)) == before


@given(EVENTS, MOMENTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_late_once_is_late_for_good(events, now):
    book = RuleBook(RULES, CALENDAR)
    quiet = [event for event in events if event.at <= now]
    late = {line[:4] for line in told(reckon_case(book, quiet, now)) if line[6] == "met_late"}
    later = now + timedelta(days=700)
    then = {line[:4]: line[6] for line in told(reckon_case(book, quiet, later))}
    assert {then[line] for line in late} <= {"met_late"}


def at(*parts):
    return datetime(*parts, tzinfo=COPENHAGEN)


def duties_of(events, now, rules=RULES):
    return reckon_case(RuleBook(rules, CALENDAR), events, now)


def test_one_notification_about_three_siblings_makes_three_duties():
    notified = Event(
        EventKind.NOTIFICATION_RECEIVED,
        at(2026, 11, 23, 7, 52),
        about="n1",
        persons=("Freja", "Noah", "Alma"),
    )
    assessed = Event(EventKind.DANGER_ASSESSED, at(2026, 11, 23, 12), only="n1", persons=("Noah",))
    clocks = (replace(CLOCK_PER_CHILD, satisfied_by=EventKind.DANGER_ASSESSED),)
    found = duties_of([notified, assessed], at(2026, 11, 23, 13), clocks)
    stands = {duty.person: duty.state for duty in found}
    assert stands == {
        "Freja": ObligationState.DUE_SOON,
        "Noah": ObligationState.MET,
        "Alma": ObligationState.DUE_SOON,
    }


def test_an_event_ahead_of_now_starts_and_meets_nothing():
    aware = Event(EventKind.BECAME_AWARE, at(2026, 11, 30))
    assert duties_of([aware], at(2026, 11, 29)) == []
    finished = Event(EventKind.ASSESSMENT_FINISHED, at(2026, 12, 24))
    (duty,) = duties_of([aware, finished], at(2026, 12, 1))
    assert duty.state is ObligationState.RUNNING


def test_an_event_corrected_twice_counts_as_it_stands_last():
    first = Event(EventKind.BECAME_AWARE, at(2026, 1, 31), key="1")
    second = Event(EventKind.BECAME_AWARE, at(2026, 1, 30), key="2", corrects="1")
    third = Event(EventKind.BECAME_AWARE, at(2026, 2, 1), key="3", corrects="2")
    (duty,) = duties_of([third, first, second], at(2026, 6, 2))
    assert duty.due is not None
    assert (duty.due.on, duty.state) == (date(2026, 6, 1), ObligationState.OVERDUE)


def test_a_day_nobody_has_chosen_is_a_duty_that_has_not_started():
    held = Event(EventKind.FOLLOW_UP_HELD, at(2026, 8, 31))
    (duty,) = duties_of([held], at(2026, 9, 1))
    assert (duty.due, duty.state) == (None, ObligationState.NOT_STARTED)


def test_visits_are_due_before_any_twelve_months_hold_too_few():
    placed = Event(EventKind.PLACED, at(2025, 1, 10))
    visits = [Event(EventKind.VISIT_HELD, at(2025, m, 1)) for m in (3, 9, 12)]
    found = duties_of([placed, *visits], at(2026, 2, 1))
    assert [(local_day(d.trigger_at), d.due.on, d.state) for d in found] == [
        (date(2025, 1, 10), date(2026, 1, 10), ObligationState.MET),
        (date(2025, 3, 1), date(2026, 3, 1), ObligationState.MET),
        (date(2025, 9, 1), date(2026, 9, 1), ObligationState.RUNNING),
    ]


def test_visits_are_counted_in_the_calendar_year_and_in_twelve_months():
    held = [at(2025, 3, 1), at(2025, 9, 1), at(2025, 12, 1)]
    counted = count_visits(at(2025, 1, 10), held, 2, date(2026, 3, 1))
    assert (counted.in_calendar_year, counted.in_twelve_months) == (0, 2)
    assert counted.next_by == date(2026, 9, 1)
    one = count_visits(at(2025, 1, 10), held[:1], 2, date(2025, 12, 31))
    assert (one.in_calendar_year, one.in_twelve_months) == (1, 1)
    assert one.next_by == date(2026, 1, 10)


def test_a_sweep_counts_the_duties_of_all_cases_by_how_they_stand():
    aware = Event(EventKind.BECAME_AWARE, at(2026, 1, 31))
    met = Event(EventKind.ASSESSMENT_FINISHED, at(2026, 4, 1))
    counts = reckon_all(RuleBook(RULES, CALENDAR), [[aware], [aware, met], []], at(2026, 6, 30))
    assert counts[ObligationState.OVERDUE] == 1
    assert counts[ObligationState.MET] == 1
    assert sum(counts.values()) == 2


def test_the_hour_that_does_not_exist_is_told_as_the_clock_showed_it():
    written = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - as somebody writes it
    shown = from_clock(written)
    assert shown.isoformat() == "2026-03-29T03:30:00+02:00"
    assert as_moment(written.replace(tzinfo=COPENHAGEN)).isoformat() == shown.isoformat()
    due = due_at(CLOCK, {CLOCK.trigger: written.replace(tzinfo=COPENHAGEN)}, CALENDAR)
    assert due.at == at(2026, 3, 30, 3, 30)
    assert "kl. 03.30 plus 24 timer er mandag 30. marts 2026 kl. 03.30" in due.steps[0]


def test_of_two_hours_that_read_alike_the_first_counts_so_that_nothing_falls_late():
    shown = from_clock(datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001 - as somebody writes it
    assert shown.isoformat() == "2026-10-25T02:30:00+02:00"
    assert plus_hours(shown, 24) == at(2026, 10, 26, 1, 30)
    with pytest.raises(ValueError, match="needs no clock"):
        from_clock(shown)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001
def test_what_a_clock_showed_is_told_back_unless_the_hour_did_not_exist(written):
    shown = from_clock(written).replace(tzinfo=None)
    assert shown in {written, written + timedelta(hours=1)}
    assert as_moment(from_clock(written)) == from_clock(written)


def test_a_day_to_choose_has_no_sum():
    with pytest.raises(CannotReckonError, match="case has no sum"):
        reckon(Length(Unit.CASE), at(2026, 1, 1), CALENDAR)
