"""The page Min dag: each role sees what is theirs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.access import CASE_LEADERS, PREVENTION_ROLES, RoleKey
from hjemmebane.edges.staff.myday import aside, keeping, leading, rail, worklist
from hjemmebane.edges.staff.myday.leading import TeamView
from hjemmebane.edges.staff.myday.seen import Seen, look
from hjemmebane.edges.staff.myday.told import told
from hjemmebane.records.access.acting import may, roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.ui.rows import Action, DeadlineGroup, Urgency
from hjemmebane.ui.words import count, long_day

WITHOUT_FAMILIES = frozenset({RoleKey.ADMINISTRATOR, RoleKey.CONTROLLER, RoleKey.SERVICE})
VISITS = frozenset({RoleKey.THERAPIST, RoleKey.PREVENTION_WORKER})
# Why the list is empty, by the first of the reader's roles that has something to say.
EMPTY = (
    (
        RoleKey.PROVIDER_HEAD,
        "Lovens frister ligger hos rådgiverne, og forløbenes plan hos behandlerne. "
        "Her står det, du selv skal: møder, opgaver og svar.",
    ),
    (
        RoleKey.AUTHORITY_HEAD,
        "Der er ingen frister, som du selv har, i denne eller næste uge. Områdets står nedenfor.",
    ),
    (
        RoleKey.TEAM_LEADER,
        "Intet venter på dig, og ingen frist mangler en rådgiver. Teamets står nedenfor.",
    ),
)
NOTHING_DUE = "Der er intet, du skal nå i denne eller næste uge."


@staff_door
@require_safe
def myday(request: StaffRequest) -> HttpResponse:
    """Show a member of staff their day; who works with no family sees what they keep in order."""
    roles = roles_of(request.user)
    if roles <= WITHOUT_FAMILIES:
        today = long_day(clock.today()).capitalize()
        context = {"today": today, **keeping.context(roles)}
        return render(request, "staff/myday/plain.html", context)
    return render(request, "staff/myday/day.html", _context(look(request.user)))


def _context(seen: Seen) -> dict[str, Any]:
    groups = worklist.groups(seen)
    team = leading.team(seen)
    day, next_days = rail.day(seen), rail.next_days(seen)
    return {
        "title": long_day(seen.today).capitalize(),
        "told": told(seen),
        "standing_in": [
            f"Du er stedfortræder for {name} til og med {long_day(to_on)}."
            for name, to_on in seen.stands_in_for
        ],
        "deputies_href": reverse("staff:deputies") if may(seen.user, "deputy.give") else "",
        "lead": _lead(seen, groups, team),
        "day": day,
        "day_note": rail.note(seen),
        "next_days": next_days,
        "print_label": "Udskriv dagen" if day or next_days or groups else "",
        "groups": groups,
        "all_href": reverse("staff:deadlines") if seen.has_deadlines else "",
        "nothing_due": next((words for role, words in EMPTY if role in seen.roles), NOTHING_DUE),
        "team": team,
        "units": leading.units(seen),
        "turned": aside.turned(seen),
        "waiting": aside.waiting(seen),
        "silent": aside.silent(seen),
        "load": aside.load(seen),
        "actions": _actions(seen),
        "is_visiting": bool(seen.roles & VISITS),
    }


def _lead(seen: Seen, groups: tuple[DeadlineGroup, ...], team: TeamView | None) -> str:
    now = [group for group in groups if group.urgency in (Urgency.LATE, Urgency.WEEK)]
    late = sum(len(group.rows) for group in now if group.urgency is Urgency.LATE)
    due = sum(len(group.rows) for group in now)
    words = [f"Uge {seen.today.isocalendar().week}"]
    today = len(seen.visits_to_make) + len(seen.today_meetings)
    words += [count(today, "aftale", "aftaler")] if today else []
    reach = f"{count(due, 'ting', 'ting')} at nå denne uge" if due else "intet at nå denne uge"
    words.append(reach + (f", heraf {late} over tiden" if late else ""))
    if team and team.over:
        where = "området" if seen.sees_whole_area else "teamet"
        words.append(f"{count(team.over, 'frist', 'frister')} over tiden i {where}")
    return " · ".join(words)


def _actions(seen: Seen) -> tuple[Action, ...]:
    if RoleKey.RECEPTION in seen.roles:
        return (Action("Skriv underretning ned", reverse("staff:notification_new")),)
    if seen.roles & PREVENTION_ROLES:
        return (Action("Skriv henvendelse ned", reverse("staff:enquiry_new")),)
    if seen.roles & CASE_LEADERS:
        return (Action("Afgørelser, der venter", reverse("staff:decisions_waiting")),)
    return ()
