"""Groups and their sessions: no family is named here but those the reader reaches."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemmebane.domain.groups import GroupKind
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.groups.forms import GroupForm, SessionForm
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries

FORM = "staff/groups/form.html"


@staff_door
@needs("group.open", "group.ask_place")
def index(request: StaffRequest) -> HttpResponse:
    """Show the groups of the reader's units."""
    context = {
        "groups": queries.groups_of(request.user),
        "may_open": may(request.user, "group.open"),
    }
    return render(request, "staff/groups/list.html", context)


@staff_door
@needs("group.open")
def new(request: StaffRequest) -> HttpResponse:
    """Open a group, alone or with another unit."""
    units = {unit.key: unit for unit in queries.own_units(request.user)}
    others = {unit.key: unit for unit in queries.other_hosts(request.user)}
    names = [(key, unit.name) for key, unit in units.items()]
    form = GroupForm(names, [(k, u.name) for k, u in others.items()], request.POST or None)
    shown = FormPage(
        title="Ny gruppe",
        back=reverse("staff:groups"),
        submit="Opret gruppen",
        said="Gruppen er oprettet. Læg de gange, den mødes.",
        then=lambda group: reverse("staff:group", args=[group.public_id]),
        template=FORM,
        refused_at={"day_out_of_range": "starts_on", "bad_seats": "seats"},
    )

    def act() -> tuple[object, dict[str, object]]:
        data = form.cleaned_data
        text = actions.GroupText(
            GroupKind(data["kind"]), data["title"], data["seats"], data["starts_on"]
        )
        return actions.open_group, {
            "by": request.user,
            "unit": units[data["unit"]],
            "co_host": others.get(data["co_host"]),
            "text": text,
            "form_token": data["form_token"],
        }

    return answer(request, None, form, shown, act)  # type: ignore[arg-type]  # an action


@staff_door
@needs("group.open", "group.ask_place")
def show(request: StaffRequest, group_id: UUID) -> HttpResponse:
    """Show a group: its sessions, its seats, and the families the reader reaches."""
    group = queries.get_group(group_id, request.user)
    page = queries.group_page(group, request.user)
    context = {
        "page": page,
        "may_plan": may(request.user, "group.plan_session"),
        "may_note": may(request.user, "group.note_attendance"),
    }
    return render(request, "staff/groups/group.html", context)


@staff_door
@needs("group.plan_session")
def session_new(request: StaffRequest, group_id: UUID) -> HttpResponse:
    """Plan a time the group meets."""
    group = queries.get_group(group_id, request.user)
    form = SessionForm(request.POST or None, initial={"minutes": 120})
    shown = FormPage(
        title=f"Næste gang i {group.title}",
        back=reverse("staff:group", args=[group.public_id]),
        submit="Gem",
        said="Gangen er lagt.",
        template=FORM,
        refused_at={
            "before_group_starts": "day",
            "day_out_of_range": "day",
            "already_saved": "hour",
        },
    )

    def act() -> tuple[object, dict[str, object]]:
        data = form.cleaned_data
        return actions.plan_session, {
            "by": request.user,
            "group": group,
            "starts_at": form.begins,
            "minutes": data["minutes"],
            "theme": data["theme"],
        }

    return answer(request, None, form, shown, act)  # type: ignore[arg-type]  # an action
