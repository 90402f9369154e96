"""Reading to whom a family was helped on, and who of other professions contributed to a case."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from hjemmebane.domain.cases import AssessmentKind
from hjemmebane.domain.professionals import (
    CaseSoFar,
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
    review_gaps,
)
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Case, InterdisciplinaryReview, Signposting

SIGNPOSTS_SHOWN = 50


class SignpostRow(NamedTuple):
    """One hand-on: to whom, why, and whether the family agreed."""

    given_on: date
    to_kind: SignpostTo
    to_whom: str
    reason: SignpostReason
    reason_text: str
    family_agreed: FamilyAgreed
    logged_by: str

    @property
    def to(self) -> str:
        """Return to whom, with the name where it was written."""
        return f"{self.to_kind.label}: {self.to_whom}" if self.to_whom else self.to_kind.label

    @property
    def why(self) -> str:
        """Return why, with own words where they were written."""
        return f"{self.reason.label}: {self.reason_text}" if self.reason_text else self.reason.label


class ReviewRow(NamedTuple):
    """One contribution."""

    profession: Profession
    who: str
    given_on: date
    text: str
    noted_by: str


class ReviewsAtStage(NamedTuple):
    """What other professions contributed at one stage of a case."""

    stage: ReviewStage
    rows: tuple[ReviewRow, ...]


class Reviews(NamedTuple):
    """A case's contributions by stage, and the stages reached that have none."""

    stages: tuple[ReviewsAtStage, ...]
    gaps: tuple[ReviewStage, ...]


def signposts_in(dossier_ids: Collection[int], user: User) -> tuple[SignpostRow, ...]:
    """Return to whom the families of some dossiers were helped on, the latest first."""
    rows = Signposting.objects.visible_to(user).filter(dossier_id__in=dossier_ids)
    ordered = rows.select_related("logged_by").order_by("-given_on", "-pk")[:SIGNPOSTS_SHOWN]
    return tuple(
        SignpostRow(
            given_on=row.given_on,
            to_kind=SignpostTo(row.to_kind),
            to_whom=row.to_whom,
            reason=SignpostReason(row.reason),
            reason_text=row.reason_text,
            family_agreed=FamilyAgreed(row.family_agreed),
            logged_by=row.logged_by.name if row.logged_by else "",
        )
        for row in ordered
    )


def reviews_of(
    case: Case, user: User, *, assessments: Collection[AssessmentKind], help_since: date | None
) -> Reviews:
    """Return what other professions contributed to a case, and where nobody has.

    `assessments` and `help_since` say how far the case has come; the page has read them already.
    """
    rows = InterdisciplinaryReview.objects.visible_to(user).filter(case=case)
    found = list(rows.select_related("noted_by").order_by("given_on", "pk"))
    at_stage = [
        ReviewsAtStage(
            stage,
            tuple(
                ReviewRow(
                    Profession(row.profession),
                    row.who,
                    row.given_on,
                    row.text,
                    row.noted_by.name if row.noted_by else "",
                )
                for row in found
                if row.stage == stage
            ),
        )
        for stage in ReviewStage
    ]
    given = [(ReviewStage(row.stage), row.given_on) for row in found]
    gaps = review_gaps(CaseSoFar(assessments, help_since), given)
    return Reviews(tuple(one for one in at_stage if one.rows), gaps)
