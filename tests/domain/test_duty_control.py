"""Kept duties held against reckoned ones: what agrees is not named, all that differs is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ExceptionEffect, ExceptionKind
from hjemmebane.domain.duties import Duty, Event, RuleBook, reckon_case
from hjemmebane.domain.duty_control import DifferenceKind, Kept, compare
from hjemmebane.domain.event_kinds import EventKind
from tests.domain.test_duties import CALENDAR, CROWDED, EVENTS, MOMENTS, RULES, at

# How long a busy machine takes to draw is no fault of what is drawn.
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
QUIET = settings(deadline=None, suppress_health_check=SLOW)
BOOK = RuleBook(RULES, CALENDAR)
NOW = at(2026, 11, 24, 9)
AWARE = Event(EventKind.BECAME_AWARE, at(2026, 1, 31), about="case")
FINISHED = Event(EventKind.ASSESSMENT_FINISHED, at(2026, 4, 1))


def as_kept(duty: Duty) -> Kept:
    """Return a duty as the actions would have kept it."""
    use = duty.lifted
    is_gone = use is not None and use.effect is ExceptionEffect.NOT_APPLICABLE
    assert duty.due is not None
    return Kept(
        key=f"{duty.rule.key}-{duty.about}-{duty.trigger_at}",
        rule=duty.rule,
        about=duty.about,
        trigger_at=duty.trigger_at,
        due_at=duty.due.at,
        satisfied_at=duty.satisfied_at if not is_gone else None,
        lifted_at=use.at if use and is_gone else None,
        is_excepted=use is not None,
        chosen_on=duty.due.on,
    )


def both(events, now=NOW):
    """Return the duties of some events, and those that ask to be kept."""
    duties = reckon_case(BOOK, [event._replace(persons=()) for event in events], now)
    return duties, [as_kept(duty) for duty in duties if duty.due and not duty.rule.is_gate]


def kinds(duties, kept):
    return [(one.kind, one.rule.key) for one in compare(duties, kept, BOOK)]


@given(EVENTS, st.one_of(CROWDED, MOMENTS))
@QUIET
def test_what_was_kept_as_the_events_tell_it_differs_in_nothing(events, now):
    assert kinds(*both(events, now)) == []


@given(EVENTS, MOMENTS, st.data())
@QUIET
def test_one_duty_taken_away_or_put_in_is_the_one_that_is_named(events, now, data):
    duties, kept = both(events, now)
    assume(kept)
    gone = data.draw(st.sampled_from(kept))
    rest = [row for row in kept if row is not gone]
    named = [] if gone.lifted_at else [(DifferenceKind.NOT_KEPT, gone.rule.key)]
    assert kinds(duties, rest) == named
    put_in = gone._replace(about="elsewhere", key="put in")
    assert kinds(duties, [*kept, put_in]) == [(DifferenceKind.NO_EVENT, gone.rule.key)]


@given(EVENTS, MOMENTS, st.data(), st.integers(1, 900))
@QUIET
def test_one_due_moment_altered_is_the_one_that_is_named(events, now, data, hours):
    duties, kept = both(events, now)
    assume(kept)
    one = data.draw(st.sampled_from(kept))
    other = one._replace(due_at=one.due_at + timedelta(hours=hours))
    rows = [other if row is one else row for row in kept]
    assert kinds(duties, rows) == [(DifferenceKind.OTHER_DUE, one.rule.key)]


def test_a_duty_met_in_one_and_not_in_the_other_is_named_both_ways():
    duties, (row,) = both([AWARE, FINISHED])
    assert kinds(duties, [row._replace(satisfied_at=None)]) == [(DifferenceKind.OTHER_MET, "B1")]
    open_, (row,) = both([AWARE])
    met = row._replace(satisfied_at=at(2026, 4, 1))
    (found,) = compare(open_, [met], BOOK)
    assert (found.by_events, found.as_kept) == ("Ikke nået", "Nået 1. april 2026")
    other_day = both([AWARE, FINISHED])[1][0]._replace(satisfied_at=at(2026, 4, 2))
    assert kinds(duties, [other_day]) == [(DifferenceKind.OTHER_MET, "B1")]
    same_day = other_day._replace(satisfied_at=at(2026, 4, 1, 15))
    assert kinds(duties, [same_day]) == []


def test_what_happened_the_day_a_duty_began_may_have_come_before_it():
    finished = FINISHED._replace(at=AWARE.at)
    duties, (row,) = both([AWARE, finished])
    assert kinds(duties, [row._replace(satisfied_at=None)]) == []
    later = row._replace(satisfied_at=at(2026, 3, 1))
    assert kinds(duties, [later]) == []
    before = row._replace(satisfied_at=AWARE.at - timedelta(days=1))
    assert kinds(duties, [before]) == [(DifferenceKind.OTHER_MET, "B1")]


def test_a_duty_the_events_lift_or_except_must_not_stand_open():
    waits = Event(None, at(2026, 3, 1), exception=ExceptionKind.PROVISIONAL_ASSESSMENT)
    duties, (row,) = both([AWARE, waits])
    assert kinds(duties, [row]) == []
    (found,) = compare(duties, [row._replace(is_excepted=False)], BOOK)
    assert (found.kind, found.by_events) == (
        DifferenceKind.NOT_LIFTED,
        "Undtaget fra 1. marts 2026",
    )
    gone = Event(None, at(2026, 3, 1), only="case", exception=ExceptionKind.MEASURES_ENDED)
    duties, (row,) = both([AWARE, gone])
    (found,) = compare(duties, [row._replace(lifted_at=None)], BOOK)
    assert (found.kind, found.by_events) == (
        DifferenceKind.NOT_LIFTED,
        "Gælder ikke fra 1. marts 2026",
    )
    # Excepted is less than gone.
    assert kinds(duties, [row._replace(lifted_at=None, is_excepted=True)]) != []


def test_a_duty_lifted_by_hand_is_taken_as_it_stands_unless_it_was_met_before():
    duties, (row,) = both([AWARE])
    assert kinds(duties, [row._replace(lifted_at=at(2026, 3, 1))]) == []
    met, (row,) = both([AWARE, FINISHED])
    by_hand = row._replace(satisfied_at=None, lifted_at=at(2026, 5, 1))
    (found,) = compare(met, [by_hand], BOOK)
    assert (found.by_events, found.as_kept) == ("Nået 1. april 2026", "Løftet 1. maj 2026")
    assert kinds(met, [by_hand._replace(lifted_at=at(2026, 3, 1))]) == []


def test_a_chosen_day_a_move_and_a_newer_version_are_taken_from_the_row():
    held = Event(EventKind.FOLLOW_UP_HELD, at(2026, 8, 31), "f", chosen_on=at(2026, 11, 1).date())
    duties, kept = both([held])
    (row,) = [row for row in kept if row.rule.length.count is None]
    rest = [one for one in kept if one is not row]
    chosen = at(2026, 12, 1).date()
    assert kinds(duties, [*rest, row._replace(chosen_on=chosen)]) != []
    moved = row._replace(chosen_on=chosen, due_at=BOOK.whole_day(chosen).at)
    assert kinds(duties, [*rest, moved]) == []

    duties, (row,) = both([AWARE])
    to = at(2026, 7, 1).date()
    assert kinds(duties, [row._replace(moved_to=to)]) == [(DifferenceKind.OTHER_DUE, "B1")]
    assert kinds(duties, [row._replace(moved_to=to, due_at=BOOK.whole_day(to).at)]) == []
    # A move to an earlier day moves nothing.
    assert kinds(duties, [row._replace(moved_to=at(2026, 2, 1).date())]) == []

    rule = duties[0].rule
    newer = replace(rule, version=rule.version + 1, length=replace(rule.length, count=5))
    due = BOOK.due(newer.length, row.trigger_at, local_day(row.trigger_at), None)
    assert due is not None
    assert kinds(duties, [row._replace(rule=newer, due_at=due.at)]) == []
    assert kinds(duties, [row._replace(rule=newer)]) == [(DifferenceKind.OTHER_DUE, "B1")]


def test_a_row_whose_event_was_told_anew_is_paired_with_it_and_its_day_named():
    duties, (row,) = both([AWARE])
    old = row._replace(trigger_at=at(2026, 1, 1), due_at=at(2026, 5, 1, 23, 59, 59))
    (found,) = compare(duties, [old], BOOK)
    assert found.kind is DifferenceKind.OTHER_DUE
    assert (
        found.by_events == "Kommunen blev opmærksom på barnet 31. januar 2026: frist 31. maj 2026"
    )


def test_one_duty_for_each_child_is_paired_by_the_child():
    notified = Event(
        EventKind.NOTIFICATION_RECEIVED, at(2026, 11, 23, 8), "n", persons=("Freja", "Noah")
    )
    duties = [d for d in reckon_case(BOOK, [notified], NOW) if d.person]
    kept = [as_kept(duty)._replace(about=duty.person) for duty in duties]
    assert len(kept) == 2
    assert kinds(duties, kept) == []
    (gone,) = [one.about for one in compare(duties, kept[:1], BOOK)]
    assert gone == "Noah"


def test_gates_and_days_nobody_has_chosen_ask_for_no_row():
    decided = Event(EventKind.DECISION_MADE, at(2026, 5, 1), "d")
    held = Event(EventKind.FOLLOW_UP_HELD, at(2026, 8, 31), "f")
    duties = reckon_case(BOOK, [decided, held], NOW)
    assert any(duty.rule.is_gate for duty in duties)
    assert any(duty.due is None for duty in duties)
    assert kinds(duties, []) == []


@pytest.mark.parametrize("kind", list(DifferenceKind))
def test_every_difference_has_danish_words(kind):
    assert kind.label[0].isupper()
    assert kind.label != kind.value
