"""What the programme asks of the family next: on the course page and on the worker's day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.course import CourseStanding
from hjemmebane.domain.course_asking import AskDue, asking_due
from hjemmebane.domain.programme_parts import Asking
from hjemmebane.edges.staff.courses.facts import URGENCY
from hjemmebane.records.access.acting import may
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.records.feedback.queries import answered_on
from hjemmebane.ui.rows import Action, DeadlineRow
from hjemmebane.ui.words import days_away, weekday_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


def asks_of(
    askings: Iterable[Asking],
    started_on: date,
    standing: CourseStanding,
    answered: Mapping[str, Sequence[date]],
) -> tuple[AskDue, ...]:
    """Return what a course is to ask of its family next."""
    period = (started_on, standing.expected_end)
    return asking_due(askings, period, answered, clock.today(), standing.pauses)


def ask_title(asked: AskDue) -> str:
    """Return “Spørg familien: Fire spørgsmål efter mødet”."""
    return f"Spørg familien: {catalogue.current().instrument(asked.instrument).title}"


def ask_action(course_id: str, user: "User") -> Action | None:
    """Return the way to the questions, for who hands them out."""
    if not may(user, "feedback_link.make"):
        return None
    return Action("Spørg", reverse("staff:feedback", args=[course_id]), "small")


def ask_rows(page: CoursePage, course_id: int, user: "User") -> tuple[DeadlineRow, ...]:
    """Return the questions that are due on a course that runs; none where it has ended."""
    course = page.course
    if course.ended_on or not page.programme.askings:
        return ()
    answered = answered_on([course_id], user).get(course_id, {})
    found = asks_of(page.programme.askings, course.started_on, page.standing, answered)
    return tuple(
        DeadlineRow(
            when=days_away(one.due_on, clock.today()),
            day=weekday_day(one.due_on),
            title=ask_title(one),
            detail=one.words,
            urgency=URGENCY[one.state],
            action=ask_action(course.public_id, user) if page.is_on_course else None,
        )
        for one in found
    )
