"""The form that starts a course: what is known is chosen already."""

import uuid
from typing import TYPE_CHECKING, Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.contacts import FREQUENCY_SOURCE_WORDS, FrequencySource
from hjemmebane.domain.programmes import Programme
from hjemmebane.edges.staff.courses.fields import DayField, OneLine, Text
from hjemmebane.edges.staff.courses.team_fields import role_fields, seats_from, way_faults
from hjemmebane.records.courses.actions import Agreed, Seat
from hjemmebane.records.courses.queries import CourseStart
from hjemmebane.ui.forms import Chips, ManyChips, offer

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

NOBODY = "Vælg mindst én, der skal være på forløbet."


class ProgrammeForm(forms.Form):
    """Which programme the course is run by; its team is asked for on the next page."""

    indsatstype = forms.ChoiceField(label="Indsatstype", widget=Chips)

    def __init__(self, start: CourseStart, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(p.key, p.title) for p in start.programmes]
        offer(self, indsatstype=choices)


class StartForm(forms.Form):
    """Start a course on a programme: measure, days, children, the team by role, what was agreed."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.CharField(widget=forms.HiddenInput)
    measure = forms.ChoiceField(label="Indsats, forløbet udfører", widget=Chips)
    started_on = DayField(label="Forløbet begynder")
    expected_end_on = DayField(
        label="Ventet slutning", required=False, help_text="Kan stå tom: så gælder indsatstypens."
    )
    children = forms.MultipleChoiceField(label="Børn, forløbet handler om", widget=ManyChips)
    unit = forms.ChoiceField(label="Enhed", widget=forms.Select)
    needs = Text(
        "Det, forældre og rådgiver har formuleret", help_text="Ønsker og behov, som I skriver dem."
    )
    source = forms.ChoiceField(
        label="Hvem har bestemt, hvor tit I mødes?",
        widget=Chips,
        choices=[(key.value, words) for key, words in FREQUENCY_SOURCE_WORDS.items()],
        initial=FrequencySource.AGREED,
    )
    days = forms.IntegerField(
        label="Cirka hvor mange dage imellem", required=False, min_value=1, max_value=120
    )
    frequency_text = OneLine("Med egne ord")

    def __init__(
        self, start: CourseStart, programme: Programme, user: "User", *args: Any, **kwargs: Any
    ) -> None:
        self.start, self.chosen_programme = start, programme
        team, chosen = role_fields(programme, start.candidates)
        fitting = [m for m in start.measures if programme.fits(m.measure_key)] or start.measures
        kwargs["initial"] = {
            "form_token": uuid.uuid4(),
            "programme": programme.key,
            "started_on": clock.today(),
            "children": [row.card.public_id for row in start.children],
            "measure": fitting[0].public_id if fitting else "",
            "needs": fitting[0].purpose if fitting else "",
            **chosen,
        }
        super().__init__(*args, **kwargs)
        offer(
            self,
            children=[(row.card.public_id, str(row.card.given_name)) for row in start.children],
            measure=[(m.public_id, m.title) for m in start.measures],
            unit=[(unit.key, unit.name) for unit in start.units],
        )
        self.fields.update(team)
        first = ["form_token", "programme", "measure", "started_on", "expected_end_on", "children"]
        self.order_fields([*first, *team])
        if start.is_prevention:
            del self.fields["measure"]

    def clean(self) -> dict[str, Any]:
        """Return the form; somebody must come, and who is tied in one of two ways says which."""
        data = super().clean() or {}
        for name, words in way_faults(self.chosen_programme, data):
            self.add_error(name, words)
        if not self.errors and not any(seat.user for seat in self.seats(data)):
            first = next(name for name in self.fields if name.startswith("who_"))
            self.add_error(first, NOBODY)
        return data

    def seats(self, data: dict[str, Any] | None = None) -> list[Seat]:
        """Return the team that was chosen."""
        return seats_from(self.chosen_programme, data or self.cleaned_data, self.start.users)

    def agreed(self) -> Agreed:
        """Return what was agreed about needs and how often to meet."""
        data = self.cleaned_data
        return Agreed(
            needs=data["needs"],
            frequency_source=FrequencySource(data["source"]),
            frequency_days=data["days"],
            frequency_text=data["frequency_text"],
        )


def programme_meant(start: CourseStart, key: str | None) -> Programme | None:
    """Return the programme that was chosen, or the only one that can be meant."""
    if key is not None:
        return next((p for p in start.programmes if p.key == key), None)
    keys = [measure.measure_key for measure in start.measures]
    fitting = [p for p in start.programmes if any(p.fits(key) for key in keys)]
    possible = fitting or list(start.programmes)
    return possible[0] if len(possible) == 1 else None
