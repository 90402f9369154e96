"""Around a decision: who was heard and agrees, the letters it was given by, and complaints."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.decision_parties import (
    ComplaintHow,
    ComplaintOutcome,
    ConsentAnswer,
    PartyPlace,
)
from hjemmebane.domain.follow_up import Heard
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.measures import Decision
from hjemmebane.records.cases.models.rows import DossierRows, words
from hjemmebane.records.people.models import Person


class DecisionPartyQuerySet(DossierRows["DecisionParty"]):
    """Who was heard, as the authority reads it."""

    path = "decision__case__dossier"
    aspect = Aspect.INTAKE
    levels = (Level.YES,)


class DecisionParty(models.Model):
    """One who was heard before a decision; a parent with custody agrees to the help here too.

    This consent is to the help itself (barnets lov § 32); it lets nobody share anything.
    """

    audit_kind = "decision_party"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=14, choices=words(PartyPlace))
    is_party = models.BooleanField(default=False)
    heard = models.CharField(max_length=14, choices=words(Heard), blank=True, default="")
    consent = models.CharField(max_length=8, choices=words(ConsentAnswer), blank=True, default="")
    consent_on = models.DateField(null=True)

    objects = DecisionPartyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "person"], name="one_row_per_party_of_a_decision"
            ),
            models.CheckConstraint(
                name="party_is_somebody", condition=Q(person__isnull=False) | ~Q(who="")
            ),
        ]


class DecisionLetterQuerySet(DossierRows["DecisionLetter"]):
    """Letters, as the authority reads them."""

    path = "decision__case__dossier"
    aspect = Aspect.INTAKE
    levels = (Level.YES,)


class DecisionLetter(models.Model):
    """A letter as it was given to one receiver, word for word, with the version it was made by."""

    audit_kind = "decision_letter"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    letter_key = models.CharField(max_length=40)
    letter_version = models.PositiveSmallIntegerField()
    text = models.TextField()
    made_at = models.DateTimeField()

    objects = DecisionLetterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "person"], name="one_letter_per_receiver_of_a_decision"
            )
        ]


class ComplaintQuerySet(DossierRows["Complaint"]):
    """Complaints, as the authority reads them."""

    path = "case__dossier"
    aspect = Aspect.INTAKE
    levels = (Level.YES,)


class Complaint(models.Model):
    """A complaint over a decision: received, looked at anew, and changed or sent on."""

    audit_kind = "complaint"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="complaints")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="complaints")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField()
    how = models.CharField(max_length=12, choices=words(ComplaintHow))
    text = models.TextField()
    is_late = models.BooleanField(default=False)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(
        max_length=10, choices=words(ComplaintOutcome), blank=True, default=""
    )
    outcome_on = models.DateField(null=True)
    outcome_text = models.TextField(blank=True, default="")
    papers = models.TextField(blank=True, default="")
    new_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="after_complaints"
    )
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="forwarded_with_papers", condition=~Q(outcome="forwarded") | ~Q(papers="")
            ),
            models.CheckConstraint(
                name="changed_by_a_decision",
                condition=~Q(outcome="changed") | Q(new_decision__isnull=False),
            ),
        ]
