"""One look for every form: the renderer and the few widgets the design needs."""

from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting


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


def numbers(first: int, last: int) -> list[tuple[str, str]]:
    """Return the choices of a number scale."""
    return [(str(n), str(n)) for n in range(first, last + 1)]
