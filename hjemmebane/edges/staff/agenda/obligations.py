"""One deadline opened: on screen, and as a sum to be checked on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import clock
from hjemmebane.domain.explanation import paper_steps
from hjemmebane.domain.prose_dates import sentence, weekday_full
from hjemmebane.edges.staff.agenda.forms import LiftForm
from hjemmebane.edges.staff.agenda.rows import deadline_row, titled, why_of
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.cases.actions import refresh_next_due
from hjemmebane.records.cases.queries import case_of_dossier, event_to_correct, visits_counted
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.agenda.models import Obligation

LIFTING = ("obligation.except", "obligation.set_not_applicable")


@staff_door
@require_safe
def obligation(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show why a deadline falls when it falls, and how it stands."""
    page = queries.explain_obligation(public_id, request.user, clock.now())
    told, row = page.explanation, page.row
    facts = [("Frist", sentence(told.due_words)), ("Står", sentence(row.state.label))]
    if row.not_applicable_reason:
        facts.append(("Gælder ikke", row.not_applicable_reason))
    if row.exception_reason:
        facts.append(("Undtagelse", row.exception_reason))
    facts += _visits(request, public_id)
    context = {
        "title": titled(row),
        "facts": facts,
        "left": sentence(told.left_words),
        "is_settled": row.is_settled,
        **_changing(request, public_id),
        "lift_url": _lift_url(request, public_id, is_settled=row.is_settled),
        "why": why_of(page, clock.today()),
        "exceptions": told.exceptions,
        "beside": [deadline_row(other) for other in page.beside],
        "earlier": [deadline_row(other) for other in page.earlier],
    }
    return render(request, "staff/agenda/obligation.html", context)


def _visits(request: StaffRequest, public_id: UUID) -> list[tuple[str, str]]:
    """Return the visits of the calendar year and of twelve months, where the duty counts them."""
    found = queries.get_obligation(public_id, request.user)
    case = case_of_dossier(found.dossier, request.user)
    counted = visits_counted(case, found) if case is not None else None
    if counted is None:
        return []
    return [
        (f"Besøg i {clock.today().year}", str(counted.in_calendar_year)),
        ("Besøg i de sidste tolv måneder", str(counted.in_twelve_months)),
        ("Det næste senest", weekday_full(counted.next_by)),
    ]


def _changing(request: StaffRequest, public_id: UUID) -> dict[str, str]:
    """Return where the deadline can be moved and its event corrected, by whom and where it can."""
    found = queries.get_obligation(public_id, request.user)
    urls = {}
    if queries.moves_of(found) and may(request.user, "obligation.move"):
        urls["move_url"] = reverse("staff:obligation_move", args=[public_id])
    case = case_of_dossier(found.dossier, request.user)
    can = case is not None and may(request.user, "case.correct_event")
    if can and event_to_correct(found) is not None:
        urls["correct_url"] = reverse("staff:obligation_correct", args=[public_id])
    return urls


def _lift_url(request: StaffRequest, public_id: UUID, *, is_settled: bool) -> str:
    can = any(may(request.user, name) for name in LIFTING)
    return reverse("staff:obligation_lift", args=[public_id]) if can and not is_settled else ""


@staff_door
@needs(*LIFTING)
@require_http_methods(["GET", "HEAD", "POST"])
def obligation_lift(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Except a deadline or lift it, with a reason; the case's next deadline is reckoned again."""
    found = queries.get_obligation(public_id, request.user)
    page = queries.explain_obligation(public_id, request.user, clock.now())
    url = reverse("staff:obligation", args=[public_id])
    form = LiftForm(request.POST or None, known=queries.exceptions_of(found))
    if request.method == "POST" and form.is_valid():
        act, given = _lifting(form, found)
        if attempt(form, act, by=request.user, **given):
            case = case_of_dossier(found.dossier, request.user)
            if case is not None:
                refresh_next_due(by=request.user, case=case)
            return done(request, url, "Det er skrevet på fristen.")
    context = {"form": form, "title": titled(page.row), "back": url}
    return form_page(request, "staff/agenda/lift.html", context, form)


def _lifting(form: LiftForm, found: "Obligation") -> tuple[Callable[..., Any], dict[str, Any]]:
    given = {"obligation": found, "reason": form.cleaned_data["reason"]}
    exception = form.exception()
    if exception is None:
        return actions.set_not_applicable, given
    return actions.except_obligation, {**given, "exception": exception}


@staff_door
@require_safe
def obligation_paper(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the sum behind a deadline as a page to print and check by hand."""
    page = queries.explain_obligation(public_id, request.user, clock.now())
    told = page.explanation
    context = {
        "title": titled(page.row),
        "told": told,
        "steps": paper_steps(told),
        "today": clock.today(),
    }
    return render(request, "staff/agenda/obligation_paper.html", context)
