"""Fields and choices the case forms share."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import uuid4

from django import forms

from hjemmebane.ui.forms import Chips, DayInput

TEXT_MAX = 10_000
LINE_MAX = 300


E = TypeVar("E", bound=StrEnum)


def choices(words: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the words of an enumeration with their labels."""
    return [(word.value, word.label) for word in words]


def pick(
    words: Iterable[Any], label: str, *, required: bool = True, help_text: str = ""
) -> forms.ChoiceField:
    """Return a choice of a few as round buttons; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        choices=choices(words),
        required=required,
        widget=Chips,
        help_text=help_text,
        error_messages={"required": f"Vælg: {label.lower()}"},
    )


def text(
    label: str, *, rows: int = 4, required: bool = True, help_text: str = ""
) -> forms.CharField:
    """Return a text of several lines."""
    return forms.CharField(
        label=label,
        max_length=TEXT_MAX,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """Return a text of one line."""
    return forms.CharField(label=label, max_length=LINE_MAX, required=required, help_text=help_text)


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a day."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DayInput)


def once_mark() -> forms.UUIDField:
    """Return the hidden mark that makes the same form sent twice one thing."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def version_mark() -> forms.IntegerField:
    """Return the hidden version a page was read at."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, initial=0)


def word(kind: type[E], value: str) -> E | None:
    """Return the chosen word of an enumeration, or None where nothing was chosen."""
    return kind(value) if value else None


CHOOSE = ("", "Vælg")


def ask_for(form: forms.BaseForm, names: Iterable[str], *, is_asked: bool) -> None:
    """Ask for fields, or let them wait: a text half written is kept without them."""
    for name in names:
        form.fields[name].required = is_asked
