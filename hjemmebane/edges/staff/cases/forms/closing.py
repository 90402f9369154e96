"""Closing a case: why, and a word for each deadline that stands open."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from hjemmebane.domain.case_closing import LIFTS, Fate, Settled, Settlement
from hjemmebane.domain.cases import ClosingReason
from hjemmebane.edges.staff.cases.forms.fields import day, line, pick, version_mark
from hjemmebane.records.cases.queries.closing import OpenAtClosing

HOW, MET_ON, TEXT = "hvordan", "dag", "ord"


class CloseCaseForm(forms.Form):
    """Why the case is closed, and for each open deadline what becomes of it."""

    version = version_mark()
    reason = pick(ClosingReason, "Hvorfor lukkes sagen?")

    def __init__(self, *args: Any, open_now: Sequence[OpenAtClosing], **more: Any) -> None:
        super().__init__(*args, **more)
        self.to_settle = [one for one in open_now if one.fate is Fate.SETTLE]
        for one in self.to_settle:
            self._ask(one)

    def _ask(self, one: OpenAtClosing) -> None:
        key, row = one.row.public_id, one.row
        ways = list(Settlement) if one.may_be_met else list(LIFTS)
        hint = f"Falder {row.due_words}, {row.law_text}."
        if not one.may_be_met:
            hint = f"{hint} Er den nået, så skriv det i sagen først: {one.closes}"
        self.fields[f"{HOW}-{key}"] = pick(ways, f"{row.name}: hvad sker der?", help_text=hint)
        if one.may_be_met:
            self.fields[f"{MET_ON}-{key}"] = day(
                f"{row.name}: hvilken dag blev den nået?",
                required=False,
                help_text="Kun når den er nået.",
            )
        label = f"{row.name}: vil du skrive mere?"
        self.fields[f"{TEXT}-{key}"] = line(label, required=False)

    def clean(self) -> None:
        """Ask for the day where a deadline is said to be met."""
        for one in self.to_settle:
            key = one.row.public_id
            is_met = self.cleaned_data.get(f"{HOW}-{key}") == Settlement.MET
            name = f"{MET_ON}-{key}"
            if is_met and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, "Skriv, hvilken dag fristen blev nået.")

    def settled(self) -> dict[UUID, Settled]:
        """Return what was said of each open deadline."""
        data = self.cleaned_data
        return {
            UUID(one.row.public_id): Settled(
                Settlement(data[f"{HOW}-{one.row.public_id}"]),
                data[f"{TEXT}-{one.row.public_id}"],
                data.get(f"{MET_ON}-{one.row.public_id}"),
            )
            for one in self.to_settle
        }
