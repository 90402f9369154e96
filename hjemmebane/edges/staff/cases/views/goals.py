"""Goals and how they go."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.goals import GoalArea, GoalEndReason, Judgement, RaterKind
from hjemmebane.edges.staff.cases.forms.fields import word
from hjemmebane.edges.staff.cases.forms.help import EndGoalForm, GoalForm, ProgressForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import get_person
from hjemmebane.ui.http import attempt

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case, Goal

JOINT = [("", "Hele familien")]
FAULTS = {"own_words_missing": "own_words", "risk_not_assessed": "words_of"}


@staff_door
@needs("goal.agree")
@require_http_methods(READ_OR_SEND)
def goal_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree a goal with the family."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = GoalForm(
        request.POST or None,
        people=JOINT + family_choices(case, user),
        initial={"agreed_on": today(), "words_of": ""},
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.agree_goal,
            dossier=case.dossier,
            by=user,
            refused_at=day_errors("agreed_on", **FAULTS),
            **_agreed(form.cleaned_data, case, user),
        )
        url = case_url(public_id, "maal")
        answer = after(request, outcome, form, url, "Målet er gemt.")
        if answer:
            return answer
    return show_form(request, case, form, "Nyt mål", lead="Brug familiens egne ord.")


def _agreed(data: dict[str, Any], case: "Case", user: "User") -> dict[str, Any]:
    speaker = get_person(data["words_of"], user) if data["words_of"] else None
    plans = queries.plans_of(case, user)
    return {
        "own_words": data["own_words"],
        "professional_words": data["professional_words"],
        "words_of": speaker,
        "area": GoalArea(data["area"]),
        "agreed_on": data["agreed_on"],
        "plan": queries.get_plan(case, plans[-1].public_id, user) if plans else None,
        "public_id": data["mark"],
    }


def _said_by(goal: "Goal", user: "User") -> tuple[tuple[str, str], ...]:
    """Return whose words the goal is in."""
    speaker = queries.speaker_of(goal, user)
    return (("Hvis ord", str(speaker.name)),) if speaker else ()


@staff_door
@needs("goal.change")
@require_http_methods(READ_OR_SEND)
def goal_edit(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal's wording."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    goal = queries.get_goal(case.dossier, goal_id, user)
    stored = {
        "own_words": goal.own_words,
        "professional_words": goal.professional_words,
        "area": goal.area,
    }
    initial = {"version": goal.version, **stored}
    form = GoalForm(request.POST or None, people=[], is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.change_goal,
            goal=goal,
            version=data["version"],
            own_words=data["own_words"],
            professional_words=data["professional_words"],
            area=GoalArea(data["area"]),
            by=user,
            refused_at=FAULTS,
        )
        url = case_url(public_id, "maal")
        answer = after(request, outcome, form, url, "Målet er rettet.", stored)
        if answer:
            return answer
    return show_form(request, case, form, "Ret mål", beside=_said_by(goal, user))


@staff_door
@needs("goal.end")
@require_http_methods(READ_OR_SEND)
def goal_end(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """End a goal with a reason."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    goal = queries.get_goal(case.dossier, goal_id, user)
    form = EndGoalForm(request.POST or None, initial={"ended_on": today()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.end_goal,
            goal=goal,
            on=form.cleaned_data["ended_on"],
            reason=GoalEndReason(form.cleaned_data["reason"]),
            by=user,
            refused_at=day_errors("ended_on"),
        )
        url = case_url(public_id, "maal")
        answer = after(request, outcome, form, url, "Målet er afsluttet.")
        if answer:
            return answer
    beside = (("Målet", goal.own_words), *_said_by(goal, user))
    return show_form(request, case, form, "Afslut mål", beside=beside)


@staff_door
@needs("goal.record_progress")
@require_http_methods(READ_OR_SEND)
def goal_progress(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Record how a goal goes."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    goal = queries.get_goal(case.dossier, goal_id, user)
    form = ProgressForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.record_progress,
            goal=goal,
            on=data["on"],
            rater_kind=RaterKind(data["rater_kind"]),
            value=int(data["value"]) if data["value"] else None,
            judgement=word(Judgement, data["judgement"]),
            note=data["note"],
            public_id=data["mark"],
            by=user,
            refused_at=day_errors("on", progress_missing="judgement"),
        )
        url = case_url(public_id, "maal")
        answer = after(request, outcome, form, url, "Det er skrevet på målet.")
        if answer:
            return answer
    beside = (("Målet", goal.own_words), *_said_by(goal, user))
    return show_form(request, case, form, "Hvordan går det?", beside=beside)
