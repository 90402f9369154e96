"""Enquiries (prevention register) and notifications (authority register)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect
from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAnswer,
    EnquirySource,
    EnquiryState,
    ForwardGround,
    NotificationOutcome,
    NotificationReasonKey,
    NotificationSource,
    NotToldReason,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.records.access.models import Dossier, Unit, User, choices
from hjemmebane.records.people.models import Disclosure, Family, Person
from hjemmebane.records.people.reach import reach_of


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Enquiries, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "EnquiryQuerySet":
        """Return the enquiries the user may read."""
        return self.filter(reach_of(user).q("dossier", Aspect.PREVENTION_COURSE))


class Enquiry(models.Model):
    """Someone asks the prevention unit for help or advice; no case is made."""

    audit_kind = "enquiry"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The form's own one-time mark: the same form sent twice is one enquiry.
    form_token = models.UUIDField(null=True, unique=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="enquiry")
    source = models.CharField(max_length=16, choices=choices(EnquirySource))
    concern_source = models.CharField(max_length=20, choices=choices(ConcernSource))
    is_anonymous = models.BooleanField(default=False)
    partner_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    received_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    own_motivation = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    family_agreed = models.BooleanField(default=False)
    danger_answer = models.CharField(max_length=8, choices=choices(DangerAnswer))
    received_at = models.DateTimeField()
    danger_read_at = models.DateTimeField(null=True)
    danger_read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_danger_found = models.BooleanField(null=True)
    danger_note = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=choices(EnquiryState), default=EnquiryState.NEW)
    triaged_at = models.DateTimeField(null=True)
    triaged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_motivated = models.BooleanField(null=True)
    is_delimited = models.BooleanField(null=True)
    triage_outcome = models.CharField(max_length=12, choices=choices(TriageOutcome), blank=True)
    triage_reason = models.CharField(max_length=24, choices=choices(TriageReason), blank=True)
    triage_text = models.TextField(blank=True)
    forward_ground = models.CharField(max_length=20, choices=choices(ForwardGround), blank=True)
    needed_competence = models.CharField(max_length=40, blank=True)
    allocated_to = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    allocated_at = models.DateTimeField(null=True)
    allocation_reason = models.CharField(max_length=300, blank=True)
    first_contact_at = models.DateTimeField(null=True)
    family = models.ForeignKey(Family, null=True, on_delete=models.PROTECT, related_name="+")
    # What the course will hang on: a dossier of its own, in the prevention register.
    course_dossier = models.OneToOneField(
        Dossier, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The course is a later record, so it is known here by number only.
    course_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    # Whoever asked without a name reads the answer with a code; only its fingerprint is kept.
    answer_code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True)
    text_deleted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Enquiry"]] = EnquiryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_anonymous=False)
                | Q(contact_name="", contact_phone="", contact_email=""),
                name="enquiry_anonymous_has_no_contact",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(family__isnull=True),
                name="enquiry_anonymous_has_no_family",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="enquiry_state")]


class EnquiryChild(models.Model):
    """A child named in an enquiry, as the one who wrote named it."""

    audit_kind = "enquiry_child"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The mirror question: is the child known to the authority?
    known_question = models.OneToOneField(
        Disclosure, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "NotificationQuerySet":
        """Return the notifications the user may read."""
        return self.filter(reach_of(user).q("dossier", Aspect.INTAKE))


class Notification(models.Model):
    """A statutory notification of concern about one or more children."""

    audit_kind = "notification"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_token = models.UUIDField(null=True, unique=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="notification")
    source = models.CharField(max_length=16, choices=choices(NotificationSource))
    concern_source = models.CharField(max_length=20, choices=choices(ConcernSource))
    is_anonymous = models.BooleanField(default=False)
    reporter_name = models.CharField(max_length=120, blank=True)
    reporter_contact = models.CharField(max_length=254, blank=True)
    reporter_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    suspects_violence = models.BooleanField(default=False)
    danger_answer = models.CharField(max_length=8, choices=choices(DangerAnswer))
    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    from_enquiry = models.ForeignKey(
        Enquiry, null=True, on_delete=models.PROTECT, related_name="notifications"
    )
    receipt_sent_at = models.DateTimeField(null=True)
    receipt_sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Notification"]] = NotificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_anonymous=False)
                | Q(reporter_name="", reporter_contact="", reporter__isnull=True),
                name="notification_anonymous_has_no_reporter",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["received_at"], name="notification_received"),
            models.Index(
                fields=["received_at"],
                condition=Q(receipt_sent_at__isnull=True, is_anonymous=False),
                name="notification_no_receipt",
            ),
        ]


class NotificationReason(models.Model):
    """One of the reasons a notification gives."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="reasons")
    key = models.CharField(max_length=16, choices=choices(NotificationReasonKey))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notification", "key"], name="reason_once"),
        ]


class NotifiedChildQuerySet(models.QuerySet["NotifiedChild"]):
    """Notified children, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "NotifiedChildQuerySet":
        """Return the notified children the user may read."""
        return self.filter(reach_of(user).q("notification__dossier", Aspect.INTAKE))


class NotifiedChild(models.Model):
    """One child of a notification; each is assessed by itself within 24 hours."""

    audit_kind = "notified_child"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="children"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name_given = models.CharField(max_length=120)
    born_on_given = models.DateField(null=True)
    age_given = models.PositiveSmallIntegerField(null=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_in_danger = models.BooleanField(null=True)
    acute_action = models.TextField(blank=True)
    assessment_text = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=choices(NotificationOutcome), blank=True)
    case_dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT, related_name="+")
    acted_at = models.DateTimeField(null=True)
    # The one question across the registers, and why the family was not told of it.
    known_question = models.OneToOneField(
        Disclosure, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What was passed on to prevention, on its ground; what became of it there is not known here.
    referral = models.OneToOneField(
        Disclosure, null=True, on_delete=models.PROTECT, related_name="+"
    )
    not_told_reason = models.CharField(max_length=20, choices=choices(NotToldReason), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["NotifiedChild"]] = NotifiedChildQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["notification"],
                condition=Q(assessed_at__isnull=True),
                name="child_not_assessed",
            )
        ]


class DutyContact(models.Model):
    """Who answers for a unit when the other register puts its one question."""

    audit_kind = "duty_contact"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
