"""One look for every form: the renderer and the few widgets the design needs."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar, cast

from django import forms
from django.forms.renderers import TemplatesSetting

from hjemmebane import clock


class HouseRenderer(TemplatesSetting):
    """Renders every field group and form with our templates (setting FORM_RENDERER)."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, with the browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time of day."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class Chips(forms.RadioSelect):
    """One of a few, as round buttons to tap."""

    template_name = "components/widgets/chips.html"
    option_class: ClassVar[str] = "chips"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return Django's context plus which look to give."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["look"] = self.option_class
        return context


class ManyChips(forms.CheckboxSelectMultiple):
    """Any of a few, as round buttons to tap."""

    template_name = "components/widgets/chips.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return Django's context plus which look to give."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["look"] = "chips"
        return context


class Segments(Chips):
    """One of two or three, side by side in one frame."""

    option_class = "seg"


class Arrows(Chips):
    """Forward, as before or hard: one tap says the goal was touched and how it went."""

    template_name = "components/widgets/arrows.html"
    option_class = "tri"


class Scale(Chips):
    """A whole number on a scale, one large field for each; nothing is chosen beforehand."""

    option_class = "scale"


NO_SUCH_HOUR = "Det klokkeslæt findes ikke den nat, uret stilles. Vælg et andet."


def offer(form: forms.BaseForm, **choices: Iterable[Any]) -> None:
    """Set what a form's fields have to choose from, each by its name."""
    for name, rows in choices.items():
        cast("forms.ChoiceField", form.fields[name]).choices = list(rows)


def moment_of(day: date, hour: time) -> datetime:
    """Return the Danish moment; refuse one that the clock jumps over."""
    moment = clock.moment(day, hour.hour, hour.minute)
    if (moment.hour, moment.minute) != (hour.hour, hour.minute):
        raise forms.ValidationError(NO_SUCH_HOUR)
    return moment


def moment_in(form: forms.BaseForm, day: str, hour: str) -> datetime | None:
    """Return the moment that two fields of a form make, as it is cleaned; None unless both do.

    What is wrong with the moment is said at the hour.
    """
    data = form.cleaned_data
    if not data.get(day) or not data.get(hour):
        return None
    try:
        return moment_of(data[day], data[hour])
    except forms.ValidationError as error:
        form.add_error(hour, error)
        return None


def numbers(first: int, last: int) -> list[tuple[str, str]]:
    """Return the choices of a number scale."""
    return [(str(n), str(n)) for n in range(first, last + 1)]
