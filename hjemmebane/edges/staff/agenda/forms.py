"""What staff fill in about a deadline."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.ui.forms import Chips

NO_OBJECT = "no_object"
REASON_MAX = 300


class LiftForm(forms.Form):
    """An exception the rule knows, or that the duty has lost its object; always with a reason."""

    kind = forms.ChoiceField(label="Hvad er der sket?", widget=Chips)
    reason = forms.CharField(label="Hvorfor?", max_length=REASON_MAX)

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [*known, (NO_OBJECT, "Pligten har ikke længere noget at handle om")]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def exception(self) -> ExceptionKind | None:
        """Return the rule's own exception; None where the duty has lost its object."""
        chosen = self.cleaned_data["kind"]
        return None if chosen == NO_OBJECT else ExceptionKind(chosen)
