"""Plan, show, correct, cancel and move contacts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import (
    CONTACT_STATE_WORDS,
    FAMILY_KIND_WORDS,
    GOAL_TOUCH_WORDS,
    TWO_REASON_WORDS,
    CancelReason,
    ContactKind,
)
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.forms import (
    NOBODY_HOME,
    AddendumForm,
    AppointmentForm,
    CancelForm,
    NoteTextForm,
)
from hjemmebane.edges.staff.courses.note_forms import day_words
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.words import listing, moment

NOBODY_HOME_ASKED = "ingen_hjemme"
PLACES = {
    "before_start": "day",
    "too_far_ahead": "day",
    "not_on_course": "workers",
    "two_needed": "workers",
    "two_reason_missing": "two_reason",
}


def _course_url(page: CoursePage) -> str:
    return reverse("staff:course", args=[page.course.public_id])


@staff_door
@needs("contact.plan")
def plan(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Plan the next contact."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    form = AppointmentForm(page, request.user, None, request.POST or None)
    shown = FormPage(
        title="Planlæg besøg",
        lead=page.standing.rhythm.words,
        back=_course_url(page),
        submit="Planlæg",
        said="Besøget er planlagt.",
        refused_at=PLACES,
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        return actions.plan_contact, {
            "by": request.user,
            "course": course,
            "appointment": form.appointment(),
            "form_token": form.cleaned_data["form_token"],
        }

    return answer(request, page, form, shown, act)


@staff_door
def show(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Show one contact; the text only to those who may read it; add to it by an addendum."""
    contact = queries.get_contact(contact_id, request.user)
    row = queries.contact_row(contact, request.user)
    page, dossier = queries.course_page(contact.course, request.user), contact.course.dossier
    form = AddendumForm(request.POST or None)
    url = reverse("staff:contact", args=[row.public_id])
    shown = FormPage(
        title=f"{row.place}, {CONTACT_STATE_WORDS[row.state]}",
        lead=day_words(row.starts_at, row.minutes, clock.today()),
        back=url,
        submit="Tilføj",
        said="Tilføjelsen er gemt.",
        template="staff/courses/contact.html",
        more={
            "contact": row,
            "facts": _facts(row),
            "signposting_url": _signposting_url(row, page, request, dossier.public_id),
            **_may(row, page, request),
        },
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        return actions.add_addendum, {
            "by": request.user,
            "contact": contact,
            "text": form.cleaned_data["text"],
        }

    if not (row.is_held and page.is_on_course) and request.method != "POST":
        context = {"form": None, "shown": shown, "page": page, **shown.more}
        return render(request, shown.template, context)
    return answer(request, page, form, shown, act)


def _may(row: ContactRow, page: CoursePage, request: StaffRequest) -> dict[str, bool]:
    is_own = row.is_held and row.written_by_id == request.user.pk and row.written_at is not None
    is_fresh = row.written_at is not None and (
        clock.now() - row.written_at <= actions.FREE_CORRECTION
    )
    is_open = page.is_on_course and not page.course.ended_on
    return {
        "may_edit": is_own and is_fresh,
        "may_write": is_open and row.state == "planned" and may(request.user, "contact.write"),
    }


def _signposting_url(
    row: ContactRow, page: CoursePage, request: StaffRequest, dossier_id: UUID
) -> str:
    """Return where to write that an informal contact helped the family on to somebody else."""
    is_theirs = page.is_on_course and not page.course.ended_on
    is_informal = row.is_held and not row.is_formal
    if not (is_theirs and is_informal and may(request.user, "signposting.log")):
        return ""
    url = reverse("staff:signposting", args=[dossier_id])
    return f"{url}?kontakt={row.public_id}"


def _facts(row: ContactRow) -> list[tuple[str, str]]:
    there = [str(card.given_name) for card in row.there] + list(row.others)
    kind = ContactKind.FORMAL if row.is_formal else ContactKind.INFORMAL
    touched = [f"»{g.own_words}«: {GOAL_TOUCH_WORDS[g.judgement].lower()}" for g in row.goals]
    facts = [
        ("Behandlere", listing(row.workers)),
        ("Sikkerhed", row.safety),
        ("Hvorfor to", _why_two(row)),
        ("Med var" if row.is_held else "Inviteret", listing(there or _invited(row))),
        ("Hvordan", listing(row.methods)),
        ("Familien ser", FAMILY_KIND_WORDS[kind] if row.is_held else ""),
        ("Mål", listing(touched)),
        ("Hvorfor ikke", row.cancel_words),
        ("Skrevet", f"{moment(row.written_at)}, {row.written_by}" if row.written_at else ""),
    ]
    return [(label, text) for label, text in facts if text]


def _why_two(row: ContactRow) -> str:
    """Return why two come; the row carries it for those who come alone."""
    if row.two_reason is None:
        return ""
    words = [TWO_REASON_WORDS[row.two_reason], row.two_text]
    return f"{': '.join(word for word in words if word)}. Kun de, der kommer, kan læse det."


def _invited(row: ContactRow) -> list[str]:
    return [str(card.given_name) for card in row.invited]


@staff_door
@needs("contact.edit_note")
def edit(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Correct one's own note within its first day."""
    contact = queries.get_contact(contact_id, request.user)
    row = queries.contact_row(contact, request.user)
    page = queries.course_page(contact.course, request.user)
    initial = {"version": row.version, "text": row.note, "agreed_next": row.agreed_next}
    form = NoteTextForm(request.POST or None, initial=initial)
    shown = FormPage(
        title="Ret notatet",
        lead="Du kan rette i et døgn. Derefter kan du tilføje.",
        back=reverse("staff:contact", args=[row.public_id]),
        submit="Gem",
        said="Notatet er rettet.",
        stored={"text": row.note, "agreed_next": row.agreed_next},
        version_now=lambda: queries.contact_row(contact, request.user).version,
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        return actions.edit_note, {
            "by": request.user,
            "contact": contact,
            "version": form.cleaned_data["version"],
            "text": form.cleaned_data["text"],
            "agreed_next": form.cleaned_data["agreed_next"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("contact.cancel", "contact.nobody_home")
def cancel(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Cancel a planned contact with a reason, or note that nobody was home."""
    contact = queries.get_contact(contact_id, request.user)
    page = queries.course_page(contact.course, request.user)
    initial: dict[str, Any] = {"version": contact.version}
    if request.GET.get("grund") == NOBODY_HOME_ASKED:
        initial["reason"] = NOBODY_HOME
    form = CancelForm(request.POST or None, initial=initial)
    shown = FormPage(
        title="Aflys besøget",
        lead=moment(contact.starts_at).capitalize(),
        back=reverse("staff:contact", args=[contact.public_id]),
        then=_course_url(page),
        submit="Aflys",
        said="Besøget er aflyst. Det tæller ikke med.",
        version_now=lambda: queries.contact_row(contact, request.user).version,
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        data = form.cleaned_data
        named: dict[str, Any] = {"by": request.user, "contact": contact, "text": data["text"]}
        named["version"] = data["version"]
        if data["reason"] == NOBODY_HOME:
            return actions.nobody_home, named
        return actions.cancel_contact, {**named, "reason": CancelReason(data["reason"])}

    return answer(request, page, form, shown, act)


@staff_door
@needs("contact.move")
def move(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Move a planned contact to another time or place."""
    contact = queries.get_contact(contact_id, request.user)
    row = queries.contact_row(contact, request.user)
    page = queries.course_page(contact.course, request.user)
    form = AppointmentForm(page, request.user, row, request.POST or None)
    shown = FormPage(
        title="Flyt besøget",
        lead=moment(contact.starts_at).capitalize(),
        back=reverse("staff:contact", args=[contact.public_id]),
        then=_course_url(page),
        submit="Flyt",
        said="Besøget er flyttet.",
        refused_at=PLACES,
        version_now=lambda: queries.contact_row(contact, request.user).version,
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        return actions.move_contact, {
            "by": request.user,
            "contact": contact,
            "version": form.cleaned_data["version"],
            "appointment": form.appointment(),
        }

    return answer(request, page, form, shown, act)
