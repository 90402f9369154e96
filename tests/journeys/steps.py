"""The main job, step by step, in order: for the journeys and for `make walk`."""

from collections.abc import Callable
from datetime import date

from hjemmebane import clock
from tests.journeys import case_steps as case
from tests.journeys import course_steps as course
from tests.journeys import prevention_steps as prevention
from tests.journeys import report_steps as report
from tests.journeys.stage import Stage

Step = Callable[[Stage], None]


def two_days_later(stage: Stage) -> None:
    """The day of the start meeting, in the afternoon."""
    stage.move_to(clock.moment(date(2026, 11, 26), 16, 0))


def a_week_later(stage: Stage) -> None:
    """The first visit is over."""
    stage.move_to(clock.moment(date(2026, 12, 1), 10, 0))


def another_week_later(stage: Stage) -> None:
    """Some visits further on."""
    stage.move_to(clock.moment(date(2026, 12, 8), 10, 0))


def twelve_weeks_later(stage: Stage) -> None:
    """The twelve weeks have gone."""
    stage.move_to(clock.moment(date(2027, 2, 16), 9, 0))


MAIN_JOB: tuple[Step, ...] = (
    prevention.a_parent_asks,
    prevention.it_is_read_for_danger,
    prevention.it_is_taken_in,
    prevention.nadia_begins,
    case.hanne_notifies,
    case.kirsten_assesses,
    case.anna_opens_the_case,
    case.anna_finds_out,
    case.anna_agrees_goals,
    case.anna_decides,
    case.anna_coordinates,
    course.the_course_begins,
    two_days_later,
    course.they_meet,
    course.first_feedback,
    a_week_later,
    course.dorte_writes_a_note,
    prevention.nadia_visits,
    another_week_later,
    course.the_trend_is_seen,
    twelve_weeks_later,
    prevention.nadia_ends,
    course.anna_follows_up,
    course.the_family_page_is_whole,
    course.the_course_closes,
    report.dorte_opens_the_report,
    report.the_family_reads,
    report.the_report_is_sent,
    report.the_family_sees_who_looked,
)
