"""The one form of families: what to look for."""

import re

from django import forms

from hjemmebane.domain.identity import BadNumber, read_number
from hjemmebane.records.cases.queries.finding import is_case_number

FEWEST_SIGNS = 2
RULE = re.compile(r"\s*(§|[a-zæøå]{1,2}\d{1,2}\s*$)", re.IGNORECASE)
MOST_SIGNS = 100
TOO_SHORT = "Skriv mindst 2 bogstaver."
HALF_NUMBER = "Et CPR-nummer har ti cifre. Der kan ikke søges på en del af et nummer."


def is_about_rules(text: str) -> bool:
    """Return whether a text names a place in the law or the key of a rule, and nobody."""
    return RULE.match(text) is not None


class SearchForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label="Navn, nummer eller regel",
        help_text="Begyndelsen af et navn, hele CPR-nummeret eller sagsnummeret, "
        "eller et ord fra kataloget, fx opfølgning eller § 95.",
        max_length=MOST_SIGNS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": TOO_SHORT},
    )

    def clean_q(self) -> str:
        """Return the text, where it is enough to look for."""
        text: str = self.cleaned_data["q"].strip()
        if is_case_number(text) or is_about_rules(text):
            return text
        if any(sign.isdigit() for sign in text):
            try:
                read_number(text, allow_demo=True)
            except BadNumber as bad:
                raise forms.ValidationError(HALF_NUMBER) from bad
        elif len([sign for sign in text if sign.isalpha()]) < FEWEST_SIGNS:
            raise forms.ValidationError(TOO_SHORT)
        return text
