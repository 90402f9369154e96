"""What staff fill in on Underretninger and Henvendelser."""

from datetime import datetime, time
from typing import Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.allocation import COMPETENCE_WORDS
from hjemmebane.domain.corrections import TEXT_MAX as WHY_MAX
from hjemmebane.domain.corrections import CorrectionReason
from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAssessment,
    EnquiryGiven,
    EnquirySource,
    ForwardGround,
    MemberGiven,
    NotificationGiven,
    NotificationOutcome,
    NotificationSource,
    NotToldReason,
    TriageDecision,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.agenda.actions import Why
from hjemmebane.ui import intake_words
from hjemmebane.ui.forms import Chips, DayInput, Segments, TimeInput
from hjemmebane.ui.intake_forms import (
    ChildrenForm,
    ConcernForm,
    area,
    concern_field,
    reasons,
    reasons_field,
)

SHORT = 2_000
TEXT = 5_000
YES_NO = [("yes", "Ja"), ("no", "Nej")]
NOT_NOW = "Tidspunktet kan ikke passe: det skal være før nu."
ROLE_WORDS = {
    PartyRole.CHILD: "Barn",
    PartyRole.CUSTODY_PARENT: "Forælder med forældremyndighed",
    PartyRole.PARENT: "Forælder uden forældremyndighed",
    PartyRole.SIBLING: "Søskende",
}
MOST_MEMBERS = 6


class MomentForm(forms.Form):
    """A day and a time of day, which may not lie ahead."""

    on = forms.DateField(label="Dag", widget=DayInput)
    at = forms.TimeField(label="Klokken", widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that has not come yet."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("on") and data.get("at") is not None and self.moment() > clock.now():
            self.add_error("on", NOT_NOW)
        return data

    def moment(self) -> datetime:
        """Return the moment given; call when both are valid."""
        at: time = self.cleaned_data["at"]
        return clock.moment(self.cleaned_data["on"], at.hour, at.minute)


class TypedNotificationForm(MomentForm, ConcernForm):
    """A notification that came by telephone or letter, typed in by staff."""

    concern_source = concern_field(label="Hvem kom bekymringen fra?")
    reasons = reasons_field()
    is_anonymous = forms.BooleanField(label="Underretteren vil være anonym", required=False)
    reporter_name = forms.CharField(label="Underretterens navn", max_length=120, required=False)
    reporter_contact = forms.CharField(label="Telefon eller e-mail", max_length=254, required=False)

    field_order = ("danger", "on", "at", "concern_source")

    def given(self) -> NotificationGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return NotificationGiven(
            source=NotificationSource.STAFF,
            concern_source=self.concern_source_given(),
            reasons=reasons(data),
            text=data["text"],
            children=self.children(),
            danger_answer=self.danger_answer(),
            is_anonymous=data["is_anonymous"],
            reporter_name=data["reporter_name"],
            reporter_contact=data["reporter_contact"],
        )


class CorrectNotificationForm(MomentForm):
    """When a notification really came, whom the concern came from, and why it is corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    concern_source = concern_field(label="Hvem kom bekymringen fra?")
    reason = forms.ChoiceField(
        label="Hvorfor rettes det?",
        choices=[(one.value, one.label) for one in CorrectionReason],
        widget=Chips,
    )
    text = forms.CharField(label="Uddyb", max_length=WHY_MAX, required=False)

    def moment_or(self, stands: datetime) -> datetime:
        """Return the moment given; the one that stands where its minute was left as it was."""
        given = self.moment()
        return stands if given == stands.replace(second=0, microsecond=0) else given

    def concern_source_given(self) -> ConcernSource:
        """Return whom the concern came from; call when the form is valid."""
        return ConcernSource(self.cleaned_data["concern_source"])

    def why(self) -> Why:
        """Return why it is corrected; call when the form is valid."""
        return Why(CorrectionReason(self.cleaned_data["reason"]), self.cleaned_data["text"])


class TypedEnquiryForm(ConcernForm):
    """An enquiry that came by telephone, or through the reception unit, typed in by staff."""

    concern_source = concern_field(label="Hvem kom bekymringen fra?")
    is_anonymous = forms.BooleanField(label="Vil være anonym", required=False)
    contact_name = forms.CharField(label="Navn", max_length=120, required=False)
    contact_phone = forms.CharField(label="Telefon", max_length=30, required=False)
    contact_email = forms.EmailField(label="E-mail", required=False)
    own_motivation = forms.CharField(
        label="Hvad vil familien selv? Brug familiens egne ord",
        max_length=SHORT,
        required=False,
        widget=area(3),
    )
    problem = forms.CharField(label="Det afgrænsede problem", max_length=SHORT, required=False)
    has_family_agreed = forms.BooleanField(label="Familien er med i henvendelsen", required=False)

    def given(self) -> EnquiryGiven:
        """Return what was said; call when the form is valid."""
        data = self.cleaned_data
        return EnquiryGiven(
            source=EnquirySource.STAFF,
            concern_source=self.concern_source_given(),
            danger_answer=self.danger_answer(),
            text=data["text"],
            children=self.children(),
            is_anonymous=data["is_anonymous"],
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            contact_email=data["contact_email"],
            own_motivation=data["own_motivation"],
            problem=data["problem"],
            has_family_agreed=data["has_family_agreed"],
        )


class ReadForm(forms.Form):
    """What a named person found when reading for danger."""

    is_danger_found = forms.ChoiceField(
        label="Er der tegn på, at et barn er i fare eller ikke har det godt nok?",
        choices=[("no", "Nej"), ("yes", "Ja: gør til underretning")],
        widget=Segments,
    )
    note = forms.CharField(label="Note", max_length=SHORT, required=False, widget=area(2))

    def is_danger(self) -> bool:
        """Return whether danger was found."""
        return bool(self.cleaned_data["is_danger_found"] == "yes")


class NotifyForm(ChildrenForm):
    """What goes on to the reception unit when an enquiry becomes a notification."""

    reasons = reasons_field()
    text = forms.CharField(label="Det, Modtagelsen skal vide", max_length=TEXT, widget=area(6))

    def chosen(self) -> Any:
        """Return the reasons chosen."""
        return reasons(self.cleaned_data)


class TriageForm(forms.Form):
    """The three points and what the table decides."""

    is_motivated = forms.ChoiceField(
        label="Vil familien det selv?", choices=YES_NO, widget=Segments
    )
    is_delimited = forms.ChoiceField(
        label="Er problemet afgrænset, så vi kan løse det?", choices=YES_NO, widget=Segments
    )
    own_motivation = forms.CharField(
        label="Hvad vil familien selv? Brug familiens egne ord",
        max_length=SHORT,
        required=False,
        widget=area(2),
    )
    problem = forms.CharField(label="Det afgrænsede problem", max_length=SHORT, required=False)
    outcome = forms.ChoiceField(
        label="Hvad gør vi?", choices=intake_words.choices(intake_words.TRIAGE), widget=Chips
    )
    reason = forms.ChoiceField(
        label="Hvorfor?", choices=intake_words.choices(intake_words.TRIAGE_REASONS), widget=Chips
    )
    text = forms.CharField(label="Flere ord", max_length=SHORT, required=False, widget=area(2))
    needed_competence = forms.ChoiceField(
        label="Hvis ind: hvad skal medarbejderen kunne?",
        choices=[
            ("", "Intet særligt"),
            *((str(key), text) for key, text in COMPETENCE_WORDS.items()),
        ],
        required=False,
    )
    forward_ground = forms.ChoiceField(
        label="Hvis videre: på hvilket grundlag?",
        choices=[("", "Vælg"), *intake_words.choices(intake_words.GROUNDS)],
        required=False,
    )
    forward_text = forms.CharField(
        label="Hvis videre: det, Modtagelsen skal vide, og ikke mere",
        max_length=TEXT,
        required=False,
        widget=area(4),
    )

    def decision(self) -> TriageDecision:
        """Return what was decided; call when the form is valid."""
        data = self.cleaned_data
        ground = data["forward_ground"]
        return TriageDecision(
            outcome=TriageOutcome(data["outcome"]),
            reason=TriageReason(data["reason"]),
            is_motivated=data["is_motivated"] == "yes",
            is_delimited=data["is_delimited"] == "yes",
            text=data["text"],
            own_motivation=data["own_motivation"],
            problem=data["problem"],
            forward_ground=ForwardGround(ground) if ground else None,
            forward_text=data["forward_text"],
            needed_competence=data["needed_competence"],
        )


class AllocateForm(forms.Form):
    """To whom a family goes."""

    worker = forms.IntegerField(min_value=1)


class ContactForm(MomentForm):
    """When the family was first spoken to."""


class FamilyForm(forms.Form):
    """The family as it is taken into the prevention register."""

    name = forms.CharField(label="Familiens navn", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [("", "Vælg"), *((str(role), text) for role, text in ROLE_WORDS.items())]
        for number in range(1, MOST_MEMBERS + 1):
            self.fields.update(
                {
                    f"given{number}": forms.CharField(
                        label="Fornavn", max_length=120, required=False
                    ),
                    f"family{number}": forms.CharField(
                        label="Efternavn", max_length=120, required=False
                    ),
                    f"born{number}": forms.DateField(
                        label="Fødselsdag", required=False, widget=DayInput
                    ),
                    f"role{number}": forms.ChoiceField(
                        label="Plads i familien", choices=roles, required=False
                    ),
                }
            )

    def member_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of each member as a row."""
        return [
            [self[f"{part}{number}"] for part in ("given", "family", "born", "role")]
            for number in range(1, MOST_MEMBERS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for each named member's place in the family."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, MOST_MEMBERS + 1):
            if data.get(f"given{number}") and not data.get(f"role{number}"):
                self.add_error(f"role{number}", "Vælg pladsen i familien.")
        return data

    def members(self) -> tuple[MemberGiven, ...]:
        """Return the members named; call when the form is valid."""
        data = self.cleaned_data
        return tuple(
            MemberGiven(
                given_name=data[f"given{number}"],
                family_name=data[f"family{number}"],
                role=PartyRole(data[f"role{number}"]),
                born_on=data[f"born{number}"],
            )
            for number in range(1, MOST_MEMBERS + 1)
            if data[f"given{number}"]
        )


class AdviceForm(forms.Form):
    """The answer to anonymous advice."""

    answer = forms.CharField(label="Dit svar", max_length=TEXT, widget=area(7))


class IdentifyForm(forms.Form):
    """Who a notified child is: found by number, else written into the register."""

    cpr = forms.CharField(label="Personnummer", max_length=20, required=False)
    given_name = forms.CharField(label="Fornavn", max_length=120, required=False)
    family_name = forms.CharField(label="Efternavn", max_length=120, required=False)
    born_on = forms.DateField(label="Fødselsdag", required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a number or a name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("cpr") and not data.get("given_name"):
            self.add_error("given_name", "Skriv barnets personnummer eller navn.")
        return data


class AssessForm(forms.Form):
    """The 24-hour assessment of one child."""

    is_in_danger = forms.ChoiceField(
        label="Er barnets sundhed eller udvikling i fare?", choices=YES_NO, widget=Segments
    )
    acute_action = forms.CharField(
        label="Hvis ja: hvad er gjort med det samme?",
        max_length=SHORT,
        required=False,
        widget=area(3),
    )
    text = forms.CharField(label="Hvad bygger vurderingen på?", max_length=TEXT, widget=area(5))
    outcome = forms.ChoiceField(
        label="Hvad sker der nu?",
        choices=intake_words.choices(intake_words.OUTCOMES),
        widget=Chips,
    )

    def assessment(self) -> DangerAssessment:
        """Return the assessment; call when the form is valid."""
        data = self.cleaned_data
        return DangerAssessment(
            is_in_danger=data["is_in_danger"] == "yes",
            text=data["text"],
            outcome=NotificationOutcome(data["outcome"]),
            acute_action=data["acute_action"],
        )


class AskForm(forms.Form):
    """The one question to prevention; the family is told unless that endangers the child."""

    not_told = forms.ChoiceField(
        label="Hvis familien ikke må få det at vide: hvorfor?",
        choices=[("", "Familien får det at vide"), *intake_words.choices(intake_words.NOT_TOLD)],
        required=False,
    )

    def reason(self) -> NotToldReason | None:
        """Return why the family is not told; None when it is."""
        chosen = self.cleaned_data["not_told"]
        return NotToldReason(chosen) if chosen else None


class DutyForm(forms.Form):
    """Who answers for the unit."""

    worker = forms.IntegerField(label="Vagtkontakt", min_value=1, widget=forms.Select)

    def __init__(self, *args: Any, workers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].widget.choices = workers


class StopForm(forms.Form):
    """One button: nothing is asked."""
