"""The notes of a course for the head of its unit: on a reason that others see, for some days."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane import clock
from hjemmebane.domain.access import BreakGlassReason
from hjemmebane.edges.staff.people.forms import NotesForm
from hjemmebane.edges.staff.people.words import REASONS
from hjemmebane.records.access.actions import open_notes
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses.queries import headed_course, notes_on_reason, reason_days
from hjemmebane.records.people.queries import families_of_dossiers
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import listing, long_date, moment

PAGE = "staff/courses/notes_on_reason.html"


@staff_door
@needs("notes.open")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Ask why, then show the notes until the days are over."""
    user = request.user
    course = headed_course(course_id, user)
    url = reverse("staff:course_notes", args=[course_id])
    opened, rows = notes_on_reason(course, user)
    form = None if opened else NotesForm(request.POST or None)
    if request.method == "POST" and opened:
        return done(request, url, "Notaterne er allerede åbne for dig.")
    if form is not None and request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            open_notes,
            by=user,
            dossier=course.dossier,
            course_id=course.pk,
            reason=BreakGlassReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
            days=reason_days(),
        )
        if outcome:
            return done(request, url, "Notaterne er åbne for dig. Din grund er skrevet ned.")
    family = families_of_dossiers([course.dossier_id], user).get(course.dossier_id)
    last = clock.today() + timedelta(days=reason_days() - 1)
    context = {
        "form": form,
        "family": family,
        "back": reverse("staff:family", args=[family.public_id]) if family else "",
        "until": long_date(opened.until_on if opened else last),
        "reason": REASONS[BreakGlassReason(opened.reason)] if opened else "",
        "reason_text": opened.text if opened else "",
        "notes": [
            (f"{moment(row.starts_at)}, {row.place}", listing(row.workers), row) for row in rows
        ],
    }
    return form_page(request, PAGE, context, *([form] if form else []))
