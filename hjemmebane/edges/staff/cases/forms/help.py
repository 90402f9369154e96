"""Goals, the plan, decisions, measures and tasks."""

from collections.abc import Collection
from typing import Any

from django import forms

from hjemmebane.domain.cases import (
    DecisionKind,
    MeasureEndReason,
    NotifiedHow,
    PlanChange,
    PlanKind,
    Replaces,
    ViewWaiver,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.goals import GoalArea, GoalEndReason, Judgement, RaterKind
from hjemmebane.edges.staff.cases.forms.case import YES_NO
from hjemmebane.edges.staff.cases.forms.fields import (
    CHOOSE,
    TEXT_MAX,
    choices,
    day,
    line,
    once_mark,
    pick,
    text,
    version_mark,
    word,
)
from hjemmebane.records.cases.actions import DecisionText, SlotText, TaskText, Weighed
from hjemmebane.ui.forms import Chips, Scale, Segments, TimeInput, numbers, offer
from hjemmebane.ui.words import WEEKDAYS

ALTERNATIVES = range(1, 4)
AIMS = [
    (OrderAim.TREATMENT.value, "Behandling: noget skal ændre sig"),
    (OrderAim.COMPENSATORY.value, "Kompenserende: noget skal holdes oppe"),
    (OrderAim.BOTH.value, "Begge dele"),
]


def choose(label: str, options: list[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """Return a choice from a longer list."""
    return forms.ChoiceField(label=label, choices=options, **more)


class GoalForm(forms.Form):
    """A goal: the family's own words first."""

    mark = once_mark()
    version = version_mark()
    own_words = text("Målet med familiens egne ord", rows=3)
    words_of = forms.ChoiceField(label="Hvis ord er det?", widget=Chips, required=False)
    professional_words = text("Faglig formulering", rows=3, required=False)
    area = pick(GoalArea, "Hvad handler det om?")
    agreed_on = day("Aftalt den")

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], is_new: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        offer(self, words_of=people)
        for name in () if is_new else ("mark", "words_of", "agreed_on"):
            del self.fields[name]


class EndGoalForm(forms.Form):
    """Why a goal ends."""

    ended_on = day("Sluttede den")
    reason = pick(GoalEndReason, "Hvorfor?")


class ProgressForm(forms.Form):
    """How a goal goes on a day."""

    mark = once_mark()
    on = day("Dag")
    rater_kind = pick(RaterKind, "Hvem siger det?")
    value = forms.ChoiceField(
        label="Fra 0 til 10",
        choices=numbers(0, 10),
        widget=Scale,
        required=False,
        help_text="0 er slet ikke, 10 er helt i mål.",
    )
    judgement = forms.ChoiceField(
        label="Hvordan går det?", choices=choices(Judgement), widget=Segments, required=False
    )
    note = text("Uddyb", rows=3, required=False)


class PlanForm(forms.Form):
    """The authority's plan: a new one, or the latest changed on a day and for a reason."""

    version = version_mark()
    kind = pick(PlanKind, "Hvilken plan?")
    made_on = day("Lavet eller ændret den")
    why = pick(PlanChange, "Hvorfor ændres planen?", required=False)
    purpose = text("Formål")
    strategy = text("Strategi for indsatsen: hvordan vil I gøre det?", required=False)

    def __init__(
        self, *args: Any, latest: PlanKind | None, held: Collection[PlanKind], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.latest = latest
        kinds = [kind for kind in PlanKind if kind is latest or kind not in held]
        offer(self, kind=choices(kinds))
        if latest is None:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Ask why, where it is the plan they have that is changed."""
        data = super().clean() or {}
        if self.latest and data.get("kind") == self.latest and not data.get("why"):
            self.add_error("why", "Vælg, hvorfor planen ændres.")
        return data


class DecisionForm(forms.Form):
    """A decision on a measure; what the law asks for stands in its order."""

    mark = once_mark()
    kind = pick(DecisionKind, "Afgørelsen er om")
    decided_on = day("Truffet den")
    measure_key = choose("Indsats og lovgrundlag", [])
    ladder_step = choose("Trin på indsatstrappen", [])
    aim = forms.ChoiceField(label="Sigte", choices=AIMS, widget=Chips)
    compensates = text(
        "Hvad kompenserer indsatsen for?",
        rows=2,
        required=False,
        help_text="Kun når sigtet er kompenserende: det, der ikke ventes at ændre sig.",
    )
    purpose = text("Formål", rows=3)
    expected_duration_weeks = forms.IntegerField(
        label="Forventet varighed i uger", min_value=1, max_value=260
    )
    grounds = text("Begrundelse", rows=5)
    childs_view = text("Barnets syn", rows=3, required=False)
    child_view_waiver = pick(ViewWaiver, "Er barnet ikke hørt, hvorfor så?", required=False)
    child_view_waiver_text = line("Uddyb", required=False)
    replaces = pick(Replaces, "Træder den i stedet for noget dyrere eller mere indgribende?")
    replaces_text = line("Hvad?", required=False)
    plan_needed = forms.ChoiceField(
        label="Skal der laves en barnets plan? (§ 91)",
        widget=Chips,
        choices=YES_NO,
        help_text="Ved ja skal planen være færdig tre måneder efter afgørelsen. En plan fra før "
        "skal ændres, så den tager afgørelsen ind.",
    )

    def __init__(
        self,
        *args: Any,
        measures: list[tuple[str, str]],
        steps: list[tuple[str, str]],
        plans: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offer(
            self,
            plan_needed=[*YES_NO, *plans],
            measure_key=[CHOOSE, *measures],
            ladder_step=[CHOOSE, *steps],
        )
        for number in ALTERNATIVES:
            is_first = number == 1
            self.fields[f"option{number}"] = line(f"Anden mulighed {number}", required=is_first)
            self.fields[f"why{number}"] = forms.CharField(
                label=f"Hvorfor ikke mulighed {number}?", max_length=TEXT_MAX, required=is_first
            )

    @property
    def own_plan(self) -> str:
        """Return the id of the plan that was made for the decision, or nothing."""
        said: str = self.cleaned_data["plan_needed"]
        return "" if said in dict(YES_NO) else said

    def text(self) -> DecisionText:
        """Return what was written, but for its plan; call when the form is valid."""
        data = self.cleaned_data
        return DecisionText(
            kind=DecisionKind(data["kind"]),
            measure_key=data["measure_key"],
            ladder_step=data["ladder_step"],
            aim=OrderAim(data["aim"]),
            compensates=data["compensates"],
            purpose=data["purpose"],
            grounds=data["grounds"],
            expected_duration_weeks=data["expected_duration_weeks"],
            decided_on=data["decided_on"],
            is_plan_needed=data["plan_needed"] != "no",
            child_view=data["childs_view"],
            child_view_waiver=word(ViewWaiver, data["child_view_waiver"]),
            child_view_waiver_text=data["child_view_waiver_text"],
            replaces=Replaces(data["replaces"]),
            replaces_text=data["replaces_text"],
            alternatives=self._alternatives(),
        )

    def _alternatives(self) -> tuple[Weighed, ...]:
        data = self.cleaned_data
        pairs = [(data[f"option{n}"], data[f"why{n}"]) for n in ALTERNATIVES]
        return tuple(Weighed(option, was_chosen=False, why=why) for option, why in pairs if option)


class NotifiedForm(forms.Form):
    """When and how the family was given the decision."""

    on = day("Givet til familien den")
    how = pick(NotifiedHow, "Hvordan?")


class StartMeasureForm(forms.Form):
    """Who carries the measure out, and from when; for a placement, the day the law leaves open."""

    mark = once_mark()
    provider = choose("Hvem udfører indsatsen?", [])
    started_on = day("Begynder den")
    chosen_on = day("Gøres senest (loven sætter ingen dag)", required=False)
    everyday_life_note = text("Hvad gør I for en almindelig hverdag?", rows=2, required=False)

    def __init__(
        self, *args: Any, providers: list[tuple[str, str]], left_open: str = "", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        offer(self, provider=[CHOOSE, *providers])
        self.fields["chosen_on"].help_text = f"{left_open}. Uden en dag begynder de frister ikke."
        if not left_open:
            del self.fields["chosen_on"]


class EndMeasureForm(forms.Form):
    """Why a measure ends."""

    ended_on = day("Sluttede den")
    reason = pick(MeasureEndReason, "Hvorfor?")
    end_text = text("Uddyb", rows=3, required=False)


WEEKDAY_CHOICES = [(str(n), name.capitalize()) for n, name in enumerate(WEEKDAYS)]


class SlotForm(forms.Form):
    """A fixed hour of the week for a task, and whose time in the family it takes."""

    weekday = forms.ChoiceField(label="Ugedag", choices=WEEKDAY_CHOICES, widget=Chips)
    starts = forms.TimeField(label="Fra kl.", required=False, widget=TimeInput)
    ends = forms.TimeField(label="Til kl.", required=False, widget=TimeInput)
    words = forms.CharField(label="Kort, hvad der sker", max_length=80, required=False)
    person = forms.ChoiceField(
        label="Hvis tid i familien tager det?",
        help_text="Skal personen selv være der, ses det, hvis to ting ligger samtidig.",
        required=False,
        widget=Chips,
    )
    from_on = day("Gælder fra")
    to_on = day("Til og med", required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, person=[("", "Ingens"), *people])

    def slot(self) -> SlotText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return SlotText(
            int(data["weekday"]),
            data["starts"],
            data["ends"],
            data["words"],
            data["from_on"],
            data["to_on"],
        )


class TaskForm(forms.Form):
    """One professional's, partner's or family member's task."""

    mark = once_mark()
    owner = choose("Hvem har opgaven?", [])
    what = line("Hvad?")
    how = text("Hvordan?", rows=2, required=False)
    together_with = line("Sammen med", required=False)
    when_text = forms.CharField(label="Hvornår?", max_length=120, required=False)
    due_on = day("Senest den", required=False)
    goal = choose("Hvilket mål hører den til?", [], required=False)
    consent = choose(
        "Samtykke",
        [],
        required=False,
        help_text="En samarbejdspartner får kun sin opgave at vide med samtykke eller hjemmel.",
    )
    ground_text = line("Eller hjemmel i loven", required=False)

    def __init__(
        self,
        *args: Any,
        owners: list[tuple[str, str]],
        goals: list[tuple[str, str]],
        consents: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        none = [("", "Intet")]
        offer(self, owner=[CHOOSE, *owners], goal=none + goals, consent=none + consents)

    def text(self) -> TaskText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return TaskText(
            data["what"], data["how"], data["together_with"], data["when_text"], data["due_on"]
        )
