"""Forms that plan, move and cancel contacts, and those that start, steer and close a course."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.contacts import (
    CANCEL_REASON_WORDS,
    COURSE_END_WORDS,
    EXTENSION_REASON_WORDS,
    FREQUENCY_SOURCE_WORDS,
    TWO_REASON_WORDS,
    TwoReason,
)
from hjemmebane.domain.goals import GoalArea, HowFar
from hjemmebane.edges.staff.courses.fields import (
    OWN_PROCESS,
    DayField,
    HourField,
    OneLine,
    Text,
    person_choices,
    person_ids,
    place_choices,
    place_of,
    split_names,
    user_ids,
    worker_choices,
)
from hjemmebane.records.courses.actions import Appointment, Two
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.forms import Chips, ManyChips, moment_in, offer
from hjemmebane.ui.refusals import sentence

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

NOBODY_HOME = "nobody_home"


def _words(words: Any) -> list[tuple[str, str]]:
    return [(key.value, text) for key, text in words.items()]


class WhenForm(forms.Form):
    """A day and an hour that make a moment."""

    day = DayField(label="Dag")
    hour = HourField(label="Klokken")
    minutes = forms.IntegerField(label="Minutter", min_value=1, max_value=720, initial=75)

    def clean(self) -> dict[str, Any]:
        """Return the form with its moment."""
        data = super().clean() or {}
        data["begins"] = moment_in(self, "day", "hour")
        return data

    @property
    def begins(self) -> datetime:
        """Return the moment."""
        found: datetime = self.cleaned_data["begins"]
        return found


class AppointmentForm(WhenForm):
    """When and where to meet next, who comes, who is invited."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    where = forms.ChoiceField(label="Hvor", widget=Chips)
    place = OneLine("Hvilket sted, hvis det er et andet", 120)
    workers = forms.MultipleChoiceField(label="Hvem kommer?", widget=ManyChips)
    people = forms.MultipleChoiceField(
        label="Hvem i familien er inviteret?", required=False, widget=ManyChips
    )
    others = OneLine("Andre, der inviteres (navn eller titel, adskilt af komma)")
    needs_two = forms.BooleanField(label="Der skal to med for sikkerheden", required=False)
    two_reason = forms.ChoiceField(
        label="Hvorfor to?",
        required=False,
        widget=Chips,
        choices=_words(TWO_REASON_WORDS),
        help_text="Kun de, der kommer, kan læse det. Familien ser intet af det.",
    )
    two_text = OneLine("Mere om, hvorfor der skal to med")

    def __init__(
        self, page: CoursePage, user: "User", contact: ContactRow | None, *args: Any, **kwargs: Any
    ) -> None:
        self.page = page
        self.is_known = bool(contact and contact.needs_two and contact.two_reason is None)
        kwargs["initial"] = _appointment_initial(page, user, contact)
        super().__init__(*args, **kwargs)
        offer(
            self,
            where=place_choices(page),
            workers=worker_choices(page),
            people=person_choices(page),
        )
        if self.is_known:
            # Who does not come reads no reason: what stands goes on standing.
            del self.fields["two_reason"], self.fields["two_text"]

    def clean(self) -> dict[str, Any]:
        """Return the form; two who come for their safety have a reason."""
        data = super().clean()
        if data.get("needs_two") and not self.is_known and not data.get("two_reason"):
            self.add_error("two_reason", sentence("two_reason_missing"))
        return data

    def _two(self) -> Two | None:
        data = self.cleaned_data
        if not data["needs_two"]:
            return None
        reason = data.get("two_reason")
        return Two(TwoReason(reason) if reason else None, data.get("two_text", ""))

    def appointment(self) -> Appointment:
        """Return what was typed."""
        data = self.cleaned_data
        setting, home = place_of(data["where"])
        return Appointment(
            starts_at=self.begins,
            minutes=data["minutes"],
            setting=setting,
            home=home,
            place=data["place"],
            workers=user_ids(self.page, data["workers"]),
            invited=person_ids(self.page, data["people"]),
            others=split_names(data["others"]),
            two=self._two(),
        )


def _appointment_initial(
    page: CoursePage, user: "User", contact: ContactRow | None
) -> dict[str, Any]:
    base = contact or page.last_held
    offers = page.standing.rhythm.suggestions
    begins = contact.starts_at.astimezone(clock.ZONE) if contact else None
    last = base.starts_at.astimezone(clock.ZONE) if base else None
    safety = base if base and base.needs_two else None
    return {
        "needs_two": safety is not None,
        "two_reason": safety.two_reason if safety else None,
        "two_text": safety.two_text if safety else "",
        "version": contact.version if contact else 1,
        "form_token": uuid.uuid4(),
        "day": begins.date() if begins else (offers[0] if offers else None),
        "hour": last.time().replace(second=0, microsecond=0) if last else None,
        "where": place_choices(page)[0][0],
        "workers": [w.row.user_public_id for w in page.workers if w.row.user_id == user.pk],
        "people": [card.public_id for card in (base.invited or base.there)]
        if base
        else [key for key, _ in person_choices(page)],
    }


class CancelForm(forms.Form):
    """Why a contact was not held; nobody home is one of the answers."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="Hvorfor blev det ikke til noget?",
        widget=Chips,
        choices=[*_words(CANCEL_REASON_WORDS), (NOBODY_HOME, "Ingen hjemme")],
    )
    text = OneLine("Mere om det")


class NoteTextForm(forms.Form):
    """Correct one's own note, or add to it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = Text("Kort om besøget", help_text=OWN_PROCESS)
    agreed_next = OneLine("Aftalt til næste gang", 500)


class AddendumForm(forms.Form):
    """Add to a note that can no longer be corrected."""

    text = Text("Tilføjelse", required=True, help_text="Det, der står, bliver stående.")


class FrequencyForm(forms.Form):
    """How often to meet, and who decided it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label="Hvem har bestemt det?", widget=Chips, choices=_words(FREQUENCY_SOURCE_WORDS)
    )
    days = forms.IntegerField(
        label="Cirka hvor mange dage imellem", required=False, min_value=1, max_value=120
    )
    text = OneLine("Med egne ord")


class GoalForm(forms.Form):
    """A goal in the family's own words, with the professional wording beside."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    own_words = Text("Målet med familiens egne ord", rows=2, max_length=500, required=True)
    words_of = forms.ChoiceField(label="Hvis ord er det?", widget=Chips)
    professional_words = Text("Fagligt sagt", rows=2, max_length=1000)
    area = forms.ChoiceField(
        label="Handler om", widget=Chips, choices=[(a.value, a.label) for a in GoalArea]
    )

    def __init__(self, page: CoursePage, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_token": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        offer(self, words_of=person_choices(page))


class StanceForm(forms.Form):
    """What the parents say of a goal: whether they see it themselves, and want it."""

    sees = forms.ChoiceField(
        label="Ser forældrene det selv?",
        widget=Chips,
        choices=[(one.value, one.label) for one in HowFar],
    )
    wants = forms.ChoiceField(
        label="Har de lyst til at arbejde med det?",
        widget=Chips,
        choices=[(one.value, one.label) for one in HowFar],
    )
    day = DayField(label="Sagt den", initial=clock.today)


class PhaseForm(forms.Form):
    """The day a phase begins."""

    day = DayField(label="Fasen begyndte")
    reason = OneLine("Hvorfor den dag, hvis det ikke er som planlagt")


class WorkForm(forms.Form):
    """A piece of work in a track."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    track = forms.ChoiceField(label="Spor", widget=Chips)
    title = forms.CharField(label="Hvad", max_length=120)
    from_week = forms.IntegerField(label="Fra uge", min_value=1, max_value=520)
    to_week = forms.IntegerField(label="Til uge", min_value=1, max_value=520)

    def __init__(self, page: CoursePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = [(track.title, track.title) for track in page.programme.tracks]
        offer(self, track=tracks)


class DoneForm(forms.Form):
    """The day something was done."""

    day = DayField(label="Færdig")


class ExtensionForm(forms.Form):
    """Ask for more contacts or a later end."""

    new_limit = forms.IntegerField(
        label="Kontakter i alt", required=False, min_value=1, max_value=200
    )
    new_end_on = DayField(label="Ny slutdag", required=False)
    reason = forms.ChoiceField(
        label="Hvorfor?", widget=Chips, choices=_words(EXTENSION_REASON_WORDS)
    )
    text = OneLine("Mere om det", 500)


class DecideForm(forms.Form):
    """A leader's word on an extension."""

    answer = forms.ChoiceField(
        label="Hvad aftaler I?",
        widget=Chips,
        choices=[("yes", "Forlæng"), ("no", "Forlæng ikke")],
    )


class OutcomeForm(forms.Form):
    """The adviser's choice of what comes after; nothing is chosen beforehand."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label="Hvad skal der ske?", widget=Chips)
    text = Text("Hvorfor, og hvilke andre muligheder blev overvejet?")

    def __init__(self, page: CoursePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(choice.key, choice.title) for choice in page.programme.outcomes]
        offer(self, outcome=choices)


class EndForm(forms.Form):
    """End the course."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label="Sidste dag")
    reason = forms.ChoiceField(
        label="Hvorfor?",
        widget=Chips,
        choices=_words(COURSE_END_WORDS),
        help_text="Trækker familien sig, har det ingen følger for den. Der skal ingen grund til.",
    )
    text = Text("Mere om det", rows=2)
