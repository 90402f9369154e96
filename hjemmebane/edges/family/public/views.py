"""The public door. No view here sets a cookie: on a family's own phone nothing outlives the page.

The forms carry a signed one-time mark in place of the usual token, which would need a cookie.
Nobody acts by being signed in here, so there is nobody's standing to borrow.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import catalogue
from hjemmebane.domain.intake import DangerAnswer
from hjemmebane.edges.family.public.forms import CodeForm, EnquiryForm, NotificationForm
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.access.doors import open_door
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import SeeOther, attempt, form_page

READ_OR_SEND = ["GET", "HEAD", "POST"]


@csrf_exempt
@open_door
@require_http_methods(READ_OR_SEND)
def enquiry(request: HttpRequest) -> HttpResponse:
    """Take an enquiry, named or anonymous; danger is asked first."""
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        outcome = attempt(
            form,
            actions.receive_enquiry,
            by=PUBLIC,
            given=given,
            form_token=form.cleaned_data["mark"],
            refused_at={"family_not_with": "has_family_agreed"},
        )
        if outcome and given.is_anonymous:
            return _code_page(request, outcome.value.answer_code, given.danger_answer)
        if outcome:
            return SeeOther(_after(given.danger_answer, "family:enquiry_thanks"))
    context = _context(form=form.with_fresh_mark())
    return form_page(request, "family/public/enquiry.html", context, form)


@csrf_exempt
@open_door
@require_http_methods(READ_OR_SEND)
def notification(request: HttpRequest) -> HttpResponse:
    """Take a notification from anyone, named or anonymous."""
    form = NotificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        outcome = attempt(
            form,
            actions.receive_notification,
            by=PUBLIC,
            given=given,
            form_token=form.cleaned_data["mark"],
            refused_at={"no_child_named": "child1_name"},
        )
        if outcome:
            return SeeOther(_after(given.danger_answer, "family:notification_thanks"))
    context = _context(form=form.with_fresh_mark())
    return form_page(request, "family/public/notification.html", context, form)


@csrf_exempt
@open_door
@require_http_methods(READ_OR_SEND)
def advice_answer(request: HttpRequest) -> HttpResponse:
    """Show the answer to anonymous advice to whoever has its code."""
    form = CodeForm(request.POST or None)
    answer = None
    if request.method == "POST" and form.is_valid():
        answer = queries.answer_for_code(form.cleaned_data["code"])
        if answer is None:
            form.add_error("code", _("Koden findes ikke, eller svaret er slettet."))
    context = _context(form=form, answer=answer)
    return form_page(request, "family/public/answer.html", context, form)


@open_door
@require_safe
def enquiry_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens with an enquiry now."""
    return render(request, "family/public/enquiry_thanks.html", _context())


@open_door
@require_safe
def notification_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens with a notification now."""
    return render(request, "family/public/notification_thanks.html", _context())


@open_door
@require_safe
def danger(request: HttpRequest) -> HttpResponse:
    """Say what to do at once when a child may be in danger."""
    return render(request, "family/public/danger.html", _context())


def _after(answer: DangerAnswer, thanks: str) -> str:
    return reverse(thanks if answer is DangerAnswer.NO else "family:danger")


def _code_page(request: HttpRequest, code: str, answer: DangerAnswer) -> HttpResponse:
    """Show the code on the answer to the form itself: in an address it would stay on the phone."""
    groups = "-".join(code[place : place + 4] for place in range(0, len(code), 4))
    context = _context(code=groups, is_danger=answer is not DangerAnswer.NO)
    return render(request, "family/public/code.html", context)


def _context(**more: Any) -> dict[str, Any]:
    profile = catalogue.current().profile
    return {
        "duty": profile.contacts["social_duty"],
        "text_days": profile.number("anonymous_advice.text_days"),
        **more,
    }
