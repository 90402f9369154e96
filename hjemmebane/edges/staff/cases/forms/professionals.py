"""Helping a family on to another professional, and who of other professions contributed."""

from django import forms

from hjemmebane.domain.professionals import (
    WHO_MAX,
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
)
from hjemmebane.edges.staff.cases.forms.fields import CHOOSE, choices, day, line, pick, text
from hjemmebane.records.cases.actions import ReviewText, SignpostText


class SignpostForm(forms.Form):
    """To whom, why, whether the family agreed: three choices and a day that is chosen already."""

    to_kind = pick(SignpostTo, "Hvem hjalp du familien videre til?")
    to_whom = forms.CharField(
        label="Navn eller sted", max_length=WHO_MAX, required=False, help_text="Hvis du ved det."
    )
    reason = pick(SignpostReason, "Hvorfor?")
    reason_text = line("Uddyb", required=False)
    family_agreed = pick(FamilyAgreed, "Var familien enig?")
    given_on = day("Dag")

    def text(self) -> SignpostText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return SignpostText(
            given_on=data["given_on"],
            to_kind=SignpostTo(data["to_kind"]),
            to_whom=data["to_whom"],
            reason=SignpostReason(data["reason"]),
            reason_text=data["reason_text"],
            family_agreed=FamilyAgreed(data["family_agreed"]),
        )


class ReviewForm(forms.Form):
    """Which profession contributed, when in the case, and shortly what they saw."""

    stage = pick(ReviewStage, "Hvornår i sagen?")
    profession = forms.ChoiceField(
        label="Hvilken faggruppe?", choices=[CHOOSE, *choices(Profession)]
    )
    who = forms.CharField(label="Hvem?", max_length=WHO_MAX, required=False)
    given_on = day("Dag")
    text = text("Kort, hvad de bidrog med", rows=3, required=False)

    def review(self) -> ReviewText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return ReviewText(
            stage=ReviewStage(data["stage"]),
            profession=Profession(data["profession"]),
            given_on=data["given_on"],
            who=data["who"],
            text=data["text"],
        )
