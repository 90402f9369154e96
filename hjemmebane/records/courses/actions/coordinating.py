"""What the coordinator of a family does: mark goals that pull apart, settle them and clashes."""

from hjemmebane import clock
from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.domain.goal_conflicts import ConflictChoice
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, once
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions import write_settlement
from hjemmebane.records.cases.models import Case, ClashSettlement, Goal
from hjemmebane.records.courses.models import GoalConflict
from hjemmebane.records.courses.queries.coordinating import coordinators_of, may_coordinate
from hjemmebane.records.people.models import Family
from hjemmebane.records.people.queries import family_view


@action("coordination.mark_apart")
def mark_apart(*, by: User, family: Family, goals: tuple[str, str], why: str) -> GoalConflict:
    """Mark that two running goals of a family pull apart, and why (S1-SFB-13).

    `goals` are public ids. Raises Refused `not_coordinator`, `same_goal`, `unknown_goal`,
    `reason_missing`, `already_apart`.
    """
    name = "coordination.mark_apart"
    _must_coordinate(name, family, by)
    if len(set(goals)) == 1:
        raise Refused(name, "same_goal")
    near = family_view(family.public_id, by).dossier_ids
    rows = Goal.objects.visible_to(by).filter(public_id__in=goals, dossier_id__in=near)
    pair = list(rows.filter(ended_on__isnull=True).order_by("pk"))
    if len(pair) != len(goals):
        raise Refused(name, "unknown_goal")
    if not why.strip():
        raise Refused(name, "reason_missing")
    first, second = pair
    with once(name, "already_apart"):
        row = GoalConflict.objects.create(
            family=family,
            goal=first,
            against=second,
            why=why.strip(),
            marked_by=by,
            marked_at=clock.now(),
        )
    log(by=by, about=row, facts={"goals": [first.public_id, second.public_id]})
    return row


@action("coordination.settle_goals")
def settle_goals(
    *, by: User, conflict: GoalConflict, choice: ConflictChoice, reason: str
) -> GoalConflict:
    """Settle goals that pull apart: what was chosen, and why.

    Raises Refused `not_coordinator`, `reason_missing`, `conflict_settled`.
    """
    name = "coordination.settle_goals"
    _must_coordinate(name, conflict.family, by)
    if not reason.strip():
        raise Refused(name, "reason_missing")
    hold(conflict)
    conflict.refresh_from_db()
    if conflict.settled_at is not None:
        raise Refused(name, "conflict_settled")
    conflict.choice, conflict.reason = choice, reason.strip()
    conflict.settled_by, conflict.settled_at = by, clock.now()
    conflict.save(update_fields=["choice", "reason", "settled_by", "settled_at"])
    log(by=by, about=conflict, reason=choice)
    return conflict


@action("coordination.settle_as_coordinator")
def settle_clash_as_coordinator(
    *, by: User, case: Case, mark: str, choice: ClashChoice, text: str = ""
) -> ClashSettlement:
    """Write how a clash of the week was settled by the programme's coordinator of the family."""
    name = "coordination.settle_as_coordinator"
    if by.pk not in coordinators_of(case.family_id):
        raise Refused(name, "not_coordinator")
    row = write_settlement(name, case, mark, choice, text, by)
    log(by=by, about=row, reason=choice, facts={"case": case.public_id})
    return row


def _must_coordinate(name: str, family: Family, by: User) -> None:
    if not may_coordinate(family.pk, by):
        raise Refused(name, "not_coordinator")
