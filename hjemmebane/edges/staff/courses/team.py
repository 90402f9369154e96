"""The team of a course: who holds which role, who joins, changes and leaves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.team_forms import JoinForm, LeaveForm, RoleForm, stands_now
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.people.queries import families_of_dossiers
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import short_date

TEMPLATE = "staff/courses/team.html"
REFUSED_AT = {
    "not_a_worker": "who",
    "has_role": "role",
    "unknown_role": "role",
    "unknown_way": "way",
    "place_needs_reason": "reason",
    "day_has_been": "day",
    "before_start": "day",
    "too_far_ahead": "day",
}
Act = tuple[Callable[..., Any], dict[str, Any]]


@staff_door
@needs("course.join_team")
def show(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show a course's team by role, and let somebody join it; a unit's head sees the names."""
    try:
        course = queries.get_course(course_id, request.user)
    except NotVisible:
        return _names(request, course_id)
    page = queries.course_page(course, request.user)
    candidates, users = queries.candidates_for(course.dossier.register, course.family, request.user)
    form = JoinForm(page.programme_as_written, candidates, request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        seat = form.seat(users.get(data["who"]), data.get("name", ""))
        outcome = attempt(
            form,
            actions.join_team,
            by=request.user,
            course=course,
            seat=seat,
            on=data["day"],
            refused_at=REFUSED_AT,
        )
        if outcome:
            return done(request, request.path, "Medarbejderen er på holdet fra dagen.")
    context = {"page": page, "form": form, "lines": _lines(page), "is_open": not course.ended_on}
    return form_page(request, TEMPLATE, context, form)


def _names(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show who is on the team of a course of one's unit, in which role, and nothing of why."""
    course = queries.headed_course(course_id, request.user)
    family = families_of_dossiers([course.dossier_id], request.user).get(course.dossier_id)
    programme = queries.programme_of(course)
    places = queries.team_places(course, programme)
    context = {
        "title": programme.title,
        "family": family,
        "lines": [(row.name, row.words, _days(row)) for row in places],
    }
    return render(request, "staff/courses/team_names.html", context)


@staff_door
@needs("course.change_place")
def place(request: StaffRequest, course_id: UUID, place_id: UUID) -> HttpResponse:
    """Change somebody's role or hours from a day on."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    row = queries.get_team_place(course, place_id)
    told = next(one for one in page.places if one.public_id == str(row.public_id))
    form = RoleForm(page.programme_as_written, request.POST or None, initial=stands_now(told))
    shown = FormPage(
        title=f"{told.name}: anden rolle eller andre timer",
        lead="Det, der var, bliver stående med sine dage.",
        back=reverse("staff:course_team", args=[course.public_id]),
        submit="Gem",
        said="Pladsen er ændret fra dagen.",
        refused_at=REFUSED_AT | {"place_has_ended": "day"},
    )

    def act() -> Act:
        return actions.change_place, {
            "by": request.user,
            "place": row,
            "seat": form.seat(row.user, row.name),
            "on": form.cleaned_data["day"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.leave_team")
def leave(request: StaffRequest, course_id: UUID, place_id: UUID) -> HttpResponse:
    """End somebody's place on the team."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    row = queries.get_team_place(course, place_id)
    told = next(one for one in page.places if one.public_id == str(row.public_id))
    form = LeaveForm(request.POST or None, initial={"day": clock.today()})
    shown = FormPage(
        title=f"{told.name} går fra holdet",
        lead="Efter dagen kan den, der går, ikke længere læse i forløbet. Notaterne bliver.",
        back=reverse("staff:course_team", args=[course.public_id]),
        submit="Gem",
        said="Pladsen er slut den dag.",
        refused_at=dict.fromkeys((*REFUSED_AT, "place_has_ended", "visits_alone"), "day"),
    )

    def act() -> Act:
        return actions.leave_team, {
            "by": request.user,
            "place": row,
            "on": form.cleaned_data["day"],
        }

    return answer(request, page, form, shown, act)


def _lines(page: queries.CoursePage) -> list[tuple[queries.PlaceRow, str, bool]]:
    """Return each place with its days, and whether it can still be changed."""
    return [
        (
            row,
            _days(row),
            row.to_on is None and not page.course.ended_on,
        )
        for row in page.places
    ]


def _days(row: queries.PlaceRow) -> str:
    ended = f" til {short_date(row.to_on)}" if row.to_on else ""
    return f"fra {short_date(row.from_on)}{ended}"
