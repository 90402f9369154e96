"""The course page: plan beside actual, what is due and why, what must be decided."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from hjemmebane.domain.access import BreakGlassReason
from hjemmebane.edges.staff.courses.alliance import low_answers
from hjemmebane.edges.staff.courses.asking import ask_rows
from hjemmebane.edges.staff.courses.costs import cost_panel
from hjemmebane.edges.staff.courses.facts import CourseView, course_view
from hjemmebane.edges.staff.courses.methods import used
from hjemmebane.edges.staff.people.words import REASONS
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.access.queries import notes_open
from hjemmebane.records.cases.queries import risks_of
from hjemmebane.records.courses import queries
from hjemmebane.ui.words import long_date


@staff_door
def show(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show a course."""
    course = queries.get_course(course_id, request.user)
    view: CourseView = course_view(queries.course_page(course, request.user), request.user)
    low = low_answers(course, view.page, request.user)
    context = {
        "view": replace(view, questions=(*low, *view.questions)),
        "page": view.page,
        "readers": _note_readers(course.pk),
        "methods": used(course, request),
        "pauses": queries.pauses_of(course),
        "asked": ask_rows(view.page, course.pk, request.user),
        "risk": next(iter(risks_of(course.dossier, request.user)), None),
        "costs": cost_panel(course, view.page, request),
        "beside": queries.beside(course, request.user),
        "groups": queries.places_of_course(course),
        "may_see_groups": may(request.user, "group.ask_place"),
    }
    return render(request, "staff/courses/course.html", context)


def _note_readers(course_id: int) -> list[str]:
    """Return who reads the notes on a reason just now, why and until when, in one sentence each."""
    return [
        f"{row.who} ({row.profession}) kan læse notaterne til og med {long_date(row.until_on)}: "
        + ". ".join(word for word in (REASONS[BreakGlassReason(row.reason)], row.text) if word)
        for row in notes_open(course_id)
    ]
