"""The form that buys an adviser's hours free for treatment."""

from typing import Any

from django import forms

from hjemmebane.edges.staff.courses.fields import Choices, DayField
from hjemmebane.ui.forms import offer

MOST_HOURS = 37


class BuyoutForm(forms.Form):
    """Whose hours are bought free, how many, when, and with whose yes."""

    adviser = forms.ChoiceField(label="Hvilken rådgiver?", widget=forms.RadioSelect)
    hours_a_week = forms.IntegerField(
        label="Timer om ugen", min_value=1, max_value=MOST_HOURS, help_text="Fra 1 til 37."
    )
    from_on = DayField(label="Første dag")
    to_on = DayField(label="Sidste dag")
    agreed_by = forms.ChoiceField(label="Hvem har aftalt det?", widget=forms.Select)

    def __init__(self, advisers: Choices, leaders: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, adviser=advisers, agreed_by=leaders)
