"""The family reads: the report is laid before them, read with the worker, or taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hjemmebane.domain.documents import ReadingHow
from hjemmebane.edges.staff.reports.forms import ActForm, ReadingForm
from hjemmebane.edges.staff.reports.rows import passage_groups
from hjemmebane.edges.staff.reports.writing import refused_page
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.people.queries import cards_by_id
from hjemmebane.records.reports import actions as reports
from hjemmebane.records.reports.queries import course_of_report, note_named
from hjemmebane.ui.http import attempt, done, form_page


@require_POST
@staff_door
@needs("report.to_family")
def to_family(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Lay the report before those in the family who must read it."""
    report = queries.get_report(report_id, request.user)
    form = ActForm(request.POST)
    course = course_of_report(report)
    if attempt(
        form, reports.lay_report_before_family, by=request.user, course=course, report=report
    ):
        place = reverse("staff:report", args=[report.public_id])
        return done(request, place, "Familien kan nu læse rapporten. Ingen andre får den endnu.")
    return refused_page(request, report, form)


@require_POST
@staff_door
@needs("report.take_back")
def take_back(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Take the report back to change it."""
    report = queries.get_report(report_id, request.user)
    form = ActForm(request.POST)
    if attempt(form, actions.take_back, by=request.user, report=report):
        place = reverse("staff:report", args=[report.public_id])
        return done(request, place, "Rapporten er et udkast igen. Familiens ord er gemt.")
    return refused_page(request, report, form)


@require_http_methods(["GET", "POST"])
@staff_door
@needs("report.note_read")
def reading(request: StaffRequest, report_id: UUID, reading_id: UUID) -> HttpResponse:
    """Show one reader's copy on the worker's screen, and note that it was read."""
    report = queries.get_report(report_id, request.user)
    found = queries.get_reading(report, reading_id)
    form = ReadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        outcome = attempt(
            form,
            actions.note_read,
            by=request.user,
            reading=found,
            how=ReadingHow(given["how"]),
            with_interpreter=given["with_interpreter"],
            remark=given["remark"],
            is_shared=given["is_shared"],
        )
        if outcome:
            place = reverse("staff:report", args=[report.public_id])
            return done(request, place, "Det er skrevet, at rapporten er læst.")
    rows = queries.passages_for(report, found)
    note_named(report, (row.text for row in rows))
    context = {
        "report": report,
        "card": cards_by_id([found.person_id], request.user)[found.person_id],
        "role": found.role,
        "groups": passage_groups(rows),
        "form": form,
        "back": reverse("staff:report", args=[report.public_id]),
    }
    return form_page(request, "staff/reports/reading.html", context, form)
