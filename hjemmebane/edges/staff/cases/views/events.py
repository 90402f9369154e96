"""Noting what happened in a case, so that the deadlines it begins and meets follow."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.edges.staff.cases.forms.events import EventForm
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
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt, form_page

TITLE = "Skriv ned, hvad der er sket"
REFUSED_AT = {
    "event_not_noted_here": "kind",
    "event_told_already": "kind",
    "unknown_measure": "measure_key",
    "next_date_missing": "chosen_on",
    "next_not_after": "chosen_on",
}


@staff_door
@needs("case.note_event")
@require_http_methods(READ_OR_SEND)
def case_event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note an event; what was noted before is shown below."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = EventForm(
        request.POST or None,
        kinds=queries.noted_options(),
        helps=queries.help_options(),
        initial={"happened_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        event = actions.EventText(
            kind=EventKind(data["kind"]),
            happened_on=data["happened_on"],
            chosen_on=data["chosen_on"],
            measure_key=data["measure_key"],
            text=data["text"],
        )
        outcome = attempt(
            form,
            actions.note_event,
            case=case,
            text=event,
            by=user,
            refused_at=day_errors("happened_on", **REFUSED_AT),
        )
        answer = after(
            request, outcome, form, case_url(public_id, "frister"), "Det er skrevet på sagen."
        )
        if answer:
            return answer
    context = {
        "form": form,
        "rows": queries.noted_of(case, user),
        "title": TITLE,
        "crumbs": crumbs(case, user, TITLE),
        "back": case_url(case.public_id),
    }
    return form_page(request, "staff/cases/event.html", context, form)
