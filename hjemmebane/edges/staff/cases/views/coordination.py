"""The coordination plan: tasks, activation, and marking a task done."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hjemmebane.domain.access import RoleKey, UnitKind
from hjemmebane.edges.staff.cases.forms.help import SlotForm, TaskForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    crumbs,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import (
    staff_with_role,
    team_of,
    unit_by_public_id,
    units_of_kind,
    user_by_public_id,
)
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import consents_of, get_consent, get_person
from hjemmebane.ui.http import attempt, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case

PAGE = "staff/cases/coordination.html"
TASK_FAULTS = {
    "task_missing": "what",
    "owner_missing": "owner",
    "no_ground": "consent",
    "not_of_this_family": "owner",
    "risk_not_assessed": "owner",
}


@staff_door
@require_http_methods(READ_OR_SEND)
def coordination(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the plan's tasks and add one."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    goals = queries.goals_of(case.dossier, user, only_running=True)
    consents = [c for c in consents_of(case.dossier, user) if c.is_valid]
    form = TaskForm(
        request.POST or None,
        owners=_owners(case, user),
        goals=[(goal.public_id, goal.own_words[:80]) for goal in goals],
        consents=[(c.public_id, f"{c.to_unit}: {c.what}") for c in consents],
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.add_coordination_task,
            case=case,
            text=form.text(),
            by=user,
            refused_at=day_errors("due_on", **TASK_FAULTS),
            **_chosen(form.cleaned_data, case, user),
        )
        url = reverse("staff:coordination", args=[public_id])
        answer = after(request, outcome, form, url, "Opgaven er givet.")
        if answer:
            return answer
    return _page(request, case, form)


def _page(request: HttpRequest, case: "Case", form: forms.BaseForm) -> HttpResponse:
    user = reader(request)
    context = {
        "form": form,
        "plan": queries.coordination_of(case, user),
        "can_work": queries.may_work_on(case, user) and may(user, "coordination.add_task"),
        "crumbs": crumbs(case, user, "Koordineringsplan"),
        "activate_url": reverse("staff:coordination_activate", args=[case.public_id]),
        "case_id": case.public_id,
    }
    return form_page(request, PAGE, context, form)


def _owners(case: "Case", user: "User") -> list[tuple[str, str]]:
    """Return those who may have a task: the team, the family, partners and their units."""
    team = [
        (f"user:{row.user_public_id}", f"{row.name}, {row.title}") for row in team_of(case.dossier)
    ]
    family = [(f"person:{key}", name) for key, name in family_choices(case, user)]
    partners = [(f"user:{u.public_id}", u.name) for u in staff_with_role(RoleKey.PARTNER)]
    units = [
        (f"unit:{unit.public_id}", unit.name)
        for unit in units_of_kind(UnitKind.PROVIDER, UnitKind.UNIVERSAL)
    ]
    return list(dict([*team, *family, *partners, *units]).items())


def _chosen(data: dict[str, Any], case: "Case", user: "User") -> dict[str, Any]:
    """Return owner, ground and goal, each fetched through the reader's right to it."""
    kind, _, key = data["owner"].partition(":")
    owner = {
        "user": lambda: actions.Owner(user=user_by_public_id(key)),
        "unit": lambda: actions.Owner(unit=unit_by_public_id(key)),
        "person": lambda: actions.Owner(person=get_person(key, user)),
    }[kind]()
    consent = get_consent(data["consent"], user) if data["consent"] else None
    return {
        "owner": owner,
        "ground": actions.Ground(consent=consent, law=data["ground_text"]),
        "goal": queries.get_goal(case.dossier, data["goal"], user) if data["goal"] else None,
        "public_id": data["mark"],
    }


@staff_door
@needs("coordination.activate")
@require_POST
def coordination_activate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the plan into use; the page says why where it cannot be."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    nothing = forms.Form(request.POST)
    nothing.is_valid()
    outcome = attempt(nothing, actions.activate_coordination_plan, case=case, by=user)
    url = reverse("staff:coordination", args=[public_id])
    answer = after(request, outcome, nothing, url, "Koordineringsplanen er taget i brug.")
    return answer or _page(request, case, nothing)


@staff_door
@needs("coordination.finish_task")
@require_POST
def coordination_task_done(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Mark a task done."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    task = queries.get_task(task_id, user)
    nothing = forms.Form(request.POST)
    nothing.is_valid()
    outcome = attempt(nothing, actions.finish_coordination_task, task=task, by=user)
    url = reverse("staff:coordination", args=[public_id])
    answer = after(request, outcome, nothing, url, "Opgaven er meldt færdig.")
    return answer or _page(request, case, nothing)


@staff_door
@needs("coordination.add_slot")
@require_http_methods(READ_OR_SEND)
def coordination_slot(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    """Give a task a fixed hour of the week; the hours it has are shown and can be ended."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    task = queries.get_task(task_id, user)
    form = SlotForm(
        request.POST or None, people=family_choices(case, user), initial={"from_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["person"]
        outcome = attempt(
            form,
            actions.add_task_slot,
            by=user,
            task=task,
            text=form.slot(),
            person=get_person(key, user) if key else None,
            refused_at=day_errors("from_on", not_of_this_family="person", ends_before_begin="ends"),
        )
        url = reverse("staff:coordination", args=[public_id])
        answer = after(request, outcome, form, url, "Tiden står i ugen.")
        if answer:
            return answer
    return show_form(
        request,
        case,
        form,
        "Fast tid i ugen",
        lead=task.what,
        submit="Sæt tiden",
        back=reverse("staff:coordination", args=[public_id]),
    )


@staff_door
@needs("coordination.end_slot")
@require_POST
def coordination_slot_end(request: HttpRequest, public_id: UUID, slot_id: UUID) -> HttpResponse:
    """End a fixed hour of the week from today."""
    user = reader(request)
    slot = queries.get_slot(slot_id, user)
    nothing = forms.Form(request.POST)
    nothing.is_valid()
    outcome = attempt(nothing, actions.end_task_slot, slot=slot, by=user)
    url = reverse("staff:coordination", args=[public_id])
    answer = after(request, outcome, nothing, url, "Den faste tid er slut.")
    return answer or _page(request, queries.get_case(public_id, user), nothing)
