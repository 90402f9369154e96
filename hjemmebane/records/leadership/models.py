"""What leaders ask of the whole; the answers are counts, never a person's data."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.records.access.models import User, choices


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
