"""What is filled in about services: a need, a choice, what is free."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from hjemmebane.catalogue import current
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.service_catalogue import ChoiceReason, Need, Problem, TargetGroup
from hjemmebane.edges.staff.services.parts import steps_in_use
from hjemmebane.ui.forms import Chips, ManyChips, offer
from hjemmebane.ui.service_rows import step_words

MOST_PLACES = 10_000
OLDEST = 22
WORDS_MAX = 60
TEXT_MAX = 2_000


class FreeForm(forms.Form):
    """How many places are free now."""

    free = forms.IntegerField(
        label="Ledige pladser nu",
        min_value=-MOST_PLACES,
        max_value=MOST_PLACES,
        error_messages={"required": "Skriv, hvor mange pladser der er ledige."},
    )


class SearchForm(forms.Form):
    """Words, a step and whom it is for; nothing chosen shows everything."""

    q = forms.CharField(label="Søg", required=False, max_length=WORDS_MAX)
    step = forms.ChoiceField(label="Trin", required=False)
    group = forms.ChoiceField(
        label="For hvem?",
        required=False,
        choices=[("", "Alle"), *((group.value, group.label) for group in TargetGroup)],
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = current().profile.sub_steps
        steps = [(step.key, step_words(step, own)) for step in steps_in_use()]
        offer(self, step=[("", "Alle trin"), *steps])


class NeedForm(forms.Form):
    """What is looked for: a step, whom it is for, what with; the rest narrows no one out."""

    step = forms.ChoiceField(
        label="Trin på indsatstrappen",
        error_messages={"required": "Vælg det trin, der passer til behovet."},
    )
    group = forms.ChoiceField(
        label="For hvem?",
        choices=[(group.value, group.label) for group in TargetGroup],
        widget=Chips,
        error_messages={"required": "Vælg, hvem hjælpen er til."},
    )
    problems = forms.MultipleChoiceField(
        label="Med hvad?",
        choices=[(problem.value, problem.label) for problem in Problem],
        widget=ManyChips,
        error_messages={"required": "Vælg mindst én ting, der skal hjælpes med."},
    )
    age = forms.IntegerField(label="Barnets alder", required=False, min_value=0, max_value=OLDEST)
    language = forms.CharField(label="Sprog", required=False, max_length=WORDS_MAX)
    place = forms.CharField(label="Hvor bor familien?", required=False, max_length=WORDS_MAX)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = current().profile.sub_steps
        steps = [(step.key, step_words(step, own)) for step in steps_in_use()]
        offer(self, step=[("", "Vælg trin"), *steps])

    def need(self) -> Need:
        """Return what is looked for; call when the form is valid."""
        data = self.cleaned_data
        return Need(
            step=Step.parse(data["step"]),
            group=TargetGroup(data["group"]),
            problems=frozenset(map(Problem, data["problems"])),
            age=data["age"],
            language=data["language"].strip(),
            place=data["place"].strip(),
        )

    def query(self) -> str:
        """Return what is looked for as the end of an address."""
        data = {key: value for key, value in self.cleaned_data.items() if value not in (None, "")}
        return urlencode(data, doseq=True)


class ChooseForm(forms.Form):
    """Why this one: some of six reasons, and words of one's own."""

    reasons = forms.MultipleChoiceField(
        label="Hvorfor det?",
        choices=[(reason.value, reason.label) for reason in ChoiceReason],
        widget=ManyChips,
        error_messages={"required": "Vælg mindst én grund."},
    )
    text = forms.CharField(
        label="Med dine egne ord",
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
