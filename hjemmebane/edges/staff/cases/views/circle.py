"""The closed circle around a case: closing it, and opening it again."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.circle import CircleReason, OpenCircleReason
from hjemmebane.edges.staff.cases.forms.case import CircleForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    reader,
    show_form,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import team_of
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt
from hjemmebane.ui.words import listing

if TYPE_CHECKING:
    from hjemmebane.records.cases.models import Case

CLOSES = (
    "Kun de, der står ved navn på sagen, kan se den og underretningen bag den. "
    "Du kommer selv med i kredsen."
)
OPENS = "Lederne og deres team ser igen sagen, som de ser andre sager."


@staff_door
@needs("case.close_circle")
@require_http_methods(READ_OR_SEND)
def case_circle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the circle around a case, or open the one that is closed."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    is_closed = case.dossier.is_restricted
    form = CircleForm(request.POST or None, is_closed=is_closed)
    if request.method == "POST" and form.is_valid():
        reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
        why = OpenCircleReason(reason) if is_closed else CircleReason(reason)
        do = actions.open_circle if is_closed else actions.close_circle
        outcome = attempt(form, do, case=case, reason=why, note=note, by=user)
        told = "Kredsen er åbnet." if is_closed else "Kredsen er lukket."
        answer = after(request, outcome, form, case_url(public_id), told)
        if answer:
            return answer
    title = "Åbn kredsen om sagen" if is_closed else "Luk kredsen om sagen"
    return show_form(
        request,
        case,
        form,
        title,
        submit=title,
        lead=OPENS if is_closed else CLOSES,
        beside=(("I kredsen nu", _named(case)),),
    )


def _named(case: "Case") -> str:
    """Return those who stand by name on the case, each once."""
    names = {row.name: f"{row.name} ({row.title})" for row in team_of(case.dossier)}
    return listing(list(names.values()))
