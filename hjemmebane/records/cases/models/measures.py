"""Decisions and the measures they start; the ladder is read off the measures."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.cases import (
    DecisionKind,
    MeasureEndReason,
    NotifiedHow,
    Replaces,
    ViewWaiver,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.decision_rights import RANKS
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.measures import Paragraph
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words


class DecisionQuerySet(DossierRows["Decision"]):
    """Decisions, narrowed to what a reader may see."""


class Decision(models.Model):
    """A decision with its legal basis, purpose, grounds and the child's view."""

    audit_kind = "decision"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=8, choices=words(DecisionKind))
    decided_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    measure_key = models.CharField(max_length=60)
    law = models.CharField(max_length=20)
    paragraph = models.CharField(max_length=10)
    subsection = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    ladder_step = models.CharField(max_length=3)
    aim = models.CharField(max_length=14, choices=words(OrderAim))
    compensates = models.TextField(blank=True, default="")
    grounds = models.TextField()
    purpose = models.TextField()
    expected_duration_weeks = models.PositiveSmallIntegerField()
    replaces = models.CharField(max_length=20, choices=words(Replaces), default=Replaces.NOTHING)
    replaces_text = models.CharField(max_length=500, blank=True, default="")
    is_plan_needed = models.BooleanField(null=True)
    # Nobody was known to hold custody that day: whoever does is heard and asked once they are.
    is_custody_unknown = models.BooleanField(default=False)
    # The plan that was made for this decision and stands behind it from the first day.
    plan = models.ForeignKey(
        "cases.ActionPlan", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    # Serviceloven § 140: made in haste, with no plan before it.
    is_before_plan = models.BooleanField(default=False)
    # The day the committee decided, where it does; `decided_on` is then the day of the proposal.
    committee_on = models.DateField(null=True)
    child_view = models.TextField(blank=True, default="")
    child_view_waiver = models.CharField(
        max_length=12, choices=words(ViewWaiver), blank=True, default=""
    )
    child_view_waiver_text = models.CharField(max_length=500, blank=True, default="")
    notified_at = models.DateTimeField(null=True)
    notified_how = models.CharField(
        max_length=12, choices=words(NotifiedHow), blank=True, default=""
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Which row of the rights to decide counted that day, and whose word it asks for.
    authority_key = models.CharField(max_length=20, blank=True, default="")
    authority_role = models.CharField(
        max_length=30, choices=[(r, r) for r in RANKS], default=RoleKey.ADVISER
    )
    asked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    declined_why = models.TextField(blank=True, default="")
    # Set where it was granted in the middle of a formal follow-up.
    follow_up = models.ForeignKey(
        "cases.FollowUp", on_delete=models.PROTECT, null=True, related_name="grants"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # Partial, all three: about most decisions nobody was asked; an index that held those
            # too was read for the few that wait (50 ms of the head's day at 100,000 cases).
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(
                    asked_at__isnull=False, approved_at__isnull=True, declined_at__isnull=True
                ),
                name="decision_waiting",
            ),
            models.Index(
                fields=["approved_at"],
                condition=Q(approved_at__isnull=False),
                name="decision_by_approval",
            ),
            models.Index(
                fields=["declined_at"],
                condition=Q(declined_at__isnull=False),
                name="decision_by_refusal",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answered_once",
                condition=Q(approved_at__isnull=True) | Q(declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="refusal_says_why",
                condition=Q(declined_at__isnull=True) | ~Q(declined_why=""),
            ),
            models.CheckConstraint(
                name="childs_view_or_waiver",
                condition=~Q(child_view="") | ~Q(child_view_waiver=""),
            ),
            models.CheckConstraint(
                name="notified_says_how",
                condition=Q(notified_at__isnull=True) | ~Q(notified_how=""),
            ),
            models.CheckConstraint(name="decision_has_purpose", condition=~Q(purpose="")),
        ]

    @property
    def is_waiting(self) -> bool:
        """Return whether somebody was asked for their word and has not answered."""
        return self.asked_at is not None and not (self.approved_at or self.declined_at)

    @property
    def legal_basis(self) -> Paragraph:
        """Return where in the law the decision stands, all four parts."""
        return Paragraph(
            regime=Regime(self.law),
            law=self.law.replace("_", " ").capitalize(),
            section=self.paragraph,
            subsection=self.subsection,
            number=self.number,
        )


class AlternativeConsidered(models.Model):
    """An option that was weighed, and why it was or was not chosen (S0-FHF-22)."""

    audit_kind = "alternative"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="alternatives")
    option = models.CharField(max_length=200)
    was_chosen = models.BooleanField(default=False)
    why = models.TextField()


class MeasureQuerySet(DossierRows["Measure"]):
    """Measures, narrowed to what a reader may see."""


class Measure(models.Model):
    """Help that was decided; it runs from its start to its end."""

    audit_kind = "measure"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measures")
    measure_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    ladder_step = models.CharField(max_length=3)
    aim = models.CharField(max_length=14, choices=words(OrderAim))
    purpose = models.TextField()
    everyday_life_note = models.TextField(blank=True, default="")
    started_on = models.DateField()
    expected_end_on = models.DateField()
    # The day chosen for what its start asks for and the law sets no day for (a placement's H3, E2).
    chosen_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(
        max_length=14, choices=words(MeasureEndReason), blank=True, default=""
    )
    end_text = models.TextField(blank=True, default="")
    provider_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    course_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["course_id"], name="measure_of_course")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="measure_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="ended_measure_has_reason",
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
            ),
        ]

    @property
    def step(self) -> Step:
        """Return the ladder step the measure stands on."""
        return Step.parse(self.ladder_step)
