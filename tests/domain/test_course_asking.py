"""Which questions of a programme are to be asked next: at the start, every so often, at the end."""

from datetime import date, timedelta

import pytest

from hjemmebane.domain.course_asking import asking_due
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.course_pauses import Pause
from hjemmebane.domain.programme_parts import AskAt, Asking

FIRST = date(2026, 9, 7)
END = date(2026, 11, 29)
START = Asking("goal-rating", AskAt.START, "Så ses det, hvor I begyndte.")
EVERY = Asking("meeting-feedback", AskAt.EVERY, "Alliancen hviler på svar.", 2)
LAST = Asking("goal-rating", AskAt.END, "Og hvor I er nu.")


def due(asking, today, *answered, end=END, pauses=()):
    found = asking_due([asking], (FIRST, end), {asking.instrument: answered}, today, pauses)
    return [(one.due_on, one.state) for one in found]


def test_at_the_start_it_is_asked_in_the_first_week_until_somebody_answered():
    assert due(START, FIRST) == [(date(2026, 9, 13), DueState.SOON)]
    assert due(START, date(2026, 9, 14)) == [(date(2026, 9, 13), DueState.LATE)]
    assert due(START, date(2026, 9, 14), date(2026, 9, 10)) == []
    assert due(START, FIRST, FIRST - timedelta(days=1)) == [(date(2026, 9, 13), DueState.SOON)]


def test_what_comes_back_is_due_so_many_weeks_after_the_last_answer():
    assert due(EVERY, FIRST) == [(date(2026, 9, 20), DueState.SOON)]
    answers = (date(2026, 9, 18), date(2026, 9, 25))
    assert due(EVERY, date(2026, 10, 1), *answers) == [(date(2026, 10, 9), DueState.SOON)]
    assert due(EVERY, date(2026, 9, 20), *answers) == [(date(2026, 10, 2), DueState.SOON)]


@pytest.mark.parametrize(
    ("pause", "day"),
    [
        (Pause(date(2026, 9, 28), date(2026, 10, 4)), date(2026, 10, 16)),
        (Pause(date(2026, 9, 10), date(2026, 9, 14)), date(2026, 10, 9)),
    ],
)
def test_a_pause_after_the_last_answer_moves_the_next_and_one_before_it_does_not(pause, day):
    asked = due(EVERY, date(2026, 10, 5), date(2026, 9, 25), pauses=(pause,))
    assert [due_on for due_on, _ in asked] == [day]


def test_at_the_end_it_is_asked_by_the_last_day_where_there_is_one():
    assert due(LAST, FIRST) == [(END, DueState.LATER)]
    assert due(LAST, FIRST, end=None) == []
    assert due(LAST, END, date(2026, 10, 1)) == [(END, DueState.SOON)]
    assert due(LAST, END, END - timedelta(days=3)) == []


def test_the_nearest_comes_first_and_says_when_in_the_course_and_why():
    found = asking_due([LAST, EVERY, START], (FIRST, END), {}, FIRST)
    assert [one.at for one in found] == [AskAt.START, AskAt.EVERY, AskAt.END]
    assert found[0].words == "Ved start. Så ses det, hvor I begyndte."
