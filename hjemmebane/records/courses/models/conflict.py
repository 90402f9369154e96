"""Two goals of a family that pull apart, marked and settled by who coordinates."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.goal_conflicts import ConflictChoice
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.people.models import Family


class GoalConflictQuerySet(models.QuerySet["GoalConflict"]):
    """Conflicts of goals, narrowed to what a reader may see."""

    def visible_to(self, user: User) -> "GoalConflictQuerySet":
        """Return the conflicts both of whose goals the user may read."""
        seen = Goal.objects.visible_to(user).values("pk")
        return self.filter(goal_id__in=seen, against_id__in=seen)


class GoalConflict(models.Model):
    """That two goals pull apart: why, by whom it was marked, and how it was settled and why."""

    audit_kind = "goal_conflict"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    # The two goals in the order of their ids, so that a pair is one whichever is named first.
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    choice = models.CharField(
        max_length=10, choices=choices(ConflictChoice), blank=True, default=""
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = GoalConflictQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_goal_pulls_against_a_later_one", condition=Q(goal_id__lt=F("against_id"))
            ),
            models.CheckConstraint(
                name="settled_conflict_has_choice_and_reason",
                condition=Q(choice="", settled_at__isnull=True, settled_by__isnull=True)
                | (
                    ~Q(choice="")
                    & ~Q(reason="")
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=["goal", "against"],
                condition=Q(settled_at__isnull=True),
                name="one_open_conflict_per_pair",
            ),
        ]
