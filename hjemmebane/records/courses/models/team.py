"""The team of a course: who holds which role, how much, why, and for how long."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.course_team import TeamReason
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.courses.models.course import Course


class TeamPlace(models.Model):
    """Somebody in a role of the programme, for a time; one who has no account is a name alone.

    `way` is how they are tied to the team, in the programme's own words. A change of role or hours
    ends the place and begins another, so that what was stays told.
    """

    audit_kind = "team_place"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="team")
    role = models.CharField(max_length=60)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80, blank=True, default="")
    way = models.CharField(max_length=60, blank=True, default="")
    hours_a_week = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=16, choices=choices(TeamReason), blank=True, default="")
    text = models.CharField(max_length=200, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="place_is_held_by_somebody",
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="place_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["course", "role", "user"],
                condition=Q(to_on__isnull=True, user__isnull=False),
                name="one_running_place_per_role",
            ),
        ]
