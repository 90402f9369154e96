"""The weekly table's decision on one enquiry."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.edges.staff.intake import words
from hjemmebane.edges.staff.intake.doors import prevention_door
from hjemmebane.edges.staff.intake.forms import TriageForm
from hjemmebane.records.access.doors import needs
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.intake_words import TRIAGE

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

PLACES = {
    "outside_target_group": "text",
    "no_ground": "forward_ground",
    "forward_text_missing": "forward_text",
    "anonymous_cannot_consent": "forward_ground",
    "anonymous_cannot_start": "outcome",
}


@prevention_door
@needs("enquiry.triage")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take the enquiry in, forward it or give advice, with a reason."""
    user = cast("User", request.user)
    found = queries.enquiry_page(public_id, user)
    known = {"own_motivation": found.own_motivation, "problem": found.row.problem}
    form = TriageForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.triage,
            by=user,
            enquiry=queries.get_enquiry(public_id, user),
            decision=form.decision(),
            refused_at=PLACES,
        )
        if outcome:
            said = f"{TRIAGE[form.decision().outcome]}: gemt."
            return done(request, reverse("staff:enquiries"), said)
    context = {"form": form, "page": found, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/triage.html", context, form)
