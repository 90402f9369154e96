"""The form that settles a clash in a family's week."""

from django import forms

from hjemmebane.domain.coordination_week import CLASH_CHOICE_WORDS
from hjemmebane.ui.forms import Chips


class SettleForm(forms.Form):
    """How a clash is settled."""

    choice = forms.ChoiceField(
        label="Hvad blev I enige om?",
        widget=Chips,
        choices=[(key.value, words) for key, words in CLASH_CHOICE_WORDS.items()],
    )
    text = forms.CharField(label="Mere om det", max_length=300, required=False)
