"""The report's work page: it opens already filled, and each sentence shows what it rests on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hjemmebane.domain.documents import (
    REPORT_STATE_WORDS,
    SECTION_TITLES,
    ReportState,
    Section,
)
from hjemmebane.domain.refusals import Stale
from hjemmebane.edges.staff.reports.forms import ActForm, OwnPassageForm, PassageForm
from hjemmebane.edges.staff.reports.rows import (
    custody_missing,
    passage_groups,
    report_steps,
    sources_in_words,
)
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses.queries import get_course, is_on_course
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.documents.queries import Report
from hjemmebane.records.reports import actions as reports
from hjemmebane.records.reports.queries import (
    course_of_report,
    may_send_unread_now,
    note_named,
)
from hjemmebane.ui.http import attempt, conflict_page, done, form_page

PAGE = "staff/reports/report.html"


@require_GET
@staff_door
def listing(request: StaffRequest) -> HttpResponse:
    """Show the reports on their way past the families."""
    rows = [(row, report_steps(row.state)) for row in queries.reports_on_the_way(request.user)]
    return render(request, "staff/reports/reports.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@staff_door
@needs("report.open", "report.fill")
def open_(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Open a course's closing report: the one there is, or a new one filled from the records."""
    course = get_course(course_id, request.user)
    report = queries.report_of_course(course.pk, request.user)
    if report is not None:
        return done(request, reverse("staff:report", args=[report.public_id]))
    form = ActForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, reports.fill_closing_report, by=request.user, course=course)
        if outcome:
            return done(
                request,
                reverse("staff:report", args=[outcome.value.public_id]),
                "Rapporten er udfyldt med det, der er skrevet. Læs den igennem, og ret.",
            )
    context = {
        "course": course,
        "form": form,
        "faults": form.non_field_errors() if form.is_bound else [],
        "is_ended": course.ended_on is not None,
        "custody": custody_missing(course, request.user),
    }
    return form_page(request, "staff/reports/open.html", context, form)


@require_GET
@staff_door
def show(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Show a report: the text with its sources, who has read it, and what can be done next."""
    report = queries.get_known_report(report_id, request.user)
    return render(request, PAGE, report_context(request, report))


def report_context(request: StaffRequest, report: Report) -> dict[str, object]:
    """Return what the report's page shows; the text only to those who may read it."""
    user = request.user
    course = course_of_report(report)
    may_read = queries.may_read(report, user)
    state = ReportState(report.state)
    rows = queries.passages_of(report, user) if may_read else []
    note_named(report, (row.text for row in rows))
    return {
        "report": report,
        "course": course,
        "state": state.value,
        "state_words": REPORT_STATE_WORDS[state],
        "steps": report_steps(state),
        "may_read": may_read,
        "is_writer": may_read and is_on_course(course, user),
        "groups": passage_groups(rows) if may_read else [],
        "readings": queries.readings_of(report, user),
        "unread": queries.unread_words(report),
        "files": queries.files_of(report, user) if may_read else [],
        "post": queries.post_of(report, user) if state is ReportState.SENT else [],
        "send_unread_from": may_send_unread_now(report, user),
        "own_form": OwnPassageForm(),
        "custody": custody_missing(course, user),
    }


@require_POST
@staff_door
@needs("report.write")
def write(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Add the worker's own passage."""
    report = queries.get_report(report_id, request.user)
    form = OwnPassageForm(request.POST)
    if form.is_valid() and attempt(
        form,
        actions.write_passage,
        by=request.user,
        report=report,
        section=Section(form.cleaned_data["section"]),
        text=form.cleaned_data["text"],
    ):
        place = reverse("staff:report", args=[report.public_id])
        return done(request, place, "Dine ord står i rapporten.")
    context = {**report_context(request, report), "own_form": form}
    return form_page(request, PAGE, context, form)


@require_http_methods(["GET", "POST"])
@staff_door
def edit(request: StaffRequest, report_id: UUID, passage_id: UUID) -> HttpResponse:
    """Show one passage, what it rests on, and let the worker change it."""
    report = queries.get_report(report_id, request.user)
    passage = queries.get_passage(report, passage_id)
    back = reverse("staff:report", args=[report.public_id])
    form = PassageForm(
        request.POST or None, initial={"text": passage.text, "version": passage.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            outcome = attempt(
                form,
                actions.edit_passage,
                by=request.user,
                passage=passage,
                version=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
            )
        except Stale:
            outcome = None
        if outcome:
            return done(request, back, "Sætningen er rettet og er nu dine ord.")
        if outcome is None or (outcome.refused and outcome.refused.key == "stale"):
            passage.refresh_from_db()
            stored = {"text": passage.text}
            return conflict_page(request, form, stored, version=passage.version, back=back)
    note_named(report, [passage.text])
    context = {
        "report": report,
        "passage": passage,
        "section": SECTION_TITLES[Section(passage.section)],
        "sources": sources_in_words(passage),
        "form": form,
        "back": back,
        "may_edit": report.state == ReportState.DRAFT,
    }
    return form_page(request, "staff/reports/passage.html", context, form)


@require_POST
@staff_door
@needs("report.leave_out")
def leave_out(request: StaffRequest, report_id: UUID, passage_id: UUID) -> HttpResponse:
    """Leave a passage out, or take it in again."""
    report = queries.get_report(report_id, request.user)
    passage = queries.get_passage(report, passage_id)
    out = not passage.is_left_out
    form = ActForm(request.POST)
    if attempt(
        form,
        actions.leave_out,
        by=request.user,
        passage=passage,
        version=passage.version,
        is_left_out=out,
    ):
        said = "Sætningen er udeladt." if out else "Sætningen er med igen."
        return done(request, reverse("staff:report", args=[report.public_id]), said)
    return refused_page(request, report, form)


@require_POST
@staff_door
@needs("report.redraw")
def redraw(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Draw the sentences again from the records as they are now."""
    report = queries.get_report(report_id, request.user)
    form = ActForm(request.POST)
    course = course_of_report(report)
    if attempt(form, reports.fill_again, by=request.user, course=course, report=report):
        said = "Sætningerne er trukket igen. Det, du selv har skrevet, er urørt."
        return done(request, reverse("staff:report", args=[report.public_id]), said)
    return refused_page(request, report, form)


def refused_page(request: StaffRequest, report: Report, form: ActForm) -> HttpResponse:
    """Return the report's page with what was refused, as 422."""
    context = {**report_context(request, report), "faults": form.non_field_errors()}
    return form_page(request, PAGE, context, form)
