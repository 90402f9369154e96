"""Groups: several families together. A family's place hangs on its own course, and on no other.

What a reader is shown of a group's families follows from the courses in reach; the group itself
holds nobody's name.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.groups import GroupKind, PlaceState
from hjemmebane.records.access.acting import held_roles
from hjemmebane.records.access.models import Unit, User, choices
from hjemmebane.records.courses.models.contact import Contact
from hjemmebane.records.courses.models.course import Course


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups, narrowed to those of the units a reader works in."""

    def visible_to(self, user: User) -> "GroupQuerySet":
        """Return the groups whose host or co-host is a unit of the user's."""
        units = [held.unit_id for held in held_roles(user) if held.unit_id]
        return self.filter(Q(unit_id__in=units) | Q(co_host_id__in=units))


class Group(models.Model):
    """A group course or a multi-family activity: its host, its co-host, its seats."""

    audit_kind = "group"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The form's own one-time mark: the same form sent twice is one group.
    form_token = models.UUIDField(null=True, unique=True)
    kind = models.CharField(max_length=12, choices=choices(GroupKind))
    title = models.CharField(max_length=120)
    programme_key = models.CharField(max_length=60, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    co_host = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    seats = models.PositiveSmallIntegerField()
    starts_on = models.DateField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="group_has_a_seat", condition=Q(seats__gte=1)),
            models.CheckConstraint(
                name="co_host_is_another_unit",
                condition=Q(co_host__isnull=True) | ~Q(co_host=models.F("unit")),
            ),
        ]


class GroupSession(models.Model):
    """A time the group meets."""

    audit_kind = "group_session"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "starts_at"], name="a_group_meets_once_at_a_time"
            )
        ]


class GroupPlace(models.Model):
    """A family's place in a group, or in the queue for one, with what it is to give them."""

    audit_kind = "group_place"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="places")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="places")
    aim = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=choices(PlaceState))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seated_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "course"],
                condition=~Q(state=PlaceState.LEFT),
                name="one_open_place_per_course",
            ),
            models.CheckConstraint(
                name="who_left_has_a_day",
                condition=~Q(state=PlaceState.LEFT) | Q(left_on__isnull=False),
            ),
        ]


class GroupAttendance(models.Model):
    """Whether a family was there at a session."""

    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="attendance")
    place = models.ForeignKey(GroupPlace, on_delete=models.PROTECT, related_name="attendance")
    was_there = models.BooleanField()
    # That it came is a contact on the family's own course, once, whoever hosts the group.
    contact = models.OneToOneField(
        Contact, on_delete=models.PROTECT, null=True, related_name="of_group"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "place"], name="one_row_per_family_there")
        ]
