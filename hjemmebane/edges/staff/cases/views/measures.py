"""Decisions, and starting and ending the measures they are about."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.cases import DecisionKind, MeasureEndReason, NotifiedHow, Replaces
from hjemmebane.domain.prose_dates import full
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.cases.forms.deciding import FullDecisionForm
from hjemmebane.edges.staff.cases.forms.help import (
    EndMeasureForm,
    NotifiedForm,
    StartMeasureForm,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import unit_by_public_id, units_of_kind
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.queries.deciding import party_choices
from hjemmebane.records.people.queries import is_custody_missing
from hjemmebane.ui.http import attempt

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case

DECISION_FAULTS = {
    "childs_view_missing": "childs_view",
    "assessment_missing": "measure_key",
    "unknown_measure": "measure_key",
    "unknown_step": "ladder_step",
    "plan_position_missing": "plan_needed",
    "plan_always_needed": "plan_needed",
    "plan_after_decision": "plan_needed",
    "plan_missing_in_proposal": "plan_needed",
    "compensates_missing": "compensates",
    "purpose_missing": "purpose",
    "grounds_missing": "grounds",
    "alternatives_missing": "option1",
    "duration_missing": "expected_duration_weeks",
}


@staff_door
@needs("decision.make")
@require_http_methods(READ_OR_SEND)
def decision_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide on a measure; the assessment's words stand beside and in the fields."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    options = queries.measure_options(today())
    form = FullDecisionForm(
        request.POST or None,
        parties=party_choices(case, user, today()),
        measures=[(option.key, f"{option.title} ({option.law})") for option in options],
        steps=list(queries.step_options()),
        plans=plan_choices(case, user),
        initial=known_of(case, user),
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.decide,
            case=case,
            text=whole_text(form, case, user),
            public_id=form.cleaned_data["mark"],
            by=user,
            refused_at=day_errors("decided_on", **DECISION_FAULTS),
        )
        url = case_url(public_id, "afgoerelser")
        answer = after(request, outcome, form, url, "Afgørelsen er truffet.")
        if answer:
            return answer
    goals = queries.goals_of(case.dossier, user, only_running=True)
    beside = tuple(("Mål", goal.own_words) for goal in goals)
    return show_form(
        request,
        case,
        form,
        "Ny afgørelse",
        submit="Træf afgørelse",
        lead=_asks_for_custody(case),
        beside=beside,
    )


def plan_choices(case: "Case", user: "User") -> list[tuple[str, str]]:
    """Return the plans of a case, as the one that was made for a decision."""
    return [
        (row.public_id, f"Den er lavet til afgørelsen: {row.kind.label} fra {full(row.made_on)}")
        for row in queries.plans_of(case, user)
    ]


def whole_text(form: FullDecisionForm, case: "Case", user: "User") -> actions.DecisionText:
    """Return what was decided, with the parties and the plan that was made for it."""
    plan = queries.get_plan(case, form.own_plan, user) if form.own_plan else None
    return replace(form.text(), parties=form.party_words(), plan=plan)


def known_of(case: "Case", user: "User") -> dict[str, Any]:
    """Return what the assessment already says."""
    values: dict[str, Any] = {
        "decided_on": today(),
        "kind": DecisionKind.START.value,
        "replaces": Replaces.NOTHING.value,
    }
    for row in queries.assessments_of(case, user)[:1]:
        values |= {
            "grounds": row.conclusion,
            "childs_view": row.childs_view,
            "child_view_waiver": row.child_view_waiver_key,
            "child_view_waiver_text": row.child_view_waiver_text,
        }
    return values


@staff_door
@needs("decision.give")
@require_http_methods(READ_OR_SEND)
def decision_notified(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Note when and how the family was given a decision."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    form = NotifiedForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.give_decision,
            decision=decision,
            on=form.cleaned_data["on"],
            how=NotifiedHow(form.cleaned_data["how"]),
            by=user,
            refused_at=day_errors("on"),
        )
        url = case_url(public_id, "afgoerelser")
        answer = after(request, outcome, form, url, "Det er noteret på afgørelsen.")
        if answer:
            return answer
    beside = (("Formål", decision.purpose), ("Lovgrundlag", decision.legal_basis.words))
    lead = "Brevene bliver gemt, som de er nu, og de fire ugers klagefrist begynder den dag."
    return show_form(request, case, form, "Underrettet om afgørelsen", lead=lead, beside=beside)


@staff_door
@needs("measure.start")
@require_http_methods(READ_OR_SEND)
def measure_start(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Start the measure a decision is about."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    units = units_of_kind(UnitKind.PROVIDER)
    form = StartMeasureForm(
        request.POST or None,
        providers=[(str(unit.public_id), unit.name) for unit in units],
        left_open=queries.left_open_by_start(decision.measure_key, today()),
        initial={"started_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.start_measure,
            decision=decision,
            provider_unit=unit_by_public_id(data["provider"]),
            started_on=data["started_on"],
            everyday_life_note=data["everyday_life_note"],
            chosen_on=data.get("chosen_on"),
            public_id=data["mark"],
            by=user,
            refused_at=day_errors("started_on") | {"next_not_after": "chosen_on"},
        )
        url = case_url(public_id, "indsatser")
        said = "Indsatsen er begyndt. Bestillingen er sendt til den, der udfører den."
        answer = after(request, outcome, form, url, said)
        if answer:
            return answer
    beside = (("Formål", decision.purpose), ("Lovgrundlag", decision.legal_basis.words))
    return show_form(
        request,
        case,
        form,
        "Begynd indsatsen",
        submit="Begynd",
        lead=_asks_for_custody(case),
        beside=beside,
    )


def _asks_for_custody(case: "Case") -> str:
    """Return what the page asks for where nobody is known to hold custody; else nothing."""
    if not is_custody_missing(case.child):
        return ""
    return (
        "Hvem har forældremyndigheden? Ingen står på sagen endnu, og hjælpen kræver deres ja. "
        "Skriv dem under Personer på sagen først."
    )


@staff_door
@needs("measure.end")
@require_http_methods(READ_OR_SEND)
def measure_end(request: HttpRequest, public_id: UUID, measure_id: UUID) -> HttpResponse:
    """End a measure with a reason."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    measure = queries.get_measure(measure_id, user)
    if measure.case_id != case.pk:
        raise NotVisible("measure", measure_id)
    form = EndMeasureForm(request.POST or None, initial={"ended_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.end_measure,
            measure=measure,
            on=data["ended_on"],
            reason=MeasureEndReason(data["reason"]),
            text=data["end_text"],
            by=user,
            refused_at=day_errors("ended_on"),
        )
        url = case_url(public_id, "indsatser")
        answer = after(request, outcome, form, url, "Indsatsen er afsluttet.")
        if answer:
            return answer
    beside = (("Indsats", measure.title), ("Formål", measure.purpose))
    return show_form(request, case, form, "Afslut indsatsen", submit="Afslut", beside=beside)
