"""The page of one family: story, ladder, team, time, goals, deadlines, who does what."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane.domain.people import PARENT_ROLES
from hjemmebane.edges.staff.families import around, due, goals, ladder, netmap, timeline, week
from hjemmebane.edges.staff.families.reading import FamilyRead, first_name, read_family
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.courses.queries import headed_courses
from hjemmebane.records.people.queries import PersonCard
from hjemmebane.records.people.reach import reach_of
from hjemmebane.ui.rows import Action, Link

MOST_ACTIONS = 3


@staff_door
@require_safe
def family(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show one family to a reader, no more than the rights table allows."""
    zoom = timeline.chosen_zoom(request.GET.get("zoom", ""))
    read = read_family(public_id, request.user, timeline.days_back(zoom))
    shown = week.chosen_week(read, request.GET.get("uge", ""))
    context = {
        **_context(read, zoom),
        **({} if read.view.is_names_only else week.week(read, shown)),
    }
    return render(request, "staff/families/family.html", context)


def _context(read: FamilyRead, zoom: str) -> dict[str, Any]:
    if read.view.is_names_only:
        return _names(read)
    line = timeline.timeline(read, zoom)
    return {
        **_names(read),
        "is_names_only": False,
        "coherence_href": reverse("staff:coherence", args=[read.view.public_id]),
        "lead": " · ".join(_who(card, read) for card in read.view.members),
        "actions": _actions(read),
        "marks": around.marks(read),
        "is_contact_held_back": any(case.is_contact_held_back for case in read.cases),
        "stories": around.stories(read),
        "has_cases": any(case.may_read for case in read.cases),
        "ladder": ladder.ladder(read),
        "courses": around.courses(read),
        "timeline": line,
        "zooms": timeline.zooms(read, zoom),
        "window": timeline.window_words(line) if line else "",
        "goals": goals.multiples(read),
        "plain_goals": goals.plain(read),
        "goals_note": goals.note(read),
        "network": netmap.network(read),
        "network_href": reverse("staff:network", args=[read.view.public_id])
        if netmap.may_write(read)
        else "",
        "contacts": around.contacts(read),
        "signposts": around.signposts(read),
        "deadlines": due.rows(read),
        "deadlines_note": due.note(read),
        "tasks": around.tasks(read),
        "task_headers": around.TASK_HEADERS,
        "homes": around.homes(read),
        "consents": around.consents(read),
        "documents": around.documents(read),
        "looks": around.looks(read),
        "looks_note": around.looks_note(read),
    }


def _names(read: FamilyRead) -> dict[str, Any]:
    """Return who the family is and who works around it: all that some readers may know."""
    return {
        "is_names_only": True,
        "title": read.view.title,
        "lead": " · ".join(str(card.name) for card in read.view.members),
        "crumbs": [("Familier", reverse("staff:families")), (read.view.title, "")],
        "team": around.team(read),
        **_headed(read),
    }


def _headed(read: FamilyRead) -> dict[str, list[Link]]:
    """Return the courses whose notes the head of their unit may open, and whose team see."""
    can_open, can_see = may(read.user, "notes.open"), may(read.user, "course.join_team")
    is_asked = read.view.is_names_only and (can_open or can_see)
    courses = headed_courses(read.view.dossier_ids, read.user) if is_asked else []
    return {
        "notes": _links("staff:course_notes", courses) if can_open else [],
        "teams": _links("staff:course_team", courses) if can_see else [],
    }


def _links(name: str, courses: Iterable[tuple[Any, str]]) -> list[Link]:
    return [Link(title, reverse(name, args=[course_id])) for course_id, title in courses]


def _who(card: PersonCard, read: FamilyRead) -> str:
    role = read.view.roles.get(card.id)
    if role in PARENT_ROLES:
        apart = " (egen bolig)" if _lives_apart(card, read) else ""
        return f"{first_name(card)}, {read.view.kin.get(card.id) or 'forælder'}{apart}"
    return first_name(card) + (f", {card.age} år" if card.age is not None else "")


def _lives_apart(card: PersonCard, read: FamilyRead) -> bool:
    """Return whether a parent's home is another than the family's first."""
    homes = [{resident.id for resident, _ in home.residents} for home in read.view.homes]
    return any(card.id in home for home in homes) and card.id not in homes[0]


def _actions(read: FamilyRead) -> tuple[Action, ...]:
    """Return what this reader most often does from here; the first is the main one."""
    found: list[tuple[str, str]] = []
    own = frozenset[int]().union(*(span.courses for span in reach_of(read.user).spans.values()))
    if may(read.user, "contact.write"):
        found += [
            ("Skriv kontakt", reverse("staff:contact_write", args=[course.public_id]))
            for course in read.courses
            if course.is_running and course.id in own
        ][:1]
    open_cases = [case for case in read.cases if case.may_work and case.closed_at is None]
    if open_cases and may(read.user, "follow_up.start"):
        args = [open_cases[0].public_id]
        found.append(("Formel opfølgning", reverse("staff:follow_up", args=args)))
    for case in (case for case in read.cases if case.may_read):
        name = read.first_name(case.child_id) or case.number
        found.append((f"Sagen om {name}", reverse("staff:case", args=[case.public_id])))
    kinds = ["primary", *["second"] * len(found)]
    shown = zip(found[:MOST_ACTIONS], kinds, strict=False)
    return tuple(Action(text, href, kind) for (text, href), kind in shown)
