"""What anyone may send: an enquiry, a notification, and the code that opens an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hjemmebane.domain.intake import (
    ConcernSource,
    EnquiryGiven,
    EnquirySource,
    NotificationGiven,
    NotificationSource,
)
from hjemmebane.ui.intake_forms import ConcernForm, area, concern_field, reasons, reasons_field

SHORT = 2_000
ABROAD = (ConcernSource.RECEPTION,)


class EnquiryForm(ConcernForm):
    """An enquiry to the prevention unit, by name or anonymous."""

    concern_source = concern_field(*ABROAD)
    is_anonymous = forms.BooleanField(
        label=_("Jeg vil være anonym"),
        required=False,
        help_text=_("Så gemmer vi hverken navn, nummer eller noget om din telefon eller computer."),
    )
    contact_name = forms.CharField(
        label=_("Dit navn"),
        max_length=120,
        required=False,
        help_text=_("Er du ikke anonym, så skriv navn og et nummer eller en e-mail."),
    )
    contact_phone = forms.CharField(label=_("Din telefon"), max_length=30, required=False)
    contact_email = forms.EmailField(label=_("Din e-mail"), required=False)
    own_motivation = forms.CharField(
        label=_("Hvad vil I gerne selv have anderledes?"),
        max_length=SHORT,
        required=False,
        widget=area(3),
    )
    has_family_agreed = forms.BooleanField(
        label=_("Familien ved det og er med i henvendelsen"),
        required=False,
        help_text=_("Skal svares ja, når du henvender dig som fagperson."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach whoever is not anonymous."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        reach = [data.get("contact_phone"), data.get("contact_email")]
        if not data.get("is_anonymous") and not (data.get("contact_name") and any(reach)):
            self.add_error(
                "contact_name",
                _("Skriv dit navn og et nummer eller en e-mail, eller vælg at være anonym."),
            )
        return data

    def given(self) -> EnquiryGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return EnquiryGiven(
            source=EnquirySource.CITIZEN,
            concern_source=self.concern_source_given(),
            danger_answer=self.danger_answer(),
            text=data["text"],
            children=self.children(),
            is_anonymous=data["is_anonymous"],
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            contact_email=data["contact_email"],
            own_motivation=data["own_motivation"],
            has_family_agreed=data["has_family_agreed"],
        )


class NotificationForm(ConcernForm):
    """A notification of concern from anyone, by name or anonymous."""

    concern_source = concern_field(*ABROAD)
    reasons = reasons_field()
    is_anonymous = forms.BooleanField(label=_("Jeg vil være anonym"), required=False)
    reporter_name = forms.CharField(label=_("Dit navn"), max_length=120, required=False)
    reporter_contact = forms.CharField(
        label=_("Din telefon eller e-mail"),
        max_length=254,
        required=False,
        help_text=_("Så kan vi sende dig en kvittering."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the name of whoever is not anonymous."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("is_anonymous") and not data.get("reporter_name"):
            self.add_error("reporter_name", _("Skriv dit navn, eller vælg at være anonym."))
        return data

    def given(self) -> NotificationGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return NotificationGiven(
            source=NotificationSource.CITIZEN,
            concern_source=self.concern_source_given(),
            reasons=reasons(data),
            text=data["text"],
            children=self.children(),
            danger_answer=self.danger_answer(),
            is_anonymous=data["is_anonymous"],
            reporter_name=data["reporter_name"],
            reporter_contact=data["reporter_contact"],
        )


class CodeForm(forms.Form):
    """The code an anonymous asker was given."""

    code = forms.CharField(label=_("Din kode"), max_length=40)
