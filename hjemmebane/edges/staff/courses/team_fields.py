"""Fields for a team by the programme's roles: who, how tied, how much, and why."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms

from hjemmebane.domain.course_team import (
    TEAM_REASON_WORDS,
    Candidate,
    TeamReason,
    chosen_ahead,
    may_be_a_name,
    ranked,
)
from hjemmebane.domain.programmes import Programme, Role
from hjemmebane.edges.staff.courses.fields import Choices, OneLine, split_names
from hjemmebane.records.courses.actions import Seat
from hjemmebane.ui.forms import Chips

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

MOST_HOURS = 60
REASONS = [(key.value, words) for key, words in TEAM_REASON_WORDS.items()]


def staffed(programme: Programme) -> list[Role]:
    """Return the roles a course itself fills; the case's own advisers are there already."""
    return [role for role in programme.roles if not role.is_of_case]


def count_words(role: Role) -> str:
    """Return “1–2. Skal være med.”, so that nobody has to know the programme by heart."""
    count = str(role.most) if role.least == role.most else f"{role.least}–{role.most}"
    return f"{count}. Skal være med fra begyndelsen." if role.required else f"{count}."


def person_choices_for(role: Role, candidates: Iterable[Candidate]) -> Choices:
    """Return who could take the role, the most fitting first."""
    return [(one.key, one.words) for one in ranked(role, candidates)]


def role_fields(
    programme: Programme, candidates: tuple[Candidate, ...]
) -> tuple[dict[str, forms.Field], dict[str, Any]]:
    """Return the fields of a whole team and what stands in them beforehand."""
    fields: dict[str, forms.Field] = {}
    initial: dict[str, Any] = {}
    for role in staffed(programme):
        title = role.title[:1].upper() + role.title[1:]
        if role.reads:
            fields[f"who_{role.key}"] = forms.MultipleChoiceField(
                label=title,
                help_text=count_words(role),
                required=role.required and not may_be_a_name(role),
                widget=forms.CheckboxSelectMultiple,
                choices=person_choices_for(role, candidates),
            )
            initial[f"who_{role.key}"] = list(chosen_ahead(role, candidates))
        if may_be_a_name(role):
            hint = "Navne, adskilt af komma. De læser ikke familiens sag her."
            label = f"{title}, der ikke har adgang her"
            fields[f"name_{role.key}"] = OneLine(label, help_text=hint)
        if role.ways:
            fields[f"way_{role.key}"] = forms.ChoiceField(
                label=f"Sådan er {role.title} knyttet til holdet",
                required=False,
                widget=Chips,
                choices=[(way, way) for way in role.ways],
            )
        if programme.composed:
            fields[f"hours_{role.key}"] = forms.IntegerField(
                label=f"Timer om ugen til hver {role.title}",
                required=False,
                min_value=1,
                max_value=MOST_HOURS,
            )
    if programme.composed:
        fields["team_reason"] = forms.ChoiceField(
            label="Hvilken af familiens vanskeligheder er grunden til holdet?",
            widget=Chips,
            choices=REASONS,
        )
        fields["team_text"] = OneLine("Mere om det")
    return fields, initial


def seats_from(
    programme: Programme, data: Mapping[str, Any], users: Mapping[str, "User"]
) -> list[Seat]:
    """Return the seats that were chosen, role by role."""
    reason = data.get("team_reason")
    return [
        Seat(
            role=role.key,
            user=user,
            name=name,
            way=data.get(f"way_{role.key}", ""),
            hours_a_week=data.get(f"hours_{role.key}"),
            reason=TeamReason(reason) if reason else None,
            text=data.get("team_text", ""),
        )
        for role in staffed(programme)
        for user, name in (
            *((users[key], "") for key in data.get(f"who_{role.key}", ())),
            *((None, name) for name in split_names(data.get(f"name_{role.key}", ""))),
        )
    ]


def way_faults(programme: Programme, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield each field where somebody was chosen and nobody said how they are tied to the team."""
    for role in staffed(programme):
        is_filled = data.get(f"who_{role.key}") or data.get(f"name_{role.key}")
        if role.ways and is_filled and not data.get(f"way_{role.key}"):
            yield f"way_{role.key}", "Vælg, hvordan medarbejderen er knyttet til holdet."
