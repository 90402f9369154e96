"""The formal follow-up: one question to each goal and each measure, made from what runs."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hjemmebane.domain.follow_up import (
    Combine,
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import Judgement
from hjemmebane.edges.staff.cases.forms.fields import (
    ask_for,
    choices,
    day,
    pick,
    text,
    version_mark,
    word,
)
from hjemmebane.records.cases.actions import FollowUpText, GoalWord, MeasureWord
from hjemmebane.records.cases.queries.rows import FollowUpRow, GoalView, MeasureRow
from hjemmebane.ui.forms import Chips, Scale, Segments, numbers, offer
from hjemmebane.ui.refusals import sentence


class StartFollowUpForm(forms.Form):
    """When the follow-up is held."""

    held_on = day("Holdt den")
    meeting = forms.ChoiceField(
        label="Ved hvilket formelt møde?", required=False, widget=Chips, choices=[]
    )

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, meeting=meetings)
        if not meetings:
            del self.fields["meeting"]

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, no meeting where none was asked for."""
        return {"meeting": "", **(super().clean() or {})}


class MoveNextForm(forms.Form):
    """Another day for the next follow-up, and why."""

    next_on = day("Næste opfølgning")
    next_reason = pick(NextReason, "Hvorfor den dag?")
    next_reason_text = text("Uddyb", rows=2, required=False)


class FollowUpForm(forms.Form):
    """A follow-up kept as it is written; whether it is whole is asked when it is closed."""

    version = version_mark()
    child_heard = pick(Heard, "Er barnet hørt?", required=False)
    child_words = text("Hvad sagde barnet?", rows=3, required=False)
    parents_heard = pick(Heard, "Er forældrene hørt?", required=False)
    parents_words = text("Hvad sagde forældrene?", rows=3, required=False)
    step_down = pick(StepDown, "Kan vi gå et trin ned ad indsatstrappen?", required=False)
    step_down_text = text("Uddyb", rows=2, required=False)
    combine = pick(Combine, "Skal vi kombinere indsatser fra flere trin?", required=False)
    everyday_life = text(
        "Hvad gør vi for, at barnet har en almindelig hverdag?", rows=3, required=False
    )
    next_on = day(
        "Næste opfølgning",
        required=False,
        help_text="Skal vælges, medmindre alle indsatser slutter.",
    )
    next_reason = pick(NextReason, "Hvorfor den dag?", required=False)
    next_reason_text = text("Uddyb", rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        goals: Sequence[GoalView],
        measures: Sequence[MeasureRow],
        is_closing: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.goals, self.measures, self.is_closing = goals, measures, is_closing
        ask_for(self, ("child_heard", "parents_heard", "step_down"), is_asked=is_closing)
        for goal in goals:
            self._ask_goal(goal)
        for measure in measures:
            self._ask_measure(measure)

    def _ask_goal(self, goal: GoalView) -> None:
        self.fields[f"goal_{goal.id}_judgement"] = forms.ChoiceField(
            label="Hvordan går det?",
            choices=choices(Judgement),
            widget=Segments,
            required=self.is_closing,
            error_messages={"required": sentence("progress_missing")},
        )
        self.fields[f"goal_{goal.id}_value"] = forms.ChoiceField(
            label="Fra 0 til 10", choices=numbers(0, 10), widget=Scale, required=False
        )
        self.fields[f"goal_{goal.id}_note"] = text("Uddyb", rows=2, required=False)

    def _ask_measure(self, measure: MeasureRow) -> None:
        self.fields[f"measure_{measure.id}_outcome"] = forms.ChoiceField(
            label="Hvad sker der nu?",
            choices=choices(FollowUpOutcome),
            widget=Segments,
            required=self.is_closing,
            error_messages={"required": sentence("outcome_missing")},
        )
        self.fields[f"measure_{measure.id}_reason"] = forms.ChoiceField(
            label="Hvorfor?",
            choices=choices(OutcomeReason),
            widget=Chips,
            required=self.is_closing,
        )
        self.fields[f"measure_{measure.id}_text"] = text("Uddyb", rows=2, required=False)

    def goal_fields(self) -> list[tuple[GoalView, list[forms.BoundField]]]:
        """Return each goal with its fields."""
        names = ("judgement", "value", "note")
        return [(goal, [self[f"goal_{goal.id}_{name}"] for name in names]) for goal in self.goals]

    def measure_fields(self) -> list[tuple[MeasureRow, list[forms.BoundField]]]:
        """Return each measure with its fields."""
        names = ("outcome", "reason", "text")
        return [(m, [self[f"measure_{m.id}_{name}"] for name in names]) for m in self.measures]

    def heard_fields(self) -> list[forms.BoundField]:
        """Return what child and parents said."""
        return [self[n] for n in ("child_heard", "child_words", "parents_heard", "parents_words")]

    def ladder_fields(self) -> list[forms.BoundField]:
        """Return the three questions about the ladder that every follow-up asks."""
        names = ("step_down", "step_down_text", "combine", "everyday_life")
        return [self[name] for name in names]

    def next_fields(self) -> list[forms.BoundField]:
        """Return when the next follow-up is and why."""
        return [self["next_on"], self["next_reason"], self["next_reason_text"]]

    def text(self) -> FollowUpText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return FollowUpText(
            goals=tuple(self._goal_words()),
            measures=tuple(self._measure_words()),
            child_heard=word(Heard, data["child_heard"]),
            child_words=data["child_words"],
            parents_heard=word(Heard, data["parents_heard"]),
            parents_words=data["parents_words"],
            step_down=word(StepDown, data["step_down"]),
            step_down_text=data["step_down_text"],
            combine=word(Combine, data["combine"]),
            everyday_life=data["everyday_life"],
            next_on=data["next_on"],
            next_reason=word(NextReason, data["next_reason"]),
            next_reason_text=data["next_reason_text"],
        )

    def _goal_words(self) -> list[GoalWord]:
        data = self.cleaned_data
        found = []
        for goal in self.goals:
            judgement = word(Judgement, data[f"goal_{goal.id}_judgement"])
            if judgement is not None:
                value = data[f"goal_{goal.id}_value"]
                note = data[f"goal_{goal.id}_note"]
                found.append(GoalWord(goal.id, judgement, int(value) if value else None, note))
        return found

    def _measure_words(self) -> list[MeasureWord]:
        data = self.cleaned_data
        found = []
        for measure in self.measures:
            outcome = word(FollowUpOutcome, data[f"measure_{measure.id}_outcome"])
            reason = word(OutcomeReason, data[f"measure_{measure.id}_reason"])
            if outcome is not None and reason is not None:
                said = data[f"measure_{measure.id}_text"]
                found.append(MeasureWord(measure.id, outcome, reason, said))
        return found


def follow_up_values(row: FollowUpRow) -> dict[str, Any]:
    """Return what a follow-up says so far, as values of the form's fields."""
    values: dict[str, Any] = {
        "child_heard": row.child_heard,
        "child_words": row.child_words,
        "parents_heard": row.parents_heard,
        "parents_words": row.parents_words,
        "step_down": row.step_down,
        "step_down_text": row.step_down_text,
        "combine": row.combine,
        "everyday_life": row.everyday_life,
        "next_on": row.next_on,
        "next_reason": row.next_reason,
        "next_reason_text": row.next_reason_text,
    }
    for goal in row.goals:
        values[f"goal_{goal.goal_id}_judgement"] = goal.judgement
        values[f"goal_{goal.goal_id}_value"] = "" if goal.value is None else str(goal.value)
        values[f"goal_{goal.goal_id}_note"] = goal.note
    for measure in row.measures:
        values[f"measure_{measure.measure_id}_outcome"] = measure.outcome.value
        values[f"measure_{measure.measure_id}_reason"] = measure.reason
        values[f"measure_{measure.measure_id}_text"] = measure.text
    return values
