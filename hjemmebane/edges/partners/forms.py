"""What a partner sends: an enquiry with the family, or a notification."""

from typing import Any

from django import forms
from django.http import QueryDict

from hjemmebane.domain.access import UniversalServiceType
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.intake import (
    ConcernSource,
    EnquiryGiven,
    EnquirySource,
    NotificationGiven,
    NotificationSource,
)
from hjemmebane.records.feedback.actions import TEXT_MAX, Given
from hjemmebane.ui.forms import numbers
from hjemmebane.ui.intake_forms import (
    ConcernForm,
    MarkField,
    area,
    new_mark,
    reasons,
    reasons_field,
)

SHORT = 2_000
SOURCES = {
    UniversalServiceType.DAY_CARE: ConcernSource.DAY_CARE,
    UniversalServiceType.SCHOOL: ConcernSource.SCHOOL,
    UniversalServiceType.HEALTH_VISITING: ConcernSource.HEALTH_VISITING,
}


def source_of(service_type: str) -> ConcernSource:
    """Return who raises the concern, by the kind of place the partner works at."""
    return SOURCES.get(UniversalServiceType(service_type), ConcernSource.OTHER)


class EnquiryForm(ConcernForm):
    """An enquiry to the prevention unit, made together with the family."""

    problem = forms.CharField(label="Hvad har I allerede prøvet?", max_length=SHORT, required=False)
    own_motivation = forms.CharField(
        label="Hvad vil familien gerne selv? Brug familiens egne ord",
        max_length=SHORT,
        required=False,
        widget=area(3),
    )
    contact_name = forms.CharField(label="Hvem i familien skal vi ringe til?", max_length=120)
    contact_phone = forms.CharField(label="Telefon", max_length=30)
    has_family_agreed = forms.BooleanField(
        label="Familien ved det og er med i henvendelsen", required=False
    )

    def given(self, concern_source: ConcernSource) -> EnquiryGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return EnquiryGiven(
            source=EnquirySource.PARTNER,
            concern_source=concern_source,
            danger_answer=self.danger_answer(),
            text=data["text"],
            children=self.children(),
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            problem=data["problem"],
            own_motivation=data["own_motivation"],
            has_family_agreed=data["has_family_agreed"],
        )


class NotificationForm(ConcernForm):
    """A professional's notification; it needs no consent."""

    reasons = reasons_field()

    def given(self, concern_source: ConcernSource) -> NotificationGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return NotificationGiven(
            source=NotificationSource.PARTNER,
            concern_source=concern_source,
            reasons=reasons(data),
            text=data["text"],
            children=self.children(),
            danger_answer=self.danger_answer(),
        )


class FeedbackForm(forms.Form):
    """A number for each question and one free text; any of them may be left out."""

    mark = MarkField()
    text = forms.CharField(
        label="Skriv med dine egne ord",
        required=False,
        max_length=TEXT_MAX,
        widget=area(4),
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = [item.key for item in instrument.items]
        scale = instrument.scale
        for item in instrument.items:
            self.fields[item.key] = forms.ChoiceField(
                label=item.text,
                help_text=f"{scale.low} er »{scale.low_words}«, {scale.high} »{scale.high_words}«",
                choices=[("", "Spring over"), *numbers(scale.low, scale.high)],
                required=False,
                error_messages={"invalid_choice": f"Vælg et tal fra {scale.low} til {scale.high}."},
            )
        self.order_fields([*self._items, "text"])

    def given(self) -> Given:
        """Return what was answered; call when the form is valid."""
        data = self.cleaned_data
        values = {key: int(data[key]) for key in self._items if data[key]}
        return Given(values=values, text=data["text"])

    def with_fresh_mark(self) -> "FeedbackForm":
        """Put a new mark in a form whose mark could not be read, so that it can be sent again."""
        if "mark" in self.errors:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["mark"] = new_mark()
            self.data = data
        return self


class TaskForm(forms.Form):
    """A task marked done, on the version the partner saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
