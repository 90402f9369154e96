"""How often a case is followed up: weighed by three things, together with somebody."""

from typing import Any

from django import forms

from hjemmebane.domain.follow_up import MOST_WEEKS
from hjemmebane.edges.staff.cases.forms.fields import CHOOSE, day, text
from hjemmebane.ui.forms import offer


class RhythmForm(forms.Form):
    """The rhythm, its reasons, and the sparring behind it."""

    every_weeks = forms.IntegerField(
        label="Hvor mange uger mellem opfølgningerne?", min_value=1, max_value=MOST_WEEKS
    )
    weight_words = text("Sagens art og tyngde", rows=3)
    challenge_words = text("Det, der er svært lige nu", rows=3, required=False)
    contact_words = text("Den uformelle kontakt imellem", rows=3, required=False)
    sparred_with = forms.ChoiceField(label="Drøftet med")
    sparred_on = day("Drøftet den")

    def __init__(self, *args: Any, partners: tuple[tuple[str, str], ...], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, sparred_with=[CHOOSE, *partners])
