"""What staff fill in about a deadline."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from hjemmebane.domain.agenda import REPLY_LABELS, MeetingReply
from hjemmebane.domain.deadlines import ExceptionKind, RuleMove
from hjemmebane.records.agenda.queries import SeatRow
from hjemmebane.ui.forms import Chips, DayInput, offer

NO_OBJECT = "no_object"
REASON_MAX = 300
POINT_MAX = 200


class LiftForm(forms.Form):
    """An exception the rule knows, or that the duty has lost its object; always with a reason."""

    kind = forms.ChoiceField(label="Hvad er der sket?", widget=Chips)
    reason = forms.CharField(label="Hvorfor?", max_length=REASON_MAX)

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [*known, (NO_OBJECT, "Pligten har ikke længere noget at handle om")]
        offer(self, kind=choices)

    def exception(self) -> ExceptionKind | None:
        """Return the rule's own exception; None where the duty has lost its object."""
        chosen = self.cleaned_data["kind"]
        return None if chosen == NO_OBJECT else ExceptionKind(chosen)


class MoveForm(forms.Form):
    """How a deadline is moved, until when, and why."""

    kind = forms.ChoiceField(label="Hvad er der sket?", widget=Chips)
    until_on = forms.DateField(label="Til hvilken dag?", widget=DayInput)
    reason = forms.CharField(label="Hvorfor?", max_length=REASON_MAX)

    def __init__(self, *args: Any, moves: Sequence[RuleMove], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(move.kind.value, f"{move.kind.label}: {move.title}") for move in moves]
        offer(self, kind=choices)


class CorrectForm(forms.Form):
    """The right day of an event, and why the other was wrong."""

    on = forms.DateField(label="Den rigtige dag", widget=DayInput)
    reason = forms.CharField(label="Hvorfor rettes den?", max_length=REASON_MAX)


TOLD = (MeetingReply.YES, MeetingReply.NO)
SEAT = "svar-"


class RepliesForm(forms.Form):
    """What each of the family has said: comes, or does not; who has not been heard is left open."""

    def __init__(self, *args: Any, seats: Sequence[SeatRow], **more: Any) -> None:
        super().__init__(*args, **more)
        for seat in seats:
            if seat.person is not None:
                self.fields[f"{SEAT}{seat.person.public_id}"] = forms.ChoiceField(
                    label=str(seat.person.name),
                    choices=[(one.value, REPLY_LABELS[one]) for one in TOLD],
                    initial=seat.reply,
                    required=False,
                    widget=Chips,
                )

    def changed_replies(self) -> Iterator[tuple[str, MeetingReply]]:
        """Yield the public id and the answer of each whose answer is new."""
        for name, value in self.cleaned_data.items():
            if value and value != self.fields[name].initial:
                yield name.removeprefix(SEAT), MeetingReply(value)


class PointForm(forms.Form):
    """One point for a meeting's agenda, in the worker's own words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    point = forms.CharField(
        label="Punkt på dagsordenen",
        max_length=POINT_MAX,
        help_text="Alle, der er inviteret, kan se det. Skriv ikke, hvad nogen har svaret.",
        error_messages={"required": "Skriv, hvad I skal tale om."},
    )


class VersionForm(forms.Form):
    """The running deadlines a leader ticks, and whether they follow the new version."""

    ADOPT, KEEP = "adopt", "keep"
    CHOICES: ClassVar = [
        (ADOPT, "Regn dem om efter den nye regel"),
        (KEEP, "Lad dem blive under den gamle"),
    ]

    obligations = forms.MultipleChoiceField(required=False)
    choice = forms.ChoiceField(label="Hvad skal der ske med dem?", choices=CHOICES, widget=Chips)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, obligations=choices)

    @staticmethod
    def is_id(text: str) -> bool:
        """Return whether a text can be the id of anything."""
        try:
            UUID(text)
        except ValueError:
            return False
        return True
