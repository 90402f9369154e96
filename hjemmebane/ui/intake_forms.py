"""The forms that every door of intake shares: public, partners and staff."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    NotificationReasonKey,
)
from hjemmebane.ui import intake_words
from hjemmebane.ui.forms import DayInput, ManyChips, Segments

MARK_SALT = "form-mark"
TEXT_MAX = 5_000
MOST_CHILDREN = 4
WHO = _("Hvem er du?")
OLDEST = 30


def new_mark() -> str:
    """Return a signed one-time mark for a form: the same mark sent twice is one writing."""
    return signing.dumps(uuid.uuid4().hex, salt=MARK_SALT)


class MarkField(forms.CharField):
    """The form's one-time mark, hidden; it becomes a UUID."""

    def __init__(self, **more: Any) -> None:
        more = {"required": False, "max_length": 200, "initial": new_mark, **more}
        super().__init__(widget=forms.HiddenInput, **more)

    def clean(self, value: Any) -> uuid.UUID:
        """Return the mark; a forged or missing one is a fault."""
        try:
            return uuid.UUID(signing.loads(super().clean(value), salt=MARK_SALT))
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise forms.ValidationError(
                _("Siden kunne ikke sendes. Hent den igen, og prøv så.")
            ) from error


def area(rows: int = 5) -> forms.Textarea:
    """Return a text area of some rows."""
    return forms.Textarea(attrs={"rows": rows})


class ChildrenForm(forms.Form):
    """Up to four children, each by name and either birthday or age; empty rows are left out."""

    is_name_required = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_CHILDREN + 1):
            self.fields[f"child{number}_name"] = forms.CharField(
                label=_("Barnets navn"), max_length=120, required=False
            )
            self.fields[f"child{number}_born_on"] = forms.DateField(
                label=_("Fødselsdag"), required=False, widget=DayInput
            )
            self.fields[f"child{number}_age"] = forms.IntegerField(
                label=_("Eller alder"), required=False, min_value=0, max_value=OLDEST
            )

    def child_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of each child as a row."""
        return [
            [self[f"child{number}_{part}"] for part in ("name", "born_on", "age")]
            for number in range(1, MOST_CHILDREN + 1)
        ]

    def children(self) -> tuple[ChildGiven, ...]:
        """Return the children given; call when the form is valid."""
        rows = (
            ChildGiven(
                name=self.cleaned_data[f"child{number}_name"],
                born_on=self.cleaned_data[f"child{number}_born_on"],
                age=self.cleaned_data[f"child{number}_age"],
            )
            for number in range(1, MOST_CHILDREN + 1)
        )
        return tuple(child for child in rows if child != ChildGiven(""))

    def own_fields(self) -> list[forms.BoundField]:
        """Return the visible fields that are not about the children, in order."""
        return [f for f in self.visible_fields() if not f.name.startswith("child")]

    def with_fresh_mark(self) -> "ChildrenForm":
        """Put a new mark in a form whose mark could not be read, so that it can be sent again."""
        if "mark" in self.errors:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["mark"] = new_mark()
            self.data = data
        return self


class ConcernForm(ChildrenForm):
    """What every enquiry and notification asks first: danger, and who it comes from."""

    mark = MarkField()
    danger = forms.ChoiceField(
        label=_("Er et barn i fare nu?"),
        choices=intake_words.choices(intake_words.DANGER),
        widget=Segments,
        error_messages={"required": _("Svar på, om et barn er i fare nu.")},
    )
    text = forms.CharField(label=_("Hvad drejer det sig om?"), max_length=TEXT_MAX, widget=area(7))

    def danger_answer(self) -> DangerAnswer:
        """Return the answer to the first question."""
        return DangerAnswer(self.cleaned_data["danger"])

    def concern_source_given(self) -> ConcernSource:
        """Return who raised the concern."""
        return ConcernSource(self.cleaned_data["concern_source"])


def concern_field(*left_out: ConcernSource, label: Any = WHO) -> forms.ChoiceField:
    """Return the question who raised the concern, without some of the answers."""
    words = {k: v for k, v in intake_words.CONCERN.items() if k not in left_out}
    options = [("", _("Vælg")), *intake_words.choices(words)]
    return forms.ChoiceField(label=label, choices=options)


def reasons_field() -> forms.MultipleChoiceField:
    """Return the question what a notification is about: at most six choices."""
    return forms.MultipleChoiceField(
        label=_("Hvad bekymrer dig?"),
        choices=intake_words.choices(intake_words.REASONS),
        widget=ManyChips,
        error_messages={"required": _("Vælg mindst én grund.")},
    )


def reasons(cleaned: Mapping[str, Any]) -> tuple[NotificationReasonKey, ...]:
    """Return the reasons chosen."""
    return tuple(NotificationReasonKey(key) for key in cleaned["reasons"])
