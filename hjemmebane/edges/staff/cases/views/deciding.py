"""Whose word is needed: what waits for a leader, the answer, and who answers in their place."""

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.regime import Regime
from hjemmebane.edges.staff.cases.forms.deciding import CommitteeForm, DeclineForm, DeputyForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.deputies import (
    deputies_of,
    end_deputy,
    get_deputy,
    give_deputy,
    led_by,
    possible_deputies,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.queries.approvals import (
    MEASURED_DAYS,
    answer_times_for,
    approvals_waiting,
    old_days,
)
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import count, span

if TYPE_CHECKING:
    from hjemmebane.records.cases.models import Case, Decision

PLACE_MAX = 80
ONE_DAY = timedelta(days=1)
DEPUTY_FAULTS = {
    "deputy_is_leader": "deputy",
    "deputy_cannot": "deputy",
    "already_deputy": "deputy",
    "deputy_too_long": "to_on",
}


@staff_door
@needs("decision.approve")
@require_safe
def decisions_waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for a leader's word, the oldest first, and how long answers take."""
    user = reader(request)
    place = request.GET.get("efter", "")[:PLACE_MAX]
    found = approvals_waiting(user, place)
    times = answer_times_for(user)
    here = reverse("staff:decisions_waiting")
    waiting = count(times.waiting, "afgørelse", "afgørelser") if times.waiting else "Ingen"
    oldest = "" if times.oldest_days is None else count(times.oldest_days, "dag", "dage")
    context = {
        "rows": found.rows,
        "facts": [
            ("Venter nu", waiting),
            ("Den ældste har ventet", oldest or "Ingen venter"),
            (f"Svartid de sidste {MEASURED_DAYS} dage (median)", _took(times.median)),
            ("Svar i alt i de dage", times.answered),
        ],
        "lead": f"Et svar må højst tage {count(old_days(), 'dag', 'dage')}. "
        "Det ældste står øverst.",
        "next_url": f"{here}?{urlencode({'efter': found.after})}" if found.after else "",
        "first_url": here if place else "",
    }
    return render(request, "staff/cases/waiting.html", context)


def _took(median: timedelta | None) -> str:
    """Return how long an answer took: hours and minutes while it was quick, then days."""
    if median is None:
        return "Ingen svar endnu"
    if median < 2 * ONE_DAY:
        return span(median)
    return f"{median / ONE_DAY:.1f} dage".replace(".", ",")


@staff_door
@needs("decision.approve")
@require_POST
def decision_approve(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Say yes to a decision as the leader, so that the measure may begin.

    Where the committee decides, the page first asks for the day of its yes.
    """
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    if queries.is_committees(decision.measure_key, Regime(decision.law)):
        return _committee_yes(request, case, decision)
    nothing = forms.Form(request.POST)
    nothing.is_valid()
    outcome = attempt(nothing, actions.approve_decision, decision=decision, by=user)
    url = case_url(public_id, "afgoerelser")
    answer = after(request, outcome, nothing, url, "Afgørelsen er godkendt.")
    return answer or show_form(request, case, nothing, "Godkend afgørelse", submit="Godkend")


def _committee_yes(request: HttpRequest, case: "Case", decision: "Decision") -> HttpResponse:
    """Write down that the committee said yes, and which day."""
    form = CommitteeForm(request.POST if "on" in request.POST else None)
    if form.is_bound and form.is_valid():
        outcome = attempt(
            form,
            actions.approve_decision,
            decision=decision,
            committee_on=form.cleaned_data["on"],
            by=reader(request),
            refused_at=day_errors("on", committee_day_missing="on"),
        )
        url = case_url(case.public_id, "afgoerelser")
        answer = after(request, outcome, form, url, "Udvalgets afgørelse er skrevet ind.")
        if answer:
            return answer
    lead = "Børne- og ungeudvalget afgør en anbringelse uden samtykke. Skriv dagen fra protokollen."
    return show_form(request, case, form, "Udvalgets afgørelse", lead=lead)


@staff_door
@needs("decision.decline")
@require_http_methods(READ_OR_SEND)
def decision_decline(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Say no to a decision, and why."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.decline_decision,
            decision=decision,
            why=form.cleaned_data["why"],
            by=user,
            refused_at={"reason_missing": "why"},
        )
        url = case_url(public_id, "afgoerelser")
        said = "Du har sagt nej. Rådgiveren ser hvorfor på sin dag."
        answer = after(request, outcome, form, url, said)
        if answer:
            return answer
    lead = "Afgørelsen bliver ikke ført ud i livet. Rådgiveren må skrive en ny."
    beside = (("Formål", decision.purpose), ("Lovgrundlag", decision.legal_basis.words))
    return show_form(
        request, case, form, "Sig nej til afgørelsen", submit="Sig nej", lead=lead, beside=beside
    )


@staff_door
@needs("deputy.give")
@require_http_methods(READ_OR_SEND)
def deputies(request: HttpRequest) -> HttpResponse:
    """Show who stands in for the reader and those they lead, and let a colleague do so."""
    user = reader(request)
    whose = {str(one.public_id): one for one in (user, *led_by(user))}
    colleagues = {str(one.public_id): one for one in possible_deputies(*whose.values())}
    form = DeputyForm(
        request.POST or None,
        away=[(key, one.name if one.pk != user.pk else "Jeg selv") for key, one in whose.items()],
        colleagues=[(key, one.name) for key, one in colleagues.items()],
        initial={"from_on": today(), "away": str(user.public_id)},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            give_deputy,
            away=whose[data.get("away") or str(user.public_id)],
            deputy=colleagues[data["deputy"]],
            from_on=data["from_on"],
            to_on=data["to_on"],
            by=user,
            refused_at=day_errors("to_on", **DEPUTY_FAULTS),
        )
        if outcome:
            return done(request, reverse("staff:deputies"), "Stedfortræderen er skrevet på.")
    context = {"form": form, "rows": deputies_of(user)}
    return form_page(request, "staff/cases/deputies.html", context, form)


@staff_door
@needs("deputy.end")
@require_POST
def deputy_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let somebody stand in no longer, for the reader or for one they lead."""
    user = reader(request)
    row = get_deputy(public_id, user)
    end_deputy(by=user, row=row)
    return done(request, reverse("staff:deputies"), f"{row.user.name} er ikke stedfortræder mere.")
