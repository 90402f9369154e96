"""Moving a deadline where its rule lets it, and correcting the day of the event behind it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane import clock
from hjemmebane.domain.deadlines import MoveKind
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.agenda.forms import CorrectForm, MoveForm
from hjemmebane.edges.staff.agenda.rows import titled
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.cases.actions import correct_case_event, refresh_next_due
from hjemmebane.records.cases.queries import case_of_dossier, event_to_correct
from hjemmebane.ui.http import attempt, done, form_page

MOVED_AT = {
    "reason_missing": "reason",
    "rule_does_not_move": "kind",
    "moved_too_late": "until_on",
    "moved_not_later": "until_on",
    "moved_too_far": "until_on",
}
CORRECTED_AT = {
    "reason_missing": "reason",
    "in_the_future": "on",
    "before_birth": "on",
    "day_too_far_ahead": "on",
    "no_rule_that_day": "on",
    "ends_before_begin": "on",
}


@staff_door
@needs("obligation.move")
@require_http_methods(["GET", "HEAD", "POST"])
def obligation_move(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Extend or pause a deadline; the page is there only where the rule lets it be moved."""
    found = queries.get_obligation(public_id, request.user)
    moves = queries.moves_of(found)
    if not moves:
        raise NotVisible("page")
    page = queries.explain_obligation(public_id, request.user, clock.now())
    url = reverse("staff:obligation", args=[public_id])
    form = MoveForm(request.POST or None, moves=moves)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moved = attempt(
            form,
            actions.move_obligation,
            obligation=found,
            kind=MoveKind(data["kind"]),
            until_on=data["until_on"],
            reason=data["reason"],
            by=request.user,
            refused_at=MOVED_AT,
        )
        if moved:
            case = case_of_dossier(found.dossier, request.user)
            if case is not None:
                refresh_next_due(by=request.user, case=case)
            url = reverse("staff:obligation", args=[moved.value.public_id])
            return done(request, url, "Fristen er flyttet. Den dag, den havde før, bliver stående.")
    lead = f"Fristen er {page.explanation.due_words}."
    context = {"form": form, "title": "Flyt frist", "about": titled(page.row), "lead": lead}
    return form_page(request, "staff/agenda/change.html", context | {"back": url}, form)


@staff_door
@needs("case.correct_event")
@require_http_methods(["GET", "HEAD", "POST"])
def obligation_correct(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Correct the day of the event behind a deadline of a case."""
    found = queries.get_obligation(public_id, request.user)
    case, event = case_of_dossier(found.dossier, request.user), event_to_correct(found)
    if case is None or event is None:
        raise NotVisible("page")
    page = queries.explain_obligation(public_id, request.user, clock.now())
    url = reverse("staff:obligation", args=[public_id])
    form = CorrectForm(request.POST or None, initial={"on": page.explanation.starts_on})
    if request.method == "POST" and form.is_valid():
        corrected = attempt(
            form,
            correct_case_event,
            case=case,
            obligation=found,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            refused_at=CORRECTED_AT,
        )
        if corrected:
            said = "Datoen er rettet, og fristerne er regnet om. Det, der stod før, kan stadig ses."
            return done(request, reverse("staff:case", args=[case.public_id]), said)
    lead = sentence(f"Hvilken dag var det, {event.words}?")
    context = {"form": form, "title": "Ret dato", "about": titled(page.row), "lead": lead}
    return form_page(request, "staff/agenda/change.html", context | {"back": url}, form)
