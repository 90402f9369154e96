"""Methods used on a course: which, when, by whom, and a summary in words."""

import uuid
from typing import ClassVar

from django.db import models

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.methods import GateState
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.courses.models.contact import of_course
from hjemmebane.records.courses.models.course import Course


class MethodUseQuerySet(models.QuerySet["MethodUse"]):
    """Methods used, narrowed to what the reader may see."""

    def with_text_for(self, user: User) -> "MethodUseQuerySet":
        """Return those whose summary the user may read: who reads the notes of the course."""
        return self.filter(of_course(user, Aspect.CONTACT_TEXT, Level.YES))


class MethodUse(models.Model):
    """A method used on a course, with a summary alone: no item of it, no score of it.

    `gate` says how the question before a psychological test was settled; what a family told of
    its background is kept nowhere.
    """

    audit_kind = "method_use"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="method_uses")
    key = models.CharField(max_length=60)
    method_version = models.CharField(max_length=20)
    used_on = models.DateField()
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    gate = models.CharField(max_length=14, choices=choices(GateState))
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = MethodUseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "key", "used_on", "used_by"], name="one_use_a_day_and_worker"
            )
        ]
