"""What a leader fills in to ask what-if, and to note that a difference was looked at."""

from typing import ClassVar

from django import forms

from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.ui.forms import Chips

MOST = 10_000
TEXT_MAX = 300


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
