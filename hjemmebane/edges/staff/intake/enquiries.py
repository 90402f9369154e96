"""Henvendelser: the week's table, one enquiry, read for danger, turned on, answered, stopped."""

import uuid
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.intake import ChildGiven
from hjemmebane.edges.staff.intake import words
from hjemmebane.edges.staff.intake.doors import prevention_door
from hjemmebane.edges.staff.intake.forms import (
    AdviceForm,
    NotifyForm,
    ReadForm,
    StopForm,
    TypedEnquiryForm,
)
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import needs
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

READ_OR_SEND = ["GET", "HEAD", "POST"]
PLACE_MAX = 80


@prevention_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits: to be read, to be decided, to be answered; and questions put to the unit."""
    user = cast("User", request.user)
    if request.GET.get("vis") == "afsluttede":
        return render(request, "staff/intake/enquiries_done.html", _done(request, user))
    context = {
        "table": words.table_rows(queries.triage_table(user)),
        "advice": queries.advice_counts(user),
        "measured": words.days_in_words(queries.enquiry_concern_to_action(user)),
        "questions": queries.known_questions(user),
        "duty_names": [n for unit in units_of(user) for n in queries.duty_contact_names(unit)],
        "can_set_duty": may(user, "duty_contact.set"),
        "tabs": words.tabs("enquiries"),
        "actions": words.enquiry_actions(),
    }
    return render(request, "staff/intake/enquiries.html", context)


def _done(request: HttpRequest, user: "User") -> dict[str, Any]:
    place = request.GET.get("efter", "")[:PLACE_MAX]
    found = queries.enquiries_done(user, place)
    url = f"{reverse('staff:enquiries')}?vis=afsluttede"
    return {
        "lines": [words.line(row) for row in found.rows],
        "tabs": words.tabs("done"),
        "actions": words.enquiry_actions(),
        "next_url": f"{url}&{urlencode({'efter': found.after})}" if found.after else "",
        "first_url": url if place else "",
    }


@prevention_door
@require_safe
def page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one enquiry and the next step on its way."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    context = {"page": found, **words.enquiry_words(found, user), "crumbs": words.crumbs()}
    return render(request, "staff/intake/enquiry.html", context)


@prevention_door
@needs("enquiry.receive")
@require_http_methods(READ_OR_SEND)
def new(request: HttpRequest) -> HttpResponse:
    """Type in an enquiry that came by telephone or through another unit."""
    form = TypedEnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.receive_enquiry,
            by=request.user,
            given=form.given(),
            form_token=form.cleaned_data["mark"],
            refused_at={"family_not_with": "has_family_agreed"},
        )
        if outcome:
            place = reverse("staff:enquiry", args=[outcome.value.enquiry.public_id])
            code = outcome.value.answer_code
            said = f"Skrevet ned. Koden til svaret er {code}." if code else "Skrevet ned."
            return done(request, place, said)
    form.with_fresh_mark()
    return _page(request, "staff/intake/enquiry_new.html", form)


@prevention_door
@needs("enquiry.read")
@require_http_methods(READ_OR_SEND)
def read(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Read an enquiry for danger; finding it leads straight to the notification."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_danger():
            return done(request, reverse("staff:enquiry_notify", args=[public_id]))
        outcome = attempt(
            form,
            actions.read_for_danger,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            is_danger_found=False,
            note=form.cleaned_data["note"],
        )
        if outcome:
            return done(request, reverse("staff:enquiries"), "Læst. Den er med på ugens bord.")
    return _page(request, "staff/intake/enquiry_read.html", form, page=found)


@prevention_door
@needs("enquiry.notify")
@require_http_methods(READ_OR_SEND)
def notify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Turn an enquiry into a notification for each child named, in one act."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    form = NotifyForm(request.POST or None, initial=_children_given(found))
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.turn_into_notification,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            children=form.children(),
            reasons=form.chosen(),
            text=form.cleaned_data["text"],
            refused_at={"no_child_named": "child1_name"},
        )
        if outcome:
            said = "Modtagelsen har fået en underretning for hvert barn."
            return done(request, reverse("staff:enquiry", args=[public_id]), said)
    return _page(request, "staff/intake/enquiry_notify.html", form, page=found)


@prevention_door
@needs("advice.answer")
@require_http_methods(READ_OR_SEND)
def advise(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Answer anonymous advice; what was asked is deleted with it."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    form = AdviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.answer_advice,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            answer=form.cleaned_data["answer"],
        )
        if outcome:
            said = "Svaret ligger klar under koden. Spørgsmålet er slettet."
            return done(request, reverse("staff:enquiries"), said)
    return _page(request, "staff/intake/advice_reply.html", form, page=found)


@prevention_door
@needs("enquiry.stop")
@require_POST
def stop(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Close an enquiry because the family wants no more."""
    user = cast("User", request.user)
    enquiry = queries.get_enquiry(public_id, user)
    form = StopForm(request.POST)
    form.is_valid()
    if attempt(form, actions.stop_enquiry, by=user, enquiry=enquiry):
        return done(request, reverse("staff:enquiries"), "Henvendelsen er lukket.")
    found = queries.enquiry_page(public_id, user)
    return _page(
        request, "staff/intake/enquiry.html", form, page=found, **words.enquiry_words(found, user)
    )


def _page(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "crumbs": words.crumbs(), **more}
    return form_page(request, template, context, form)


def _children_given(found: queries.EnquiryPage) -> dict[str, Any]:
    """Return the enquiry's own children and words, so that nothing is asked twice."""
    children: tuple[ChildGiven, ...] = found.row.children
    initial: dict[str, Any] = {"text": found.text}
    for number, child in enumerate(children, start=1):
        initial[f"child{number}_name"] = child.name
        initial[f"child{number}_born_on"] = child.born_on
        initial[f"child{number}_age"] = child.age
    return initial
