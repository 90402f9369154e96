"""Formal follow-ups of a case, as they were held."""

from collections import defaultdict

from hjemmebane.domain.follow_up import (
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import (
    Case,
    FollowUp,
    FollowUpGoal,
    FollowUpMeasure,
    Goal,
)
from hjemmebane.records.cases.queries.cases import may_work_on
from hjemmebane.records.cases.queries.rows import FollowUpRow, GoalJudged, MeasureSettled


def follow_ups_of(case: Case, user: User) -> tuple[FollowUpRow, ...]:
    """Return the follow-ups of a case, newest first; drafts show to those who write them."""
    rows = FollowUp.objects.visible_to(user).filter(case=case).select_related("held_by")
    if not may_work_on(case, user):
        rows = rows.filter(closed_at__isnull=False)
    found = list(rows.order_by("-held_on", "-pk"))
    goals, measures = _goals(found, user), _measures(found)
    return tuple(_row(row, goals[row.pk], measures[row.pk]) for row in found)


def open_follow_up(case: Case, user: User) -> FollowUp | None:
    """Return the follow-up that is being written, where there is one."""
    return FollowUp.objects.visible_to(user).filter(case=case, closed_at__isnull=True).first()


def get_follow_up(case: Case, public_id: object, user: User) -> FollowUp:
    """Return a follow-up of the case; raise NotVisible otherwise."""
    rows = FollowUp.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    row = rows.select_related("case__dossier").first()
    if row is None:
        raise NotVisible("follow_up", public_id)
    return row


def follow_up_row(follow_up: FollowUp, user: User) -> FollowUpRow:
    """Return one follow-up with its goals and measures."""
    goals, measures = _goals([follow_up], user), _measures([follow_up])
    return _row(follow_up, goals[follow_up.pk], measures[follow_up.pk])


def _goals(rows: list[FollowUp], user: User) -> dict[int, list[GoalJudged]]:
    seen = Goal.objects.visible_to(user).values("pk")
    found: dict[int, list[GoalJudged]] = defaultdict(list)
    judged = FollowUpGoal.objects.filter(follow_up__in=rows, goal__in=seen)
    for row in judged.select_related("goal").order_by("pk"):
        found[row.follow_up_id].append(
            GoalJudged(
                row.goal_id,
                row.goal.own_words,
                Judgement(row.judgement).value,
                row.value,
                row.note,
            )
        )
    return found


def _measures(rows: list[FollowUp]) -> dict[int, list[MeasureSettled]]:
    found: dict[int, list[MeasureSettled]] = defaultdict(list)
    settled = FollowUpMeasure.objects.filter(follow_up__in=rows)
    for row in settled.select_related("measure").order_by("pk"):
        found[row.follow_up_id].append(
            MeasureSettled(
                row.measure_id,
                row.measure.title,
                FollowUpOutcome(row.outcome),
                OutcomeReason(row.reason_key).value,
                row.reason,
            )
        )
    return found


def _row(row: FollowUp, goals: list[GoalJudged], measures: list[MeasureSettled]) -> FollowUpRow:
    return FollowUpRow(
        public_id=str(row.public_id),
        held_on=row.held_on,
        held_by=row.held_by.name if row.held_by else "",
        child_heard=Heard(row.child_heard).value if row.child_heard else "",
        child_words=row.child_words,
        parents_heard=Heard(row.parents_heard).value if row.parents_heard else "",
        parents_words=row.parents_words,
        step_down=StepDown(row.step_down).value if row.step_down else "",
        step_down_text=row.step_down_text,
        combine=row.combine,
        everyday_life=row.everyday_life,
        next_on=row.next_on,
        next_reason=NextReason(row.next_reason).value if row.next_reason else "",
        next_reason_text=row.next_reason_text,
        closed_at=row.closed_at,
        goals=tuple(goals),
        measures=tuple(measures),
        version=row.version,
    )
