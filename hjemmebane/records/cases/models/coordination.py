"""The coordination plan: what each professional and partner does, how, and with whom."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Level
from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.goals import ActionPlan
from hjemmebane.records.cases.models.measures import Decision
from hjemmebane.records.cases.models.rows import DossierRows, whole_rows, words
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import reach_of


class CoordinationPlanQuerySet(DossierRows["CoordinationPlan"]):
    """Coordination plans, narrowed to what a reader may see."""


class CoordinationPlan(models.Model):
    """A draft until it is activated; it hangs on a plan, or on a decision without one."""

    audit_kind = "coordination_plan"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="coordination")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CoordinationPlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="active_coordination_hangs_on_something",
                condition=Q(activated_at__isnull=True)
                | Q(plan__isnull=False)
                | Q(decision__isnull=False),
            )
        ]


class CoordinationTaskQuerySet(DossierRows["CoordinationTask"]):
    """Coordination tasks, narrowed to what a reader may see."""

    path = "plan__case__dossier"

    def visible_to(self, user: User) -> Self:
        """Return the tasks the user may read: all of the plan, or only their own."""
        whole = whole_rows(user, self.path, self.aspect, self.levels)
        own = reach_of(user).q(self.path, self.aspect, Level.OWN) & own_task(user)
        return self.filter(whole | own)


def own_task(user: User) -> Q:
    """Return the condition that a task is a user's, their unit's, or their own as a person."""
    mine = Q(user_id=user.pk) | Q(unit__in=units_of(user))
    return mine | Q(person_id=user.person_id) if user.person_id else mine


class CoordinationTask(models.Model):
    """One person's or unit's task in the plan: what, how, together with whom, when."""

    audit_kind = "coordination_task"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(CoordinationPlan, on_delete=models.PROTECT, related_name="tasks")
    goal = models.ForeignKey(
        "cases.Goal", on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=300)
    how = models.TextField(blank=True, default="")
    together_with = models.CharField(max_length=300, blank=True, default="")
    when_text = models.CharField(max_length=120, blank=True, default="")
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CoordinationTaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "done_at"], name="coordination_tasks_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="task_has_one_owner",
                condition=Q(user__isnull=False) | Q(unit__isnull=False) | Q(person__isnull=False),
            )
        ]


class ClashSettlementQuerySet(DossierRows["ClashSettlement"]):
    """Settlements of clashes, narrowed to what a reader may see."""


class ClashSettlement(models.Model):
    """How a clash between what helpers ask of a family was settled; the newest counts.

    `mark` is reckoned from what meets: where anything of it becomes another, it is a new clash.
    """

    audit_kind = "clash_settlement"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="settlements")
    mark = models.CharField(max_length=40)
    choice = models.CharField(max_length=12, choices=words(ClashChoice))
    text = models.CharField(max_length=300, blank=True, default="")
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    objects = ClashSettlementQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "mark"], name="settlements_of_case")]


class TaskSlotQuerySet(DossierRows["TaskSlot"]):
    """Hours of the week, narrowed to what a reader may see."""

    path = "task__plan__case__dossier"


class TaskSlot(models.Model):
    """A fixed hour of the week in which a task is done, and whose time in the family it takes."""

    audit_kind = "task_slot"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(CoordinationTask, on_delete=models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=80, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = TaskSlotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="slot_lies_on_a_day_of_the_week", condition=Q(weekday__gte=0, weekday__lte=6)
            ),
            models.CheckConstraint(
                name="slot_ends_after_it_starts",
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=False, ends__gt=models.F("starts")),
            ),
        ]
