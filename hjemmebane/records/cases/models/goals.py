"""Plans and goals; goals serve authority cases and prevention courses alike."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.access import Level, Relation
from hjemmebane.domain.cases import PlanChange, PlanKind
from hjemmebane.domain.goals import (
    HIGHEST,
    LOWEST,
    GoalArea,
    GoalEndReason,
    HowFar,
    Judgement,
    RaterKind,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import (
    DECIDES_FOR_CHILD,
    DossierRows,
    family_dossiers,
    words,
)
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import reach_of


class ActionPlanQuerySet(DossierRows["ActionPlan"]):
    """Plans, narrowed to what a reader may see."""


class ActionPlan(models.Model):
    """The authority's plan, parent of all delivery plans (S0-FHF-13).

    One of a kind lives on in a case: it is changed, and what it said before stays readable.
    """

    audit_kind = "action_plan"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=14, choices=words(PlanKind))
    purpose = models.TextField(blank=True, default="")
    strategy = models.TextField(blank=True, default="")
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_plan_of_a_kind_per_case")
        ]


class PlanRevisionQuerySet(DossierRows["PlanRevision"]):
    """Changes of plans, narrowed to what a reader may see."""

    path = "plan__case__dossier"


class PlanRevision(models.Model):
    """A change of a plan: the day, why, and what the plan said before."""

    audit_kind = "plan_revision"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="revisions")
    revised_on = models.DateField()
    why = models.CharField(max_length=14, choices=words(PlanChange))
    purpose_before = models.TextField()
    strategy_before = models.TextField(blank=True, default="")
    revised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revised_at = models.DateTimeField()

    objects = PlanRevisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["plan", "revised_on"], name="revisions_of_plan")]


class GoalQuerySet(DossierRows["Goal"]):
    """Goals, narrowed to what a reader may see."""

    path = "dossier"

    def visible_to(self, user: User) -> Self:
        """Return the goals the user may read.

        A family member never sees what another adult set as their own goal; a parent without
        custody sees their own goals alone.
        """
        reach = reach_of(user)
        if not reach.is_family:
            return self.filter(reach.q(self.path, self.aspect, *self.levels))
        child = Q(words_of__parties__dossier_id=F("dossier_id")) & Q(
            words_of__parties__role=PartyRole.CHILD
        )
        near = family_dossiers(user, *DECIDES_FOR_CHILD, Relation.CHILD)
        shared = (Q(words_of__isnull=True) | child) & Q(dossier_id__in=near)
        own = Q(words_of_id=reach.person_id)
        in_reach = reach.q(self.path, self.aspect, *self.levels, Level.OWN)
        return self.filter(in_reach, own | shared).distinct()


class Goal(models.Model):
    """A goal in the family's own words, with the professional wording beside."""

    audit_kind = "goal"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="goals")
    course_id = models.BigIntegerField(null=True)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, null=True, related_name="goals")
    own_words = models.TextField()
    words_of = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    professional_words = models.TextField(blank=True, default="")
    area = models.CharField(max_length=16, choices=words(GoalArea))
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(
        max_length=14, choices=words(GoalEndReason), blank=True, default=""
    )
    version = models.PositiveIntegerField(default=1)

    objects = GoalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["course_id"], name="goals_of_course")]
        constraints: ClassVar = [
            models.CheckConstraint(name="goal_has_own_words", condition=~Q(own_words="")),
            models.CheckConstraint(
                name="ended_goal_has_reason", condition=Q(ended_on__isnull=True) | ~Q(end_reason="")
            ),
        ]


class GoalProgress(models.Model):
    """One dated word on a goal: 0–10, a judgement, or both, and where it comes from."""

    audit_kind = "goal_progress"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField()
    rater_kind = models.CharField(max_length=8, choices=words(RaterKind))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)
    judgement = models.CharField(max_length=8, choices=words(Judgement), blank=True, default="")
    note = models.TextField(blank=True, default="")
    source_kind = models.CharField(max_length=20, blank=True, default="")
    source_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["goal", "on"], name="progress_of_goal")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="progress_says_something",
                condition=Q(value__isnull=False) | ~Q(judgement=""),
            ),
            models.CheckConstraint(
                name="progress_on_the_scale",
                condition=Q(value__isnull=True) | Q(value__gte=LOWEST, value__lte=HIGHEST),
            ),
        ]


class GoalStance(models.Model):
    """Whether the parents see what a goal is about and want it, on a day; the newest counts."""

    audit_kind = "goal_stance"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="stances")
    sees = models.CharField(max_length=8, choices=words(HowFar))
    wants = models.CharField(max_length=8, choices=words(HowFar))
    on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["goal", "on"], name="stances_of_goal")]
