"""The case about one child, its screening and its assessments."""

import uuid
from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import SHOWS_PERSONS, Aspect, Level
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.cases import (
    AssessmentKind,
    CaseWeight,
    ClosingReason,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
)
from hjemmebane.domain.story import StoryHeard
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models.rows import DossierRows, words
from hjemmebane.records.people.models import Family, Person

NO_DUE = datetime(9000, 1, 1, tzinfo=UTC)
"""Stands for "no deadline runs", so that the case list is one plain order."""


class CaseQuerySet(DossierRows["Case"]):
    """Cases, narrowed to those a reader may know of."""

    path = "dossier"
    aspect = Aspect.CASE_EXISTS
    levels = tuple(SHOWS_PERSONS)


class Case(models.Model):
    """An authority case about one child (siblings have their own, linked through the family)."""

    audit_kind = "case"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="case")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="cases")
    from_dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="led_to_cases"
    )
    aware_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(
        max_length=20, choices=words(ClosingReason), blank=True, default=""
    )
    weight = models.CharField(max_length=10, choices=words(CaseWeight), default=CaseWeight.MIDDLE)
    # A named cache of the last `CaseStatusChange`; `actions/status.py` alone writes both.
    status = models.CharField(max_length=12, choices=words(CaseStatus), default=CaseStatus.RECEIVED)
    # A named cache: `refresh_next_due` alone writes it, from the open obligations.
    next_due_at = models.DateTimeField(default=NO_DUE)
    story = models.TextField(blank=True, default="")
    story_agreed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_due_at", "id"], name="case_by_next_due"),
            models.Index(fields=["status", "next_due_at", "id"], name="case_by_status_due"),
            models.Index(fields=["opened_at", "id"], name="case_by_opening"),
            models.Index(fields=["status", "opened_at", "id"], name="case_by_status_opening"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(closed_at__isnull=True),
                name="one_open_case_per_child",
            ),
            models.CheckConstraint(
                name="closed_case_has_reason",
                condition=Q(closed_at__isnull=True) | ~Q(closing_reason=""),
            ),
        ]


class ScreeningQuerySet(DossierRows["Screening"]):
    """Screenings: the authority's own; a provider gets what its order carries, not this."""

    aspect = Aspect.INTAKE
    levels = (Level.YES,)


class Screening(models.Model):
    """The first look at the child's need (barnets lov § 18) and what it ended with."""

    audit_kind = "screening"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="screening")
    is_honour_suspected = models.BooleanField()
    risk_assessed_on = models.DateField(null=True)
    risk_text = models.TextField(blank=True, default="")
    outcome = models.CharField(
        max_length=20, choices=words(ScreeningOutcome), blank=True, default=""
    )
    reason = models.CharField(max_length=20, choices=words(ScreeningReason), blank=True, default="")
    reason_text = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="screening_outcome_has_reason", condition=Q(outcome="") | ~Q(reason="")
            )
        ]


class AssessmentQuerySet(DossierRows["Assessment"]):
    """Assessments, narrowed to what a reader may see."""

    aspect = Aspect.INTAKE


class Assessment(models.Model):
    """An afdækning (§ 19) or a child assessment (§ 20): what was looked into and what it says."""

    audit_kind = "assessment"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=12, choices=words(AssessmentKind))
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    looked_into = models.TextField(blank=True, default="")
    by_whom = models.CharField(max_length=300, blank=True, default="")
    findings = models.TextField(blank=True, default="")
    childs_view = models.TextField(blank=True, default="")
    child_view_waiver = models.CharField(
        max_length=12, choices=words(ViewWaiver), blank=True, default=""
    )
    child_view_waiver_text = models.CharField(max_length=500, blank=True, default="")
    parents_view = models.TextField(blank=True, default="")
    conclusion = models.TextField(blank=True, default="")
    provisional_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(finished_on__isnull=True),
                name="one_running_assessment_per_case",
            )
        ]


class StoryReadingQuerySet(DossierRows["StoryReading"]):
    """Readings of a family's story, narrowed to those who may read the story."""


class StoryReading(models.Model):
    """That one of the family has read the story, or heard it; a new text makes it `ended_at`."""

    audit_kind = "story_reading"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField()
    heard = models.CharField(max_length=8, choices=words(StoryHeard))
    note = models.CharField(max_length=120, blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = StoryReadingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(ended_at__isnull=True),
                name="one_reading_of_this_story_per_person",
            )
        ]
