"""What a leader fills in to ask what-if, and to note that a difference was looked at."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.ui.forms import Chips, DayInput, TimeInput, moment_in, offer

MOST = 10_000
TEXT_MAX = 300
POINTS_MAX = 500
DECISIONS_MAX = 8000
NO_FAMILIES = "Skriv ingen navne på børn eller familier her."


class WhatIfForm(forms.Form):
    """Another rhythm, caseload or stage of the rule; hours are the profile's unless changed."""

    MONTHS: ClassVar = [("12", "12 måneder"), ("24", "24 måneder")]

    interval = forms.IntegerField(
        label="Måneder mellem opfølgningerne",
        min_value=-MOST,
        max_value=MOST,
        error_messages={"required": "Skriv, hvor mange måneder der skal gå."},
    )
    stage = forms.ChoiceField(
        label="Hvor fast er reglen?",
        choices=[(stage.value, stage.label.capitalize()) for stage in RuleStage],
        widget=Chips,
    )
    cases_each = forms.IntegerField(
        label="Sager pr. rådgiver",
        required=False,
        min_value=-MOST,
        max_value=MOST,
        help_text="Uden et tal regner vi med de rådgivere, der er i dag.",
    )
    hours_each = forms.IntegerField(label="Timer pr. opfølgning", min_value=-MOST, max_value=MOST)
    months = forms.ChoiceField(label="Hvor langt frem?", choices=MONTHS, widget=Chips)

    def question(self, now_months: int) -> WhatIfQuestion:
        """Return what was asked."""
        data = self.cleaned_data
        return WhatIfQuestion(
            interval_months=data["interval"],
            now_months=now_months,
            stage=RuleStage(data["stage"]),
            hours_each=data["hours_each"],
            months=int(data["months"]),
            cases_each=data["cases_each"],
        )


class SeenForm(forms.Form):
    """What a leader found when she looked at a difference; own words where she wants to."""

    reason = forms.ChoiceField(
        label="Hvad fandt du?",
        choices=[(one.value, one.label) for one in SeenReason],
        widget=Chips,
        error_messages={"required": "Vælg, hvad du fandt."},
    )
    text = forms.CharField(
        label="Vil du skrive noget om det?",
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaderMeetingForm(forms.Form):
    """When two units' leaders meet, and what about."""

    unit = forms.ChoiceField(label="Din enhed", widget=Chips)
    partner = forms.ChoiceField(label="Sammen med", widget=forms.Select)
    day = forms.DateField(label="Dag", widget=DayInput)
    hour = forms.TimeField(label="Klokken", widget=TimeInput)
    points = forms.CharField(
        label="Dagsorden", max_length=POINTS_MAX, required=False, help_text=NO_FAMILIES
    )

    def __init__(
        self, own: list[tuple[str, str]], others: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"unit": own[0][0] if own else ""}
        super().__init__(*args, **kwargs)
        offer(self, unit=own, partner=others)

    def clean(self) -> dict[str, Any]:
        """Return the form with its moment."""
        data = super().clean() or {}
        data["begins"] = moment_in(self, "day", "hour")
        return data

    @property
    def begins(self) -> datetime:
        """Return the moment; call when the form is valid."""
        found: datetime = self.cleaned_data["begins"]
        return found


class LeaderHeldForm(forms.Form):
    """What the leaders decided, and when they meet again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decisions = forms.CharField(
        label="Beslutninger",
        max_length=DECISIONS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_FAMILIES,
    )
    next_day = forms.DateField(label="Næste møde", required=False, widget=DayInput)
    next_hour = forms.TimeField(label="Klokken", required=False, widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        """Return the form; a next meeting has both a day and an hour."""
        data = super().clean() or {}
        day, hour = data.get("next_day"), data.get("next_hour")
        data["next_at"] = moment_in(self, "next_day", "next_hour")
        if bool(day) != bool(hour) and not self.errors:
            self.add_error("next_hour" if day else "next_day", "Skriv både dag og klokkeslæt.")
        return data
