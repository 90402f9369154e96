"""Closing a case: the open deadlines are named, and each gets its word in the same form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.case_closing import Fate
from hjemmebane.domain.cases import ClosingReason
from hjemmebane.edges.staff.cases.forms.closing import MET_ON, CloseCaseForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    reader,
    show_form,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.queries.closing import OpenAtClosing, open_at_closing
from hjemmebane.ui.http import attempt
from hjemmebane.ui.words import count

LAPSES = "Bortfalder af sig selv, når sagen lukkes: ingen indsats løber."
RUNS_ON = "Løber videre: det er ikke vores frist, og den tager lukningen ikke."


@staff_door
@needs("case.close")
@require_http_methods(READ_OR_SEND)
def case_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close a case with a reason, and with a word for each deadline that stands open."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    open_now = open_at_closing(case, user)
    form = CloseCaseForm(request.POST or None, open_now=open_now, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.close_case,
            case=case,
            version=form.cleaned_data["version"],
            reason=ClosingReason(form.cleaned_data["reason"]),
            settled=form.settled(),
            by=user,
            refused_at=_days(form),
        )
        stored = {"reason": case.closing_reason}
        answer = after(request, outcome, form, case_url(public_id), "Sagen er lukket.", stored)
        if answer:
            return answer
    return show_form(
        request,
        case,
        form,
        "Luk sagen",
        submit="Luk sagen",
        lead=_lead(len(form.to_settle)),
        beside=tuple(_beside(one) for one in open_now if one.fate is not Fate.SETTLE),
    )


def _days(form: CloseCaseForm) -> dict[str, str]:
    """Return at which field a fault of the day is told, where only one day is asked for."""
    days = [name for name in form.fields if name.startswith(f"{MET_ON}-")]
    faults = ("met_before_it_began", "in_the_future", "before_birth")
    return dict.fromkeys(faults, days[0]) if len(days) == 1 else {}


def _lead(number: int) -> str:
    if not number:
        return ""
    stands = count(number, "frist står åben", "frister står åbne")
    return f"{stands}. Vælg, hvad der sker med {'den' if number == 1 else 'hver af dem'}."


def _beside(one: OpenAtClosing) -> tuple[str, str]:
    words = LAPSES if one.fate is Fate.LAPSE else RUNS_ON
    return f"{one.row.name}, {one.row.due_words}", words
