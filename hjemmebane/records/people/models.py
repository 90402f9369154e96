"""Persons, families and homes; who is a party to what; consent and what was passed on."""

import uuid
from typing import ClassVar

from django.db import models

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level, Register
from hjemmebane.domain.network import (
    NAME_MAX,
    RELATION_MAX,
    SUPPORT_MAX,
    Circle,
    Closeness,
)
from hjemmebane.domain.people import (
    ConsentHow,
    ConsentKind,
    DisclosureGround,
    NumberKind,
    PartyRole,
    RelationKind,
)
from hjemmebane.records.access.models import Dossier, Unit, User, choices
from hjemmebane.records.access.reach import Reach


def _once_at_a_time(what: str, *fields: str) -> models.UniqueConstraint:
    """Return the constraint that the same thing does not run twice at a time."""
    return models.UniqueConstraint(
        fields=fields, condition=models.Q(to_on__isnull=True), name=f"one_running_{what}"
    )


class Family(models.Model):
    """A family in one register, by the name it is known by."""

    audit_kind = "family"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    register = models.CharField(max_length=12, choices=choices(Register))
    name = models.CharField(max_length=120)


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons, seen through a reader's reach."""

    def in_reach(
        self, reach: Reach, aspect: Aspect = Aspect.CASE_EXISTS, *levels: Level
    ) -> "PersonQuerySet":
        """Return the persons who are party to a dossier in reach.

        A family member reaches themselves and the children they hold custody of.
        """
        if reach.is_family:
            return self.filter(pk__in=_own_persons(reach))
        parties = Party.objects.filter(reach.q("dossier", aspect, *levels))
        if reach.span(aspect, *levels).is_wide:
            return self.filter(models.Exists(parties.filter(person_id=models.OuterRef("pk"))))
        return self.filter(pk__in=parties.values("person_id"))


def _own_persons(reach: Reach) -> models.QuerySet["Person"]:
    today = clock.today()
    children = Custody.objects.filter(
        models.Q(to_on__isnull=True) | models.Q(to_on__gte=today),
        holder_id=reach.person_id,
        from_on__lte=today,
    )
    return Person.objects.filter(
        models.Q(pk=reach.person_id) | models.Q(pk__in=children.values("child_id"))
    )


class Person(models.Model):
    """A person in one register; protected names and addresses leave it as masks only."""

    audit_kind = "person"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    register = models.CharField(max_length=12, choices=choices(Register))
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    has_protected_name = models.BooleanField(default=False)
    has_protected_address = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="da")
    needs_interpreter = models.BooleanField(default=False)
    companion = models.CharField(max_length=120, blank=True, default="")
    representative = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["register", "sort_key"], name="persons_by_name")]


class Registration(models.Model):
    """That another system registered a person; until there is a case, it alone finds them."""

    audit_kind = "registration"
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="registration")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class NameToken(models.Model):
    """One folded part of a person's name, to find the person by its beginning."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    register = models.CharField(max_length=12, choices=choices(Register))
    token = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["register", "token", "person"], name="names_by_beginning")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token"], name="one_row_per_name_part")
        ]


class PersonNumber(models.Model):
    """A number a person has or had, sealed; found by an index that differs in each register."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="numbers")
    register = models.CharField(max_length=12, choices=choices(Register))
    kind = models.CharField(max_length=12, choices=choices(NumberKind))
    sealed = models.BinaryField()
    index = models.CharField(max_length=64)
    index_key = models.IntegerField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "index"], name="one_person_per_number_in_a_register"
            )
        ]


class FamilyMember(models.Model):
    """A person's place in a family, for a time; children may belong to two families."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [_once_at_a_time("membership", "family", "person")]


class Household(models.Model):
    """A home of the family; a family may have two."""

    audit_kind = "household"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="households")
    label = models.CharField(max_length=60)
    street = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=10)
    town = models.CharField(max_length=60)
    is_protected = models.BooleanField(default=False)


class Residence(models.Model):
    """That a person lives in a home, and how much of the time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residents")
    share = models.CharField(max_length=40, default="hele tiden")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [_once_at_a_time("residence", "person", "household")]


class Relation(models.Model):
    """How one person is related to another, for a time: `person` is `kind` of `other`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=20, choices=choices(RelationKind))
    note = models.CharField(max_length=120, blank=True, default="")
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [_once_at_a_time("relation", "person", "other", "kind")]


class Custody(models.Model):
    """That a person holds custody of a child, for a time."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody_of")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [_once_at_a_time("custody", "child", "holder")]


class Party(models.Model):
    """A person's place in a dossier: the child, a parent with or without custody, a sibling."""

    audit_kind = "party"
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parties")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=choices(PartyRole))
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "dossier"],
                condition=models.Q(to_on__isnull=True),
                name="one_running_place_per_person",
            )
        ]


class Consent(models.Model):
    """A consent: who says yes, about whom, to what being told whom, until when.

    One to be filmed is a yes to the filming alone: it lets nobody share anything.
    """

    audit_kind = "consent"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=8, choices=choices(ConsentKind), default=ConsentKind.SHARING)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_given")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_about")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=120, blank=True, default="")
    what = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    # What the giver said yes to, as they said it.
    own_words = models.CharField(max_length=300, blank=True, default="")
    how = models.CharField(max_length=10, choices=choices(ConsentHow))
    given_on = models.DateField()
    until_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=models.Q(until_on__gte=models.F("given_on")),
            )
        ]


class Disclosure(models.Model):
    """Something passed from one area to another: what, to whom, on what ground."""

    audit_kind = "disclosure"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="disclosures")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    ground = models.CharField(max_length=20, choices=choices(DisclosureGround))
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_told_to_family = models.BooleanField(default=True)
    answer = models.CharField(max_length=20, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_ground_has_a_consent",
                condition=models.Q(consent__isnull=False)
                | ~models.Q(ground=DisclosureGround.CONSENT),
            )
        ]


class KnownAs(models.Model):
    """That a person in one register is known as a person in the other, and on what ground."""

    audit_kind = "known_as"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prevention = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=choices(DisclosureGround))
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "prevention"], name="one_link_per_pair")
        ]


class OwnKin(models.Model):
    """That a member of staff is, or is kin of, a person; their records are barred to them."""

    audit_kind = "own_kin"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="own_kin")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "person"], name="one_bar_per_kin")
        ]


class NetworkPerson(models.Model):
    """Someone around the family, by name and what they do; told by one of the family.

    A third party who was not asked: no number, address or phone is kept.
    """

    audit_kind = "network_person"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The form's own one-time mark: the same form sent twice is one person.
    form_token = models.UUIDField(null=True, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="network")
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    near = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    relation = models.CharField(max_length=RELATION_MAX)
    circle = models.CharField(max_length=12, choices=choices(Circle))
    closeness = models.CharField(max_length=8, choices=choices(Closeness))
    support = models.CharField(max_length=SUPPORT_MAX, blank=True, default="")
    may_be_asked = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["dossier", "to_on"], name="network_of_dossier")]
