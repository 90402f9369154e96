"""The leader's no, and who answers in the leader's place."""

from typing import Any

from django import forms

from hjemmebane.edges.staff.cases.forms.fields import CHOOSE, day, text


class DeclineForm(forms.Form):
    """Why the leader says no."""

    why = text("Hvorfor ikke?", rows=3)


class DeputyForm(forms.Form):
    """Who decides in the leader's place, and for how long."""

    deputy = forms.ChoiceField(label="Hvem er din stedfortræder?", choices=[])
    from_on = day("Fra og med")
    to_on = day("Til og med")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["deputy"].choices = [CHOOSE, *colleagues]  # type: ignore[attr-defined]  # ChoiceField
