"""What a decision asks of its parties, the leader's answer and deputy, and complaints."""

from collections.abc import Sequence
from typing import Any

from django import forms

from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.corrections import TEXT_MAX, CorrectionReason
from hjemmebane.domain.decision_parties import (
    HEARD_WORDS,
    ComplaintHow,
    ComplaintOutcome,
    ConsentAnswer,
    PartyPlace,
)
from hjemmebane.domain.follow_up import Heard
from hjemmebane.edges.staff.cases.forms.fields import CHOOSE, choices, day, pick, text, word
from hjemmebane.edges.staff.cases.forms.help import DecisionForm
from hjemmebane.records.cases.actions import PartyWord
from hjemmebane.records.cases.queries.deciding import PartyChoice
from hjemmebane.ui.forms import Chips, offer


class CommitteeForm(forms.Form):
    """The day the committee for children said yes."""

    on = day("Udvalget afgjorde den")


class CorrectDecisionForm(forms.Form):
    """The day a decision was really made, and why the other stood there."""

    on = day("Den rigtige dag")
    reason = pick(CorrectionReason, "Hvorfor rettes den?")
    text = forms.CharField(label="Uddyb", max_length=TEXT_MAX, required=False)


class DeclineForm(forms.Form):
    """Why the leader says no."""

    why = text("Hvorfor ikke?", rows=3)


class DeputyForm(forms.Form):
    """Who stands in for whom, and for how long; who leads others may write it for them."""

    away = forms.ChoiceField(label="Hvem er væk?", required=False, choices=[])
    deputy = forms.ChoiceField(
        label="Hvem er stedfortræder?",
        choices=[],
        help_text="Stedfortræderen ser de sager og forløb, den, der er væk, er knyttet til. "
        "Lukkede kredse følger ikke med.",
    )
    from_on = day("Fra og med")
    to_on = day("Til og med")

    def __init__(
        self,
        *args: Any,
        away: list[tuple[str, str]],
        colleagues: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offer(self, deputy=[CHOOSE, *colleagues], away=away)
        if len(away) == 1:
            del self.fields["away"]


class FullDecisionForm(DecisionForm):
    """A decision with those it is about: who was heard, and who with custody agrees."""

    professionals = forms.CharField(
        label="Hvilke fagpersoner er hørt?", max_length=200, required=False
    )

    def __init__(self, *args: Any, parties: Sequence[PartyChoice], **more: Any) -> None:
        super().__init__(*args, **more)
        self.parties = parties
        for one in parties:
            self.fields[f"heard_{one.person_id}"] = forms.ChoiceField(
                label=f"Er {one.name} hørt?",
                choices=[(heard.value, words) for heard, words in HEARD_WORDS.items()],
                widget=Chips,
                required=one.must_be_heard,
            )
            if one.place is PartyPlace.CUSTODY_PARENT:
                self.fields[f"consent_{one.person_id}"] = forms.ChoiceField(
                    label=f"Siger {one.name} ja til hjælpen?",
                    choices=choices(ConsentAnswer),
                    widget=Chips,
                    help_text="Samtykke til hjælpen. Det giver ikke lov til at dele oplysninger.",
                )

    def party_words(self) -> tuple[PartyWord, ...]:
        """Return what was written about the parties; call when the form is valid."""
        data = self.cleaned_data
        words = [
            PartyWord(
                one.place,
                one.person_id,
                heard=word(Heard, data[f"heard_{one.person_id}"]),
                consent=word(ConsentAnswer, data.get(f"consent_{one.person_id}", "")),
            )
            for one in self.parties
        ]
        if data["professionals"].strip():
            words.append(PartyWord(PartyPlace.PROFESSIONAL, who=data["professionals"]))
        return tuple(words)


class GrantForm(FullDecisionForm):
    """Help granted in the middle of a follow-up: who carries it out, from when, told how."""

    started_on = day("Begynder den")
    told_how = pick(NotifiedHow, "Hvordan får familien brevet?")
    provider = forms.ChoiceField(label="Hvem udfører indsatsen?", choices=[])

    def __init__(self, *args: Any, providers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, provider=[CHOOSE, *providers])


class ConsentForm(forms.Form):
    """What one with custody says to the help."""

    person = forms.ChoiceField(label="Hvem?", widget=Chips, choices=[])
    heard = forms.ChoiceField(
        label="Er personen hørt om afgørelsen?",
        choices=[(one.value, words) for one, words in HEARD_WORDS.items()],
        widget=Chips,
        required=False,
        help_text="For den, der først blev kendt efter afgørelsen.",
    )
    answer = pick(ConsentAnswer, "Siger ja til hjælpen?")
    on = day("Svarede den")

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], asks_heard: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        offer(self, person=people)
        if not asks_heard:
            del self.fields["heard"]


class ComplaintForm(forms.Form):
    """A complaint as it came."""

    person = forms.ChoiceField(label="Hvem klager?", widget=Chips, required=False, choices=[])
    received_on = day("Modtaget den")
    how = pick(ComplaintHow, "Hvordan kom den?")
    complaint = text("Hvad klages der over?", rows=4)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, person=[*people, ("", "En anden")])


class ReassessForm(forms.Form):
    """What the reassessment of a complaint ended with."""

    outcome = pick(ComplaintOutcome, "Hvad ender genvurderingen med?")
    on = day("Genvurderet den")
    reason = text("Hvad viste genvurderingen?", rows=4)
    new_decision = forms.ChoiceField(
        label="Den nye afgørelse", required=False, help_text="Når klagen får medhold.", choices=[]
    )
    papers = text(
        "Papirer sendt med til Ankestyrelsen",
        rows=2,
        required=False,
        help_text="Når afgørelsen fastholdes.",
    )

    def __init__(self, *args: Any, decisions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, new_decision=[("", "Ingen"), *decisions])
