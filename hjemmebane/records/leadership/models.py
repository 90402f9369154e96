"""What leaders ask of the whole, in counts; and where their units' deadlines were kept wrongly."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import LEADERS, Level, Register, RoleKey, UnitKind
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.duty_control import DifferenceKind
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.records.access.acting import held_roles
from hjemmebane.records.access.models import Dossier, Unit, User, choices
from hjemmebane.records.agenda.models import in_reach

HEADED = (UnitKind.RECEPTION, UnitKind.AUTHORITY)
"""The kinds of unit that an authority's head answers for, beside the teams' own leaders."""


def ids_of_led_units(user: User) -> list[int]:
    """Return the units a user leads, or leads a team in."""
    return [held.unit_id for held in held_roles(user) if held.role in LEADERS and held.unit_id]


class WhatIfQuerySet(models.QuerySet["WhatIf"]):
    """What-ifs, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "WhatIfQuerySet":
        """Return the what-ifs the user asked: each counts what that user could count."""
        return self.filter(asked_by=user)


class WhatIf(models.Model):
    """A question about another rhythm of follow-ups, and its answer in counts, once made."""

    audit_kind = "what_if"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    interval_months = models.PositiveSmallIntegerField()
    now_months = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=choices(RuleStage))
    cases_each = models.PositiveSmallIntegerField(null=True)
    hours_each = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    result = models.JSONField(null=True)
    made_at = models.DateTimeField(null=True)

    objects = WhatIfQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["asked_by", "-asked_at"], name="what_ifs_of_user"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="what_if_answer_has_a_moment",
                condition=Q(result__isnull=True, made_at__isnull=True)
                | Q(result__isnull=False, made_at__isnull=False),
            )
        ]

    @property
    def question(self) -> WhatIfQuestion:
        """Return what was asked."""
        return WhatIfQuestion(
            interval_months=self.interval_months,
            now_months=self.now_months,
            stage=RuleStage(self.stage),
            hours_each=self.hours_each,
            months=self.months,
            cases_each=self.cases_each,
        )


class ControlRunQuerySet(models.QuerySet["ControlRun"]):
    """Runs of the control, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ControlRunQuerySet":
        """Return the runs over the units in which the user leads something."""
        found = Q(pk__in=())
        for held in held_roles(user):
            if held.role == RoleKey.AUTHORITY_HEAD:
                found |= Q(unit__kind__in=HEADED)
            elif held.role in (RoleKey.TEAM_LEADER, RoleKey.PREVENTION_LEADER) and held.unit_id:
                found |= Q(unit_id=held.unit_id)
        return self.filter(found)


class ControlRun(models.Model):
    """One control of a unit's deadlines: each reckoned anew and held against the one kept."""

    audit_kind = "control_run"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ran_at = models.DateTimeField()
    dossiers = models.PositiveIntegerField()

    objects = ControlRunQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "-ran_at"], name="control_runs_of_unit"),
        ]


class DutyDifferenceQuerySet(models.QuerySet["DutyDifference"]):
    """Differences, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "DutyDifferenceQuerySet":
        """Return those of the teams and units the user leads, in dossiers in their reach."""
        led = Q(pk__in=())
        for held in held_roles(user):
            if held.role == RoleKey.AUTHORITY_HEAD:
                led |= Q(dossier__register=Register.AUTHORITY)
            elif held.role == RoleKey.TEAM_LEADER and held.team_id:
                led |= Q(dossier__team_id=held.team_id)
            elif held.role == RoleKey.PREVENTION_LEADER and held.unit_id:
                led |= Q(dossier__unit_id=held.unit_id)
        return self.filter(in_reach(user, Level.YES), led)

    def standing(self) -> "DutyDifferenceQuerySet":
        """Return those that the last control of their unit still found."""
        return self.filter(gone_in__isnull=True)


class DutyDifference(models.Model):
    """One deadline kept otherwise than what happened gives: from which run, until which.

    What each side says is part of it: another day is another difference.
    """

    audit_kind = "duty_difference"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=choices(DifferenceKind))
    rule_key = models.CharField(max_length=20)
    rule_version = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=60)
    trigger_at = models.DateTimeField()
    by_events = models.CharField(max_length=300)
    as_kept = models.CharField(max_length=300)
    # The deadline that stands, by its public id; none where it is the one that is missing.
    kept_id = models.UUIDField(null=True)
    found_in = models.ForeignKey(ControlRun, on_delete=models.PROTECT, related_name="found")
    gone_in = models.ForeignKey(
        ControlRun, on_delete=models.PROTECT, null=True, related_name="gone"
    )
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    seen_reason = models.CharField(
        max_length=14, choices=choices(SeenReason), blank=True, default=""
    )
    seen_text = models.CharField(max_length=300, blank=True, default="")

    objects = DutyDifferenceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["dossier"], condition=Q(gone_in__isnull=True), name="differences_standing"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_difference_is_seen_by_someone_for_a_reason",
                condition=Q(
                    seen_by__isnull=True, seen_at__isnull=True, seen_reason="", seen_text=""
                )
                | (Q(seen_by__isnull=False, seen_at__isnull=False) & ~Q(seen_reason="")),
            )
        ]


class LeaderMeetingQuerySet(models.QuerySet["LeaderMeeting"]):
    """Leaders' meetings, narrowed to those of the units a reader leads."""

    def visible_to(self, user: User) -> "LeaderMeetingQuerySet":
        """Return the meetings of the units the user leads, whichever of the two planned them."""
        units = ids_of_led_units(user)
        return self.filter(Q(unit_id__in=units) | Q(partner_id__in=units))


class LeaderMeeting(models.Model):
    """A leaders' meeting of two units that comes back, as with PPR; it is about no one family."""

    audit_kind = "leader_meeting"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    points = models.CharField(max_length=500, blank=True, default="")
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    decisions = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = LeaderMeetingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "-starts_at"], name="leader_meetings_of_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="leaders_meet_another_unit", condition=~Q(unit=models.F("partner"))
            ),
            models.CheckConstraint(
                name="held_leader_meeting_names_who_noted_it",
                condition=Q(held_at__isnull=True, held_by__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["unit", "partner", "starts_at"], name="leaders_meet_once_at_a_time"
            ),
        ]
