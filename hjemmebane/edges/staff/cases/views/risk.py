"""The risk that a child is placed, as a person judges it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.edges.staff.cases.forms.risk import PlacementRiskForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt
from hjemmebane.ui.words import short_date

TITLE = "Risikoen for en anbringelse"
LEAD = (
    "Det er din faglige vurdering; systemet regner den aldrig ud. Tal med familien først: de læser "
    "den på deres egen side, når du har gemt."
)


@staff_door
@needs("placement_risk.judge")
@require_http_methods(READ_OR_SEND)
def case_risk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Judge the risk anew; what was judged before stays, and is told beside."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = PlacementRiskForm(request.POST or None, initial={"judged_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        text = actions.RiskText(RiskLevel(data["level"]), data["why"], data["what_helps"])
        outcome = attempt(
            form,
            actions.judge_placement_risk,
            case=case,
            text=text,
            judged_on=data["judged_on"],
            by=user,
            refused_at=day_errors("judged_on", risk_reason_missing="why"),
        )
        url = case_url(public_id, "risiko")
        answer = after(request, outcome, form, url, "Vurderingen er gemt. Familien kan læse den.")
        if answer:
            return answer
    before = tuple(
        (f"{row.level.label}, {short_date(row.judged_on)}", row.why)
        for row in queries.risks_of(case.dossier, user)
    )
    return show_form(request, case, form, TITLE, lead=LEAD, submit="Gem", beside=before)
