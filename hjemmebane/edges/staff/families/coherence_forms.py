"""Forms of the coordinator: two goals that pull apart, and what holds."""

from typing import Any

from django import forms

from hjemmebane.domain.goal_conflicts import CONFLICT_CHOICE_WORDS
from hjemmebane.ui.forms import Chips, offer

Choices = list[tuple[str, str]]


class ApartForm(forms.Form):
    """Two goals and why they pull apart."""

    goal = forms.ChoiceField(label="Det ene mål", widget=forms.RadioSelect)
    against = forms.ChoiceField(label="Trækker mod", widget=forms.RadioSelect)
    why = forms.CharField(label="Hvordan trækker de hver sin vej?", max_length=500)

    def __init__(self, goals: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, goal=goals, against=goals)


class SettleGoalsForm(forms.Form):
    """What holds when goals pull apart, and why."""

    choice = forms.ChoiceField(
        label="Hvad gælder?",
        widget=Chips,
        choices=[(key.value, words) for key, words in CONFLICT_CHOICE_WORDS.items()],
    )
    reason = forms.CharField(
        label="Hvorfor?", max_length=500, help_text="Skriv, hvad I er blevet enige om med familien."
    )
