"""Forms for what a course is made of: strength, focus point, topic, long-term aim, target group."""

import uuid
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.elements import AT_REST, FOCUS_END_WORDS, REST_REASON_WORDS, FocusEnd
from hjemmebane.edges.staff.courses.fields import DayField, OneLine, Text, person_choices
from hjemmebane.records.cases.queries.rows import AssessmentRow
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.forms import Chips, offer
from hjemmebane.ui.words import short_date


class StrengthForm(forms.Form):
    """Turn an element up or down; only rest asks why."""

    level = forms.TypedChoiceField(label="Styrke", widget=Chips, coerce=int)
    day = DayField(label="Fra")
    reason = forms.ChoiceField(
        label="Hvis det hviler: hvorfor?",
        widget=Chips,
        required=False,
        choices=[(key.value, text) for key, text in REST_REASON_WORDS.items()],
    )
    text = OneLine("Mere om det", 300)

    def __init__(self, page: CoursePage, level: int, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"level": level, "day": clock.today()}
        super().__init__(*args, **kwargs)
        scale = list(enumerate(page.programme.intensity))
        offer(self, level=scale)

    def clean(self) -> dict[str, Any]:
        """Return the form; an element at rest says why."""
        data = super().clean() or {}
        if data.get("level") == AT_REST and not data.get("reason"):
            self.add_error("reason", "Vælg, hvorfor elementet hviler.")
        return data


class FocusForm(forms.Form):
    """A focus point in the family's words, with the finding behind it and the goal before it."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label="Fokuspunktet med familiens egne ord", max_length=300)
    words_of = forms.ChoiceField(label="Hvis ord er det?", widget=Chips)
    assessment = forms.ChoiceField(label="Undersøgelsen, fundet står i", widget=Chips)
    finding = Text("Det, der er fundet", rows=2, max_length=500, required=True)
    goal = forms.ChoiceField(label="Målet, det hører til", widget=Chips)

    def __init__(
        self,
        page: CoursePage,
        assessments: tuple[AssessmentRow, ...],
        *args: Any,
        stands: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"form_token": uuid.uuid4(), **(stands or {})}
        super().__init__(*args, **kwargs)
        offer(
            self,
            words_of=person_choices(page),
            assessment=[
                (row.public_id, f"{row.kind.label}, begyndt {short_date(row.started_on)}")
                for row in assessments
            ],
            goal=[(goal.public_id, f"»{goal.own_words}«") for goal in page.goals],
        )


class EndFocusForm(forms.Form):
    """Why a focus point is no longer one."""

    reason = forms.ChoiceField(
        label="Hvorfor?",
        widget=Chips,
        choices=[
            (key.value, text)
            for key, text in FOCUS_END_WORDS.items()
            if key is not FocusEnd.CORRECTED
        ],
    )
    text = OneLine("Mere om det", 300)


class TopicForm(forms.Form):
    """What stands on a topic of the programme now."""

    text = Text("Tekst", required=True)


class AimForm(forms.Form):
    """The long-term aim of the course."""

    aim = forms.ChoiceField(label="Det langsigtede mål", widget=Chips)
    reason = OneLine("Hvorfor, hvis målet ændres", 500)

    def __init__(self, page: CoursePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.key, item.title) for item in page.programme.aims]
        offer(self, aim=choices)


class TargetForm(forms.Form):
    """What holds for the family; what speaks against the programme asks why, and stops nobody."""

    holds = forms.MultipleChoiceField(
        label="Hvad passer på familien?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sæt kryds ved det, der passer. Det er en faglig vurdering; intet spærrer.",
    )
    reason = Text(
        "Hvorfor vælges indsatsen alligevel?",
        rows=2,
        max_length=500,
        help_text="Skrives, når noget taler imod, eller et kendetegn ikke passer.",
    )

    def __init__(self, page: CoursePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(page.programme.target_titles.items())
        offer(self, holds=choices)
