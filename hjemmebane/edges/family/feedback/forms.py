"""The last page of the feedback: own words, if there are any."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hjemmebane.records.feedback.actions import TEXT_MAX


class WordsForm(forms.Form):
    """One free text, and whether it may be quoted; both may be left as they are."""

    text = forms.CharField(
        label=_("Skriv med dine egne ord"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    may_quote = forms.BooleanField(
        label=_("Mine ord må stå i den rapport, vi skriver til sidst"),
        help_text=_("Så kan de andre i familien og rådgiveren læse dem."),
        required=False,
    )
