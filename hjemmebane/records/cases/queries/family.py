"""What the cases of one family hold, for the family page: one query a table, persons by id."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, TruncDate

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.case_notes import NoteKind
from hjemmebane.domain.cases import AssessmentKind, CaseWeight, MeasureEndReason
from hjemmebane.domain.goals import GoalArea, RaterKind
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.regime import Regime
from hjemmebane.domain.story import StoryHeard
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import (
    Assessment,
    Case,
    CaseNote,
    CoordinationTask,
    Decision,
    FollowUp,
    Goal,
    Measure,
    Screening,
    Signposting,
    StoryReading,
)
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.cases.queries.cases import level_of
from hjemmebane.records.cases.queries.rows import SlotRow

# Cast, since PostgreSQL takes four bare nulls in a union for text.
NO_ID = Cast(Value(None), BigIntegerField())
NO_DAY = Cast(Value(None), DateField())
NO_WORD = Value("", output_field=CharField())
DECISION_WORDS = (F("measure_key"), F("law"), F("paragraph"))
READING_WORDS = (F("heard"), F("note"))
NOTE_DAY = TruncDate("happened_at", tzinfo=clock.ZONE)
SLOT_FIELDS = (
    "public_id",
    "weekday",
    "starts",
    "ends",
    "text",
    "person_id",
    "from_on",
    "to_on",
)


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
    has_signposts: bool


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

    id: int
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
    slots: tuple[SlotRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyReading:
    """Who in the family has read the story as it stands, and what they said to it."""

    dossier_id: int
    person_id: int
    read_on: date
    heard: StoryHeard
    note: str


@dataclass(frozen=True, slots=True)
class FamilyNote:
    """That a note stands in a case's journal; what it says is read there."""

    case_public_id: str
    dossier_id: int
    on: date
    kind: NoteKind


@dataclass(frozen=True, slots=True)
class PlanParts:
    """What hangs on a family's cases besides the help itself."""

    decisions: tuple[FamilyDecision, ...] = ()
    assessments: tuple[FamilyAssessment, ...] = ()
    follow_ups: tuple[tuple[str, date], ...] = ()
    readings: tuple[FamilyReading, ...] = ()
    notes: tuple[FamilyNote, ...] = ()


def cases_of_family(family_id: int, user: User) -> tuple[FamilyCase, ...]:
    """Return the cases of a family that the reader may know of, open ones first."""
    rows = Case.objects.visible_to(user).filter(family_id=family_id).select_related("dossier")
    risk = Screening.objects.filter(
        case=OuterRef("pk"), is_honour_suspected=True, risk_assessed_on__isnull=True
    )
    helped_on = Signposting.objects.filter(dossier=OuterRef("dossier"))
    ordered = rows.annotate(must_wait=Exists(risk), was_helped_on=Exists(helped_on))
    ordered = ordered.order_by("opened_at", "pk")
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
        has_signposts=bool(case.was_helped_on),  # type: ignore[attr-defined]  # annotated
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


def plan_parts_in(dossier_ids: Collection[int], user: User) -> PlanParts:
    """Return decisions, assessments, held follow-ups, story readings and notes, oldest first.

    Five tables in one query, each as far as the reader's rights to it go; of an assessment when
    it ran and of a note in the journal that it is there, not what they say.
    """
    rows = _rows(Decision, dossier_ids, user, "decided_on", NO_DAY, NO_ID, *DECISION_WORDS).union(
        _rows(Assessment, dossier_ids, user, "started_on", F("finished_on"), NO_ID, F("kind")),
        _rows(FollowUp, dossier_ids, user, "held_on", NO_DAY, NO_ID),
        _rows(StoryReading, dossier_ids, user, "read_on", NO_DAY, F("person_id"), *READING_WORDS),
        _rows(CaseNote, dossier_ids, user, NOTE_DAY, NO_DAY, NO_ID, F("kind")),
        all=True,
    )
    ordered = sorted(rows, key=lambda row: (row[4], row[0]))
    law = catalogue.current()
    return PlanParts(
        decisions=tuple(
            FamilyDecision(
                str(public_id),
                str(case),
                dossier,
                on,
                law.measure(key).name(Regime(of)),
                f"§ {par}",
            )
            for what, public_id, case, dossier, on, _, _, key, of, par in ordered
            if what == Decision.audit_kind
        ),
        assessments=tuple(
            FamilyAssessment(str(public_id), str(case), dossier, AssessmentKind(kind), on, until)
            for what, public_id, case, dossier, on, until, _, kind, _, _ in ordered
            if what == Assessment.audit_kind
        ),
        follow_ups=tuple(
            (str(case), on) for what, _, case, _, on, *_ in ordered if what == FollowUp.audit_kind
        ),
        readings=tuple(
            FamilyReading(dossier, person_id, on, StoryHeard(heard), note)
            for what, _, _, dossier, on, _, person_id, heard, note, _ in ordered
            if what == StoryReading.audit_kind
        ),
        notes=tuple(
            FamilyNote(str(case), dossier, on, NoteKind(kind))
            for what, _, case, dossier, on, _, _, kind, _, _ in ordered
            if what == CaseNote.audit_kind
        ),
    )


def _rows(
    table: Any,
    dossier_ids: Collection[int],
    user: User,
    on: Any,
    until: Any,
    person: Any,
    *words: Any,
) -> Any:
    """Return one table's rows in the shape all five share."""
    three = [*words, NO_WORD, NO_WORD, NO_WORD][:3]
    narrowed = {"case__dossier_id__in": dossier_ids}
    if table is StoryReading:
        narrowed["ended_at__isnull"] = True  # type: ignore[assignment]  # a plain flag
    return (
        table.objects.visible_to(user)
        .filter(**narrowed)
        .annotate(
            part=Value(table.audit_kind, output_field=CharField()),
            part_on=F(on) if isinstance(on, str) else on,
            part_until=until,
            part_person=person,
            **{f"word_{n}": Cast(word, CharField()) for n, word in enumerate(three)},
        )
        .values_list(
            "part",
            "public_id",
            "case__public_id",
            "case__dossier_id",
            "part_on",
            "part_until",
            "part_person",
            "word_0",
            "word_1",
            "word_2",
        )
    )


GOAL_COLUMNS = (
    *("pk", "public_id", "dossier_id", "own_words", "professional_words", "words_of_id"),
    *("area", "agreed_on", "ended_on", "course_id"),
    *("mark_on", "mark_value", "mark_rater", "mark_person"),
)


def goals_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyGoal, ...]:
    """Return a family's goals with every number given to them, running ones first."""
    rows = (
        Goal.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids)
        .annotate(
            mark_on=F("progress__on"),
            mark_value=F("progress__value"),
            mark_rater=F("progress__rater_kind"),
            mark_person=F("progress__person_id"),
        )
        .order_by("agreed_on", "pk", "progress__on", "progress__pk")
        .values_list(*GOAL_COLUMNS, named=True)
    )
    # One row for each number, so that goals and numbers come in one query, as plain rows.
    marks: dict[int, list[GoalMark]] = defaultdict(list)
    found: dict[int, Any] = {}
    for row in rows:
        found.setdefault(row.pk, row)
        if row.mark_value is not None:
            rater = RaterKind(row.mark_rater)
            mark = GoalMark(row.mark_on, int(row.mark_value), rater, row.mark_person)
            marks[row.pk].append(mark)
    return tuple(
        FamilyGoal(
            id=goal.pk,
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
        for goal in sorted(found.values(), key=lambda goal: goal.ended_on is not None)
    )


def tasks_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyTask, ...]:
    """Return who does what in a family's coordination plans, open tasks by day first."""
    rows = (
        CoordinationTask.objects.visible_to(user)
        .filter(plan__case__dossier_id__in=dossier_ids)
        .select_related("user", "unit", "plan__case")
        .annotate(**{f"slot_{name}": F(f"slots__{name}") for name in SLOT_FIELDS})
        .order_by("due_on", "pk", "slots__pk")
    )
    # One row for each fixed hour, so that tasks and hours come in one query.
    slots: dict[int, list[SlotRow]] = defaultdict(list)
    tasks: dict[int, CoordinationTask] = {}
    for task in rows:
        tasks.setdefault(task.pk, task)
        public_id, *rest = (getattr(task, f"slot_{name}") for name in SLOT_FIELDS)
        if public_id is not None:
            slots[task.pk].append(SlotRow(str(public_id), *rest))
    found = sorted(
        tasks.values(), key=lambda row: (row.done_at is not None, row.due_on or date.max, row.pk)
    )
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
            slots=tuple(slots[row.pk]),
        )
        for row in found
    )
