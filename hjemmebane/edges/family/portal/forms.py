"""Forms of the family's own page."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
