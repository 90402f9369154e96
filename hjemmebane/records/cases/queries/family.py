"""What the cases of one family hold, for the family page: one query a table, persons by id."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.cases import AssessmentKind, CaseWeight, MeasureEndReason
from hjemmebane.domain.goals import GoalArea, RaterKind
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import (
    Assessment,
    Case,
    CoordinationTask,
    Decision,
    FollowUp,
    Goal,
    GoalProgress,
    Measure,
    Screening,
)
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.cases.queries.cases import level_of


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """A case of the family; the story only where the reader may read what the case holds."""

    public_id: str
    number: str
    dossier_id: int
    child_id: int
    aware_on: date
    opened_at: datetime
    closed_at: datetime | None
    next_due_at: datetime | None
    weight: CaseWeight
    story: str
    story_agreed_on: date | None
    may_read: bool
    may_work: bool
    is_contact_held_back: bool


@dataclass(frozen=True, slots=True)
class FamilyMeasure:
    """A measure on its step, why it began and how it ended."""

    public_id: str
    case_public_id: str
    dossier_id: int
    title: str
    step: Step
    purpose: str
    law: str
    started_on: date
    expected_end_on: date
    ended_on: date | None
    end_words: str
    everyday_life: str
    course_id: int | None
    decision_public_id: str


@dataclass(frozen=True, slots=True)
class FamilyDecision:
    """A decision as a mark in time."""

    public_id: str
    case_public_id: str
    dossier_id: int
    decided_on: date
    title: str
    law: str


@dataclass(frozen=True, slots=True)
class FamilyAssessment:
    """An assessment as a stretch of time."""

    public_id: str
    case_public_id: str
    dossier_id: int
    kind: AssessmentKind
    started_on: date
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class GoalMark:
    """One number for a goal: when, by whom, how much."""

    on: date
    value: int
    rater: RaterKind
    person_id: int | None


@dataclass(frozen=True, slots=True)
class FamilyGoal:
    """A goal with every number it was given; no average is made."""

    public_id: str
    dossier_id: int
    own_words: str
    professional_words: str
    words_of_id: int | None
    area: GoalArea
    agreed_on: date
    ended_on: date | None
    course_id: int | None
    marks: tuple[GoalMark, ...]


@dataclass(frozen=True, slots=True)
class FamilyTask:
    """Somebody's task in a coordination plan; an owner in the family is given by id."""

    public_id: str
    plan_public_id: str
    case_public_id: str
    owner: str
    owner_unit: str
    person_id: int | None
    what: str
    how: str
    together_with: str
    when_text: str
    due_on: date | None
    done_at: datetime | None
    goal_id: int | None
    is_active: bool


def cases_of_family(family_id: int, user: User) -> tuple[FamilyCase, ...]:
    """Return the cases of a family that the reader may know of, open ones first."""
    rows = Case.objects.visible_to(user).filter(family_id=family_id).select_related("dossier")
    risk = Screening.objects.filter(
        case=OuterRef("pk"), is_honour_suspected=True, risk_assessed_on__isnull=True
    )
    ordered = rows.annotate(must_wait=Exists(risk)).order_by("opened_at", "pk")
    found = sorted(ordered, key=lambda case: case.closed_at is not None)
    return tuple(_case(case, user) for case in found)


def _case(case: Case, user: User) -> FamilyCase:
    may_read = level_of(case.dossier, user, Aspect.PLAN) in (Level.YES, Level.ORDER)
    return FamilyCase(
        public_id=str(case.public_id),
        number=case.number,
        dossier_id=case.dossier_id,
        child_id=case.child_id,
        aware_on=case.aware_on,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        next_due_at=None if case.next_due_at == NO_DUE else case.next_due_at,
        weight=CaseWeight(case.weight),
        story=case.story if may_read else "",
        story_agreed_on=case.story_agreed_on if may_read else None,
        may_read=may_read,
        may_work=level_of(case.dossier, user, Aspect.INTAKE) == Level.YES,
        is_contact_held_back=may_read and bool(case.must_wait),  # type: ignore[attr-defined]  # annotated
    )


def measures_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyMeasure, ...]:
    """Return the measures of a family's cases, oldest first."""
    rows = Measure.objects.visible_to(user).filter(case__dossier_id__in=dossier_ids)
    return tuple(
        FamilyMeasure(
            public_id=str(row.public_id),
            case_public_id=str(row.case.public_id),
            dossier_id=row.case.dossier_id,
            title=row.title,
            step=row.step,
            purpose=row.purpose,
            law=row.decision.legal_basis.words,
            started_on=row.started_on,
            expected_end_on=row.expected_end_on,
            ended_on=row.ended_on,
            end_words=row.end_text
            or (MeasureEndReason(row.end_reason).label if row.end_reason else ""),
            everyday_life=row.everyday_life_note,
            course_id=row.course_id,
            decision_public_id=str(row.decision.public_id),
        )
        for row in rows.select_related("case", "decision").order_by("started_on", "pk")
    )


def decisions_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyDecision, ...]:
    """Return the decisions of a family's cases, oldest first."""
    rows = Decision.objects.visible_to(user).filter(case__dossier_id__in=dossier_ids)
    law = catalogue.current()
    return tuple(
        FamilyDecision(
            str(row.public_id),
            str(row.case.public_id),
            row.case.dossier_id,
            row.decided_on,
            law.measure(row.measure_key).name(Regime(row.law)),
            f"§ {row.paragraph}",
        )
        for row in rows.select_related("case").order_by("decided_on", "pk")
    )


def assessments_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyAssessment, ...]:
    """Return when a family's assessments ran, oldest first; not what they say."""
    rows = Assessment.objects.visible_to(user).filter(case__dossier_id__in=dossier_ids)
    return tuple(
        FamilyAssessment(
            str(row.public_id),
            str(row.case.public_id),
            row.case.dossier_id,
            AssessmentKind(row.kind),
            row.started_on,
            row.finished_on,
        )
        for row in rows.select_related("case").order_by("started_on", "pk")
    )


def follow_ups_in(dossier_ids: Collection[int], user: User) -> tuple[tuple[str, date], ...]:
    """Return when formal follow-ups were held, each with its case's public id, oldest first."""
    rows = FollowUp.objects.visible_to(user).filter(case__dossier_id__in=dossier_ids)
    ordered = rows.order_by("held_on", "pk").values_list("case__public_id", "held_on")
    return tuple((str(case), on) for case, on in ordered)


def goals_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyGoal, ...]:
    """Return a family's goals with every number given to them, running ones first."""
    rows = Goal.objects.visible_to(user).filter(dossier_id__in=dossier_ids)
    goals = sorted(rows.order_by("agreed_on", "pk"), key=lambda goal: goal.ended_on is not None)
    marks: dict[int, list[GoalMark]] = defaultdict(list)
    progress = GoalProgress.objects.filter(goal__in=goals, value__isnull=False)
    for row in progress.order_by("on", "pk"):
        mark = GoalMark(row.on, int(row.value or 0), RaterKind(row.rater_kind), row.person_id)
        marks[row.goal_id].append(mark)
    return tuple(
        FamilyGoal(
            public_id=str(goal.public_id),
            dossier_id=goal.dossier_id,
            own_words=goal.own_words,
            professional_words=goal.professional_words,
            words_of_id=goal.words_of_id,
            area=GoalArea(goal.area),
            agreed_on=goal.agreed_on,
            ended_on=goal.ended_on,
            course_id=goal.course_id,
            marks=tuple(marks[goal.pk]),
        )
        for goal in goals
    )


def tasks_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyTask, ...]:
    """Return who does what in a family's coordination plans, open tasks by day first."""
    rows = CoordinationTask.objects.visible_to(user).filter(plan__case__dossier_id__in=dossier_ids)
    found = list(rows.select_related("user", "unit", "plan__case").order_by("due_on", "pk"))
    found.sort(key=lambda row: (row.done_at is not None, row.due_on or date.max, row.pk))
    return tuple(
        FamilyTask(
            public_id=str(row.public_id),
            plan_public_id=str(row.plan.public_id),
            case_public_id=str(row.plan.case.public_id),
            owner=row.user.name if row.user else "",
            owner_unit=row.unit.name if row.unit else "",
            person_id=row.person_id,
            what=row.what,
            how=row.how,
            together_with=row.together_with,
            when_text=row.when_text,
            due_on=row.due_on,
            done_at=row.done_at,
            goal_id=row.goal_id,
            is_active=row.plan.activated_at is not None,
        )
        for row in found
    )
