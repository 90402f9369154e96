"""Close a course: the outcome where the programme asks for one, then the end."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind
from hjemmebane.domain.contacts import (
    COURSE_IS_OVER,
    CancelReason,
    ContactState,
    CourseEndReason,
)
from hjemmebane.domain.course import CourseFacts, missing_to_close
from hjemmebane.domain.goals import GoalEndReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, save_version
from hjemmebane.records.access.actions import close_dossier
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions import end_goal
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.actions.rules import must_be_open, must_have_happened
from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.programmes import programme_of


@action("course.decide_outcome")
def record_outcome(
    *, by: User, course: Course, version: int, outcome: str, text: str = ""
) -> Course:
    """Record the adviser's choice of what comes after; one of the programme's own choices."""
    must_be_open("course.decide_outcome", course)
    if outcome not in {choice.key for choice in programme_of(course).outcomes}:
        raise Refused("course.decide_outcome", "unknown_outcome")
    save_version(
        course,
        version,
        outcome=outcome,
        outcome_text=text,
        outcome_on=clock.today(),
        outcome_by=by,
    )
    log(by=by, about=course, reason=outcome)
    return course


@action("course.end")
def end_course(
    *,
    by: User,
    course: Course,
    version: int,
    on: date,
    reason: CourseEndReason,
    text: str = "",
) -> Course:
    """End a course; what is still planned is cancelled, what was written stays.

    Raises Refused `outcome_needed` where the programme ends with a choice and none was made.
    """
    must_be_open("course.end", course)
    must_have_happened("course.end", on)
    if on < course.started_on:
        raise Refused("course.end", "before_start")
    if missing_to_close(programme_of(course), CourseFacts(outcome=course.outcome)):
        raise Refused("course.end", "outcome_needed")
    save_version(course, version, ended_on=on, end_reason=reason, end_text=text)
    course.contacts.filter(state=ContactState.PLANNED).update(
        state=ContactState.CANCELLED, cancel_reason=CancelReason.OTHER, cancel_text=COURSE_IS_OVER
    )
    _close_dossier_without_case(course, by)
    log(by=by, about=course, reason=reason)
    return course


def _close_dossier_without_case(course: Course, by: User) -> None:
    """Close a dossier that held courses only, when its last course has ended."""
    is_last = not Course.objects.filter(dossier=course.dossier, ended_on=None).exists()
    if course.dossier.kind == DossierKind.PREVENTION and is_last:
        for goal in Goal.objects.filter(course_id=course.pk, ended_on=None):
            day = max(goal.agreed_on, course.ended_on or goal.agreed_on)
            end_goal(by=by, goal=goal, on=day, reason=GoalEndReason.COURSE_ENDED)
        close_dossier(by=by, dossier=course.dossier)
