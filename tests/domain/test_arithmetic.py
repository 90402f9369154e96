"""The sum behind a deadline, word by word, and what a rule is about; each line holds one branch."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hjemmebane.domain.arithmetic import is_ever_longer, reckon
from hjemmebane.domain.calendar import COPENHAGEN, Length, Unit, WorkingCalendar, local_day
from hjemmebane.domain.deadlines import (
    ExceptionEffect,
    ExceptionKind,
    ExceptionUse,
    MoveKind,
    ObligationState,
    RuleException,
    RuleMove,
    RuleStage,
    due_at,
    is_past_soft_limit,
    standing,
)
from hjemmebane.domain.duties import Event, RuleBook, reckon_case
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.visits import count_visits, visit_anchors
from tests.domain.rules_for_tests import CHOSEN_FOLLOW_UP, CLOCK, FIRST_FOLLOW_UP

GOOD_FRIDAY, EASTER_MONDAY, CLOSED = date(2026, 4, 3), date(2026, 4, 6), date(2026, 6, 5)
CALENDAR = WorkingCalendar(frozenset({GOOD_FRIDAY, EASTER_MONDAY}), frozenset({CLOSED}))


def at(year, month, day, hour=10):
    return datetime(year, month, day, hour, tzinfo=COPENHAGEN)


def told(unit, count, start, calendar=CALENDAR):
    end, steps = reckon(Length(unit, count), start, calendar)
    return local_day(end), list(steps)


def test_months_say_the_day_and_what_kind_of_day_it_is():
    assert told(Unit.MONTHS, 3, at(2026, 8, 26)) == (
        date(2026, 11, 26),
        [
            "26. august plus 3 kalendermåneder er torsdag 26. november 2026.",
            "Det er en hverdag, så datoen står.",
        ],
    )


def test_a_shorter_month_says_why_the_day_is_another():
    end, steps = told(Unit.MONTHS, 3, at(2026, 11, 30))
    assert end == date(2027, 2, 28)
    assert steps == [
        "30. november plus 3 kalendermåneder er søndag 28. februar 2027, "
        "fordi februar 2027 ikke har en 30.",
        "Det er en søndag. Fristen flytter sig ikke, så gør det senest fredag 26. februar.",
    ]


def test_a_holiday_and_a_closing_day_are_called_by_their_kind():
    assert told(Unit.MONTHS, 1, at(2026, 3, 3))[1][1] == (
        "Det er en helligdag. Fristen flytter sig ikke, så gør det senest torsdag 2. april."
    )
    assert told(Unit.MONTHS, 1, at(2026, 5, 5))[1][1] == (
        "Det er en lukkedag. Fristen flytter sig ikke, så gør det senest torsdag 4. juni."
    )


def test_weeks_are_told_as_weeks():
    assert told(Unit.WEEKS, 6, at(2026, 10, 9)) == (
        date(2026, 11, 20),
        [
            "9. oktober plus 6 uger er fredag 20. november 2026.",
            "Det er en hverdag, så datoen står.",
        ],
    )


@pytest.mark.parametrize("unit", [Unit.MONTHS, Unit.WEEKS, Unit.HVERDAGE, Unit.ARBEJDSDAGE])
def test_nothing_added_is_the_same_day(unit):
    assert told(unit, 0, at(2026, 11, 24)) == (
        date(2026, 11, 24),
        ["Fristen er samme dag: tirsdag 24. november 2026."],
    )


def test_hverdage_name_the_days_passed_over_and_that_saturday_counts():
    end, steps = told(Unit.HVERDAGE, 3, at(2026, 4, 2))
    assert end == date(2026, 4, 8)
    assert steps == [
        "Torsdag 2. april er dag 0 og tælles ikke med.",
        "3 hverdage senere er onsdag 8. april 2026.",
        "Sprunget over: fredag 3. april, søndag 5. april og mandag 6. april.",
        "Lørdag tæller som hverdag.",
    ]


def test_where_no_saturday_lies_between_none_is_spoken_of():
    assert told(Unit.HVERDAGE, 1, at(2026, 11, 24))[1][2:] == []
    no_saturday = replace(CALENDAR, saturday_counts=False)
    end, steps = told(Unit.HVERDAGE, 1, at(2026, 11, 27), no_saturday)
    assert (end, steps[2:]) == (
        date(2026, 11, 30),
        ["Sprunget over: lørdag 28. november og søndag 29. november."],
    )
    # The first day itself is not counted, a Saturday or not; the last one is.
    assert told(Unit.HVERDAGE, 1, at(2026, 11, 28))[1][-1].startswith("Sprunget over")
    assert told(Unit.HVERDAGE, 1, at(2026, 11, 27))[1][-1] == "Lørdag tæller som hverdag."


def test_arbejdsdage_pass_over_saturdays_and_closing_days():
    end, steps = told(Unit.ARBEJDSDAGE, 2, at(2026, 6, 4))
    assert end == date(2026, 6, 9)
    assert steps[1] == "2 arbejdsdage senere er tirsdag 9. juni 2026."
    assert steps[2:] == ["Sprunget over: fredag 5. juni, lørdag 6. juni og søndag 7. juni."]
    assert CALENDAR.skipped_working_days(date(2026, 6, 4), date(2026, 6, 8)) == (
        CLOSED,
        date(2026, 6, 6),
        date(2026, 6, 7),
    )
    assert CALENDAR.skipped_working_days(date(2026, 6, 8), date(2026, 6, 9)) == ()


def test_hours_tell_of_a_clock_that_is_set_and_only_then():
    plain = told(Unit.HOURS, 24, at(2026, 11, 24))[1]
    assert plain == [
        "Tirsdag 24. november 2026 kl. 10.00 plus 24 timer er onsdag 25. november 2026 kl. 10.00.",
        "Timerne løber også om natten, i weekender og på helligdage.",
    ]
    ahead = told(Unit.HOURS, 24, at(2026, 3, 28))[1]
    assert ahead[2] == "Uret stilles en time frem undervejs. Der er stadig 24 hele timer."
    back = told(Unit.HOURS, 24, at(2026, 10, 24))[1]
    assert back[2] == "Uret stilles en time tilbage undervejs. Der er stadig 24 hele timer."


def test_what_must_be_so_before_says_how_long_before():
    assert told(Unit.BEFORE, 0, at(2026, 11, 24))[1][0] == (
        "Det skal være sket inden tirsdag 24. november 2026, senest samme dag."
    )
    end, steps = told(Unit.BEFORE, 3, at(2026, 11, 24))
    assert end == date(2026, 11, 21)
    assert steps == [
        "Det skal være sket inden tirsdag 24. november 2026, senest 3 dage før.",
        "Det er en lørdag. Fristen flytter sig ikke, så gør det senest fredag 20. november.",
    ]


def test_visits_say_how_many_within_which_twelve_months():
    end, steps = told(Unit.VISITS_PER_YEAR, 2, at(2026, 11, 24))
    assert end == date(2027, 11, 24)
    assert steps[:2] == [
        "I tolv måneder fra 24. november 2026 skal der være 2 besøg.",
        "Det næste skal derfor være holdt senest onsdag 24. november 2027.",
    ]
    assert len(steps) == 3


@pytest.mark.parametrize(
    ("local", "law", "is_longer"),
    [
        (Length(Unit.MONTHS, 3), Length(Unit.MONTHS, 3), False),
        (Length(Unit.MONTHS, 4), Length(Unit.MONTHS, 3), True),
        (Length(Unit.WEEKS, 12), Length(Unit.MONTHS, 3), False),
        (Length(Unit.WEEKS, 13), Length(Unit.MONTHS, 3), True),
        (Length(Unit.MONTHS, 3), Length(Unit.WEEKS, 13), True),
        (Length(Unit.MONTHS, 1), Length(Unit.WEEKS, 4), True),
        (Length(Unit.WEEKS, 4), Length(Unit.MONTHS, 1), False),
        # One day in four years: a leap year's February is what makes it so.
        (Length(Unit.WEEKS, 0), Length(Unit.MONTHS, 0), False),
        (Length(Unit.CASE), Length(Unit.MONTHS, 3), False),
        (Length(Unit.MONTHS, 99), Length(Unit.CASE), False),
    ],
)
def test_whether_a_local_length_is_ever_longer_than_the_laws(local, law, is_longer):
    assert is_ever_longer(local, law, CALENDAR) is is_longer


def test_a_rule_is_about_the_help_it_names_by_kind_or_by_basis():
    everything = FIRST_FOLLOW_UP
    scoped = replace(everything, measures=frozenset({"a"}), bases=frozenset({"bl_46"}))
    assert everything.covers("", ()) is True
    assert scoped.covers("a", ()) is True
    assert scoped.covers("b", ("bl_46", "sel_52")) is True
    assert scoped.covers("b", ("sel_52",)) is False
    assert replace(everything, measures=frozenset({"a"})).covers("b", ("bl_46",)) is False
    assert replace(everything, bases=frozenset({"bl_46"})).covers("", ("bl_46",)) is True


def test_a_rule_reaches_what_lies_within_its_months_after_what_it_presupposes():
    placed = {EventKind.PLACED: date(2026, 1, 10)}
    plain = FIRST_FOLLOW_UP
    after = replace(plain, only_after=EventKind.PLACED)
    within = replace(after, within=Length(Unit.MONTHS, 12))
    assert plain.reaches(date(2026, 1, 1), {}) is True
    assert after.reaches(date(2026, 1, 9), placed) is False
    assert after.reaches(date(2026, 1, 10), placed) is True
    assert after.reaches(date(2036, 1, 10), placed) is True
    assert after.reaches(date(2026, 1, 10), {}) is False
    assert within.reaches(date(2027, 1, 9), placed) is True
    assert within.reaches(date(2027, 1, 10), placed) is False


def test_a_rule_holds_from_its_first_day_to_its_last():
    rule = replace(FIRST_FOLLOW_UP, valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [rule.holds_on(day) for day in days] == [False, True, True, False]
    assert replace(rule, valid_to=None).holds_on(date(2036, 1, 1)) is True


def test_gates_and_retired_rules_start_no_clock():
    rule = FIRST_FOLLOW_UP
    gate = replace(rule, length=Length(Unit.BEFORE, 0))
    retired = replace(rule, stage=RuleStage.RETIRED)
    assert (rule.is_gate, gate.is_gate) == (False, True)
    starts = [one.starts_clock for one in (rule, gate, retired)]
    assert starts == [True, False, False]
    assert rule.law_text == "Barnets lov § 95, stk. 2"
    assert replace(rule, law="Egen regel", paragraph="").law_text == "Egen regel"


def test_a_rule_knows_its_moves_and_exceptions_by_kind():
    pause = RuleMove(MoveKind.PAUSE, "Vi venter")
    rule = replace(CHOSEN_FOLLOW_UP, moves=(RuleMove(MoveKind.EXTEND, "Længere"), pause))
    assert rule.move(MoveKind.PAUSE) is pause
    assert replace(rule, moves=()).move(MoveKind.PAUSE) is None


def test_a_rule_knows_what_lifts_it():
    known = RuleException(ExceptionKind.MEASURES_ENDED, "Slut", ExceptionEffect.NOT_APPLICABLE)
    rule = replace(FIRST_FOLLOW_UP, exceptions=(known,))
    assert rule.exception(ExceptionKind.MEASURES_ENDED) is known
    assert rule.exception(ExceptionKind.ANONYMOUS) is None


@pytest.mark.parametrize(
    ("finished", "due"),
    [
        (date(2026, 8, 26), date(2026, 11, 26)),
        (date(2026, 8, 27), date(2026, 8, 27)),
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_only_what_ran_beside_it_and_ended_within_it_brings_a_deadline_forward(finished, due):
    moments = {
        EventKind.MEASURE_STARTED: date(2026, 8, 26),
        EventKind.ASSESSMENT_FINISHED: finished,
    }
    found = due_at(FIRST_FOLLOW_UP, moments, CALENDAR)
    assert found.on == due
    is_within = date(2026, 8, 26) < finished < date(2026, 11, 26)
    assert (found.moved_by is EventKind.ASSESSMENT_FINISHED) is is_within


def test_the_hour_that_is_shown_twice_is_two_hours():
    due = due_at(CLOCK, {CLOCK.trigger: at(2026, 10, 24, 2).replace(minute=30)}, CALENDAR)
    again = datetime(2026, 10, 25, 2, 15, tzinfo=COPENHAGEN, fold=1)
    assert standing(due, warn_days=0, now=again) is ObligationState.OVERDUE
    met = standing(due, warn_days=0, now=again, satisfied_at=again)
    assert met is ObligationState.MET_LATE


def test_an_exception_true_at_the_last_moment_is_in_time():
    due = due_at(FIRST_FOLLOW_UP, {EventKind.MEASURE_STARTED: date(2026, 8, 26)}, CALENDAR)
    use = ExceptionUse(ExceptionEffect.NOT_APPLICABLE, due.at)
    now = at(2026, 12, 1)
    assert standing(due, warn_days=0, now=now, exception=use) is ObligationState.NOT_APPLICABLE
    met = [
        standing(due, warn_days=0, now=now, satisfied_at=due.at + timedelta(microseconds=n))
        for n in (0, 1)
    ]
    assert met == [ObligationState.MET, ObligationState.MET_LATE]
    late = replace(use, at=due.at + timedelta(seconds=1))
    assert standing(due, warn_days=0, now=now, exception=late) is ObligationState.OVERDUE


def test_hours_are_warned_of_so_many_days_of_hours_before():
    rule = replace(CLOCK, length=Length(Unit.HOURS, 100))
    due = due_at(rule, {rule.trigger: at(2026, 11, 23)}, CALENDAR)
    for left, state in ((49, ObligationState.RUNNING), (48, ObligationState.DUE_SOON)):
        now = due.at - timedelta(hours=left)
        assert standing(due, warn_days=2, now=now) is state


def test_a_soft_limit_is_passed_the_day_after_its_months():
    rule = replace(CHOSEN_FOLLOW_UP, soft_limit=Length(Unit.MONTHS, 6))
    held = date(2026, 1, 10)
    assert is_past_soft_limit(rule, held, date(2026, 7, 10)) is False
    assert is_past_soft_limit(rule, held, date(2026, 7, 11)) is True
    for none in (None, Length(Unit.WEEKS, 1), Length(Unit.CASE)):
        without = replace(rule, soft_limit=none)
        assert is_past_soft_limit(without, held, date(2036, 1, 1)) is False


BOOK = RuleBook(
    [
        replace(
            CHOSEN_FOLLOW_UP,
            key="NP6",
            length=Length(Unit.WEEKS, 6),
            only_after=EventKind.PLACED,
            within=Length(Unit.MONTHS, 12),
        ),
        replace(
            FIRST_FOLLOW_UP,
            key="C1",
            trigger=EventKind.DECISION_MADE,
            or_earlier=None,
            length=Length(Unit.BEFORE, 0),
            satisfied_by=EventKind.CHILD_HEARD,
            exceptions=(),
        ),
        replace(
            FIRST_FOLLOW_UP,
            key="T1",
            trigger=EventKind.PLACED,
            or_earlier=None,
            length=Length(Unit.VISITS_PER_YEAR, 2),
            satisfied_by=EventKind.VISIT_HELD,
            exceptions=(),
        ),
        replace(FIRST_FOLLOW_UP, exceptions=()),
    ],
    CALENDAR,
)


def reckoned(key, *events):
    duties = reckon_case(BOOK, events, at(2028, 1, 1))
    return [duty for duty in duties if duty.rule.key == key]


@pytest.mark.parametrize(
    ("placed", "begins"),
    [
        (at(2026, 3, 1), True),
        (at(2026, 3, 1, 15), True),
        (at(2026, 3, 2), False),
        (at(2025, 3, 2), True),
        (at(2025, 3, 1), False),
    ],
)
def test_a_duty_that_presupposes_a_placement_begins_from_its_day_and_within_the_year(
    placed, begins
):
    held = Event(EventKind.FOLLOW_UP_HELD, at(2026, 3, 1), "f")
    assert bool(reckoned("NP6", held, Event(EventKind.PLACED, placed, "m"))) is begins
    assert reckoned("NP6", held) == []


def test_a_gate_is_met_by_the_last_before_it_or_else_the_first_after():
    decided = Event(EventKind.DECISION_MADE, at(2026, 5, 10), "d")

    def met(*days):
        heard = [Event(EventKind.CHILD_HEARD, moment) for moment in days]
        (duty,) = reckoned("C1", decided, *heard)
        return duty.satisfied_at

    end = decided.at.replace(hour=23, minute=59, second=59, microsecond=999999)
    assert met(at(2026, 5, 1), at(2026, 5, 9), at(2026, 5, 12)) == at(2026, 5, 9)
    assert met(end, end + timedelta(microseconds=1)) == end
    assert met(end + timedelta(microseconds=1)) == end + timedelta(microseconds=1)
    assert met(at(2026, 5, 12), at(2026, 5, 13)) == at(2026, 5, 12)
    assert met() is None


def test_visits_after_the_placement_ended_begin_no_more_twelve_months():
    placed = Event(EventKind.PLACED, at(2026, 1, 1), "m")
    visits = [Event(EventKind.VISIT_HELD, at(2026, month, 1)) for month in (3, 5, 9)]
    over = Event(None, at(2026, 6, 1), only="m", exception=ExceptionKind.MEASURES_ENDED)
    elsewhere = over._replace(only="other")
    before = over._replace(at=at(2025, 6, 1))
    begun = [duty.trigger_at for duty in reckoned("T1", placed, *visits, over)]
    assert begun == [at(2026, 1, 1), at(2026, 3, 1)]
    for lift in (elsewhere, before, over._replace(only="")):
        assert len(reckoned("T1", placed, *visits, lift)) == 3
    (first, second) = reckoned("T1", placed, *visits, over)
    assert (first.state, second.state) == (ObligationState.MET, ObligationState.NOT_APPLICABLE)


def test_an_assessment_on_the_due_day_itself_leaves_it_as_it_is():
    begun = Event(EventKind.MEASURE_STARTED, at(2026, 8, 26), "m")
    moved = {at(2026, 8, 26): date(2026, 11, 26), at(2026, 8, 27): date(2026, 8, 27)}
    for finished, on in moved.items():
        (duty,) = reckoned("F3", begun, Event(EventKind.ASSESSMENT_FINISHED, finished))
        assert duty.due.on == on


def test_one_visit_of_two_begins_no_second_window_and_none_begins_one():
    start, visit = at(2026, 1, 1), at(2026, 3, 1)
    assert list(visit_anchors(start, [], 2)) == [(start, None)]
    assert list(visit_anchors(start, [visit], 2)) == [(start, None)]
    assert list(visit_anchors(start, [visit, visit], 2)) == [(start, visit), (visit, None)]
    assert list(visit_anchors(start, [visit], 1)) == [(start, visit), (visit, None)]


def test_a_visit_of_today_counts_and_one_of_a_year_ago_does_not():
    start, today = at(2025, 1, 1), date(2026, 3, 1)
    counted = [
        count_visits(start, [moment], 2, today).in_twelve_months
        for moment in (at(2026, 3, 1), at(2026, 3, 2), at(2025, 3, 2), at(2025, 3, 1))
    ]
    assert counted == [1, 0, 1, 0]


def test_what_ended_the_very_moment_it_began_has_no_visits_left():
    placed = Event(EventKind.PLACED, at(2026, 1, 1), "m")
    over = Event(None, at(2026, 1, 1), only="m", exception=ExceptionKind.MEASURES_ENDED)
    visits = [Event(EventKind.VISIT_HELD, at(2026, month, 1)) for month in (3, 5)]
    (only,) = reckoned("T1", placed, over, *visits)
    assert (only.satisfied_at, only.state) == (None, ObligationState.NOT_APPLICABLE)
