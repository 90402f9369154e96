"""Forms about persons."""

from datetime import date, timedelta
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.edges.staff.people import words
from hjemmebane.ui.forms import Chips, DayInput, offer

CONSENT_YEARS = 1


class RevealForm(forms.Form):
    """Why a protected address or a number is shown in clear."""

    reason = forms.ChoiceField(label="Hvorfor?", choices=words.REVEALS, widget=Chips)


class BreakGlassForm(forms.Form):
    """Whose case is opened without a tie, and why."""

    number = forms.CharField(
        label="Barnets personnummer",
        max_length=11,
        help_text="Ti cifre. Der søges kun på hele nummeret.",
    )
    reason = forms.ChoiceField(label="Hvorfor?", choices=words.GLASS, widget=Chips)
    text = forms.CharField(
        label="Uddyb, hvis det hjælper din leder",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NotesForm(forms.Form):
    """Why the head of a unit reads the notes of one of its courses."""

    reason = forms.ChoiceField(label="Hvorfor?", choices=words.NOTES, widget=Chips)
    text = forms.CharField(
        label="Uddyb, hvis det hjælper dem, der ser grunden",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConsentForm(forms.Form):
    """A consent: who says yes, about whom, to what being told whom, until when."""

    given_by = forms.ChoiceField(label="Hvem giver samtykke?", widget=Chips)
    about = forms.ChoiceField(label="Hvem handler det om?", widget=Chips)
    to_unit = forms.ChoiceField(label="Hvem må få det at vide?")
    what = forms.CharField(label="Hvad må deles?", max_length=200)
    purpose = forms.CharField(label="Til hvad?", max_length=200)
    own_words = forms.CharField(
        label="Hvad siger familien selv ja til?",
        help_text="Med deres egne ord. Det er dem, de ser på deres egen side.",
        required=False,
        max_length=300,
    )
    until_on = forms.DateField(label="Gælder til og med", widget=DayInput)
    how = forms.ChoiceField(label="Hvordan er det givet?", choices=words.HOW, widget=Chips)

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        units: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, given_by=people, about=people, to_unit=[("", "Vælg"), *units])

    def clean_until_on(self) -> date:
        """Return the day, refused where it lies behind us or further off than a year."""
        day: date = self.cleaned_data["until_on"]
        today = clock.today()
        if not today <= day <= today + timedelta(days=366 * CONSENT_YEARS):
            raise forms.ValidationError("Vælg en dag fra i dag og højst et år frem.")
        return day
