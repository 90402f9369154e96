"""What is filled in when something goes from one unit's register to the other's."""

from typing import Any

from django import forms

from hjemmebane.domain.intake import ChildGiven, CrossingGround, ReferralGiven
from hjemmebane.edges.staff.intake.forms import SHORT, TEXT, YES_NO
from hjemmebane.ui.forms import Chips, DayInput, Segments, offer
from hjemmebane.ui.intake_forms import area

MIRROR_GROUNDS = [
    (CrossingGround.CONSENT.value, "Familien har sagt ja til, at vi spørger"),
    (CrossingGround.DANGER.value, "Vi vurderer, om der skal underrettes (barnets lov § 133)"),
]
REFERRAL_GROUNDS = [
    (CrossingGround.CONSENT.value, "Familien har sagt ja"),
    (CrossingGround.LAW.value, "Et andet grundlag i loven"),
]
NOBODY = ("", "En anden, skrevet nedenfor")


def is_yes(data: dict[str, Any]) -> bool:
    """Return whether the answer is that the child is known."""
    return bool(data.get("is_known") == "yes")


class AnswerForm(forms.Form):
    """Yes or no from the unit's duty contact; by yes, who it is in the unit's own register."""

    is_known = forms.ChoiceField(label="Kender I barnet?", choices=YES_NO, widget=Segments)
    who = forms.ChoiceField(
        label="Hvis ja: hvem er barnet i jeres eget register?", widget=Chips, required=False
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, who=people)
        if not people:
            del self.fields["who"]

    def clean(self) -> dict[str, Any]:
        """Ask who the child is where there is somebody to choose."""
        data: dict[str, Any] = {"who": "", **(super().clean() or {})}
        if is_yes(data) and "who" in self.fields and not data["who"]:
            self.add_error("who", "Vælg, hvem barnet er i jeres eget register.")
        return data


class MirrorAskForm(forms.Form):
    """On what ground the authority is asked; the family is told."""

    ground = forms.ChoiceField(
        label="På hvilket grundlag spørger I?", choices=MIRROR_GROUNDS, widget=Chips
    )


class MirrorAnswerForm(forms.Form):
    """Yes or no from the reception unit."""

    is_known = forms.ChoiceField(label="Kender I barnet?", choices=YES_NO, widget=Segments)


class ReferralForm(forms.Form):
    """What prevention is told: the delimited problem and whom to ring, never the notification."""

    problem = forms.CharField(
        label="Det afgrænsede problem", max_length=SHORT, help_text="Det, der kan løses."
    )
    text = forms.CharField(
        label="Det, Tidlig Forebyggelse skal vide, og ikke mere", max_length=TEXT, widget=area(4)
    )
    own_motivation = forms.CharField(
        label="Hvad vil familien selv? Brug familiens egne ord",
        max_length=SHORT,
        required=False,
        widget=area(2),
    )
    ground = forms.ChoiceField(label="På hvilket grundlag?", choices=REFERRAL_GROUNDS, widget=Chips)
    giver = forms.ChoiceField(label="Hvis ja: hvem har sagt ja?", widget=Chips, required=False)
    reason = forms.CharField(
        label="Hvis et andet grundlag: hvilket sted i loven?", max_length=300, required=False
    )
    contact_name = forms.CharField(label="Hvem kan de ringe til?", max_length=120)
    contact_phone = forms.CharField(label="Telefon", max_length=30)

    def __init__(self, *args: Any, givers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, giver=[*givers, NOBODY])
        if not givers:
            del self.fields["giver"]

    def given(self) -> ReferralGiven:
        """Return what is passed on; call when the form is valid."""
        data = self.cleaned_data
        return ReferralGiven(
            problem=data["problem"],
            text=data["text"],
            ground=CrossingGround(data["ground"]),
            reason=data["reason"],
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            own_motivation=data["own_motivation"],
        )


class SelfReferralForm(forms.Form):
    """A family that came to the reception unit itself and asks for this help."""

    has_family_agreed = forms.BooleanField(
        label="Familien beder selv om det og er med i, hvad der sendes"
    )
    child_name = forms.CharField(label="Barnets navn", max_length=120)
    child_born_on = forms.DateField(label="Fødselsdag", required=False, widget=DayInput)
    problem = forms.CharField(label="Det afgrænsede problem", max_length=SHORT)
    text = forms.CharField(
        label="Det, Tidlig Forebyggelse skal vide, og ikke mere", max_length=TEXT, widget=area(4)
    )
    own_motivation = forms.CharField(
        label="Hvad vil familien selv? Brug familiens egne ord",
        max_length=SHORT,
        required=False,
        widget=area(2),
    )
    contact_name = forms.CharField(label="Hvem kan de ringe til?", max_length=120)
    contact_phone = forms.CharField(label="Telefon", max_length=30)

    def child(self) -> ChildGiven:
        """Return the child as named."""
        return ChildGiven(self.cleaned_data["child_name"], self.cleaned_data["child_born_on"])

    def given(self) -> ReferralGiven:
        """Return what is passed on; call when the form is valid."""
        data = self.cleaned_data
        return ReferralGiven(
            problem=data["problem"],
            text=data["text"],
            ground=CrossingGround.CONSENT,
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            own_motivation=data["own_motivation"],
        )
