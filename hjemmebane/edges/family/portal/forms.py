"""Forms of the family's own page."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingReply
from hjemmebane.ui.forms import DayInput, TimeInput

REMARK_MAX = 5_000


class ReadForm(forms.Form):
    """That the report is read, and what the reader wants to say to it."""

    remark = forms.CharField(
        label=_("Er der noget, vi skal rette, eller du vil sige?"),
        help_text=_("Dine ord kommer med i rapporten til rådgiveren, præcis som du skriver dem."),
        required=False,
        max_length=REMARK_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_shared = forms.BooleanField(
        label=_("De andre i familien må også se mine ord"), required=False
    )


class ReplyForm(forms.Form):
    """Yes, no, or another day and time; no free text, so nothing waits to be read for danger."""

    reply = forms.ChoiceField(
        choices=[(one.value, one.label) for one in MeetingReply],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Vælg, om du kommer."),
            "invalid_choice": _("Vælg, om du kommer."),
        },
    )
    on = forms.DateField(label=_("Hvilken dag passer dig bedre?"), required=False, widget=DayInput)
    at = forms.TimeField(label=_("Hvornår på dagen?"), required=False, widget=TimeInput)

    def proposed_at(self) -> datetime | None:
        """Return the day and time proposed; None where one of them is missing."""
        on, at = self.cleaned_data["on"], self.cleaned_data["at"]
        return clock.moment(on, at.hour, at.minute) if on and at else None
