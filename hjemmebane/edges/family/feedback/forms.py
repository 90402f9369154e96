"""The empty feedback form: own numbers for own goals, the questions, and words."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hjemmebane.domain.instruments import Scale as InstrumentScale
from hjemmebane.records.feedback.actions import TEXT_MAX, Given
from hjemmebane.records.feedback.asking import Asked
from hjemmebane.ui.forms import Chips, Scale
from hjemmebane.ui.words import said

GOAL = "goal-"
ITEM = "item-"


class FeedbackForm(forms.Form):
    """Nothing is chosen beforehand and every question may be skipped."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for goal in asked.goals:
            self.fields[f"{GOAL}{goal.public_id}"] = _question(
                f"»{goal.own_words}«", asked.goal_instrument.scale
            )
        for item in asked.instrument.items:
            self.fields[f"{ITEM}{item.key}"] = _question(said(item.text), asked.instrument.scale)
        self.fields["text"] = forms.CharField(
            label=_("Er der noget, vi skal vide eller gøre anderledes?"),
            required=False,
            max_length=TEXT_MAX,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["may_quote"] = forms.BooleanField(
            label=_("Mine ord må stå i den rapport, vi skriver til sidst"),
            help_text=_("Så kan de andre i familien og rådgiveren læse dem."),
            required=False,
        )

    @property
    def given(self) -> Given:
        """Return what was answered; a question skipped is simply not there."""
        return Given(
            values=self._numbers(ITEM),
            goals={UUID(key): value for key, value in self._numbers(GOAL).items()},
            text=self.cleaned_data["text"],
            may_quote=self.cleaned_data["may_quote"],
        )

    def _numbers(self, prefix: str) -> dict[str, int]:
        return {
            name.removeprefix(prefix): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value != ""
        }


def _question(text: str, scale: InstrumentScale) -> forms.ChoiceField:
    if scale.steps:
        choices = [(str(step.value), said(step.words)) for step in scale.steps]
        return forms.ChoiceField(label=text, choices=choices, required=False, widget=Chips)
    ends = f"{scale.low}: {said(scale.low_words)} · {scale.high}: {said(scale.high_words)}"
    numbers = [(str(value), str(value)) for value in scale.values]
    return forms.ChoiceField(
        label=text, choices=numbers, required=False, widget=Scale, help_text=ends
    )
