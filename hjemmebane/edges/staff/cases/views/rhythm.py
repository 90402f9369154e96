"""How often one case is followed up, and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.edges.staff.cases.forms.rhythm import RhythmForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    crumbs,
    day_errors,
    reader,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import user_by_public_id
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt, form_page

TITLE = "Hvor tit skal der følges op?"
REFUSED_AT = {
    "rhythm_reason_missing": "weight_words",
    "rhythm_off_the_scale": "every_weeks",
    "longer_than_own_rule": "every_weeks",
    "sparred_alone": "sparred_with",
}


@staff_door
@needs("follow_up.choose_rhythm")
@require_http_methods(READ_OR_SEND)
def follow_up_rhythm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose how often the case is followed up; those chosen before are shown below."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    partners = queries.sparring_partners(case, user)
    form = RhythmForm(request.POST or None, partners=partners, initial={"sparred_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        text = actions.RhythmText(
            every_weeks=data["every_weeks"],
            weight_words=data["weight_words"],
            challenge_words=data["challenge_words"],
            contact_words=data["contact_words"],
        )
        outcome = attempt(
            form,
            actions.choose_rhythm,
            case=case,
            text=text,
            sparred_with=user_by_public_id(data["sparred_with"]),
            sparred_on=data["sparred_on"],
            by=user,
            refused_at=day_errors("sparred_on", **REFUSED_AT),
        )
        url = case_url(public_id, "opfoelgninger")
        answer = after(request, outcome, form, url, "Rytmen er valgt.")
        if answer:
            return answer
    context = {
        "form": form,
        "rows": queries.rhythms_of(case, user),
        "title": TITLE,
        "crumbs": crumbs(case, user, TITLE),
        "back": case_url(case.public_id),
    }
    return form_page(request, "staff/cases/rhythm.html", context, form)
