"""The formal follow-up, a record of its own: informal contacts live elsewhere and never count."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.follow_up import (
    Combine,
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import Judgement
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.goals import Goal
from hjemmebane.records.cases.models.measures import Measure
from hjemmebane.records.cases.models.rows import DossierRows, words


class FollowUpQuerySet(DossierRows["FollowUp"]):
    """Follow-ups, narrowed to what a reader may see."""


class FollowUp(models.Model):
    """A formal follow-up: open while it is written, closed with the next day and its reason."""

    audit_kind = "follow_up"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    held_on = models.DateField()
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    meeting_id = models.BigIntegerField(null=True)
    child_heard = models.CharField(max_length=14, choices=words(Heard), blank=True, default="")
    child_words = models.TextField(blank=True, default="")
    parents_heard = models.CharField(max_length=14, choices=words(Heard), blank=True, default="")
    parents_words = models.TextField(blank=True, default="")
    step_down = models.CharField(max_length=8, choices=words(StepDown), blank=True, default="")
    step_down_text = models.TextField(blank=True, default="")
    combine = models.CharField(max_length=8, choices=words(Combine), blank=True, default="")
    everyday_life = models.TextField(blank=True, default="")
    next_on = models.DateField(null=True)
    next_reason = models.CharField(max_length=18, choices=words(NextReason), blank=True, default="")
    next_reason_text = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at__isnull=True),
                name="one_open_follow_up_per_case",
            ),
            models.CheckConstraint(
                name="next_day_has_reason", condition=Q(next_on__isnull=True) | ~Q(next_reason="")
            ),
        ]


class FollowUpRhythmQuerySet(DossierRows["FollowUpRhythm"]):
    """The rhythms of cases, narrowed to what a reader may see."""


class FollowUpRhythm(models.Model):
    """How often one case is followed up, why, and with whom it was weighed; the newest counts.

    A change is a row of its own, so that the rhythm of a year ago and its reason still stand.
    """

    audit_kind = "follow_up_rhythm"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rhythms")
    every_weeks = models.PositiveSmallIntegerField()
    weight_words = models.TextField()
    challenge_words = models.TextField(blank=True, default="")
    contact_words = models.TextField(blank=True, default="")
    sparred_with = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sparred_on = models.DateField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    objects = FollowUpRhythmQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rhythm_is_weeks_of_half_a_year",
                condition=Q(every_weeks__gte=1, every_weeks__lte=26),
            )
        ]


class FollowUpGoal(models.Model):
    """How one goal goes, judged at a follow-up."""

    audit_kind = "follow_up_goal"
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=8, choices=words(Judgement))
    value = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follow_up", "goal"], name="one_judgement_per_goal")
        ]


class FollowUpMeasure(models.Model):
    """What happens with one measure after a follow-up, and why."""

    audit_kind = "follow_up_measure"
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=words(FollowUpOutcome))
    reason_key = models.CharField(max_length=14, choices=words(OutcomeReason))
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follow_up", "measure"], name="one_outcome_per_measure")
        ]
