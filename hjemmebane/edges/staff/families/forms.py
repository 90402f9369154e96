"""The one form of families: what to look for."""

from django import forms

from hjemmebane.domain.identity import BadNumber, read_number

FEWEST_SIGNS = 2
MOST_SIGNS = 100
TOO_SHORT = "Skriv mindst 2 bogstaver af navnet."
HALF_NUMBER = "Et CPR-nummer har ti cifre. Der kan ikke søges på en del af et nummer."


class SearchForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label="Navn eller CPR-nummer",
        help_text="Begyndelsen af et fornavn eller efternavn, eller hele CPR-nummeret.",
        max_length=MOST_SIGNS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": TOO_SHORT},
    )

    def clean_q(self) -> str:
        """Return the text, where it is enough to look for."""
        text: str = self.cleaned_data["q"].strip()
        if any(sign.isdigit() for sign in text):
            try:
                read_number(text, allow_demo=True)
            except BadNumber as bad:
                raise forms.ValidationError(HALF_NUMBER) from bad
        elif len([sign for sign in text if sign.isalpha()]) < FEWEST_SIGNS:
            raise forms.ValidationError(TOO_SHORT)
        return text
