"""What a low or turned answer asks of those on the course: a talk, and what it changed."""

from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane.edges.staff.courses.questions import Question
from hjemmebane.records.access.acting import may
from hjemmebane.records.courses.queries import Course, CoursePage
from hjemmebane.records.feedback.queries import TrendRow, to_follow_up
from hjemmebane.ui.rows import Action
from hjemmebane.ui.words import short_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


def low_answers(course: Course, page: CoursePage, user: "User") -> tuple[Question, ...]:
    """Return a question for each person whose newest answer is low or turned (S1-SFB-10)."""
    if page.course.ended_on:
        return ()
    by_person: dict[int, TrendRow] = {}
    for row in to_follow_up(course, user):
        by_person.setdefault(row.card.id, row)
    can = page.is_on_course and may(user, "response.note_change")
    return tuple(_question(row, can=can) for row in by_person.values())


def _question(row: TrendRow, *, can: bool) -> Question:
    on, value = row.trend.points[-1]
    href = reverse("staff:response", args=[row.last_response_id])
    told = "faldt" if row.trend.has_turned else "er lavt"
    return Question(
        f"Hvad gør I ved, at et svar fra {row.who} {told}?",
        f"Svaret {short_day(on)}: »{row.question}« {value}. Tal om samarbejdet, og skriv, hvad "
        "svaret ændrede. Det bliver stående her, til det er gjort.",
        (Action("Se svaret, og skriv, hvad det ændrede", href, "small"),) if can else (),
    )
