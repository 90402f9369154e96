"""What happened in a case, where no other page writes it."""

from typing import Any

from django import forms

from hjemmebane.edges.staff.cases.forms.fields import CHOOSE, day, text
from hjemmebane.ui.forms import offer


class EventForm(forms.Form):
    """The event, its day, and the day chosen where the law sets none."""

    kind = forms.ChoiceField(label="Hvad er der sket?")
    happened_on = day("Hvilken dag?")
    chosen_on = day(
        "Hvornår skal det, der følger, være gjort?",
        required=False,
        help_text="Kun når loven ikke selv sætter en dag.",
    )
    measure_key = forms.ChoiceField(label="Hvilken hjælp handler det om?", required=False)
    text = text("Vil du skrive mere?", rows=3, required=False)

    def __init__(
        self,
        *args: Any,
        kinds: tuple[tuple[str, str], ...],
        helps: tuple[tuple[str, str], ...],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offer(self, kind=[CHOOSE, *kinds], measure_key=[("", "Ingen bestemt"), *helps])
