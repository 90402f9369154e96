"""Correcting what a decision says of its day."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.corrections import CorrectionReason
from hjemmebane.edges.staff.cases.forms.deciding import CorrectDecisionForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    reader,
    show_form,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.agenda.actions import Why
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt

FAULTS = dict.fromkeys(
    (
        "nothing_corrected",
        "after_notified",
        "after_the_start",
        "other_law_that_day",
        "plan_after_decision",
        "no_rule_that_day",
    ),
    "on",
)
LEAD = (
    "Alle frister, der regnes fra afgørelsen, regnes om. Den dag, der stod før, kan stadig læses."
)
GIVEN = " Brevet er givet og bliver stående, som det var. Giv familien den rigtige dag."


@staff_door
@needs("decision.correct_date")
@require_http_methods(READ_OR_SEND)
def decision_correct(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Correct the day a decision was made."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    form = CorrectDecisionForm(request.POST or None, initial={"on": decision.decided_on})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.correct_decision_date,
            decision=decision,
            on=data["on"],
            why=Why(CorrectionReason(data["reason"]), data["text"]),
            by=user,
            refused_at=day_errors("on", **FAULTS),
        )
        url = case_url(public_id, "afgoerelser")
        said = "Dagen er rettet, og fristerne er regnet om. Det, der stod før, kan stadig ses."
        answer = after(request, outcome, form, url, said)
        if answer:
            return answer
    lead = LEAD + (GIVEN if decision.notified_at else "")
    beside = (("Formål", decision.purpose), ("Lovgrundlag", decision.legal_basis.words))
    return show_form(request, case, form, "Ret afgørelsens dag", lead=lead, beside=beside)
