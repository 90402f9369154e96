"""Correcting when a notification came, and whom the concern came from."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane import clock
from hjemmebane.domain.refusals import Stale
from hjemmebane.edges.staff.intake import notice_words
from hjemmebane.edges.staff.intake.doors import authority_door
from hjemmebane.edges.staff.intake.forms import CorrectNotificationForm
from hjemmebane.records.access.doors import needs
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, conflict_page, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

FAULTS = {
    "nothing_corrected": "on",
    "received_at_impossible": "on",
    "received_after_answer": "on",
    "no_rule_that_day": "on",
}
SAID = (
    "Det er rettet, og uret er regnet om. Er der åbnet en sag, så ret også dér, hvornår kommunen "
    "blev opmærksom."
)


@authority_door
@needs("notification.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Correct a notification that was written down wrongly."""
    user = cast("User", request.user)
    notification = queries.get_notification(public_id, user)
    local = notification.received_at.astimezone(clock.ZONE)
    first = {
        "version": notification.version,
        "on": local.date(),
        "at": local.time(),
        "concern_source": notification.concern_source,
    }
    form = CorrectNotificationForm(request.POST or None, initial=first)
    place = reverse("staff:notification", args=[public_id])
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.correct_notification,
            by=user,
            notification=notification,
            version=form.cleaned_data["version"],
            received_at=form.moment_or(notification.received_at),
            concern_source=form.concern_source_given(),
            why=form.why(),
            refused_at=FAULTS,
        )
        if outcome:
            return done(request, place, SAID)
        if isinstance(outcome.refused, Stale):
            now = queries.get_notification(public_id, user)
            return conflict_page(request, form, {}, version=now.version, back=place)
    crumbs = [*notice_words.notification_crumbs(), ("Underretningen", place)]
    context = {"form": form, "crumbs": crumbs, "back": place}
    return form_page(request, "staff/intake/correct.html", context, form)
