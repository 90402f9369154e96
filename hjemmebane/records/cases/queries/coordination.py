"""The coordination plan and its tasks, for staff, family and partners."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from hjemmebane import clock
from hjemmebane.domain.cases import DecisionBehind, PlanBehind, PlanKind
from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.cases.models import (
    ActionPlan,
    Case,
    ClashSettlement,
    CoordinationPlan,
    CoordinationTask,
    Decision,
    Goal,
    TaskSlot,
)
from hjemmebane.records.cases.models.coordination import own_task
from hjemmebane.records.cases.queries.rows import Coordination, PartnerTask, SlotRow, TaskRow
from hjemmebane.records.people.queries import PersonCard, cards_by_id


def coordination_of(subject: Case | Dossier, user: User) -> Coordination | None:
    """Return the coordination plan of a case with the tasks the reader may see."""
    dossier_id = subject.dossier_id if isinstance(subject, Case) else subject.pk
    plan = (
        CoordinationPlan.objects.visible_to(user)
        .filter(case__dossier_id=dossier_id)
        .select_related("plan", "decision")
        .first()
    )
    if plan is None:
        return None
    tasks = list(
        CoordinationTask.objects.visible_to(user)
        .filter(plan=plan)
        .select_related("user", "unit")
        .prefetch_related(Prefetch("slots", TaskSlot.objects.visible_to(user).order_by("pk")))
        .order_by("done_at", "due_on", "pk")
    )
    persons = cards_by_id([task.person_id for task in tasks if task.person_id], user)
    units = set(units_of(user).values_list("pk", flat=True))
    return Coordination(
        str(plan.public_id),
        plan.activated_at,
        _behind(plan),
        tuple(_task(task, persons, _is_mine(task, user, units)) for task in tasks),
        plan.version,
    )


def _behind(plan: CoordinationPlan) -> str:
    if plan.plan:
        return PlanKind(plan.plan.kind).label
    return plan.decision.legal_basis.words if plan.decision else ""


def _is_mine(task: CoordinationTask, user: User, units: set[int]) -> bool:
    own = task.user_id == user.pk or (task.unit_id in units and task.user_id is None)
    return own or (task.person_id is not None and task.person_id == user.person_id)


def _task(task: CoordinationTask, persons: dict[int, PersonCard], is_mine: bool) -> TaskRow:
    if task.person_id:
        owner = str(persons[task.person_id].name)
    elif task.user:
        owner = task.user.name
    else:
        owner = task.unit.name if task.unit else ""
    return TaskRow(
        str(task.public_id),
        owner,
        task.what,
        task.how,
        task.together_with,
        task.when_text,
        task.due_on,
        task.done_at,
        task.goal_id,
        is_mine,
        task.version,
        tuple(slot_row(slot) for slot in task.slots.all() if slot_runs(slot)),
    )


def slot_row(slot: TaskSlot) -> SlotRow:
    """Return a fixed hour as it is read."""
    return SlotRow(
        str(slot.public_id),
        slot.weekday,
        slot.starts,
        slot.ends,
        slot.text,
        slot.person_id,
        slot.from_on,
        slot.to_on,
    )


def slot_runs(slot: TaskSlot) -> bool:
    """Return whether a fixed hour still has days ahead of it."""
    return slot.to_on is None or slot.to_on > clock.today()


def get_slot(public_id: object, user: User) -> TaskSlot:
    """Return a fixed hour the reader may see; raise NotVisible otherwise."""
    rows = TaskSlot.objects.visible_to(user).filter(public_id=str(public_id))
    slot = rows.select_related("task__plan__case__dossier").first()
    if slot is None:
        raise NotVisible("task_slot", public_id)
    return slot


def get_task(public_id: object, user: User) -> CoordinationTask:
    """Return a task the reader may see; raise NotVisible otherwise."""
    rows = CoordinationTask.objects.visible_to(user).filter(public_id=str(public_id))
    task = rows.select_related("plan__case__dossier").first()
    if task is None:
        raise NotVisible("coordination_task", public_id)
    return task


def get_own_task(public_id: object, user: User) -> CoordinationTask:
    """Return one of the user's own tasks in a running plan; raise NotVisible otherwise."""
    task = get_task(public_id, user)
    if task.plan.activated_at is None or not is_own_task(task, user):
        raise NotVisible("coordination_task", public_id)
    return task


def is_own_task(task: CoordinationTask, user: User) -> bool:
    """Return whether a task is the user's own."""
    return CoordinationTask.objects.filter(own_task(user), pk=task.pk).exists()


def my_tasks_as_partner(user: User) -> tuple[PartnerTask, ...]:
    """Return a partner's own tasks in running coordination plans, open ones first."""
    tasks = list(
        CoordinationTask.objects.visible_to(user)
        .filter(own_task(user), plan__activated_at__isnull=False)
        .filter(plan__case__closed_at__isnull=True)
        .select_related("plan__case")
        .order_by("done_at", "due_on", "pk")
    )
    children = cards_by_id([task.plan.case.child_id for task in tasks], user)
    return tuple(
        PartnerTask(
            str(task.public_id),
            children[task.plan.case.child_id],
            task.what,
            task.how,
            task.together_with,
            task.when_text,
            task.due_on,
            task.done_at,
            task.version,
        )
        for task in tasks
    )


def plans_behind(case: Case) -> list[PlanBehind]:
    """Return the plans a coordination plan may hang on, for the rule."""
    rows = ActionPlan.objects.filter(case=case).values_list("kind", "made_on")
    return [PlanBehind(PlanKind(kind), made_on) for kind, made_on in rows]


def decision_behind(case: Case) -> tuple[Decision, DecisionBehind] | None:
    """Return the latest decision that said no plan is needed, with what the rule asks of it."""
    row = (
        Decision.objects.filter(case=case, is_plan_needed=False)
        .order_by("-decided_on", "-pk")
        .first()
    )
    if row is None:
        return None
    goals = Goal.objects.filter(dossier_id=case.dossier_id, ended_on__isnull=True)
    return row, DecisionBehind(row.is_plan_needed, row.purpose, goals.exists())


@dataclass(frozen=True, slots=True)
class Settled:
    """How a clash was settled, by whom and when."""

    choice: ClashChoice
    text: str
    by: str
    at: datetime


def settled_in(
    dossier_ids: Collection[int], marks: Collection[str], user: User
) -> dict[str, Settled]:
    """Return how clashes of a family were settled by their marks, the newest word of each."""
    rows = (
        ClashSettlement.objects.visible_to(user)
        .filter(case__dossier_id__in=dossier_ids, mark__in=marks)
        .select_related("settled_by")
        .order_by("pk")
    )
    return {
        row.mark: Settled(ClashChoice(row.choice), row.text, row.settled_by.name, row.settled_at)
        for row in rows
    }
