"""The form for an account of another system."""

from typing import Any

from django import forms

from hjemmebane.domain.service_accounts import LONGEST_LIFE_DAYS, Scope
from hjemmebane.ui.forms import ManyChips, offer

NAME_MAX, PURPOSE_MAX = 80, 300
HALF_A_YEAR = 180


class SystemForm(forms.Form):
    """What another system is called, what it is for, what it may do, where, and how long."""

    name = forms.CharField(
        label="Systemets navn",
        max_length=NAME_MAX,
        help_text="Familien ser navnet, når systemet har vist dem til nogen.",
    )
    purpose = forms.CharField(
        label="Hvad skal det bruges til?",
        max_length=PURPOSE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    scopes = forms.MultipleChoiceField(
        label="Hvad må det?",
        choices=[(scope.value, scope.label) for scope in Scope],
        widget=ManyChips,
        help_text="Vælg kun det, systemet har brug for.",
    )
    places = forms.MultipleChoiceField(label="Hvilke sager når det?", widget=ManyChips)
    days = forms.IntegerField(
        label="Hvor mange dage skal det gælde?",
        min_value=1,
        max_value=LONGEST_LIFE_DAYS,
        initial=HALF_A_YEAR,
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        offer(self, places=places)
