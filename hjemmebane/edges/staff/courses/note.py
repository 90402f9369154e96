"""Write a contact down: from the plan, or one that came of itself."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.refusals import Stale
from hjemmebane.edges.staff.courses.note_forms import NoteForm, day_words
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.http import attempt, conflict_page, done, form_page

FOLLOW_UP_RULES = ("F3", "F1")
TEMPLATE = "staff/courses/note.html"

REFUSED_AT = {
    "not_yet": "hour",
    "before_start": "day",
    "not_on_course": "workers",
    "two_needed": "next_workers",
    "film_needs_yes": "film_yes",
    "film_needs_parent": "film_yes",
}


@staff_door
@needs("contact.write")
def write(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Write down a contact that was not planned here."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    form = NoteForm(page, request.user, None, request.POST or None)
    if form.is_valid():
        outcome = attempt(
            form,
            actions.write_contact,
            by=request.user,
            course=course,
            note=form.note(),
            form_token=form.cleaned_data["form_token"],
            refused_at=REFUSED_AT,
        )
        if outcome:
            return _saved(request, page, form)
    return form_page(request, TEMPLATE, _context(page, form, None), form)


@staff_door
@needs("contact.write")
def write_planned(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Write down a planned contact that took place."""
    contact = queries.get_contact(contact_id, request.user)
    page = queries.course_page(contact.course, request.user)
    row = queries.contact_row(contact, request.user)
    form = NoteForm(page, request.user, row, request.POST or None)
    if form.is_valid():
        outcome = attempt(
            form,
            actions.write_contact,
            by=request.user,
            course=contact.course,
            note=form.note(),
            contact=contact,
            version=form.cleaned_data["version"],
            refused_at=REFUSED_AT,
        )
        if outcome:
            return _saved(request, page, form)
        if isinstance(outcome.refused, Stale):
            return _overtaken(request, form, queries.contact_row(contact, request.user))
    return form_page(request, TEMPLATE, _context(page, form, row), form)


def _saved(request: HttpRequest, page: CoursePage, form: NoteForm) -> HttpResponse:
    """Send the worker back to the course; a formal contact is followed up in the case."""
    words = "Notatet er gemt."
    if form.note().is_formal:
        words += " Rådgiveren skriver den formelle opfølgning i sagen: mål, indsatser, næste dato."
    return done(request, reverse("staff:course", args=[page.course.public_id]), words)


def _overtaken(request: HttpRequest, form: NoteForm, now: ContactRow) -> HttpResponse:
    stored = {"text": now.note, "agreed_next": now.agreed_next}
    return conflict_page(request, form, stored, version=now.version, changed_by=now.written_by)


def _context(page: CoursePage, form: NoteForm, contact: ContactRow | None) -> dict[str, object]:
    today = clock.today()
    begins = contact.starts_at if contact else form.initial["day"]
    return {
        "page": page,
        "form": form,
        "contact": contact,
        "when": day_words(contact.starts_at, contact.minutes, today) if contact else "",
        "begins": begins,
        "last": page.last_held,
        "law": follow_up_law(today),
    }


def follow_up_law(today: date) -> str:
    """Return the paragraph that asks for a follow-up on the day, as the catalogue has it."""
    current = catalogue.current()
    for key in FOLLOW_UP_RULES:
        try:
            rule = current.rule_on(key, today)
        except catalogue.NotInCatalogueError:
            continue
        return f"{current.regime_on(today).law} {rule.paragraph}"
    return ""
