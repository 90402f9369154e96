"""Where a case has stood, since when, and how many stand where."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.records.access.models import Team, Unit, User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words


class StatusChangeQuerySet(DossierRows["CaseStatusChange"]):
    """The history of a case's status, for those who read the case."""

    aspect = Aspect.PLAN
    levels = (Level.YES, Level.ORDER)


class CaseStatusChange(models.Model):
    """That a case came to stand somewhere: by what happened in it, or set by hand."""

    audit_kind = "case_status_change"
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="status_changes")
    status = models.CharField(max_length=12, choices=words(CaseStatus))
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_by_hand = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True, default="")

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="status_of_case")]


class CaseCount(models.Model):
    """How many cases of a unit and team stand where: a named cache that `count_moved` keeps.

    Restricted cases are counted apart, since whoever reaches a unit as a whole does not see them.
    """

    audit_kind = "case_count"
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    is_restricted = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=words(CaseStatus))
    number = models.IntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "team", "is_restricted", "status"],
                condition=Q(team__isnull=False),
                name="one_count_per_team_and_status",
            ),
            models.UniqueConstraint(
                fields=["unit", "is_restricted", "status"],
                condition=Q(team__isnull=True),
                name="one_count_per_unit_and_status",
            ),
        ]


class CaseMonth(models.Model):
    """How many cases a team opened and closed in a month, and how many of the opened run still.

    A named cache: `actions/flow.py` keeps it and the night counts it anew. Restricted cases are
    counted apart, as in `CaseCount`.
    """

    audit_kind = "case_month"
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    is_restricted = models.BooleanField(default=False)
    month = models.DateField()
    opened = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    still_open = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "is_restricted", "month"], name="one_count_per_team_and_month"
            ),
        ]
