"""Forms of the report and feedback pages."""

from typing import Any

from django import forms

from hjemmebane.domain.documents import (
    READING_HOW_WORDS,
    SECTION_TITLES,
    UNREAD_REASON_WORDS,
    ReadingHow,
    UnreadReason,
)
from hjemmebane.domain.intake import NotificationReasonKey
from hjemmebane.ui.forms import Chips, ManyChips, offer
from hjemmebane.ui.intake_words import REASONS

TEXT_MAX = 5_000
HOW_CHOICES = [
    (how.value, READING_HOW_WORDS[how].capitalize())
    for how in (ReadingHow.DEVICE, ReadingHow.READ_ALOUD, ReadingHow.PAPER)
]


class ActForm(forms.Form):
    """A form of nothing but its button."""


class PassageForm(forms.Form):
    """One passage of the report."""

    text = forms.CharField(
        label="Teksten",
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Når du retter, bliver sætningen din egen. Det, den bygger på, følger med.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class OwnPassageForm(forms.Form):
    """A passage of the worker's own."""

    section = forms.ChoiceField(
        label="Afsnit", choices=[(key.value, words) for key, words in SECTION_TITLES.items()]
    )
    text = forms.CharField(
        label="Dine egne ord", max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReadingForm(forms.Form):
    """How somebody in the family read the report with the worker."""

    how = forms.ChoiceField(label="Hvordan blev rapporten læst?", choices=HOW_CHOICES, widget=Chips)
    with_interpreter = forms.BooleanField(label="Med tolk", required=False)
    remark = forms.CharField(
        label="Hvad siger familien til den?",
        help_text="Skriv ordene, præcis som de bliver sagt.",
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_shared = forms.BooleanField(
        label="Ordene må stå i den rapport, de andre i familien får", required=False
    )


class UnreadForm(forms.Form):
    """Why the leader sends a report that is not read."""

    reason = forms.ChoiceField(
        label="Hvorfor sendes den, uden at familien har læst den?",
        choices=[(key.value, words) for key, words in UNREAD_REASON_WORDS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Mere om hvorfor",
        help_text="Det kommer til at stå i rapporten.",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def chosen(self) -> UnreadReason:
        """Return the reason chosen."""
        return UnreadReason(self.cleaned_data["reason"])


class LinkForm(forms.Form):
    """Who gets a link to answer."""

    person = forms.ChoiceField(label="Hvem skal svare?", widget=Chips)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people)


class DangerForm(forms.Form):
    """Whether a free-text answer says that a child may be in danger."""

    danger = forms.ChoiceField(
        label="Er der tegn på, at et barn er i fare?",
        choices=[("no", "Nej"), ("yes", "Ja")],
        widget=Chips,
        help_text="Siger du ja, bliver svaret til en underretning for hvert barn på forløbet.",
    )
    reasons = forms.MultipleChoiceField(
        label="Ved ja: hvad tyder svaret på?",
        choices=[(str(key), words) for key, words in REASONS.items()],
        required=False,
        widget=ManyChips,
    )
    text = forms.CharField(
        label="Ved ja: bekymringen med dine ord",
        help_text="Skriver du ikke noget, følger familiens egne ord med.",
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def chosen_reasons(self) -> list[NotificationReasonKey]:
        """Return what the answer is taken to tell of."""
        return [NotificationReasonKey(key) for key in self.cleaned_data["reasons"]]


class ChangeForm(forms.Form):
    """What was changed because of an answer."""

    what_changed = forms.CharField(
        label="Hvad ændrede I på grund af svaret?",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
