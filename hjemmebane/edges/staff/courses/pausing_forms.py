"""Forms that pause a course, take it up again, hand it on or carry it on as another."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.course_pauses import PAUSE_WORDS
from hjemmebane.domain.programmes import Programme, Role
from hjemmebane.edges.staff.courses.fields import Choices, DayField, OneLine, Text
from hjemmebane.ui.forms import Chips, ManyChips, offer
from hjemmebane.ui.refusals import sentence


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
        offer(self, leaving=here, coming=others)


class CarryOnForm(forms.Form):
    """The kind of course a family goes on with, and who is in the roles it does not begin without.

    A role that somebody of the course has already is not asked about.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    programme = forms.ChoiceField(label="Fortsæt som", widget=forms.RadioSelect)
    text = Text("Hvorfor?", rows=2)

    def __init__(
        self, programmes: Sequence[Programme], here: Choices, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {one.key: one for one in programmes}
        named = [(one.key, one.title) for one in programmes]
        offer(self, programme=named)
        self.roles = {key: _asked(one) for key, one in self.programmes.items()}
        for programme, roles in self.roles.items():
            for role in roles:
                self.fields[_field(programme, role)] = forms.MultipleChoiceField(
                    label=f"{role.title.capitalize()} i {self.programmes[programme].title}",
                    help_text="Forløbet begynder ikke uden.",
                    required=False,
                    widget=ManyChips,
                    choices=here,
                )

    def clean(self) -> dict[str, Any]:
        """Return the form; the roles the chosen programme requires are filled."""
        data = super().clean() or {}
        chosen = data.get("programme", "")
        for role in self.roles.get(chosen, ()):
            if not data.get(_field(chosen, role)):
                self.add_error(_field(chosen, role), sentence("role_missing"))
        return data

    def chosen(self) -> Sequence[tuple[str, str]]:
        """Return (role, public id of the worker) of the roles the chosen programme requires."""
        data = self.cleaned_data
        return [
            (role.key, who)
            for role in self.roles[data["programme"]]
            for who in data[_field(data["programme"], role)]
        ]


def _field(programme: str, role: Role) -> str:
    return f"who_{programme}_{role.key}"


def _asked(programme: Programme) -> list[Role]:
    """Return the required roles that nobody comes into by visiting the family already."""
    return [role for role in programme.roles if role.required and not role.visits]
