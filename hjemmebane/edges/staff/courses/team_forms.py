"""Forms that let somebody join a course's team, change role or hours, and leave."""

from typing import TYPE_CHECKING, Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.course_team import Candidate, TeamReason, may_be_a_name
from hjemmebane.domain.programmes import Programme, Role
from hjemmebane.edges.staff.courses.fields import DayField, OneLine
from hjemmebane.edges.staff.courses.team_fields import MOST_HOURS, REASONS, count_words, staffed
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.queries import PlaceRow
from hjemmebane.ui.forms import Chips, offer

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


class RoleForm(forms.Form):
    """A role on the team, how tied, how much, from when, and why where the programme asks."""

    role = forms.ChoiceField(label="Rolle", widget=forms.RadioSelect)
    way = forms.ChoiceField(label="Sådan er den knyttet til holdet", required=False, widget=Chips)
    hours = forms.IntegerField(
        label="Timer om ugen", required=False, min_value=1, max_value=MOST_HOURS
    )
    reason = forms.ChoiceField(
        label="Hvilken af familiens vanskeligheder er grunden?",
        required=False,
        widget=Chips,
        choices=REASONS,
    )
    text = OneLine("Mere om det")
    day = DayField(label="Fra og med")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        self.programme = programme
        kwargs["initial"] = {"day": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        roles = staffed(programme)
        named = [(role.key, f"{role.title} ({count_words(role).rstrip('.')})") for role in roles]
        offer(self, role=named)
        ways = list(dict.fromkeys(way for role in roles for way in role.ways))
        offer(self, way=[(way, way) for way in ways])
        if not ways:
            del self.fields["way"]
        self.fields["reason"].required = programme.composed
        if not programme.composed:
            del self.fields["reason"], self.fields["text"]
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0].key)

    def chosen(self) -> Role:
        """Return the role that was chosen."""
        return next(r for r in staffed(self.programme) if r.key == self.cleaned_data["role"])

    def seat(self, user: "User | None", name: str = "") -> Seat:
        """Return the seat that was asked for; a way belongs to the roles that have ways."""
        data, role = self.cleaned_data, self.chosen()
        return Seat(
            role=role.key,
            user=user,
            name=name,
            way=data.get("way", "") if role.ways else "",
            hours_a_week=data["hours"],
            reason=TeamReason(data["reason"]) if data.get("reason") else None,
            text=data.get("text", ""),
        )


class JoinForm(RoleForm):
    """Somebody who joins the team; one without an account stands with the name alone."""

    who = forms.ChoiceField(label="Hvem?", required=False, widget=forms.Select)
    name = OneLine("Eller navnet på en, der ikke har adgang her", 80)

    def __init__(
        self, programme: Programme, candidates: tuple[Candidate, ...], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(programme, *args, **kwargs)
        people = [("", "Vælg"), *((one.key, one.words) for one in candidates)]
        offer(self, who=people)
        if not any(may_be_a_name(role) for role in staffed(programme)):
            del self.fields["name"]
            self.fields["who"].required = True
        self.order_fields(["role", "who", "name"])

    def clean(self) -> dict[str, Any]:
        """Return the form; exactly one person is chosen or named."""
        data = super().clean() or {}
        if bool(data.get("who")) == bool(data.get("name")) and "who" not in self.errors:
            self.add_error("who", "Vælg én medarbejder, eller skriv et navn.")
        return data


class LeaveForm(forms.Form):
    """The last day of a place."""

    day = DayField(label="Sidste dag på holdet")


def stands_now(place: PlaceRow) -> dict[str, Any]:
    """Return a place as its form shows it beforehand; why it changes is not known."""
    return {"role": place.role, "way": place.way, "hours": place.hours_a_week}
