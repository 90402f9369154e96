"""The weekly allocation board, the first contact, and the family's way into the register."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane import clock
from hjemmebane.edges.staff.intake import words
from hjemmebane.edges.staff.intake.doors import prevention_door
from hjemmebane.edges.staff.intake.forms import AllocateForm, ContactForm, FamilyForm
from hjemmebane.records.access.doors import needs
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

READ_OR_SEND = ["GET", "HEAD", "POST"]


@prevention_door
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the new families beside the workers' loads, with a proposal for each."""
    user = cast("User", request.user)
    context = words.board_words(queries.allocation_board(user), user)
    return render(request, "staff/intake/allocation.html", context)


@prevention_door
@needs("enquiry.allocate")
@require_POST
def give(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give a family to the worker chosen; the proposal's reason goes along."""
    user = cast("User", request.user)
    found = queries.allocation_board(user)
    form = AllocateForm(request.POST)
    if form.is_valid():
        worker = queries.get_unit_worker(form.cleaned_data["worker"], user)
        outcome = attempt(
            form,
            actions.allocate,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            worker=worker,
            reason=words.reason_for(found, str(public_id), worker.pk),
            only_if_free=True,
        )
        if outcome:
            return done(request, reverse("staff:allocation"), f"{worker.name} har fået familien.")
    context = {**words.board_words(found, user), "form": form}
    return form_page(request, "staff/intake/allocation.html", context, form)


@prevention_door
@needs("enquiry.contact")
@require_http_methods(READ_OR_SEND)
def contact(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Note when the family was first spoken to."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    now = clock.now()
    form = ContactForm(request.POST or None, initial={"on": now.date(), "at": now.time()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.register_first_contact,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            at=form.moment(),
            refused_at={"contact_at_impossible": "on"},
        )
        if outcome:
            place = reverse("staff:enquiry", args=[public_id])
            return done(request, place, "Den første kontakt er skrevet.")
    context = {"form": form, "page": found, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/contact.html", context, form)


@prevention_door
@needs("enquiry.register_family")
@require_http_methods(READ_OR_SEND)
def family(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write the family into the prevention register, and there only."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    form = FamilyForm(request.POST or None, initial=words.members_given(found))
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.register_family,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            name=form.cleaned_data["name"],
            members=form.members(),
            refused_at={"no_member": "given1"},
        )
        if outcome:
            place = reverse("staff:enquiry", args=[public_id])
            return done(request, place, "Familien er skrevet ind i Tidlig Forebyggelse.")
    context = {"form": form, "page": found, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/family.html", context, form)
