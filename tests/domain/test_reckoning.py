"""The reckoning of courses, whatever the days: no gap, no overlap, no double count, no surprise."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.course import (
    ContactFact,
    CourseFacts,
    CourseStanding,
    MeetingFact,
    standing_of,
)
from hjemmebane.domain.course_pauses import Pause, joined, moved, paused_days
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.elements import StrengthChange, element_standings
from hjemmebane.domain.fidelity import ContactSeen, fidelity
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import Programme
from tests.domain.programme_files import programme_table

INTENSIVE = programme_from(programme_table("intensive-home-based"))
PARENTS = programme_from(programme_table("parents-of-placed-children"))
STRENGTHENED = programme_from(programme_table("strengthened-family-treatment"))
START = date(2026, 1, 5)
DAY = timedelta(days=1)
FAR = date(2030, 1, 1)
pauses = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 40)).map(
        lambda p: Pause(START + DAY * p[0], START + DAY * (p[0] + p[1] - 1))
    ),
    max_size=4,
)


@given(pauses, st.sampled_from([INTENSIVE, PARENTS]))
def test_planned_phases_neither_overlap_nor_leave_a_gap_whatever_the_pauses(
    given_pauses: list[Pause], programme: Programme
) -> None:
    standing = standing_of(programme, START, CourseFacts(pauses=tuple(given_pauses)), FAR)
    phases = standing.phases
    assert phases[-1].planned_to == standing.planned_end
    for before, after in itertools.pairwise(phases):
        assert before.planned_to + DAY == after.planned_from


@given(st.lists(st.integers(1, 120), min_size=2, max_size=6), st.integers(0, 400), pauses)
def test_phases_as_they_went_neither_overlap_nor_leave_a_gap_in_rounds_and_pauses(
    lengths: list[int], offset: int, given_pauses: list[Pause]
) -> None:
    keys = ["change", "maintenance", *(f"maintenance-{n}" for n in range(2, 6))]
    day, actuals = START, []
    for key, length in zip(keys, lengths, strict=False):
        day += DAY * length
        actuals.append(PhaseActual(key, day))
    facts = CourseFacts(phases=tuple(actuals), pauses=tuple(given_pauses))
    today = START + DAY * offset
    begun = [p for p in standing_of(PARENTS, START, facts, today).phases if p.actual_from]
    assert sum(phase.is_running for phase in begun) == 1
    assert begun[0].actual_from == START
    for before, after in itertools.pairwise(begun):
        assert before.actual_to is not None
        assert before.actual_to + DAY == after.actual_from


@given(st.integers(0, 83), st.integers(1, 60))
def test_pausing_some_days_moves_what_lies_after_by_as_many_and_nothing_before(
    offset: int, length: int
) -> None:
    pause = Pause(START + DAY * offset, START + DAY * (offset + length - 1))
    plain = standing_of(INTENSIVE, START, CourseFacts(), FAR)
    paused = standing_of(INTENSIVE, START, CourseFacts(pauses=(pause,)), FAR)

    def days(standing: CourseStanding) -> dict[str, date]:
        begins = {phase.key: phase.planned_from for phase in standing.phases}
        due = {item.key: item.due_on for item in standing.due if item.due_on}
        return begins | due

    ends_a_phase = {"phase1_follow_up": "assessment"}
    for key, day in days(plain).items():
        after = days(plain).get(ends_a_phase.get(key, ""))
        is_moved = day >= pause.from_on or (after is not None and after >= pause.from_on)
        assert days(paused)[key] == (day + DAY * length if is_moved else day), key
    assert plain.planned_end is not None
    assert paused.planned_end == plain.planned_end + DAY * length
    assert paused.weeks == plain.weeks


@given(pauses, st.integers(0, 400), st.integers(0, 400))
def test_pauses_that_overlap_count_each_day_once_and_keep_the_order_of_days(
    given_pauses: list[Pause], one: int, other: int
) -> None:
    kept = joined(given_pauses)
    days = {pause.from_on + DAY * n for pause in given_pauses for n in range(pause.days)}
    assert sum(pause.days for pause in kept) == len(days)
    assert paused_days(START, START + DAY * 1000, kept) == len(days)
    first, last = sorted((START + DAY * one, START + DAY * other))
    assert moved(first, kept) <= moved(last, kept)
    assert joined(kept) == kept


@given(st.lists(st.tuples(st.integers(0, 83), st.integers(1, 4)), max_size=60))
def test_two_workers_on_one_contact_count_once_everywhere(visits: list[tuple[int, int]]) -> None:
    facts = CourseFacts(
        contacts=tuple(ContactFact(START + DAY * day, workers=many) for day, many in visits)
    )
    alone = CourseFacts(contacts=tuple(ContactFact(START + DAY * day) for day, _ in visits))
    end = START + DAY * 83
    both, one = (standing_of(INTENSIVE, START, item, end) for item in (facts, alone))
    assert both.contacts == one.contacts
    assert both.rhythm == one.rhythm
    assert both.contacts.used == len(visits)
    seen = [ContactSeen(START + DAY * day, many, setting="school") for day, many in visits]
    single = [ContactSeen(START + DAY * day, setting="school") for day, _ in visits]
    given_by = [
        element_standings(STRENGTHENED, START, (), contacts, (), end) for contacts in (seen, single)
    ]
    assert given_by[0] == given_by[1]


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), max_size=12),
    st.lists(st.integers(0, 100), max_size=30),
    st.integers(0, 120),
)
def test_reckoning_again_gives_the_same_and_never_more_delivered_than_counted(
    changes: list[tuple[int, int]], days: list[int], offset: int
) -> None:
    strengths = [StrengthChange("flexible_hours", START + DAY * on, level) for on, level in changes]
    seen = [ContactSeen(START + DAY * day, is_outside=day % 2 == 0) for day in days]
    today = START + DAY * offset
    reckon = [
        element_standings(STRENGTHENED, START, strengths, order, (), today)
        for order in (seen, seen[::-1], seen)
    ]
    assert reckon[0] == reckon[1] == reckon[2]
    for item in reckon[0]:
        assert 0 <= item.delivered <= item.counted
        assert len(item.weeks) == offset // 7 + 1
        assert all(0 <= level < len(item.scale) for level in item.weeks)
    assert fidelity(STRENGTHENED.fidelity, START, seen, today) == fidelity(
        STRENGTHENED.fidelity, START, seen[::-1], today
    )


@pytest.mark.req("S1-SFB-18")
def test_an_element_keeps_its_agreed_strength_until_someone_changes_it():
    changes = [
        StrengthChange("multi_family", START + DAY * 8, 0, "Familien ønsker det ikke lige nu"),
        StrengthChange("multi_family", START + DAY * 22, 2),
    ]
    [found] = [
        item
        for item in element_standings(STRENGTHENED, START, changes, (), (), START + DAY * 27)
        if item.key == "multi_family"
    ]
    assert found.weeks == (1, 0, 0, 2)
    assert (found.strength, found.agreed) == ("middel", 1)


def test_weeks_at_rest_are_counted_against_nobody():
    rest = [StrengthChange("flexible_hours", START, 0)]
    found = {
        item.key: item
        for item in element_standings(STRENGTHENED, START, rest, (), (), START + DAY * 27)
    }
    assert (found["flexible_hours"].counted, found["alliance"].counted) == (0, 2)


@pytest.mark.req("S3-MSF-17")
def test_the_status_of_the_change_phase_comes_back_two_weeks_after_it_was_held():
    begun = PhaseActual("change", START + DAY * 28)

    def due(*held: int, today: int) -> date | None:
        meetings = tuple(MeetingFact("change_status", START + DAY * day) for day in held)
        facts = CourseFacts(phases=(begun,), meetings=meetings)
        items = standing_of(PARENTS, START, facts, START + DAY * today).due
        return next(item.due_on for item in items if item.key == "change_status")

    assert due(today=28) == START + DAY * 41
    assert due(40, today=41) == START + DAY * 54
    assert due(40, 50, today=55) == START + DAY * 64


@pytest.mark.req("S3-MSF-18", "S3-MSF-20")
def test_maintenance_runs_in_as_many_rounds_as_it_takes_each_ended_by_an_assessment():
    actuals = [
        PhaseActual("change", START + DAY * 28),
        PhaseActual("maintenance", START + DAY * 100),
    ]
    for number in (2, 3):
        actuals.append(PhaseActual(f"maintenance-{number}", START + DAY * 100 * number))
    standing = standing_of(PARENTS, START, CourseFacts(phases=tuple(actuals)), START + DAY * 310)
    assert [phase.title for phase in standing.phases[-2:]] == [
        "Vedligeholdelse, 2. runde",
        "Vedligeholdelse, 3. runde",
    ]
    assert standing.phase is not None
    assert standing.phase.key == "maintenance-3"
    assert {"change_assessment", "maintenance_assessment", "maintenance_assessment-2"} < {
        item.key for item in standing.due
    }
    assert "maintenance_assessment-3" in {item.key for item in standing.due}
