"""Sending a report, the leader's way out, and fetching its files."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hjemmebane.domain.documents import MEDIA_TYPES, FileFormat, JobKind
from hjemmebane.edges.staff.reports.forms import ActForm, UnreadForm
from hjemmebane.edges.staff.reports.writing import refused_page
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.cases.queries.letters import letter_of_file, printed_letter
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.reports import actions as reports
from hjemmebane.records.reports.queries import course_of_report, note_named, review_days
from hjemmebane.ui.http import attempt, done, form_page


@require_POST
@staff_door
@needs("report.send")
def send(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Send the report that each in the family has read."""
    report = queries.get_report(report_id, request.user)
    form = ActForm(request.POST)
    course = course_of_report(report)
    if attempt(form, reports.send_closing_report, by=request.user, course=course, report=report):
        place = reverse("staff:report", args=[report.public_id])
        said = "Rapporten er sendt til familien og rådgiveren. Filerne bliver lavet nu."
        return done(request, place, said)
    return refused_page(request, report, form)


@require_http_methods(["GET", "POST"])
@staff_door
@needs("report.send_unread")
def unread(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Let the leader send a report that is not read, after the wait and with a reason."""
    report = queries.get_known_report(report_id, request.user)
    form = UnreadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            reports.send_closing_report_unread,
            by=request.user,
            course=course_of_report(report),
            report=report,
            reason=form.chosen,
            text=form.cleaned_data["text"],
            refused_at={"reason_text_missing": "text"},
        )
        if outcome:
            place = reverse("staff:report", args=[report.public_id])
            return done(request, place, "Rapporten er sendt. Der står i den, at den ikke er læst.")
    context = {
        "report": report,
        "readings": queries.readings_of(report, request.user),
        "wait_days": review_days(),
        "form": form,
        "back": reverse("staff:report", args=[report.public_id]),
    }
    return form_page(request, "staff/reports/send_unread.html", context, form)


@require_POST
@staff_door
def files(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Order the report's files; a job makes them."""
    report = queries.get_report(report_id, request.user)
    form = ActForm(request.POST)
    outcome = attempt(
        form, actions.order_job, by=request.user, kind=JobKind.REPORT_FILES, subject=report
    )
    if outcome:
        return done(request, reverse("jobs:progress", args=[outcome.value.public_id]))
    return refused_page(request, report, form)


@require_GET
@staff_door
def download(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Hand out a stored file: a look-up of everyone it names."""
    stored, data = queries.fetch_file(file_id, request.user)
    if stored.report is None:
        # Read as the letter it was made from: whom it is to and about are looked up.
        printed_letter(letter_of_file(stored, request.user), request.user)
        return file_response(stored.title, FileFormat(stored.format), data)
    copy = queries.printed(stored.report, request.user, stored.for_person_id)
    note_named(stored.report, copy.texts)
    return file_response(stored.title, FileFormat(stored.format), data)


def file_response(title: str, format_: FileFormat, data: bytes) -> HttpResponse:
    """Return a file to keep, never to be shown inside the page."""
    response = HttpResponse(data, content_type=MEDIA_TYPES[format_])
    name = f"{slugify(title)}.{format_.value}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
