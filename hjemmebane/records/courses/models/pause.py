"""Pauses of a course: days that do not count."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.courses.models.course import Course


class CoursePause(models.Model):
    """A stretch of days in which a course stands still; without a last day it still does."""

    audit_kind = "course_pause"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.CharField(max_length=16, choices=choices(PauseReason))
    text = models.CharField(max_length=200, blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(to_on__isnull=True),
                name="one_open_pause_per_course",
            ),
        ]
