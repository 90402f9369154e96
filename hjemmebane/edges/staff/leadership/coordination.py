"""The leaders' meeting with another unit, and the children more than one unit helps."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import clock
from hjemmebane.domain.refusals import Stale
from hjemmebane.edges.staff.leadership.forms import LeaderHeldForm, LeaderMeetingForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses.queries import offered_twice
from hjemmebane.records.leadership import coordination as leaders
from hjemmebane.ui.http import attempt, conflict_page, done, form_page
from hjemmebane.ui.words import listing, moment, short_date

FORM = "staff/leadership/meeting_form.html"
AT = {
    "date_out_of_reach": "day",
    "next_not_later": "next_day",
    "already_saved": "hour",
    "same_host": "partner",
}


@staff_door
@needs("leader_meeting.plan")
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show the leaders' meetings, and the children who have offers from more than one unit."""
    rows = leaders.leader_meetings(request.user)
    context = {
        "due": leaders.meeting_is_due(rows, clock.today()),
        "meetings": [
            (row, f"{moment(row.starts_at)}: {listing(row.units)}", row.has_begun) for row in rows
        ],
        "children": [
            (
                one.child,
                [
                    f"{offer.title}, {offer.unit}, fra {short_date(offer.started_on)}"
                    for offer in one.offers
                ],
            )
            for one in offered_twice(request.user)
        ],
    }
    return render(request, "staff/leadership/coordination.html", context)


@staff_door
@needs("leader_meeting.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Plan a meeting of two units' leaders."""
    own = {unit.key: unit for unit in leaders.led_units(request.user)}
    others = {unit.key: unit for unit in leaders.units_to_meet(request.user)}
    form = LeaderMeetingForm(_named(own), _named(others), request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            leaders.plan_leader_meeting,
            by=request.user,
            unit=own[data["unit"]],
            partner=others[data["partner"]],
            starts_at=form.begins,
            points=data["points"],
            refused_at=AT,
        )
        if outcome:
            return done(request, reverse("staff:leader_coordination"), "Mødet er lagt.")
    context = {"form": form, "title": "Ledermøde", "submit": "Læg mødet"}
    return form_page(request, FORM, context, form)


@staff_door
@needs("leader_meeting.hold")
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Note what the leaders decided, and when they meet next."""
    row = leaders.get_leader_meeting(public_id, request.user)
    form = LeaderHeldForm(request.POST or None, initial={"version": row.version})
    if form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            leaders.hold_leader_meeting,
            by=request.user,
            meeting=row,
            version=data["version"],
            decisions=data["decisions"],
            next_at=data["next_at"],
            refused_at=AT,
        )
        if outcome:
            return done(request, reverse("staff:leader_coordination"), "Mødet er holdt.")
        if isinstance(outcome.refused, Stale):
            now = leaders.get_leader_meeting(public_id, request.user)
            stored = {"decisions": now.decisions}
            return conflict_page(request, form, stored, version=now.version)
    lead = f"{moment(row.starts_at).capitalize()}: {row.unit.name} og {row.partner.name}."
    context = {"form": form, "title": "Mødet er holdt", "lead": lead, "submit": "Gem"}
    return form_page(request, FORM, context, form)


def _named(units: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, unit.name) for key, unit in units.items()]
