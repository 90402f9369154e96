"""The form that notes a method used, with the question that comes before a psychological test."""

from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.methods import FAMILY_TOLD_WORDS, FamilyTold, GateAnswers, Method
from hjemmebane.edges.staff.courses.fields import DayField, Text, user_ids
from hjemmebane.records.courses.actions import MethodNote
from hjemmebane.records.courses.queries import CoursePage, trained_in
from hjemmebane.ui.forms import Chips, offer

BACKGROUND = (
    "Har familien grønlandsk baggrund, eller er den tæt knyttet til grønlandsk sprog, kultur og "
    "værdier?"
)
ASK = "Spørg familien. Det er familiens egen beskrivelse, der tæller: gæt ikke ud fra navn eller "
ASK += "fødested. Svaret gemmes ikke."


class MethodForm(forms.Form):
    """A method used: before a test the question, then the day, the worker and a summary."""

    placement = forms.ChoiceField(
        label="Overvejes en anbringelse, eller er barnet anbragt?",
        widget=Chips,
        required=False,
        choices=[("yes", "Ja"), ("no", "Nej")],
    )
    family_told = forms.ChoiceField(
        label=BACKGROUND,
        help_text=ASK,
        widget=Chips,
        required=False,
        choices=[(key.value, words) for key, words in FAMILY_TOLD_WORDS.items()],
    )
    day = DayField(label="Brugt den")
    used_by = forms.ChoiceField(label="Hvem brugte den?", widget=Chips)
    summary = Text(
        "Sammendrag",
        max_length=2000,
        required=True,
        help_text="Med egne ord. Ingen spørgsmål fra metoden, ingen score. Familien kan læse det.",
    )

    def __init__(
        self, page: CoursePage, method: Method, is_placed: bool, *args: Any, **kwargs: Any
    ) -> None:
        self.page, self.method = page, method
        kwargs["initial"] = {"day": clock.today()}
        super().__init__(*args, **kwargs)
        ids = tuple(worker.row.user_id for worker in page.workers)
        trained = trained_in(method, ids)
        self.trained = [
            (worker.row.user_public_id, worker.row.name)
            for worker in page.workers
            if worker.row.user_id in trained
        ]
        offer(self, used_by=self.trained)
        if not method.test_gate or is_placed:
            del self.fields["placement"]
        if not method.test_gate:
            del self.fields["family_told"]

    @property
    def is_anybody_trained(self) -> bool:
        """Return whether somebody on the course may use the method."""
        return bool(self.trained)

    def note(self) -> MethodNote:
        """Return what was typed."""
        data = self.cleaned_data
        placement = {"yes": True, "no": False}.get(data.get("placement", ""))
        told = data.get("family_told", "")
        return MethodNote(
            key=self.method.key,
            on=data["day"],
            used_by=user_ids(self.page, [data["used_by"]])[0],
            summary=data["summary"],
            answers=GateAnswers(placement, FamilyTold(told) if told else None),
        )
