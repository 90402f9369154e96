"""Hours of an adviser bought free from the authority's work for treatment on a course."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models.course import Course


class AdviserBuyout(models.Model):
    """So many hours a week of an adviser for a period, and which leader agreed to it."""

    audit_kind = "adviser_buyout"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="buyouts")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hours_a_week = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="buyout_is_a_period_of_hours",
                condition=Q(hours_a_week__gte=1, to_on__gte=F("from_on")),
            )
        ]
