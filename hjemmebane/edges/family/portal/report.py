"""Reading a report before anyone else gets it, and fetching it when it is sent."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hjemmebane.domain.documents import (
    MEDIA_TYPES,
    SECTION_TITLES,
    FileFormat,
    ReportState,
    Section,
)
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.family.portal.forms import ReadForm
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.reports.queries import note_named
from hjemmebane.ui.http import attempt, done
from hjemmebane.ui.words import said as said_word


@require_http_methods(["GET", "POST"])
@family_door
def read(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Show the reader's own copy; keep that it is read, or only what they say to it."""
    user = request.user
    report = queries.get_report(report_id, user)
    mine = queries.own_reading(report, user)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        only_says = request.POST.get("do") == "say"
        outcome = _say(form, user, mine) if only_says else _mark_read(form, user, mine)
        if outcome:
            said = (
                _("Dine ord er gemt.")
                if only_says
                else _("Tak. Det er gemt, at du har læst rapporten.")
            )
            return done(request, reverse("family:portal"), said)
    rows = queries.passages_of(report, user)
    note_named(report, (row.text for row in rows))
    context = {
        "report": report,
        "is_in_review": report.state == ReportState.FAMILY_REVIEW,
        "has_read": mine.edition == report.edition,
        "groups": [
            (said_word(SECTION_TITLES[section]), [row for row in rows if row.section is section])
            for section in Section
        ],
        "remarks": [r for row in queries.readings_of(report, user) for r in row.remarks],
        "unread": queries.unread_words(report),
        "files": queries.files_of(report, user),
        "form": form,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "family/portal/report.html", context, status=status)


def _mark_read(form: ReadForm, user: queries.User, mine: queries.FamilyReading) -> bool:
    given = form.cleaned_data
    return bool(
        attempt(
            form,
            actions.mark_read,
            by=user,
            reading=mine,
            remark=given["remark"],
            is_shared=given["is_shared"],
        )
    )


def _say(form: ReadForm, user: queries.User, mine: queries.FamilyReading) -> bool:
    given = form.cleaned_data
    return bool(
        attempt(
            form,
            actions.add_remark,
            by=user,
            reading=mine,
            text=given["remark"],
            is_shared=given["is_shared"],
            refused_at={"text_missing": "remark"},
        )
    )


@require_GET
@family_door
def download(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Hand out the reader's own copy of a file."""
    stored, data = queries.fetch_file(file_id, request.user)
    if stored.report is None:
        raise NotVisible("stored_file", file_id)
    copy = queries.printed(stored.report, request.user, stored.for_person_id)
    note_named(stored.report, copy.texts)
    format_ = FileFormat(stored.format)
    response = HttpResponse(data, content_type=MEDIA_TYPES[format_])
    name = f"{slugify(stored.title)}.{format_.value}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
