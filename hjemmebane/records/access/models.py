"""Who works here, what they may reach, and what has been done and looked at."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from hjemmebane.domain.access import (
    Area,
    BreakGlassReason,
    DossierKind,
    Register,
    Relation,
    RoleKey,
    UnitKind,
    UniversalServiceType,
    UserKind,
)


def choices(words: Any) -> list[tuple[str, str]]:
    """Return an enumeration as choices of a field."""
    return [(word.value, word.value) for word in words]


class Unit(models.Model):
    """A unit of the municipality, in one of the areas."""

    audit_kind = "unit"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=20, choices=choices(Area))
    kind = models.CharField(max_length=20, choices=choices(UnitKind))
    service_type = models.CharField(
        max_length=30, choices=choices(UniversalServiceType), blank=True, default=""
    )
    phone = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_universal_units_have_a_service_type",
                condition=models.Q(service_type="") | models.Q(kind=UnitKind.UNIVERSAL),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team inside a unit, with a leader."""

    audit_kind = "team"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Find users by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return a user by e-mail, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in: staff, a partner, a family member, or another system.

    `person_id` is set for family users: their own row in the register of persons.
    """

    audit_kind = "user"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=choices(UserKind), default=UserKind.STAFF)
    person_id = models.BigIntegerField(null=True, blank=True, unique=True)
    profession = models.CharField(max_length=60, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    is_active = models.BooleanField(default=True)

    last_login = None  # sign-ins are look-ups of nobody; sessions tell

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(
                name="only_family_users_are_persons",
                condition=models.Q(person_id__isnull=True) | models.Q(kind=UserKind.FAMILY),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """A role that a user holds, in a unit or a team, for a time."""

    audit_kind = "role_assignment"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=choices(RoleKey))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    # Set on a leader's role that a colleague holds while the leader is away.
    stands_in_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="deputies"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["role", "unit"], name="role_in_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="deputy_has_a_last_day",
                condition=Q(stands_in_for__isnull=True) | Q(to_on__isnull=False),
            )
        ]


class Competence(models.Model):
    """Something a user is trained to do, from a day on."""

    audit_kind = "competence"
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competences")
    key = models.SlugField(max_length=60)
    since_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="one_row_per_competence")
        ]


class Dossier(models.Model):
    """What rights are given on: all that is written about a case, course, enquiry or notification.

    States: open (`closed_at` empty) or closed; restricted dossiers reach named staff only.
    """

    audit_kind = "dossier"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=choices(DossierKind))
    register = models.CharField(max_length=12, choices=choices(Register))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    is_restricted = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "kind"], name="dossier_in_unit"),
            models.Index(fields=["team"], name="dossier_in_team"),
        ]


class Tie(models.Model):
    """A worker's place on a dossier or on one course in it, for a time."""

    audit_kind = "tie"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ties")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="ties")
    relation = models.CharField(max_length=20, choices=choices(Relation))
    course_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "to_on"], name="ties_of_user"),
            models.Index(fields=["dossier", "to_on"], name="ties_of_dossier"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "dossier", "relation", "course_id"],
                condition=models.Q(to_on__isnull=True, course_id__isnull=False),
                name="one_running_tie_per_course",
            ),
            models.UniqueConstraint(
                fields=["user", "dossier", "relation"],
                condition=models.Q(to_on__isnull=True, course_id__isnull=True),
                name="one_running_tie_per_dossier",
            ),
        ]


class BreakGlass(models.Model):
    """A record, or the notes of one course, opened on a reason that others see."""

    audit_kind = "break_glass"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tie = models.OneToOneField(Tie, on_delete=models.PROTECT, related_name="break_glass")
    reason = models.CharField(max_length=20, choices=choices(BreakGlassReason))
    text = models.CharField(max_length=500, blank=True, default="")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="break_glass_seen_by_someone",
                condition=models.Q(seen_at__isnull=True, seen_by__isnull=True)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
            )
        ]


class Draft(models.Model):
    """Text typed but not yet saved, kept through an idle time-out."""

    audit_kind = "draft"
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")
        ]


class ServiceAccount(models.Model):
    """Another system's way in: a user of kind service, a token kept as a digest, what it may do.

    States: open; expired (`expires_at` passed); revoked (`revoked_at` set, by somebody).
    """

    audit_kind = "service_account"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="service_account")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    prefix = models.CharField(max_length=10, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True)


class IdempotencyKey(models.Model):
    """A write another system asked for under its own key, with the answer it got, sealed."""

    audit_kind = "idempotency_key"
    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="idempotency_by_age")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="one_write_per_key")
        ]


class LookupRequest(models.Model):
    """One request that showed persons, or was refused: who, when, where, why."""

    audit_kind = "lookup"
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    route = models.CharField(max_length=80)
    why = models.CharField(max_length=40, blank=True, default="")
    unit_name = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=60, blank=True, default="")
    is_refused = models.BooleanField(default=False)
    refused_about = models.CharField(max_length=80, blank=True, default="")
    search_index = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "at"], name="lookups_of_user")]


class LookupPerson(models.Model):
    """One person shown in a request."""

    audit_kind = "lookup_person"
    request = models.ForeignKey(LookupRequest, on_delete=models.PROTECT, related_name="persons")
    person_id = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person_id", "request"], name="lookups_of_person")
        ]


class AuditLine(models.Model):
    """One write, written in the transaction of its action; never changed (triggers refuse)."""

    audit_kind = "audit_line"
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    by_id = models.BigIntegerField(null=True)
    ordered_by_id = models.BigIntegerField(null=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    facts = models.TextField()

    class Meta:
        managed = False
        db_table = "audit_line"


class AuditSeal(models.Model):
    """A seal over rows of one chain: the seal before it, and an HMAC with a key kept outside."""

    audit_kind = "audit_seal"
    chain = models.CharField(max_length=8)
    number = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    first_line = models.BigIntegerField()
    last_line = models.BigIntegerField()
    line_ids = models.TextField()
    marks = models.TextField()
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()
    is_caught_up = models.BooleanField()
    digest = models.CharField(max_length=64)
    key_number = models.IntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "audit_seal"
