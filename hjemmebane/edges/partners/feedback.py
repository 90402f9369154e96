"""A partner says how the work together goes, from the page of their own task."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.edges.partners.forms import FeedbackForm
from hjemmebane.edges.partners.menu import context_of
from hjemmebane.records.access.doors import partner_door
from hjemmebane.records.feedback.actions import answer_as_partner
from hjemmebane.records.feedback.partners import partner_page
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


@partner_door
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show the questions about one of the partner's own tasks; keep what is answered."""
    user = cast("User", request.user)
    page = partner_page(public_id, user)
    form = FeedbackForm(request.POST or None, instrument=page.instrument)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            answer_as_partner,
            by=user,
            task=page.task,
            given=form.given(),
            form_token=form.cleaned_data["mark"],
        )
        if outcome:
            said = "Tak. Svaret er gemt til dem, der arbejder med familien."
            return done(request, reverse("partners:home"), said)
    context = context_of(request, page=page, form=form.with_fresh_mark())
    return form_page(request, "partners/feedback.html", context, form)
