"""Planning a meeting or a talk, noting that it was held, and cancelling it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.agenda import AbsenceGround, MeetingCancelReason, MeetingKind
from hjemmebane.domain.meeting_types import MissingReason
from hjemmebane.edges.staff.cases.forms.fields import (
    choices,
    day,
    line,
    pick,
    text,
    version_mark,
    word,
)
from hjemmebane.records.cases.actions import MeetingText
from hjemmebane.ui.forms import ManyChips, Segments, TimeInput, offer

KINDS = (
    MeetingKind.FOLLOW_UP,
    MeetingKind.CHILD_TALK,
    MeetingKind.NETWORK,
    MeetingKind.STATUS,
    MeetingKind.OTHER,
)
FORMAL = [
    ("yes", "Formel: tæller som opfølgning efter loven"),
    ("no", "Uformel: tæller ikke som opfølgning"),
]
NAME_MAX = 80
Choices = list[tuple[str, str]]


class SeatsForm(forms.Form):
    """Who: the family and the workers by a tap, others by name."""

    family = forms.MultipleChoiceField(label="Familien", required=False, widget=ManyChips)
    team = forms.MultipleChoiceField(label="Medarbejdere", required=False, widget=ManyChips)
    others = line("Andre (navn eller titel, adskilt af komma)", required=False)

    def __init__(self, *args: Any, family: Choices, team: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, family=family, team=team)

    def other_names(self) -> Iterable[str]:
        """Return the names in the line, parted by commas."""
        parts = self.cleaned_data["others"].split(",")
        return [part.strip()[:NAME_MAX] for part in parts if part.strip()]


def ground(label: str) -> forms.ChoiceField:
    """Return the lawful grounds for meeting without the family."""
    return pick(AbsenceGround, label, required=False)


class MeetingForm(SeatsForm):
    """A meeting to come; whether it is formal is said in words before it is held."""

    kind = forms.ChoiceField(label="Hvad slags møde?", choices=choices(KINDS), widget=Segments)
    formal = forms.ChoiceField(label="Formelt eller uformelt?", choices=FORMAL, widget=Segments)
    on = day("Dag")
    begins = forms.TimeField(label="Begynder", widget=TimeInput)
    ends = forms.TimeField(label="Slutter", widget=TimeInput)
    place = line("Sted", required=False)
    purpose = line("Formål", required=False)
    absence_ground = ground("Hvis ingen fra familien er inviteret: hvorfor?")
    absence_text = line("Uddyb", required=False)

    field_order = ("kind", "formal", "on", "begins", "ends", "place", "purpose")

    def text(self) -> MeetingText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return MeetingText(
            kind=MeetingKind(data["kind"]),
            is_formal=data["formal"] == "yes",
            starts_at=self._at("begins"),
            ends_at=self._at("ends"),
            place=data["place"],
            purpose=data["purpose"],
            absence_ground=word(AbsenceGround, data["absence_ground"]),
            absence_text=data["absence_text"],
        )

    def _at(self, name: str) -> datetime:
        time = self.cleaned_data[name]
        return clock.moment(self.cleaned_data["on"], time.hour, time.minute)


class HeldMeetingForm(SeatsForm):
    """Who came, what was agreed, and why where the family was not there."""

    version = version_mark()
    agreements = text("Aftaler", required=False)
    missing_reason = pick(
        MissingReason, "Hvis en, der hører til mødet, ikke var med: hvorfor?", required=False
    )
    missing_text = line("Mere om, hvorfor en manglede", required=False)
    absence_ground = ground("Hvis ingen fra familien var med: hvorfor?")
    absence_text = line("Uddyb", required=False)


class CancelMeetingForm(forms.Form):
    """Why a meeting is cancelled."""

    version = version_mark()
    reason = pick(MeetingCancelReason, "Hvorfor aflyses det?")
