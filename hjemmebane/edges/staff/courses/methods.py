"""Methods on a course: which may be used and by whom, and noting that one was used."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.method_forms import MethodForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.ui.rows import Happening
from hjemmebane.ui.words import short_date

Act = tuple[Callable[..., Any], dict[str, Any]]
GATE = (
    "Før en psykologisk test i en sag, hvor anbringelse overvejes, spørges familien om sin "
    "baggrund (lov nr. 408 af 29. april 2025, barnets lov §§ 171 a-c). Svarer familien ja, bruges "
    "testen ikke: VISO's specialenhed skal spørges i stedet."
)
NOBODY = "Ingen på forløbet er oplært i metoden, så den kan ikke noteres her."


@staff_door
@needs("course.note_method")
def pick(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show the methods there are, to choose the one that was used."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    context = {"page": page, "methods": queries.methods_of_day()}
    return render(request, "staff/courses/methods.html", context)


@staff_door
@needs("course.note_method")
def note(request: StaffRequest, course_id: UUID, key: str) -> HttpResponse:
    """Note that a method was used; a psychological test only after the question."""
    course = queries.get_course(course_id, request.user)
    method = next((one for one in queries.methods_of_day() if one.key == key), None)
    if method is None:
        raise Http404
    page = queries.course_page(course, request.user)
    is_placed = queries.is_in_placement_case(course)
    form = MethodForm(page, method, is_placed, request.POST or None)
    parts = [method.about, GATE if method.test_gate else "", method.gate_why]
    if not form.is_anybody_trained:
        parts.append(NOBODY)
    shown = FormPage(
        title=method.title,
        lead=" ".join(part for part in parts if part),
        back=reverse("staff:course", args=[course.public_id]),
        submit="Gem",
        said="Metoden er noteret.",
        refused_at={
            "test_gate_placement": "placement",
            "test_gate_unanswered": "family_told",
            "test_gate_viso": "family_told",
            "not_trained": "used_by",
            "not_a_summary": "summary",
            "not_yet": "day",
            "before_start": "day",
        },
    )

    def act() -> Act:
        return actions.note_method, {"by": request.user, "course": course, "note": form.note()}

    return answer(request, page, form, shown, act)


def used(course: queries.Course, request: StaffRequest) -> tuple[Happening, ...]:
    """Return the methods used on a course as lines of its page."""
    return tuple(
        Happening(
            short_date(row.used_on),
            f"{row.title}, {row.used_by}",
            " · ".join(part for part in (row.summary, row.gate_words) if part),
        )
        for row in queries.method_uses(course, request.user)
    )
