"""What a partner sends: an enquiry with the family, or a notification."""

from django import forms

from hjemmebane.domain.access import UniversalServiceType
from hjemmebane.domain.intake import (
    ConcernSource,
    EnquiryGiven,
    EnquirySource,
    NotificationGiven,
    NotificationSource,
)
from hjemmebane.ui.intake_forms import ConcernForm, area, reasons, reasons_field

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


class TaskForm(forms.Form):
    """A task marked done, on the version the partner saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
