"""One deadline opened: on screen, and as a sum to be checked on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.explanation import paper_steps
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.edges.staff.agenda.rows import deadline_row, titled, why_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.agenda import queries


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
    context = {
        "title": titled(row),
        "facts": facts,
        "left": sentence(told.left_words),
        "is_settled": row.is_settled,
        "why": why_of(page, clock.today()),
        "exceptions": told.exceptions,
        "beside": [deadline_row(other) for other in page.beside],
        "earlier": [deadline_row(other) for other in page.earlier],
    }
    return render(request, "staff/agenda/obligation.html", context)


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
