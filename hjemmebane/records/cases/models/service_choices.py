"""Which service was chosen for a need and why; how much room a service has."""

import uuid
from typing import ClassVar

from django.db import models

from hjemmebane.domain.service_catalogue import TargetGroup
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words


class ServicePlaces(models.Model):
    """How many places of a service are free, as somebody who runs it noted last."""

    audit_kind = "service_places"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service_key = models.CharField(max_length=60, unique=True)
    free = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class ServiceChoiceQuerySet(DossierRows["ServiceChoice"]):
    """Choices of a service, narrowed to what a reader may see."""


class ServiceChoice(models.Model):
    """A service a person chose for a need, and why; what was said for and against it then."""

    audit_kind = "service_choice"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="service_choices")
    service_key = models.CharField(max_length=60)
    service_version = models.PositiveSmallIntegerField()
    ladder_step = models.CharField(max_length=3)
    group = models.CharField(max_length=12, choices=words(TargetGroup))
    problems = models.JSONField()
    for_it = models.JSONField()
    against = models.JSONField()
    reasons = models.JSONField()
    text = models.TextField(blank=True, default="")
    chosen_on = models.DateField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ServiceChoiceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["service_key"], name="service_choices_of"),
            models.Index(fields=["case", "-chosen_on"], name="service_choices_in"),
        ]
