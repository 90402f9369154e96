"""Where a course stands on a day: phases, drift, what is due, budgets and the rhythm."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.contacts import ContactState, Party
from hjemmebane.domain.course import (
    ContactFact,
    CourseFacts,
    CourseStanding,
    ExtensionFact,
    MeetingFact,
    standing_of,
    team_gaps,
)
from hjemmebane.domain.course_budget import BudgetState, meeting_count
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.programme_reading import programme_from
from tests.domain.programme_files import programme_table

START = date(2026, 10, 5)
INTENSIVE = programme_from(programme_table("intensive-home-based"))
PREVENTION = programme_from(programme_table("prevention-30"))
HOME_SUPPORT = programme_from(programme_table("home-support"))
EVERYONE = frozenset({Party.PARENT, Party.ADVISER, Party.WORKER})


def intensive(today: date, **facts: object) -> CourseStanding:
    return standing_of(INTENSIVE, START, CourseFacts(**facts), today)  # type: ignore[arg-type]


def prevention(count: int, **facts: object) -> CourseStanding:
    contacts = tuple(ContactFact(START + timedelta(days=5 * n)) for n in range(count))
    today = START + timedelta(days=200)
    found = CourseFacts(contacts=contacts, **facts)  # type: ignore[arg-type]
    return standing_of(PREVENTION, START, found, today)


@pytest.mark.req("S2-FAV-12")
def test_the_end_is_twelve_weeks_from_the_start():
    standing = intensive(START)
    assert standing.expected_end == date(2026, 12, 27)
    assert standing.week_words == "uge 1 af 12"


@pytest.mark.req("S2-FAV-22")
def test_a_phase_that_ran_over_shows_drift_in_days_and_stops_nothing():
    standing = intensive(date(2026, 11, 12), phases=(PhaseActual("assessment", date(2026, 11, 6)),))
    assert standing.phases[0].words == "fase 1 blev 4 dage længere"
    assert standing.drift_words == "4 dage efter plan"
    assert standing.phase is not None
    assert standing.phase.key == "assessment"
    assert standing.phases[2].forecast_from == date(2026, 12, 4)


def test_a_phase_that_ended_early_is_shorter():
    standing = intensive(
        date(2026, 11, 12), phases=(PhaseActual("assessment", date(2026, 10, 30)),)
    )
    assert standing.phases[0].words == "fase 1 blev 3 dage kortere"
    assert standing.drift_words == "3 dage før plan"


def test_a_phase_left_running_drifts_a_day_for_each_day():
    last_day = date(2026, 11, 1)
    assert intensive(last_day).drift_words == "følger planen"
    assert intensive(last_day + timedelta(days=3)).drift_words == "3 dage efter plan"


@given(st.lists(st.integers(min_value=1, max_value=120), min_size=2, max_size=2, unique=True))
def test_phases_as_they_went_neither_overlap_nor_leave_a_gap(offsets):
    second, third = sorted(offsets)
    phases = (
        PhaseActual("assessment", START + timedelta(days=second)),
        PhaseActual("closing", START + timedelta(days=third)),
    )
    found = intensive(START + timedelta(days=130), phases=phases).phases
    for one, two in itertools.pairwise(found):
        assert one.actual_to is not None
        assert two.actual_from == one.actual_to + timedelta(days=1)


@given(st.integers(min_value=0, max_value=200))
def test_exactly_one_phase_runs_on_any_day_until_the_course_ends(offset):
    standing = intensive(START + timedelta(days=offset))
    assert sum(phase.is_running for phase in standing.phases) == 1


@pytest.mark.req("S2-FAV-16")
def test_the_follow_up_meeting_is_due_at_the_end_of_week_four_and_then_late():
    def state(day: date) -> DueState:
        return next(i.state for i in intensive(day).due if i.key == "phase1_follow_up")

    assert state(date(2026, 10, 5)) is DueState.LATER
    assert state(date(2026, 11, 1)) is DueState.SOON
    assert state(date(2026, 11, 2)) is DueState.LATE


def test_a_meeting_held_without_a_required_party_counts_and_says_who_was_missing():
    meeting = MeetingFact("start_meeting", START, parties=EVERYONE - {Party.ADVISER})
    due = intensive(date(2026, 10, 20), meetings=(meeting,)).due[0]
    assert due.state is DueState.DONE
    assert due.words.endswith("Ikke med: rådgiver")


def test_a_planned_meeting_does_not_count_as_held():
    meeting = MeetingFact("start_meeting", date(2026, 10, 8), is_held=False)
    assert intensive(START, meetings=(meeting,)).due[0].state is DueState.SOON


def test_what_is_due_tells_why():
    assert "behandlere ser på den sammen" in intensive(START).due[1].why


@pytest.mark.req("S2-AAB-19")
@pytest.mark.parametrize(
    ("count", "state", "words"),
    [
        (9, BudgetState.OPEN, "9 af 12 kontakter brugt. 3 tilbage."),
        (10, BudgetState.WARN, "10 af 12 kontakter brugt. Kun 2 tilbage"),
        (12, BudgetState.STOP, "Stop og tænk"),
        (13, BudgetState.OVER, "overskredet med 1"),
    ],
)
def test_the_contact_budget_warns_at_ten_and_asks_to_think_at_twelve(count, state, words):
    budget = prevention(count).contacts
    assert budget.state is state
    assert words in budget.words


@pytest.mark.req("S2-AAB-21")
def test_an_extension_moves_the_limit_and_the_warning_with_it():
    extension = ExtensionFact(START + timedelta(days=60), new_limit=16)
    assert prevention(12, extensions=(extension,)).contacts.state is BudgetState.OPEN
    assert prevention(14, extensions=(extension,)).contacts.state is BudgetState.WARN
    assert prevention(16, extensions=(extension,)).contacts.state is BudgetState.STOP


@pytest.mark.req("S4-SIH-08")
def test_a_contact_with_two_workers_is_one_contact():
    both = standing_of(
        HOME_SUPPORT, START, CourseFacts((ContactFact(START, workers=2),)), START
    ).contacts
    assert both.used == 1


@pytest.mark.parametrize(
    "state",
    [
        ContactState.PLANNED,
        ContactState.CANCELLED,
        ContactState.MOVED,
        ContactState.NOBODY_HOME,
    ],
)
def test_a_contact_that_was_not_held_does_not_count(state):
    facts = CourseFacts((ContactFact(START, state),))
    assert standing_of(PREVENTION, START, facts, START).contacts.used == 0


@pytest.mark.req("S2-AAB-20")
def test_network_meetings_held_and_planned_are_counted_against_two():
    meetings = (
        MeetingFact("network_meeting", START + timedelta(days=20)),
        MeetingFact("network_meeting", START + timedelta(days=300), is_held=False),
    )
    assert prevention(1).network_meetings.words == (
        "0 af 2 netværksmøder holdt. 2 mangler at blive planlagt."
    )
    assert prevention(1, meetings=meetings).network_meetings.words == (
        "1 af 2 netværksmøder holdt, 1 planlagt."
    )


def test_network_meetings_nobody_foresaw_are_told_as_many_as_they_are():
    assert meeting_count(0, [True, False]).words == "Ét netværksmøde holdt, 1 planlagt."
    assert meeting_count(0, [True, True]).words == "To netværksmøder holdt, 0 planlagt."


@pytest.mark.req("S2-AAB-22")
def test_a_free_course_shows_its_rhythm_and_proposes_no_day():
    contacts = tuple(ContactFact(START + timedelta(days=day)) for day in (0, 7, 21))
    facts = CourseFacts(contacts)
    rhythm = standing_of(PREVENTION, START, facts, START + timedelta(days=30)).rhythm
    assert rhythm.gaps == (7, 14)
    assert rhythm.days_since_last == 9
    assert rhythm.suggestions == ()
    assert "længst 14 dage" in rhythm.words


@pytest.mark.req("S4-SIH-11")
def test_the_proposed_next_visit_lies_further_off_late_in_the_course():
    def wait(count: int) -> int:
        held = tuple(ContactFact(START + timedelta(days=n)) for n in range(count))
        last = START + timedelta(days=count - 1)
        standing = standing_of(HOME_SUPPORT, START, CourseFacts(held), last)
        return (standing.rhythm.suggestions[0] - last).days

    assert wait(1) < wait(7) < wait(14)


def test_proposed_days_are_weekdays_after_today():
    for offset in range(14):
        today = START + timedelta(days=offset)
        standing = standing_of(HOME_SUPPORT, START, CourseFacts(), today)
        assert all(day > today and day.weekday() < 5 for day in standing.rhythm.suggestions)


@pytest.mark.req("S4-SIH-10")
def test_an_interval_set_by_the_adviser_wins_and_says_so():
    facts = CourseFacts((ContactFact(START),), adviser_interval_days=10)
    rhythm = standing_of(HOME_SUPPORT, START, facts, START).rhythm
    assert rhythm.suggestions[0] == START + timedelta(days=10)
    assert rhythm.words.startswith("Rådgiveren har fastsat 10 dage")


def test_a_later_end_that_was_agreed_is_the_expected_end():
    extension = ExtensionFact(date(2026, 12, 1), new_end_on=date(2027, 1, 17))
    standing = intensive(date(2026, 12, 2), extensions=(extension,))
    assert standing.expected_end == date(2027, 1, 17)
    assert standing.planned_end == date(2026, 12, 27)


def test_an_ended_course_stands_still():
    facts = CourseFacts(ended_on=date(2026, 12, 20), outcome="respite")
    one = standing_of(INTENSIVE, START, facts, date(2026, 12, 21))
    assert one.week_words == standing_of(INTENSIVE, START, facts, date(2027, 6, 1)).week_words
    assert one.phase is None
    assert one.missing_to_close == ()


def test_looking_back_leaves_out_what_had_not_happened_yet():
    facts = CourseFacts(
        contacts=(ContactFact(date(2026, 10, 6)), ContactFact(date(2026, 11, 6))),
        phases=(PhaseActual("assessment", date(2026, 11, 6)),),
    )
    then = standing_of(INTENSIVE, START, facts, date(2026, 10, 20))
    assert then.contacts.used == 1
    assert then.phase is not None
    assert then.phase.key == "motivation"


def test_a_team_with_one_therapist_too_few_is_told_so():
    assert team_gaps(INTENSIVE, {"therapist": 1, "adviser": 1, "follow_up_adviser": 1}) == [
        "Mangler 1 familiebehandler."
    ]
