"""The partners' door: enquire with the family, notify, follow one's own, do one's tasks."""

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.intake import ConcernSource, DangerAnswer
from hjemmebane.edges.partners.forms import EnquiryForm, NotificationForm, TaskForm, source_of
from hjemmebane.edges.partners.menu import context_of, unit_of
from hjemmebane.records.access.doors import partner_door
from hjemmebane.records.cases.actions import finish_coordination_task
from hjemmebane.records.cases.queries import get_task, my_tasks_as_partner
from hjemmebane.records.feedback.partners import tasks_asked_about
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.intake_words import REASONS

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Unit, User

READ_OR_SEND = ["GET", "HEAD", "POST"]
AT_ONCE = (
    "Ring 112 eller den sociale døgnvagt nu, hvis barnet er i fare. Det er sendt og læses straks."
)


@partner_door
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the partner sent, the receipts, and their own tasks in plans."""
    return render(request, "partners/home.html", _home(request))


@partner_door
@require_http_methods(READ_OR_SEND)
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """Take a professional's enquiry; the family must be in on it."""
    user = cast("User", request.user)
    unit = unit_of(user)
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.receive_enquiry,
            by=user,
            given=form.given(_source(unit)),
            partner_unit=unit,
            form_token=form.cleaned_data["mark"],
            refused_at={"family_not_with": "has_family_agreed"},
        )
        if outcome:
            place = reverse("partners:enquiry", args=[outcome.value.enquiry.public_id])
            return done(request, place, _said(form.danger_answer(), "Henvendelsen er sendt."))
    context = context_of(request, form=form.with_fresh_mark())
    return form_page(request, "partners/enquiry_new.html", context, form)


@partner_door
@require_safe
def enquiry(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one of the partner's own enquiries."""
    found = queries.own_enquiry(public_id, cast("User", request.user))
    return render(request, "partners/enquiry.html", context_of(request, enquiry=found))


@partner_door
@require_http_methods(READ_OR_SEND)
def notification_new(request: HttpRequest) -> HttpResponse:
    """Take a professional's notification."""
    user = cast("User", request.user)
    unit = unit_of(user)
    form = NotificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.receive_notification,
            by=user,
            given=form.given(_source(unit)),
            reporter_unit=unit,
            form_token=form.cleaned_data["mark"],
            refused_at={"no_child_named": "child1_name"},
        )
        if outcome:
            place = reverse("partners:notification", args=[outcome.value.public_id])
            return done(request, place, _said(form.danger_answer(), "Underretningen er sendt."))
    context = context_of(request, form=form.with_fresh_mark())
    return form_page(request, "partners/notification_new.html", context, form)


@partner_door
@require_safe
def notification(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one of the partner's own notifications and its receipt, nothing else of it."""
    found = queries.own_notification(public_id, cast("User", request.user))
    reasons = [str(REASONS[key]) for key in found.reasons]
    context = context_of(request, notification=found, reasons=reasons)
    return render(request, "partners/notification.html", context)


@partner_door
@require_POST
def task_finish(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Mark one of the partner's own tasks done."""
    user = cast("User", request.user)
    task = get_task(public_id, user)
    form = TaskForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        if attempt(form, finish_coordination_task, by=user, task=task, version=version):
            return done(request, reverse("partners:home"), "Opgaven er færdig.")
    return form_page(request, "partners/home.html", _home(request, form=form), form)


def _home(request: HttpRequest, **more: Any) -> dict[str, Any]:
    user = cast("User", request.user)
    tasks = my_tasks_as_partner(user)
    return context_of(
        request,
        enquiries=queries.own_enquiries(user),
        notifications=queries.own_notifications(user),
        tasks=tasks,
        asked_about=tasks_asked_about((task.public_id for task in tasks), user),
        notification_headers=["Børn", "Sendt", "Kvittering"],
        enquiry_headers=["Børn", "Sendt", "Nu"],
        **more,
    )


def _source(unit: "Unit | None") -> ConcernSource:
    return source_of(unit.service_type) if unit and unit.service_type else ConcernSource.OTHER


def _said(answer: DangerAnswer, words: str) -> str:
    return words if answer is DangerAnswer.NO else AT_ONCE
