"""Forms that pause a course, take it up again, hand it on or carry it on as another."""

from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.course_pauses import PAUSE_WORDS
from hjemmebane.edges.staff.courses.fields import Choices, DayField, OneLine, Text
from hjemmebane.ui.forms import Chips


class PauseForm(forms.Form):
    """A pause: from when, until when where it is known, and why."""

    from_on = DayField(label="Første dag i pausen")
    to_on = DayField(
        label="Sidste dag i pausen", required=False, help_text="Kan stå tom, til I ved det."
    )
    reason = forms.ChoiceField(
        label="Hvorfor?",
        widget=Chips,
        choices=[(key.value, words) for key, words in PAUSE_WORDS.items()],
    )
    text = OneLine("Mere om det")
    cancels_visits = forms.BooleanField(
        label="Aflys de besøg, der er planlagt i pausen", required=False, initial=True
    )


class ResumeForm(forms.Form):
    """The first day after a pause."""

    day = DayField(label="Første dag efter pausen")


class HandOnForm(forms.Form):
    """Who leaves a course, who comes, and from when."""

    leaving = forms.ChoiceField(label="Hvem går fra forløbet?", widget=Chips)
    coming = forms.ChoiceField(label="Hvem kommer til?", widget=forms.Select)
    day = DayField(label="Fra og med")

    def __init__(self, here: Choices, others: Choices, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": clock.today()}
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = here  # type: ignore[attr-defined]  # a choice field
        self.fields["coming"].choices = others  # type: ignore[attr-defined]  # as above


class CarryOnForm(forms.Form):
    """The kind of course a family goes on with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    programme = forms.ChoiceField(label="Fortsæt som", widget=forms.RadioSelect)
    text = Text("Hvorfor?", rows=2)

    def __init__(self, programmes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]  # a choice field
