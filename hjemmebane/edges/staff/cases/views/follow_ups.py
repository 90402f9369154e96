"""The formal follow-up: begun, written, closed; and moving the next one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.follow_up import NextReason
from hjemmebane.edges.staff.cases.forms.follow_up import (
    FollowUpForm,
    MoveNextForm,
    StartFollowUpForm,
    follow_up_values,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    crumbs,
    day_errors,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.agenda.queries import get_meeting, meetings_of
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt, form_page
from hjemmebane.ui.words import short_date

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case, FollowUp
    from hjemmebane.records.cases.queries.rows import FollowUpRow

CLOSE_FAULTS = {
    "not_heard": "child_heard",
    "step_down_missing": "step_down",
    "no_next_date": "next_on",
    "next_not_after": "next_on",
    "next_reason_missing": "next_reason",
}


@staff_door
@needs("follow_up.start")
@require_http_methods(READ_OR_SEND)
def follow_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin a follow-up, or write on in the one that is open."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    found = queries.open_follow_up(case, user)
    if found is None:
        return _begin(request, case, user)
    return _write(request, case, found, user)


def _begin(request: HttpRequest, case: "Case", user: "User") -> HttpResponse:
    meetings = [m for m in meetings_of(case.dossier, user) if m.is_formal]
    form = StartFollowUpForm(
        request.POST or None,
        meetings=[(m.public_id, f"{m.label} {short_date(m.starts_at)}") for m in meetings],
        initial={"held_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["meeting"]
        outcome = attempt(
            form,
            actions.start_follow_up,
            case=case,
            held_on=form.cleaned_data["held_on"],
            meeting=get_meeting(chosen, user) if chosen else None,
            by=user,
            refused_at=day_errors("held_on", not_formal="meeting"),
        )
        url = reverse("staff:follow_up", args=[case.public_id])
        answer = after(request, outcome, form, url, "Opfølgningen er begyndt.")
        if answer:
            return answer
    lead = "En formel opfølgning går alle mål og indsatser igennem. En uformel kontakt tæller ikke."
    return show_form(request, case, form, "Formel opfølgning", submit="Begynd", lead=lead)


def _write(request: HttpRequest, case: "Case", found: "FollowUp", user: "User") -> HttpResponse:
    row = queries.follow_up_row(found, user)
    stored = follow_up_values(row)
    is_closing = request.POST.get("do") == "close"
    form = FollowUpForm(
        request.POST or None,
        goals=queries.goals_of(case.dossier, user, only_running=True),
        measures=[m for m in queries.measures_of(case, user) if m.is_running],
        is_closing=is_closing or request.method != "POST",
        initial={"version": row.version, **stored, **_by_rhythm(case, row, user)},
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.close_follow_up if is_closing else actions.write_follow_up,
            follow_up=found,
            version=form.cleaned_data["version"],
            text=form.text(),
            by=user,
            refused_at=day_errors("next_on", **CLOSE_FAULTS),
        )
        here = reverse("staff:follow_up", args=[case.public_id])
        url = case_url(case.public_id, "opfoelgninger") if is_closing else here
        said = "Opfølgningen er lukket." if is_closing else "Det er gemt. Opfølgningen er åben."
        current = {name: stored.get(name, "") for name in form.fields if name != "version"}
        answer = after(request, outcome, form, url, said, current)
        if answer:
            return answer
    context = {
        "form": form,
        "row": row,
        "case_id": case.public_id,
        "crumbs": crumbs(case, user, "Formel opfølgning"),
        "back": case_url(case.public_id),
    }
    return form_page(request, "staff/cases/follow_up.html", context, form)


def _by_rhythm(case: "Case", row: "FollowUpRow", user: "User") -> dict[str, object]:
    """Return the day the case's own rhythm proposes for the next follow-up, until one is chosen."""
    rhythm = next(iter(queries.rhythms_of(case, user)), None)
    if row.next_on is not None or rhythm is None:
        return {}
    return {"next_on": rhythm.next_after(row.held_on)}


@staff_door
@needs("follow_up.move_next")
@require_http_methods(READ_OR_SEND)
def follow_up_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose another day for the next follow-up."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = MoveNextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.move_next_follow_up,
            case=case,
            next_on=data["next_on"],
            reason=NextReason(data["next_reason"]),
            text=data["next_reason_text"],
            by=user,
            refused_at=day_errors("next_on", next_not_after="next_on", nothing_to_move="next_on"),
        )
        url = case_url(public_id, "frister")
        answer = after(request, outcome, form, url, "Den næste opfølgning er flyttet.")
        if answer:
            return answer
    lead = "Den dato, der var valgt før, bliver stående i historikken."
    return show_form(request, case, form, "Flyt næste opfølgning", lead=lead)
