"""The tables of the cases record."""

from hjemmebane.records.cases.models.case import (
    Assessment,
    Case,
    Screening,
    StoryReading,
)
from hjemmebane.records.cases.models.coordination import (
    ClashSettlement,
    CoordinationPlan,
    CoordinationTask,
    TaskSlot,
)
from hjemmebane.records.cases.models.deciding import Complaint, DecisionLetter, DecisionParty
from hjemmebane.records.cases.models.follow_up import (
    FollowUp,
    FollowUpGoal,
    FollowUpMeasure,
    FollowUpRhythm,
)
from hjemmebane.records.cases.models.goals import (
    ActionPlan,
    Goal,
    GoalProgress,
    GoalStance,
    PlanRevision,
)
from hjemmebane.records.cases.models.measures import AlternativeConsidered, Decision, Measure
from hjemmebane.records.cases.models.notes import CaseNote, CaseNoteAddendum, NotedEvent
from hjemmebane.records.cases.models.placement_risk import PlacementRisk
from hjemmebane.records.cases.models.professionals import InterdisciplinaryReview, Signposting
from hjemmebane.records.cases.models.service_choices import ServiceChoice, ServicePlaces
from hjemmebane.records.cases.models.status import CaseCount, CaseMonth, CaseStatusChange

__all__ = [
    "ActionPlan",
    "AlternativeConsidered",
    "Assessment",
    "Case",
    "CaseCount",
    "CaseMonth",
    "CaseNote",
    "CaseNoteAddendum",
    "CaseStatusChange",
    "ClashSettlement",
    "Complaint",
    "CoordinationPlan",
    "CoordinationTask",
    "Decision",
    "DecisionLetter",
    "DecisionParty",
    "FollowUp",
    "FollowUpGoal",
    "FollowUpMeasure",
    "FollowUpRhythm",
    "Goal",
    "GoalProgress",
    "GoalStance",
    "InterdisciplinaryReview",
    "Measure",
    "NotedEvent",
    "PlacementRisk",
    "PlanRevision",
    "Screening",
    "ServiceChoice",
    "ServicePlaces",
    "Signposting",
    "StoryReading",
    "TaskSlot",
]
