"""Opening, closing, the story, screening and assessment."""

from typing import Any

from django import forms

from hjemmebane.domain.cases import (
    CaseWeight,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
)
from hjemmebane.domain.circle import CircleReason, OpenCircleReason
from hjemmebane.domain.story import StoryHeard
from hjemmebane.edges.staff.cases.forms.fields import (
    ask_for,
    day,
    line,
    pick,
    text,
    version_mark,
    word,
)
from hjemmebane.records.cases.actions import AssessmentText, ScreeningText
from hjemmebane.ui.forms import Chips, Segments, offer

YES_NO = [("yes", "Ja"), ("no", "Nej")]


def yes_no(label: str, *, help_text: str = "", required: bool = True) -> forms.ChoiceField:
    """Return a plain yes or no; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=Segments, help_text=help_text, required=required
    )


class OpenCaseForm(forms.Form):
    """A new case: the child, when the municipality became aware, and who takes it."""

    given_name = line("Barnets fornavn")
    family_name = line("Barnets efternavn")
    born_on = day("Født")
    cpr = forms.CharField(
        label="CPR-nummer",
        max_length=11,
        required=False,
        help_text="Står barnet i registeret, bliver det fundet på nummeret.",
    )
    aware_on = day(
        "Hvornår blev kommunen opmærksom på barnet?",
        help_text="Som regel dagen, underretningen kom. De fire måneder regnes herfra.",
    )
    weight = pick(CaseWeight, "Hvor tung ser sagen ud?", required=False)
    sibling = forms.ChoiceField(
        label="Har samme forældre som",
        required=False,
        widget=Chips,
        help_text="Så skal I ikke skrive forældrene igen.",
    )
    team = forms.ChoiceField(label="Team")
    adviser = forms.ChoiceField(label="Rådgiver")

    def __init__(
        self,
        *args: Any,
        teams: list[tuple[str, str]],
        advisers: list[tuple[str, str]],
        siblings: list[tuple[str, str]] | None = None,
        is_known: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offer(self, team=teams, adviser=advisers, sibling=siblings or [])
        if not siblings:
            del self.fields["sibling"]
        if is_known:
            for name in ("given_name", "family_name", "born_on", "cpr"):
                del self.fields[name]


class CircleForm(forms.Form):
    """Why the circle around a case is closed, or opened again."""

    reason = pick(CircleReason, "Hvorfor lukkes kredsen?")
    note = line("Vil du skrive mere?", required=False)

    def __init__(self, *args: Any, is_closed: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_closed:
            self.fields["reason"] = pick(OpenCircleReason, "Hvorfor åbnes kredsen?")
            self.order_fields(["reason", "note"])


class AdviserForm(forms.Form):
    """Who takes the case over."""

    adviser = forms.ChoiceField(label="Rådgiver")

    def __init__(self, *args: Any, advisers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, adviser=advisers)


class StoryForm(forms.Form):
    """The family's story in short."""

    version = version_mark()
    story = text("Familiens historie kort", rows=8)
    agreed_on = day("Familien har læst den og er enig", required=False)


class StoryReadForm(forms.Form):
    """Who in the family has read the story as it stands, and what they said to it."""

    person = forms.ChoiceField(label="Hvem har læst eller hørt den?", widget=Chips)
    heard = pick(StoryHeard, "Hvad sagde de?")
    read_on = day("Hvornår?")
    note = forms.CharField(
        label="Ændring, de bad om",
        help_text="Kort. Historien selv rettes på sin egen side.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, person=people)


class ScreeningForm(forms.Form):
    """The screening: suspicion of honour-related conflict first, then the outcome and why."""

    version = version_mark()
    honour = yes_no(
        "Er der mistanke om æresrelateret konflikt eller negativ social kontrol?",
        help_text="Ved ja må forældre og netværk ikke kontaktes, før risikoen er vurderet.",
    )
    risk_assessed_on = day("Risikoen er vurderet den", required=False)
    risk_text = text("Hvad viste risikovurderingen?", rows=3, required=False)
    outcome = pick(ScreeningOutcome, "Hvad skal der ske nu?", required=False)
    reason = pick(ScreeningReason, "Hvorfor?", required=False)
    reason_text = text("Uddyb", rows=3, required=False)

    def text(self) -> ScreeningText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return ScreeningText(
            is_honour_suspected=data["honour"] == "yes",
            outcome=word(ScreeningOutcome, data["outcome"]),
            reason=word(ScreeningReason, data["reason"]),
            reason_text=data["reason_text"],
            risk_assessed_on=data["risk_assessed_on"],
            risk_text=data["risk_text"],
        )


ASKED_AT_LAST = ("looked_into", "by_whom", "findings", "parents_view", "conclusion")


class AssessmentForm(forms.Form):
    """An assessment: kept as it grows; all of it is asked for only when it is finished."""

    version = version_mark()
    looked_into = text("Hvad er undersøgt?", required=False)
    by_whom = line("Af hvem?", required=False)
    findings = text("Hvad har I fundet ud af?", rows=6, required=False)
    childs_view = text("Barnets syn", required=False)
    child_view_waiver = pick(ViewWaiver, "Er barnet ikke hørt, hvorfor så?", required=False)
    child_view_waiver_text = line("Uddyb", required=False)
    parents_view = text("Forældrenes syn", required=False)
    conclusion = text("Konklusion", rows=6, required=False)
    provisional_on = day(
        "Foreløbig vurdering er lavet den",
        required=False,
        help_text="Kun hvis undersøgelsen ikke kan blive færdig i tide.",
    )

    def __init__(self, *args: Any, is_finishing: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        ask_for(self, ASKED_AT_LAST, is_asked=is_finishing)

    def text(self) -> AssessmentText:
        """Return what was written; call when the form is valid."""
        data = self.cleaned_data
        return AssessmentText(
            looked_into=data["looked_into"],
            by_whom=data["by_whom"],
            findings=data["findings"],
            childs_view=data["childs_view"],
            child_view_waiver=word(ViewWaiver, data["child_view_waiver"]),
            child_view_waiver_text=data["child_view_waiver_text"],
            parents_view=data["parents_view"],
            conclusion=data["conclusion"],
            provisional_on=data["provisional_on"],
        )
