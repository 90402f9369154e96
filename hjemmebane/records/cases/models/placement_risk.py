"""The risk that a child is placed, as a person judged it on a day."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words


class PlacementRiskQuerySet(DossierRows["PlacementRisk"]):
    """Judgements of the risk, narrowed to what a reader may see; parents with custody read them."""


class PlacementRisk(models.Model):
    """The risk of a placement as a person judged it, and why; the newest counts, all stay.

    Nothing reckons it: a row without a person behind it cannot be written (S1-SFB-23).
    """

    audit_kind = "placement_risk"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="placement_risks")
    level = models.CharField(max_length=10, choices=words(RiskLevel))
    why = models.TextField()
    what_helps = models.TextField(blank=True, default="")
    judged_on = models.DateField()
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    objects = PlacementRiskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "judged_on"], name="risks_of_case")]
        constraints: ClassVar = [
            models.CheckConstraint(name="placement_risk_says_why", condition=~Q(why=""))
        ]
