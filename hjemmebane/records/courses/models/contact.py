"""Contacts: planned, held or not held; one contact whoever and however many take part."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level, Register
from hjemmebane.domain.contacts import CancelReason, ContactState, TwoReason
from hjemmebane.domain.goals import Judgement
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.models.course import Course
from hjemmebane.records.people.models import Household, Person
from hjemmebane.records.people.reach import reach_of


def of_course(user: User, in_case: Aspect, *levels: Level) -> Q:
    """Return the condition that a row's course lies in reach, in its own register."""
    reach = reach_of(user)
    authority = Q(course__dossier__register=Register.AUTHORITY)
    prevention = Q(course__dossier__register=Register.PREVENTION)
    return (authority & reach.course_q("course", in_case, *levels)) | (
        prevention & reach.course_q("course", Aspect.PREVENTION_COURSE, *levels)
    )


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ContactQuerySet":
        """Return the contacts the user may know were held."""
        return self.filter(of_course(user, Aspect.CONTACT_HELD))

    def with_text_for(self, user: User) -> "ContactQuerySet":
        """Return the contacts whose note the user may read."""
        return self.filter(of_course(user, Aspect.CONTACT_TEXT, Level.YES))


class Contact(models.Model):
    """A visit, talk, call or activity. States: planned, held, cancelled, moved, nobody home."""

    audit_kind = "contact"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The form's own one-time mark: the same form sent twice is one contact.
    form_token = models.UUIDField(null=True, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="contacts")
    state = models.CharField(
        max_length=12, choices=choices(ContactState), default=ContactState.PLANNED
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=75)
    setting = models.CharField(max_length=60)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, blank=True, default="")
    is_formal = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")
    agreed_next = models.CharField(max_length=500, blank=True, default="")
    # For the safety of those who come; why is read by them alone.
    needs_two = models.BooleanField(default=False)
    two_reason = models.CharField(max_length=16, choices=choices(TwoReason), blank=True, default="")
    two_text = models.CharField(max_length=200, blank=True, default="")
    cancel_reason = models.CharField(
        max_length=16, choices=choices(CancelReason), blank=True, default=""
    )
    cancel_text = models.CharField(max_length=200, blank=True, default="")
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "starts_at"], name="contacts_of_course"),
            models.Index(fields=["state", "starts_at"], name="contacts_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="held_contact_has_a_writer",
                condition=~Q(state=ContactState.HELD)
                | Q(written_at__isnull=False, written_by__isnull=False),
            ),
            models.CheckConstraint(
                name="cancelled_contact_has_reason",
                condition=~Q(state=ContactState.CANCELLED) | ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="two_workers_have_reason",
                condition=Q(needs_two=False) | ~Q(two_reason=""),
            ),
        ]


class ContactWorker(models.Model):
    """A worker who comes, or came; two on one contact still make one contact."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="workers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contacts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "user"], name="one_row_per_worker_there")
        ]


class ContactPerson(models.Model):
    """Someone invited, someone who was there, or a child it was about; `label` for others."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="persons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="contacts")
    label = models.CharField(max_length=80, blank=True, default="")
    is_invited = models.BooleanField(default=False)
    was_there = models.BooleanField(default=False)
    is_about = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "person"], name="one_row_per_person_on_contact"
            ),
            models.CheckConstraint(
                name="contact_person_is_named",
                condition=Q(person__isnull=False) | ~Q(label=""),
            ),
        ]


class ContactMethod(models.Model):
    """A work method used, by its key in the programme."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="methods")
    key = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "key"], name="one_row_per_method_on_contact")
        ]


class ContactGoal(models.Model):
    """A goal touched at a contact and how it went; no row means not touched."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="touches")
    judgement = models.CharField(max_length=8, choices=choices(Judgement))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "goal"], name="one_row_per_goal_on_contact")
        ]


class ContactAddendum(models.Model):
    """What was added to a note after its first day; the note itself stays as it was."""

    audit_kind = "contact_addendum"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
