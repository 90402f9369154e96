"""Close a course: the adviser's choice where the programme asks for one, then the end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import CourseEndReason
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.forms import EndForm, OutcomeForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries

Act = tuple[Callable[..., Any], dict[str, Any]]


@staff_door
@needs("course.decide_outcome")
def outcome(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Choose what comes after the course."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    form = OutcomeForm(page, request.POST or None, initial={"version": course.version})
    shown = FormPage(
        title="Hvad skal der ske bagefter?",
        lead="Systemet foreslår ikke et udfald. Rådgiveren vælger og begrunder.",
        back=reverse("staff:course", args=[course.public_id]),
        submit="Gem valget",
        said="Valget er gemt.",
        stored={"outcome": course.outcome, "text": course.outcome_text},
        version_now=lambda: queries.get_course(course_id, request.user).version,
    )

    def act() -> Act:
        data = form.cleaned_data
        named = {key: data[key] for key in ("version", "outcome", "text")}
        return actions.record_outcome, {"by": request.user, "course": course, **named}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.end")
def end(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """End the course."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    initial = {"version": course.version, "day": clock.today()}
    form = EndForm(request.POST or None, initial=initial)
    is_reported = page.programme.closing_report
    shown = FormPage(
        title="Afslut forløbet",
        lead="Derefter skrives en afsluttende status, som familien læser." if is_reported else "",
        back=reverse("staff:course", args=[course.public_id]),
        submit="Afslut",
        said="Forløbet er afsluttet.",
        refused_at={"not_yet": "day", "before_start": "day"},
        version_now=lambda: queries.get_course(course_id, request.user).version,
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.end_course, {
            "by": request.user,
            "course": course,
            "version": data["version"],
            "on": data["day"],
            "reason": CourseEndReason(data["reason"]),
            "text": data["text"],
        }

    return answer(request, page, form, shown, act)
