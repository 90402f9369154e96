"""Forms about groups: opening one, its sessions, a family's place, who came."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.groups import GROUP_KIND_WORDS, GroupKind
from hjemmebane.edges.staff.courses.fields import Choices, DayField, OneLine, Text
from hjemmebane.edges.staff.courses.forms import WhenForm
from hjemmebane.ui.forms import Chips, ManyChips, offer


class GroupForm(forms.Form):
    """A new group and its hosts."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="Gruppens navn", max_length=120)
    kind = forms.ChoiceField(
        label="Hvad er det?",
        widget=Chips,
        choices=[(kind.value, words) for kind, words in GROUP_KIND_WORDS.items()],
        initial=GroupKind.COURSE,
    )
    unit = forms.ChoiceField(label="Hvem holder gruppen?", widget=Chips)
    co_host = forms.ChoiceField(label="Sammen med", required=False, widget=forms.Select)
    seats = forms.IntegerField(label="Pladser til familier", min_value=1, max_value=40, initial=6)
    starts_on = DayField(label="Begynder")

    def __init__(self, units: Choices, others: Choices, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "form_token": uuid.uuid4(),
            "unit": units[0][0] if units else "",
            "starts_on": clock.today(),
        }
        super().__init__(*args, **kwargs)
        offer(self, unit=units, co_host=[("", "Ingen"), *others])


class SessionForm(WhenForm):
    """When the group meets."""

    theme = OneLine("Emne", 120)


class PlaceForm(forms.Form):
    """A place for a family, and what it is to give them."""

    group = forms.ChoiceField(label="Hvilken gruppe?", widget=forms.RadioSelect)
    aim = Text(
        "Hvad skal familien have ud af det?",
        rows=2,
        max_length=500,
        required=True,
        help_text="Familiens eget mål. De i familien, der har en side, læser det; ingen andre.",
    )

    def __init__(self, groups: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, group=groups)


class AttendanceForm(forms.Form):
    """Which of one's own families came."""

    there = forms.MultipleChoiceField(label="Hvem kom?", required=False, widget=ManyChips)

    def __init__(self, families: Choices, there: Sequence[str], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"there": there}
        super().__init__(*args, **kwargs)
        offer(self, there=families)


class LeaveForm(forms.Form):
    """The day a family leaves a group."""

    day = DayField(label="Sidste dag")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": clock.today()}
        super().__init__(*args, **kwargs)
