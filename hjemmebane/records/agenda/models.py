"""Obligations, meetings and tasks; each hangs on a dossier and knows its subject by kind and id."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, DossierKind, Level
from hjemmebane.domain.agenda import (
    AbsenceGround,
    MeetingCancelReason,
    MeetingKind,
    MeetingReply,
    MeetingState,
)
from hjemmebane.domain.corrections import Corrected, CorrectionReason
from hjemmebane.domain.deadlines import ExceptionKind, MoveKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.meeting_types import MissingReason
from hjemmebane.domain.reminders import ReminderKind
from hjemmebane.records.access.models import Dossier, Unit, User, choices
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import reach_of

ASPECTS = {
    DossierKind.CASE: Aspect.PLAN,
    DossierKind.NOTIFICATION: Aspect.INTAKE,
    DossierKind.PREVENTION: Aspect.PREVENTION_COURSE,
    DossierKind.ENQUIRY: Aspect.PREVENTION_COURSE,
}


def in_reach(user: User, *levels: Level) -> Q:
    """Return the condition that a row's dossier is in reach, by what its kind of dossier asks."""
    reach = reach_of(user)
    found = Q(pk__in=())
    for kind, aspect in ASPECTS.items():
        found |= Q(dossier__kind=kind) & reach.q("dossier", aspect, *levels)
    return found


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Obligations, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ObligationQuerySet":
        """Return the obligations the user may read: those who work with the case, no others."""
        return self.filter(in_reach(user, Level.YES, Level.ORDER))

    def current(self) -> "ObligationQuerySet":
        """Return the rows that no later reckoning has replaced."""
        return self.filter(superseded_by__isnull=True)

    def unsettled(self) -> "ObligationQuerySet":
        """Return the current rows where something is still to be done."""
        return self.current().filter(satisfied_at__isnull=True, not_applicable_reason="")

    def ours(self) -> "ObligationQuerySet":
        """Return the rows that are the municipality's own duty, not a party's or a board's."""
        others = catalogue.current().keys_of_others
        return self.exclude(rule_key__in=others) if others else self.all()


class Obligation(models.Model):
    """One duty with its due moment. Its state is never stored: it is reckoned from the row.

    A new reckoning adds a row of the next generation and leaves the old one standing.
    """

    audit_kind = "obligation"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="obligations")
    rule_key = models.CharField(max_length=20)
    rule_version = models.PositiveSmallIntegerField()
    # The newest version a leader has decided that this row does not follow; null: not asked.
    kept_before_version = models.PositiveSmallIntegerField(null=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    trigger_kind = models.CharField(max_length=30, choices=choices(EventKind))
    trigger_at = models.DateTimeField()
    earlier_at = models.DateTimeField(null=True)
    chosen_on = models.DateField(null=True)
    due_at = models.DateTimeField()
    is_whole_day = models.BooleanField(default=True)
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    satisfied_at = models.DateTimeField(null=True)
    satisfied_by_kind = models.CharField(max_length=40, blank=True, default="")
    satisfied_by_id = models.UUIDField(null=True)
    exception = models.CharField(
        max_length=30, choices=choices(ExceptionKind), blank=True, default=""
    )
    exception_at = models.DateTimeField(null=True)
    exception_reason = models.CharField(max_length=300, blank=True, default="")
    not_applicable_reason = models.CharField(max_length=300, blank=True, default="")
    not_applicable_at = models.DateTimeField(null=True)
    # Where its rule lets it be moved: to which day, how, and why.
    moved_to = models.DateField(null=True)
    moved_kind = models.CharField(max_length=10, choices=choices(MoveKind), blank=True, default="")
    moved_reason = models.CharField(max_length=300, blank=True, default="")
    # Why the event behind it was told anew, where it was.
    corrected_reason = models.CharField(max_length=300, blank=True, default="")
    generation = models.PositiveSmallIntegerField(default=1)
    superseded_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes"
    )
    created_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dossier", "due_at"], name="obligations_of_dossier"),
            models.Index(fields=["responsible", "due_at"], name="obligations_of_user"),
            models.Index(fields=["about_id"], name="obligations_about"),
            models.Index(fields=["rule_key", "due_at"], name="obligations_by_rule"),
            models.Index(
                fields=["due_at"],
                condition=Q(
                    superseded_by__isnull=True, satisfied_at__isnull=True, not_applicable_reason=""
                ),
                name="obligations_open_by_due",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "dossier",
                    "rule_key",
                    "about_kind",
                    "about_id",
                    "trigger_at",
                    "generation",
                ],
                name="one_obligation_per_trigger",
            ),
            models.CheckConstraint(
                name="never_due_before_its_trigger",
                condition=Q(due_at__gte=F("trigger_at")),
            ),
            models.CheckConstraint(
                name="satisfied_by_something",
                condition=Q(satisfied_at__isnull=True, satisfied_by_id__isnull=True)
                | Q(satisfied_at__isnull=False, satisfied_by_id__isnull=False),
            ),
            models.CheckConstraint(
                name="a_move_has_its_day_and_reason",
                condition=Q(moved_to__isnull=True, moved_kind="", moved_reason="")
                | (Q(moved_to__isnull=False) & ~Q(moved_kind="") & ~Q(moved_reason="")),
            ),
            models.CheckConstraint(
                name="exception_has_its_moment",
                condition=Q(exception="", exception_at__isnull=True)
                | (~Q(exception="") & Q(exception_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="not_applicable_has_its_moment",
                condition=Q(not_applicable_reason="", not_applicable_at__isnull=True)
                | (~Q(not_applicable_reason="") & Q(not_applicable_at__isnull=False)),
            ),
        ]


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ReminderQuerySet":
        """Return what the user was told of duties that are still in their reach."""
        duties = Obligation.objects.visible_to(user)
        return self.filter(receiver=user, obligation__in=duties)


class Reminder(models.Model):
    """That somebody was told of a deadline, once: who answers for it, or who leads them.

    `about` is the duty and its day: a deadline that is moved is told of anew.
    """

    audit_kind = "reminder"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reminders")
    about = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=choices(ReminderKind))
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["receiver", "sent_at"], name="reminders_of_user"),
            models.Index(
                fields=["receiver"], condition=Q(read_at__isnull=True), name="reminders_not_read"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "kind", "receiver"], name="told_once")
        ]


class CalendarFeed(models.Model):
    """A worker's deadlines and meetings for a calendar elsewhere, behind an address nobody guesses.

    Only the hash of the secret part is kept; a feed that is closed never opens again.
    """

    audit_kind = "calendar_feed"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(closed_at__isnull=True), name="one_open_feed_per_user"
            )
        ]


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """Return the meetings the user may read; a family member those they are asked to."""
        rows, own = self.filter(in_reach(user)), reach_of(user).person_id
        return rows if own is None else rows.filter(persons__person_id=own)


class Meeting(models.Model):
    """A meeting about a family: planned, held or cancelled; formal or not is said beforehand."""

    audit_kind = "meeting"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="meetings")
    course_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20, choices=choices(MeetingKind))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, default="")
    purpose = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=choices(MeetingState), default=MeetingState.PLANNED
    )
    is_formal = models.BooleanField(default=False)
    family_present = models.BooleanField(null=True)
    absence_ground = models.CharField(
        max_length=20, choices=choices(AbsenceGround), blank=True, default=""
    )
    absence_text = models.CharField(max_length=500, blank=True, default="")
    cancel_reason = models.CharField(
        max_length=20, choices=choices(MeetingCancelReason), blank=True, default=""
    )
    agreements = models.TextField(blank=True, default="")
    # Who belongs to such a meeting and was not there, as parties; a reason says why.
    missing = models.CharField(max_length=120, blank=True, default="")
    missing_reason = models.CharField(
        max_length=16, choices=choices(MissingReason), blank=True, default=""
    )
    missing_text = models.CharField(max_length=200, blank=True, default="")
    child_voice = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dossier", "starts_at"], name="meetings_of_dossier"),
            models.Index(fields=["course_id", "starts_at"], name="meetings_in_course"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="held_meeting_has_family_or_ground",
                condition=~Q(state=MeetingState.HELD)
                | Q(family_present=True)
                | (Q(family_present=False) & ~Q(absence_ground="")),
            ),
            models.CheckConstraint(
                name="cancelled_meeting_has_reason",
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="who_was_missing_has_a_reason",
                condition=Q(missing="") | ~Q(missing_reason=""),
            ),
        ]


class MeetingPerson(models.Model):
    """One seat at a meeting: a person, a worker, or words for someone without a row."""

    audit_kind = "meeting_person"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="persons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=120, blank=True, default="")
    was_there = models.BooleanField(null=True)
    reply = models.CharField(max_length=10, choices=choices(MeetingReply), blank=True, default="")
    replied_at = models.DateTimeField(null=True)
    # Who wrote the answer down: the person, or a worker who was told it.
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_reply_has_its_moment",
                condition=Q(reply="", replied_at__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="another_time_is_proposed_as_such",
                condition=Q(proposed_at__isnull=True) | Q(reply="other_time"),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="one_seat_per_person",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                condition=Q(user__isnull=False),
                name="one_seat_per_worker",
            ),
            models.CheckConstraint(
                name="a_seat_is_someones",
                condition=Q(person__isnull=False) | Q(user__isnull=False) | ~Q(label=""),
            ),
        ]


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "TaskQuerySet":
        """Return the tasks the user may read; a family member their own."""
        own = reach_of(user).person_id
        if own is not None:
            return self.filter(in_reach(user), person_id=own)
        return self.filter(in_reach(user, Level.YES, Level.ORDER) | Q(owner=user))


class Task(models.Model):
    """Something somebody does by a day: a worker, a unit, or one of the family."""

    audit_kind = "task"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    how = models.CharField(max_length=500, blank=True, default="")
    together_with = models.CharField(max_length=200, blank=True, default="")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dossier", "due_on"], name="tasks_of_dossier"),
            models.Index(fields=["owner", "due_on"], name="tasks_of_owner"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_task_is_someones",
                condition=Q(owner__isnull=False)
                | Q(owner_unit__isnull=False)
                | Q(person__isnull=False),
            )
        ]


class EventCorrectionQuerySet(models.QuerySet["EventCorrection"]):
    """Corrections, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "EventCorrectionQuerySet":
        """Return those of dossiers in reach, by what their kind of dossier asks."""
        return self.filter(in_reach(user, Level.YES, Level.ORDER))


class EventCorrection(models.Model):
    """What something said before it was corrected, what it says now, why, and by whom."""

    audit_kind = "event_correction"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="corrections")
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    what = models.CharField(max_length=16, choices=choices(Corrected))
    was = models.CharField(max_length=60)
    became = models.CharField(max_length=60)
    reason = models.CharField(max_length=16, choices=choices(CorrectionReason))
    reason_text = models.CharField(max_length=300, blank=True, default="")
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField()

    objects = EventCorrectionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dossier", "corrected_at"], name="corrections_of_dossier"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_correction_changes_something", condition=~Q(was=F("became"))
            ),
        ]
