"""Screening, assessment and the authority's plan."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import PlanChange, PlanKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.cases.forms.case import AssessmentForm, ScreeningForm
from hjemmebane.edges.staff.cases.forms.help import PlanForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    concern_of,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.agenda.queries import obligations_of
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.queries.rows import AssessmentRow, PlanRow, ScreeningRow
from hjemmebane.ui.http import attempt
from hjemmebane.ui.words import listing

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case


@staff_door
@needs("case.screen")
@require_http_methods(READ_OR_SEND)
def case_screening(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the screening of a case."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    row = queries.screening_of(case, user)
    stored = _screening_values(row)
    initial = {"version": row.version if row else 0, **stored}
    form = ScreeningForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.screen,
            case=case,
            text=form.text(),
            version=form.cleaned_data["version"],
            by=user,
            refused_at=day_errors(
                "risk_assessed_on",
                screening_reason_missing="reason",
                risk_text_missing="risk_text",
                already_screened="outcome",
            ),
        )
        url = case_url(public_id, "screening")
        answer = after(request, outcome, form, url, "Screeningen er gemt.", stored)
        if answer:
            return answer
    lead = "Barnets lov § 18. Den mindste vej, der er nok, er den rigtige."
    return show_form(request, case, form, "Screening", lead=lead, beside=concern_of(case, user))


def _screening_values(row: ScreeningRow | None) -> dict[str, object]:
    if row is None:
        return {}
    return {
        "honour": "yes" if row.is_honour_suspected else "no",
        "risk_assessed_on": row.risk_assessed_on,
        "risk_text": row.risk_text,
        "outcome": row.outcome.value if row.outcome else "",
        "reason": row.reason_key,
        "reason_text": row.reason_text,
    }


@staff_door
@require_http_methods(READ_OR_SEND)
def assessment(request: HttpRequest, public_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Write on in an assessment, or finish it; the head of the authority reads it here."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    if not queries.may_work_on(case, user):
        raise NotVisible("page")
    found = queries.get_assessment(case, assessment_id, user)
    rows = queries.assessments_of(case, user)
    row = next(r for r in rows if r.public_id == str(assessment_id))
    stored = _assessment_values(row)
    is_finished = request.POST.get("do") == "finish"
    form = AssessmentForm(
        request.POST or None,
        is_finishing=is_finished or request.method != "POST",
        initial={"version": row.version, **stored},
    )
    if request.method == "POST" and form.is_valid():
        more = {"finished_on": today()} if is_finished else {}
        outcome = attempt(
            form,
            actions.finish_assessment if is_finished else actions.write_assessment,
            assessment=found,
            version=form.cleaned_data["version"],
            text=form.text(),
            by=user,
            refused_at=day_errors("provisional_on", **ASSESSMENT_FAULTS),
            **more,
        )
        said = "Den er afsluttet." if is_finished else "Teksten er gemt."
        url = case_url(public_id, "undersoegelse")
        answer = after(request, outcome, form, url, said, stored)
        if answer:
            return answer
    return show_form(
        request,
        case,
        form,
        row.kind.label,
        submit="Gem, og skriv videre senere",
        buttons=(("finish", "Afslut"),),
        beside=(*concern_of(case, user), *_whose_views(case, user)),
    )


def _whose_views(case: "Case", user: "User") -> tuple[tuple[str, str], ...]:
    """Return the child and the parents whose views the page holds: to show them is a look."""
    return (("Hvis syn", listing([name for _, name in family_choices(case, user)])),)


ASSESSMENT_FAULTS = {
    "childs_view_missing": "childs_view",
    "looked_into_missing": "looked_into",
    "by_whom_missing": "by_whom",
    "findings_missing": "findings",
    "parents_view_missing": "parents_view",
    "conclusion_missing": "conclusion",
    "risk_not_assessed": "parents_view",
}


def _assessment_values(row: AssessmentRow) -> dict[str, object]:
    return {
        "looked_into": row.looked_into,
        "by_whom": row.by_whom,
        "findings": row.findings,
        "childs_view": row.childs_view,
        "child_view_waiver": row.child_view_waiver_key,
        "child_view_waiver_text": row.child_view_waiver_text,
        "parents_view": row.parents_view,
        "conclusion": row.conclusion,
        "provisional_on": row.provisional_on,
    }


@staff_door
@needs("plan.make", "plan.change")
@require_http_methods(READ_OR_SEND)
def case_plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make the authority's plan, or change the latest one."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    plans = queries.plans_of(case, user)
    row = plans[-1] if plans else None
    stored = {"purpose": row.purpose, "strategy": row.strategy} if row else {}
    waits = _waits_for_plan(case, user)
    kind = row.kind if row else PlanKind.BARNETS_PLAN
    initial: dict[str, object] = {"made_on": today(), "kind": kind.value, **stored}
    initial |= {"version": row.version if row else 0}
    initial |= {"why": PlanChange.DECISION.value} if waits else {}
    form = PlanForm(
        request.POST or None,
        latest=row.kind if row else None,
        held={plan.kind for plan in plans},
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            _save_plan,
            form.cleaned_data,
            case,
            row,
            user,
            refused_at=day_errors("made_on", purpose_missing="purpose"),
        )
        url = case_url(public_id, "plan")
        answer = after(request, outcome, form, url, "Planen er gemt.", stored)
        if answer:
            return answer
    conclusions = [a.conclusion for a in queries.assessments_of(case, user) if a.finished_on]
    beside = tuple(("Konklusion", words) for words in conclusions)
    return show_form(request, case, form, "Plan", lead=" ".join(waits), beside=beside)


def _waits_for_plan(case: "Case", user: "User") -> list[str]:
    """Return a sentence for each open deadline that a plan meets."""
    keys = catalogue.current().rules_closed_by(EventKind.PLAN_MADE)
    rows = obligations_of(case.dossier, user, clock.now())
    return [f"{row.name}: {row.due_short}." for row in rows if row.rule_key in keys]


def _save_plan(data: dict[str, Any], case: "Case", row: PlanRow | None, user: "User") -> None:
    kind, words = PlanKind(data["kind"]), {key: data[key] for key in ("purpose", "strategy")}
    if row is None or row.kind is not kind:
        actions.make_plan(by=user, case=case, kind=kind, made_on=data["made_on"], **words)
        return
    actions.change_plan(
        by=user,
        plan=queries.get_plan(case, row.public_id, user),
        version=data["version"],
        on=data["made_on"],
        why=PlanChange(data["why"]),
        **words,
    )
