"""The page Min dag: each role sees what is theirs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.edges.staff.myday import aside, rail, worklist
from hjemmebane.edges.staff.myday.seen import Seen, look
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.ui.rows import Action, DeadlineGroup, Urgency
from hjemmebane.ui.words import count, long_day

WITHOUT_FAMILIES = frozenset({RoleKey.ADMINISTRATOR, RoleKey.CONTROLLER, RoleKey.SERVICE})
VISITS = frozenset({RoleKey.THERAPIST, RoleKey.PREVENTION_WORKER})


@staff_door
@require_safe
def myday(request: StaffRequest) -> HttpResponse:
    """Show a member of staff their day; who works with no family gets a plain page."""
    roles = roles_of(request.user)
    if roles <= WITHOUT_FAMILIES:
        today = long_day(clock.today()).capitalize()
        return render(request, "staff/myday/plain.html", {"today": today})
    return render(request, "staff/myday/day.html", _context(look(request.user)))


def _context(seen: Seen) -> dict[str, Any]:
    groups = worklist.groups(seen)
    return {
        "title": long_day(seen.today).capitalize(),
        "lead": _lead(seen, groups),
        "day": rail.day(seen),
        "day_note": rail.note(seen),
        "next_days": rail.next_days(seen),
        "groups": groups,
        "turned": aside.turned(seen),
        "waiting": aside.waiting(seen),
        "silent": aside.silent(seen),
        "load": aside.load(seen),
        "actions": _actions(seen),
        "is_visiting": bool(seen.roles & VISITS),
    }


def _lead(seen: Seen, groups: tuple[DeadlineGroup, ...]) -> str:
    now = [group for group in groups if group.urgency in (Urgency.LATE, Urgency.WEEK)]
    late = sum(len(group.rows) for group in now if group.urgency is Urgency.LATE)
    due = sum(len(group.rows) for group in now)
    words = [f"Uge {seen.today.isocalendar().week}"]
    today = len(seen.today_visits) + len(seen.today_meetings)
    words += [count(today, "aftale", "aftaler")] if today else []
    reach = f"{count(due, 'ting', 'ting')} at nå denne uge" if due else "intet at nå denne uge"
    return " · ".join(words) + f" · {reach}" + (f", heraf {late} over tiden" if late else "")


def _actions(seen: Seen) -> tuple[Action, ...]:
    if RoleKey.RECEPTION in seen.roles:
        return (Action("Skriv underretning ned", reverse("staff:notification_new")),)
    if seen.roles & {RoleKey.PREVENTION_LEADER, RoleKey.PREVENTION_WORKER}:
        return (Action("Skriv henvendelse ned", reverse("staff:enquiry_new")),)
    return ()
