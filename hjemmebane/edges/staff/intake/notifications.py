"""Underretninger: each child with a running clock, assessed, identified; and the receipt."""

import uuid
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane import clock
from hjemmebane.edges.staff.intake import notice_words, words
from hjemmebane.edges.staff.intake.doors import authority_door
from hjemmebane.edges.staff.intake.forms import (
    AssessForm,
    IdentifyForm,
    StopForm,
    TypedNotificationForm,
)
from hjemmebane.records.access.doors import needs
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

READ_OR_SEND = ["GET", "HEAD", "POST"]
PLACE_MAX = 80


@authority_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show notifications whose clock runs, receipts to send, and what is done."""
    user = cast("User", request.user)
    place = request.GET.get("efter", "")[:PLACE_MAX]
    found = queries.notification_list(user, place)
    url = reverse("staff:notifications")
    context = {
        "groups": notice_words.notification_groups(found, clock.now(), only_done=bool(place)),
        "next_url": f"{url}?{urlencode({'efter': found.after})}" if found.after else "",
        "first_url": url if place else "",
        "measured": words.days_in_words(queries.notification_concern_to_action(user)),
        "questions": queries.mirror_questions(user),
        "actions": notice_words.notification_actions(user),
    }
    return render(request, "staff/intake/notifications.html", context)


@authority_door
@require_safe
def page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one notification, its children and their clocks."""
    return render(request, "staff/intake/notification.html", _page_context(request, public_id))


@authority_door
@needs("notification.receive")
@require_http_methods(READ_OR_SEND)
def new(request: HttpRequest) -> HttpResponse:
    """Type in a notification that came by telephone or letter."""
    now = clock.now()
    form = TypedNotificationForm(request.POST or None, initial={"on": now.date(), "at": now.time()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.receive_notification,
            by=request.user,
            given=form.given(),
            received_at=form.moment(),
            form_token=form.cleaned_data["mark"],
            refused_at={"received_at_impossible": "on", "no_child_named": "child1_name"},
        )
        if outcome:
            place = reverse("staff:notification", args=[outcome.value.public_id])
            return done(request, place, "Underretningen er skrevet ned. Uret løber.")
    form.with_fresh_mark()
    context = {"form": form, "crumbs": notice_words.notification_crumbs()}
    return form_page(request, "staff/intake/notification_new.html", context, form)


@authority_door
@needs("notification.send_receipt")
@require_POST
def receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Note that the receipt has been sent."""
    user = cast("User", request.user)
    notification = queries.get_notification(public_id, user)
    form = StopForm(request.POST)
    form.is_valid()
    if attempt(form, actions.send_receipt, by=user, notification=notification):
        place = reverse("staff:notification", args=[public_id])
        return done(request, place, "Kvitteringen er noteret som sendt.")
    context = {**_page_context(request, public_id), "form": form}
    return form_page(request, "staff/intake/notification.html", context, form)


@authority_door
@needs("notified_child.identify")
@require_http_methods(READ_OR_SEND)
def identify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say who a notified child is: found by number, else written into the register."""
    user = cast("User", request.user)
    child = queries.get_notified_child(public_id, user)
    form = IdentifyForm(request.POST or None, initial=notice_words.name_given(child.name_given))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.identify_child,
            by=user,
            notified_child=child,
            refused_at={"bad_number": "cpr", "born_impossible": "born_on"},
            **data,
        )
        if outcome:
            return done(request, _page_of(child), "Barnet er fundet i registeret.")
    return _child_page(request, "staff/intake/identify.html", form, child)


@authority_door
@needs("notified_child.assess")
@require_http_methods(READ_OR_SEND)
def assess(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record the 24-hour assessment of one child."""
    user = cast("User", request.user)
    child = queries.get_notified_child(public_id, user)
    form = AssessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.assess_danger,
            by=user,
            notified_child=child,
            assessment=form.assessment(),
            refused_at={"acute_action_missing": "acute_action"},
        )
        if outcome:
            return done(request, _page_of(child), "Vurderingen er gemt. Uret er stoppet.")
    return _child_page(request, "staff/intake/assess.html", form, child)


def _page_of(child: Any) -> str:
    return reverse("staff:notification", args=[child.notification.public_id])


def _page_context(request: HttpRequest, public_id: uuid.UUID) -> dict[str, Any]:
    user = cast("User", request.user)
    found = queries.notification_page(public_id, user)
    return notice_words.notification_words(found, user, clock.now())


def _child_page(request: HttpRequest, template: str, form: Any, child: Any) -> HttpResponse:
    context = _page_context(request, child.notification.public_id)
    shown = next(c for c in context["children"] if c.public_id == str(child.public_id))
    return form_page(request, template, {**context, "form": form, "child": shown}, form)
