"""Forms about the meetings of a course: planned with an agenda of what is due, and held."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from hjemmebane.domain.agenda import AbsenceGround, Seat
from hjemmebane.domain.course_budget import BudgetState
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.meeting_types import MeetingType, MissingReason
from hjemmebane.edges.staff.courses.fields import (
    HOME,
    Choices,
    DayField,
    HourField,
    OneLine,
    Text,
    person_choices,
    person_ids,
    place_choices,
    split_names,
    team_choices,
    user_ids,
)
from hjemmebane.edges.staff.courses.forms import WhenForm
from hjemmebane.records.agenda.actions import AGENDA_MAX, POINTS
from hjemmebane.records.courses.actions import MeetingOutcome, MeetingPlan, Said
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.forms import Chips, ManyChips, moment_in, offer

MEETING_MINUTES = 60
ELSEWHERE = "other"
MOST_POINTS = 8
DUE_NOW = frozenset({DueState.LATE, DueState.SOON})
THINK_NOW = frozenset({BudgetState.WARN, BudgetState.STOP, BudgetState.OVER})


def meeting_places(page: CoursePage, kind: MeetingType) -> Choices:
    """Return where such a meeting is held, the usual first; else the programme's own places."""
    if not kind.places:
        return place_choices(page)
    homes = [(f"home:{home.public_id}", home.label) for home in page.homes]
    usual: Choices = []
    for place in kind.places:
        usual += homes if place.key == HOME and homes else [(place.key, place.title)]
    return [*usual, (ELSEWHERE, "Et andet sted")]


def agenda_points(page: CoursePage, key: str) -> list[str]:
    """Return what is due in the course and could be talked about, the nearest first."""
    points = [
        item.title for item in page.standing.open_due if item.key != key and item.state in DUE_NOW
    ]
    if any(row.is_held and row.agreements for row in page.meetings):
        points.insert(0, "Det, vi aftalte sidst")
    if page.goals:
        points.append("Målene: hvordan går det?")
    if page.standing.contacts.state in THINK_NOW:
        points.append("Hvordan slutter forløbet?")
    return list(dict.fromkeys(points))[:MOST_POINTS]


class MeetingForm(WhenForm):
    """Plan a meeting of the course: where, what about, who is asked."""

    where = forms.ChoiceField(label="Hvor", required=False, widget=Chips)
    place = OneLine("Hvilket sted, hvis det er et andet", 120)
    purpose = OneLine("Formål", 300)
    points = forms.MultipleChoiceField(
        label="Dagsorden: det, der er på tide", required=False, widget=ManyChips
    )
    people = forms.MultipleChoiceField(label="Familien", required=False, widget=ManyChips)
    team = forms.MultipleChoiceField(label="Medarbejdere", required=False, widget=ManyChips)
    others = OneLine("Andre (navn eller titel, adskilt af komma)", 500)

    def __init__(
        self, page: CoursePage, key: str, kind: MeetingType, *args: Any, **kwargs: Any
    ) -> None:
        self.page, self.key = page, key
        team, points = team_choices(page), agenda_points(page, key)
        self.places = dict(meeting_places(page, kind))
        kwargs["initial"] = {
            "minutes": MEETING_MINUTES,
            "where": next(iter(self.places), ""),
            "points": points,
            "people": [key for key, _ in person_choices(page)],
            "team": [key for key, _ in team],
        }
        super().__init__(*args, **kwargs)
        offer(
            self,
            where=list(self.places.items()),
            points=[(point, point) for point in points],
            people=person_choices(page),
            team=team,
        )
        if not points:
            del self.fields["points"]

    def plan(self) -> MeetingPlan:
        """Return what was typed as a plan for the meeting."""
        data = self.cleaned_data
        about = POINTS.join(part for part in (data["purpose"], *data.get("points", ())) if part)
        return MeetingPlan(
            key=self.key,
            starts_at=self.begins,
            minutes=data["minutes"],
            place=data["place"] or self._place(data["where"]),
            purpose=about[:AGENDA_MAX],
            persons=person_ids(self.page, data["people"]),
            users=user_ids(self.page, data["team"]),
            others=split_names(data["others"]),
        )

    def _place(self, chosen: str) -> str:
        return "" if chosen == ELSEWHERE else self.places.get(chosen, "")


class HeldForm(forms.Form):
    """Who came to a meeting, what was agreed, and why where somebody was not there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.MultipleChoiceField(label="Familien", required=False, widget=ManyChips)
    team = forms.MultipleChoiceField(label="Medarbejdere", required=False, widget=ManyChips)
    others = OneLine("Andre, der kom (adskilt af komma)", 500)
    agreements = Text("Aftaler")
    child_voice = Text(
        "Barnets stemme: hvad sagde eller viste barnet?",
        rows=2,
        max_length=2000,
        help_text="Læses af dem, der læser forløbets notater. Familiens side viser det ikke.",
    )
    next_day = DayField(label="Næste møde, hvis I har aftalt det", required=False)
    next_hour = HourField(label="Klokken", required=False)
    missing_reason = forms.ChoiceField(
        label="Hvis en, der hører til mødet, ikke var med: hvorfor?",
        widget=Chips,
        required=False,
        choices=[(reason.value, reason.label) for reason in MissingReason],
    )
    missing_text = OneLine("Mere om, hvorfor en manglede", 200)
    absence_ground = forms.ChoiceField(
        label="Hvis ingen fra familien var med: hvorfor?",
        widget=Chips,
        required=False,
        choices=[(ground.value, ground.label) for ground in AbsenceGround],
    )
    absence_text = OneLine("Mere om det", 500)

    def __init__(
        self, page: CoursePage, kind: MeetingType, is_series: bool, *args: Any, **kwargs: Any
    ) -> None:
        self.page = page
        super().__init__(*args, **kwargs)
        offer(self, people=person_choices(page), team=team_choices(page))
        if not kind.child_voice:
            del self.fields["child_voice"]
        if not is_series:
            del self.fields["next_day"], self.fields["next_hour"]
        if not kind.parties:
            del self.fields["missing_reason"], self.fields["missing_text"]
        else:
            self.fields["missing_reason"].help_text = kind.belongs

    def clean(self) -> dict[str, Any]:
        """Return the form; a next meeting has both a day and an hour."""
        data = super().clean() or {}
        day, hour = data.get("next_day"), data.get("next_hour")
        data["next_at"] = moment_in(self, "next_day", "next_hour")
        if bool(day) != bool(hour) and "next_hour" in self.fields and not self.errors:
            self.add_error("next_hour" if day else "next_day", "Skriv både dag og klokkeslæt.")
        return data

    def there(self) -> Sequence[Seat]:
        """Return who was there."""
        data = self.cleaned_data
        return (
            *(Seat(person_id=pk) for pk in person_ids(self.page, data["people"])),
            *(Seat(user_id=pk) for pk in user_ids(self.page, data["team"])),
            *(Seat(label=label) for label in split_names(data["others"])),
        )

    def outcome(self) -> MeetingOutcome:
        """Return what came of the meeting."""
        data = self.cleaned_data
        ground, reason = data["absence_ground"], data.get("missing_reason")
        next_at: datetime | None = data["next_at"]
        return MeetingOutcome(
            agreements=data["agreements"],
            absence_ground=AbsenceGround(ground) if ground else None,
            absence_text=data["absence_text"],
            said=Said(
                MissingReason(reason) if reason else None,
                data.get("missing_text", ""),
                data.get("child_voice", ""),
            ),
            next_at=next_at,
        )
