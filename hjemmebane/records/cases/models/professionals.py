"""A family helped on to another professional, and what other professions said of a case."""

import uuid
from typing import ClassVar

from django.db import models

from hjemmebane.domain.access import Aspect
from hjemmebane.domain.professionals import (
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
)
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words


class SignpostingQuerySet(DossierRows["Signposting"]):
    """Hand-ons, for those who work with the family and those who decide for the child."""

    path = "dossier"


class Signposting(models.Model):
    """That an informal contact helped a family on to another professional (S2-HER-06)."""

    audit_kind = "signposting"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="signpostings")
    given_on = models.DateField()
    to_kind = models.CharField(max_length=14, choices=words(SignpostTo))
    to_whom = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=12, choices=words(SignpostReason))
    reason_text = models.CharField(max_length=300, blank=True, default="")
    family_agreed = models.CharField(max_length=10, choices=words(FamilyAgreed))
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    logged_at = models.DateTimeField()

    objects = SignpostingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dossier", "given_on"], name="signpostings_of_dossier")
        ]


class InterdisciplinaryReviewQuerySet(DossierRows["InterdisciplinaryReview"]):
    """Other professions' contributions: the authority's own work, as the assessment is."""

    aspect = Aspect.INTAKE


class InterdisciplinaryReview(models.Model):
    """What one of another profession contributed to a case: at start, at the BFU or underway."""

    audit_kind = "interdisciplinary_review"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=10, choices=words(ReviewStage))
    profession = models.CharField(max_length=16, choices=words(Profession))
    who = models.CharField(max_length=120, blank=True, default="")
    given_on = models.DateField()
    text = models.TextField(blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = InterdisciplinaryReviewQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "given_on"], name="reviews_of_case")]
