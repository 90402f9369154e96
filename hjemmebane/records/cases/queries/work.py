"""Screening, assessments, plans and decisions of one case."""

from collections import defaultdict
from typing import TypeVar

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.cases import (
    AssessmentKind,
    DecisionKind,
    NotifiedHow,
    PlanChange,
    PlanKind,
    Replaces,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
    risk_assessment_first,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import (
    ActionPlan,
    AlternativeConsidered,
    Assessment,
    Case,
    Decision,
    PlanRevision,
    Screening,
)
from hjemmebane.records.cases.queries.cases import level_of
from hjemmebane.records.cases.queries.rows import (
    AlternativeRow,
    AssessmentRow,
    DecisionRow,
    PlanRevisionRow,
    PlanRow,
    ScreeningRow,
)


def screening_of(case: Case, user: User) -> ScreeningRow | None:
    """Return the screening of a case, for the authority."""
    row = Screening.objects.visible_to(user).filter(case=case).select_related("decided_by").first()
    if row is None:
        return None
    return ScreeningRow(
        str(row.public_id),
        ScreeningOutcome(row.outcome) if row.outcome else None,
        row.reason,
        ScreeningReason(row.reason).label if row.reason else "",
        row.reason_text,
        row.is_honour_suspected,
        row.risk_assessed_on,
        row.risk_text,
        row.decided_at,
        row.decided_by.name if row.decided_by else "",
        row.version,
        risk_assessment_first(
            is_honour_suspected=row.is_honour_suspected, risk_assessed_on=row.risk_assessed_on
        ),
    )


def assessments_of(case: Case, user: User) -> tuple[AssessmentRow, ...]:
    """Return the assessments of a case, newest first; a provider gets the conclusions."""
    is_whole = level_of(case.dossier, user, Aspect.INTAKE) == Level.YES
    rows = Assessment.objects.visible_to(user).filter(case=case).order_by("-started_on", "-pk")
    return tuple(_assessment(row, is_whole=is_whole) for row in rows)


def _assessment(row: Assessment, *, is_whole: bool) -> AssessmentRow:
    short = AssessmentRow(
        str(row.public_id),
        AssessmentKind(row.kind),
        row.started_on,
        row.finished_on,
        row.provisional_on,
        row.conclusion if is_whole or row.finished_on else "",
    )
    if not is_whole:
        return short
    return AssessmentRow(
        short.public_id,
        short.kind,
        short.started_on,
        short.finished_on,
        short.provisional_on,
        row.conclusion,
        row.looked_into,
        row.by_whom,
        row.findings,
        row.childs_view,
        row.child_view_waiver,
        ViewWaiver(row.child_view_waiver).label if row.child_view_waiver else "",
        row.child_view_waiver_text,
        row.parents_view,
        row.version,
    )


def get_assessment(case: Case, public_id: object, user: User) -> Assessment:
    """Return an assessment of the case; raise NotVisible otherwise."""
    rows = Assessment.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    return found(rows.first(), "assessment", public_id)


def plans_of(case: Case, user: User) -> tuple[PlanRow, ...]:
    """Return the authority's plans in a case."""
    rows = list(ActionPlan.objects.visible_to(user).filter(case=case).order_by("made_on", "pk"))
    changes: dict[int, list[PlanRevisionRow]] = defaultdict(list)
    known = PlanRevision.objects.visible_to(user).filter(plan__in=rows)
    for one in known.select_related("revised_by").order_by("-revised_on", "-pk"):
        by = one.revised_by.name if one.revised_by else ""
        why = PlanChange(one.why)
        row = PlanRevisionRow(one.revised_on, why, by, one.purpose_before, one.strategy_before)
        changes[one.plan_id].append(row)
    return tuple(
        PlanRow(
            row.pk,
            str(row.public_id),
            PlanKind(row.kind),
            row.purpose,
            row.strategy,
            row.made_on,
            row.version,
            tuple(changes[row.pk]),
        )
        for row in rows
    )


def get_plan(case: Case, public_id: object, user: User) -> ActionPlan:
    """Return a plan of the case; raise NotVisible otherwise."""
    rows = ActionPlan.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    return found(rows.first(), "action_plan", public_id)


def decisions_of(case: Case, user: User) -> tuple[DecisionRow, ...]:
    """Return the decisions of a case, newest first."""
    is_authority = level_of(case.dossier, user, Aspect.INTAKE) == Level.YES
    rows = list(
        Decision.objects.visible_to(user)
        .filter(case=case)
        .select_related("decided_by", "approved_by", "declined_by", "plan")
        .prefetch_related("measures")
        .order_by("-decided_on", "-pk")
    )
    weighed: dict[int, list[AlternativeRow]] = defaultdict(list)
    for option in AlternativeConsidered.objects.filter(decision__in=rows).order_by("pk"):
        weighed[option.decision_id].append(
            AlternativeRow(option.option, option.was_chosen, option.why)
        )
    return tuple(_decision(row, tuple(weighed[row.pk]), is_authority) for row in rows)


def _decision(
    row: Decision, alternatives: tuple[AlternativeRow, ...], is_authority: bool
) -> DecisionRow:
    replaces = "" if row.replaces == Replaces.NOTHING else Replaces(row.replaces).label
    waiver = ViewWaiver(row.child_view_waiver).label if row.child_view_waiver else ""
    return DecisionRow(
        id=row.pk,
        public_id=str(row.public_id),
        kind=DecisionKind(row.kind),
        decided_on=row.decided_on,
        decided_by=row.decided_by.name if row.decided_by else "",
        measure_key=row.measure_key,
        law=row.legal_basis.words,
        step=Step.parse(row.ladder_step),
        aim=OrderAim(row.aim),
        compensates=row.compensates,
        grounds=row.grounds if is_authority else "",
        purpose=row.purpose,
        expected_duration_weeks=row.expected_duration_weeks,
        replaces=": ".join(part for part in (replaces, row.replaces_text) if part),
        is_plan_needed=row.is_plan_needed,
        plan_made_on=row.plan.made_on if row.plan else None,
        child_view=row.child_view if is_authority else "",
        child_view_waiver=waiver if is_authority else "",
        alternatives=alternatives if is_authority else (),
        is_started=bool(row.measures.all()),
        is_approval_missing=row.is_waiting,
        approved_by=row.approved_by.name if row.approved_by else "",
        asked_at=row.asked_at,
        declined_by=row.declined_by.name if row.declined_by else "",
        declined_why=row.declined_why,
        notified_at=row.notified_at,
        notified_how=NotifiedHow(row.notified_how).label if row.notified_how else "",
    )


def get_decision(case: Case, public_id: object, user: User) -> Decision:
    """Return a decision of the case; raise NotVisible otherwise."""
    rows = Decision.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    return found(rows.select_related("case__dossier").first(), "decision", public_id)


def decision_by_itself(public_id: object, user: User) -> Decision:
    """Return a decision that is known without its case; raise NotVisible outside the reach."""
    rows = Decision.objects.visible_to(user).filter(public_id=str(public_id))
    return found(rows.select_related("case").first(), "decision", public_id)


T = TypeVar("T")


def found(row: T | None, kind: str, public_id: object) -> T:
    """Return the row; raise NotVisible where there is none."""
    if row is None:
        raise NotVisible(kind, public_id)
    return row
