"""What the queries hand out: plain rows, names only as cards."""

from dataclasses import dataclass
from datetime import date, datetime, time

from hjemmebane.domain.cases import (
    AssessmentKind,
    CaseWeight,
    DecisionKind,
    PlanChange,
    PlanKind,
    ScreeningOutcome,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.follow_up import FollowUpOutcome
from hjemmebane.domain.goals import GoalArea, GoalStanding, ProgressPoint, Stance
from hjemmebane.domain.ladder import Step, StepMovement
from hjemmebane.domain.prose_dates import numeric
from hjemmebane.records.people.queries import PersonCard

DAY_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it stands in lists."""

    id: int
    public_id: str
    number: str
    child: PersonCard
    adviser: str
    weight: CaseWeight
    next_due_at: datetime | None
    opened_at: datetime
    aware_on: date
    is_closed: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of the case list; `after` leads to the next one, or is empty."""

    rows: tuple[CaseRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """A screening as the authority reads it."""

    public_id: str
    outcome: ScreeningOutcome | None
    reason_key: str
    reason: str
    reason_text: str
    is_honour_suspected: bool
    risk_assessed_on: date | None
    risk_text: str
    decided_at: datetime | None
    decided_by: str
    version: int
    must_assess_risk_first: bool


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment; a provider reads its conclusion only."""

    public_id: str
    kind: AssessmentKind
    started_on: date
    finished_on: date | None
    provisional_on: date | None
    conclusion: str
    looked_into: str = ""
    by_whom: str = ""
    findings: str = ""
    childs_view: str = ""
    child_view_waiver_key: str = ""
    child_view_waiver: str = ""
    child_view_waiver_text: str = ""
    parents_view: str = ""
    version: int = 1

    @property
    def is_running(self) -> bool:
        """Return whether the assessment is still being made."""
        return self.finished_on is None


@dataclass(frozen=True, slots=True)
class PlanRevisionRow:
    """A change of a plan: when, why, by whom, and what it said before."""

    revised_on: date
    why: PlanChange
    revised_by: str
    purpose_before: str
    strategy_before: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the authority, with its changes, the newest first."""

    id: int
    public_id: str
    kind: PlanKind
    purpose: str
    strategy: str
    made_on: date
    version: int
    revisions: tuple[PlanRevisionRow, ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal, whose words it is in, and how it goes."""

    id: int
    public_id: str
    own_words: str
    professional_words: str
    words_of: PersonCard | None
    area: GoalArea
    agreed_on: date
    ended_on: date | None
    course_id: int | None
    standing: GoalStanding
    points: tuple[ProgressPoint, ...]
    version: int
    stance: Stance | None = None

    @property
    def is_running(self) -> bool:
        """Return whether the goal still stands."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """An option that was weighed."""

    option: str
    was_chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision; the child's view shows to the authority only."""

    id: int
    public_id: str
    kind: DecisionKind
    decided_on: date
    decided_by: str
    measure_key: str
    law: str
    step: Step
    aim: OrderAim
    compensates: str
    grounds: str
    purpose: str
    expected_duration_weeks: int
    replaces: str
    is_plan_needed: bool | None
    plan_made_on: date | None
    child_view: str
    child_view_waiver: str
    alternatives: tuple[AlternativeRow, ...]
    is_started: bool
    is_approval_missing: bool
    approved_by: str
    asked_at: datetime | None
    declined_by: str
    declined_why: str
    notified_at: datetime | None
    notified_how: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure that runs or ran."""

    id: int
    public_id: str
    title: str
    measure_key: str
    step: Step
    aim: OrderAim
    purpose: str
    law: str
    kle: str
    started_on: date
    expected_end_on: date
    ended_on: date | None
    end_reason: str
    provider: str
    decision_public_id: str
    course_id: int | None

    @property
    def is_running(self) -> bool:
        """Return whether the measure has no end yet."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class LadderMove:
    """A movement on the ladder, its day, and the reasons of the measures that made it."""

    on: date
    movement: StepMovement
    before: Step | None
    after: Step | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps a child's measures stand on today, and how it came there."""

    steps: tuple[Step, ...] = ()
    moves: tuple[LadderMove, ...] = ()
    everyday_life: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A fixed hour of the week; the one of the family whose time it takes by id."""

    public_id: str
    weekday: int
    starts: time | None
    ends: time | None
    text: str
    person_id: int | None
    from_on: date
    to_on: date | None

    @property
    def words(self) -> str:
        """Return “tirsdag 8.00–16.00, praktik, fra 1.12.2026”."""
        hours = "–".join(f"{at.hour}.{at.minute:02}" for at in (self.starts, self.ends) if at)
        until = f" til {numeric(self.to_on)}" if self.to_on else ""
        parts = (f"{DAY_NAMES[self.weekday]} {hours}".strip(), self.text)
        return ", ".join([*(part for part in parts if part), f"fra {numeric(self.from_on)}{until}"])


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of the coordination plan."""

    public_id: str
    owner: str
    what: str
    how: str
    together_with: str
    when_text: str
    due_on: date | None
    done_at: datetime | None
    goal_id: int | None
    is_mine: bool
    version: int
    slots: tuple["SlotRow", ...] = ()


@dataclass(frozen=True, slots=True)
class Coordination:
    """The coordination plan, what stands behind it, and its tasks."""

    public_id: str
    activated_at: datetime | None
    behind: str
    tasks: tuple[TaskRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class PartnerTask:
    """A partner's own task: the child it is about and nothing else of the case."""

    public_id: str
    child: PersonCard
    what: str
    how: str
    together_with: str
    when_text: str
    due_on: date | None
    done_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class GoalJudged:
    """How a goal was judged at a follow-up."""

    goal_id: int
    own_words: str
    judgement: str
    value: int | None
    note: str


@dataclass(frozen=True, slots=True)
class MeasureSettled:
    """What a follow-up decided about a measure."""

    measure_id: int
    title: str
    outcome: FollowUpOutcome
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A formal follow-up."""

    public_id: str
    held_on: date
    held_by: str
    child_heard: str
    child_words: str
    parents_heard: str
    parents_words: str
    step_down: str
    step_down_text: str
    combine: str
    everyday_life: str
    next_on: date | None
    next_reason: str
    next_reason_text: str
    closed_at: datetime | None
    goals: tuple[GoalJudged, ...]
    measures: tuple[MeasureSettled, ...]
    version: int

    @property
    def is_open(self) -> bool:
        """Return whether the follow-up is still being written."""
        return self.closed_at is None
