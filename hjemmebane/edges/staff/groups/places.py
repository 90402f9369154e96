"""A family's place in a group: asking for one, leaving it, and who came."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.groups.forms import AttendanceForm, LeaveForm, PlaceForm
from hjemmebane.edges.staff.groups.views import FORM
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.ui.words import listing, moment

Act = tuple[Callable[..., Any], dict[str, Any]]


@staff_door
@needs("group.ask_place")
def ask(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Ask for a place for the family of a course; a full group puts it in its queue."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    groups = queries.groups_of(request.user)
    choices = [(row.public_id, f"{row.title}, {row.host}: {row.seats}") for row in groups]
    form = PlaceForm(choices, request.POST or None)
    shown = FormPage(
        title="Plads i en gruppe",
        lead="Er gruppen fuld, står familien på venteliste og rykker op i rækkefølge.",
        back=reverse("staff:course", args=[course.public_id]),
        submit="Bed om plads",
        said="Det er noteret.",
        refused_at={"has_place": "group", "no_aim": "aim"},
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.ask_for_place, {
            "by": request.user,
            "group": queries.get_group(data["group"], request.user),
            "course": course,
            "aim": data["aim"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("group.note_attendance")
def attendance(request: StaffRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Note which of one's own families came to a session."""
    group = queries.get_group(group_id, request.user)
    session = queries.get_session(group, session_id)
    places = {
        str(place.public_id): place for place in queries.places_to_note(session, request.user)
    }
    rows = [
        row for row in queries.group_page(group, request.user).places if row.public_id in places
    ]
    came = queries.came_to(session)
    names = [
        (row.public_id, f"{listing([str(c.given_name) for c in row.children])} {row.family_name}")
        for row in rows
    ]
    there = [row.public_id for row in rows if row.id in came]
    form = AttendanceForm(names, there, request.POST or None)
    shown = FormPage(
        title=f"Hvem kom til {group.title}?",
        lead=f"{moment(session.starts_at).capitalize()}. Du noterer kun de familier, du er på. "
        "Det tæller som en kontakt på familiens eget forløb.",
        back=reverse("staff:group", args=[group.public_id]),
        submit="Gem",
        said="Fremmødet er noteret.",
        template=FORM,
    )

    def act() -> Act:
        return actions.note_attendance, {
            "by": request.user,
            "session": session,
            "asked": tuple(places.values()),
            "there": {places[key].pk for key in form.cleaned_data["there"]},
        }

    return answer(request, None, form, shown, act)


@staff_door
@needs("group.leave")
def leave(request: StaffRequest, group_id: UUID, place_id: UUID) -> HttpResponse:
    """Let a family leave a group; it is voluntary and nobody asks why."""
    group = queries.get_group(group_id, request.user)
    place = queries.get_place(group, place_id, request.user)
    page = queries.course_page(place.course, request.user)
    form = LeaveForm(request.POST or None)
    shown = FormPage(
        title=f"Familien stopper i {group.title}",
        lead="Det er frivilligt at være med. Pladsen går til den familie, der har ventet længst.",
        back=reverse("staff:group", args=[group.public_id]),
        submit="Gem",
        said="Det er noteret.",
        refused_at={"not_yet": "day"},
    )

    def act() -> Act:
        day = form.cleaned_data["day"]
        return actions.leave_group, {"by": request.user, "place": place, "on": day}

    return answer(request, page, form, shown, act)
