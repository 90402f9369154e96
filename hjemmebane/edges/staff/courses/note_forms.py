"""The contact note: what is known is chosen beforehand, nothing about the visit is required."""

import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CONTACT_KIND_WORDS, GOAL_TOUCH_WORDS, ContactKind
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.rhythm import next_days, planned_interval
from hjemmebane.edges.staff.courses.fields import (
    HOME_PREFIX,
    OWN_PROCESS,
    DayField,
    HourField,
    OneLine,
    Text,
    child_choices,
    method_choices,
    person_choices,
    person_ids,
    place_choices,
    place_of,
    split_names,
    user_ids,
    worker_choices,
)
from hjemmebane.records.courses.actions import Appointment, Note, Two
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.forms import Arrows, Chips, ManyChips, Segments, moment_in, offer
from hjemmebane.ui.words import clock_time, long_day, weekday_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

FIRST, SECOND, ELSEWHEN, LATER = "first", "second", "elsewhen", "later"
DEFAULT_MINUTES = 75
THIS_ONE_AND_THE_NEXT = 2


class NoteForm(forms.Form):
    """A contact that took place; `page` gives the choices, `contact` the plan, if there is one."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    day = DayField(label="Dag")
    hour = HourField(label="Klokken")
    minutes = forms.IntegerField(label="Minutter", min_value=1, max_value=1440)
    people = forms.MultipleChoiceField(label="Familien", required=False, widget=ManyChips)
    workers = forms.MultipleChoiceField(label="Behandlere", widget=ManyChips)
    others = OneLine("Andre, der var med (navn eller titel, adskilt af komma)")
    about = forms.MultipleChoiceField(label="Handler om", required=False, widget=ManyChips)
    where = forms.ChoiceField(label="Hvor", widget=Chips)
    place = OneLine("Hvilket sted, hvis det var et andet", 120)
    methods = forms.MultipleChoiceField(label="Hvordan", required=False, widget=ManyChips)
    film_yes = forms.MultipleChoiceField(
        label="Har sagt ja til film",
        required=False,
        widget=ManyChips,
        help_text="Kun når I filmer. Filmen gemmes ikke. Er barnet under 15, siger en forælder ja.",
    )
    kind = forms.ChoiceField(
        label="Hvad slags kontakt?",
        widget=Segments,
        choices=[(kind.value, words) for kind, words in CONTACT_KIND_WORDS.items()],
        initial=ContactKind.INFORMAL,
        required=False,
    )
    text = Text("Kort om besøget", help_text=OWN_PROCESS)
    agreed_next = OneLine("Aftalt til næste gang", 500)
    next = forms.ChoiceField(label="Næste gang", widget=Chips, required=False)
    next_day = DayField(label="Dag", required=False)
    next_hour = HourField(label="Klokken", required=False)
    next_where = forms.ChoiceField(label="Hvor mødes I næste gang?", widget=Chips, required=False)
    next_people = forms.MultipleChoiceField(
        label="Hvem skal have besked?", required=False, widget=ManyChips
    )
    next_workers = forms.MultipleChoiceField(label="Hvem kommer?", required=False, widget=ManyChips)
    next_others = OneLine("Andre, der inviteres (navn eller titel, adskilt af komma)")

    def __init__(
        self, page: CoursePage, user: "User", contact: ContactRow | None, *args: Any, **kwargs: Any
    ) -> None:
        self.page, self.user, self.contact = page, user, contact
        self.now = clock.now()
        base = contact or page.last_held
        begins = contact.starts_at if contact else _round(self.now)
        self.offers = self._offers(begins)
        kwargs["initial"] = {**self._initial(base, begins), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if not page.programme.filming:
            del self.fields["film_yes"]
        self._fill_choices()
        for goal in page.goals:
            self.fields[f"goal_{goal.public_id}"] = forms.ChoiceField(
                label=f"»{goal.own_words}«",
                widget=Arrows,
                required=False,
                choices=[(key.value, words) for key, words in GOAL_TOUCH_WORDS.items()],
            )

    def _fill_choices(self) -> None:
        page, places = self.page, place_choices(self.page)
        lists = {
            "people": person_choices(page),
            "next_people": person_choices(page),
            "about": child_choices(page),
            "workers": worker_choices(page),
            "next_workers": worker_choices(page),
            "where": places,
            "next_where": places,
            "methods": method_choices(page),
            "next": self._next_choices(),
        }
        if "film_yes" in self.fields:
            lists["film_yes"] = person_choices(page)
        offer(self, **lists)

    def _offers(self, begins: datetime) -> list[datetime]:
        """Return the moments the rhythm proposes after this visit, at its time of day."""
        local = begins.astimezone(clock.ZONE)
        number = self.page.standing.contacts.used + THIS_ONE_AND_THE_NEXT
        interval = self.page.frequency_days or planned_interval(self.page.programme.rhythm, number)
        days = next_days(local.date(), interval, self.now.date())
        return [clock.moment(day, local.hour, local.minute) for day in days]

    def _next_choices(self) -> list[tuple[str, str]]:
        names = (FIRST, SECOND)
        offered = [
            (name, _offer_words(moment, is_first=name == FIRST))
            for name, moment in zip(names, self.offers, strict=False)
        ]
        return [*offered, (ELSEWHEN, "Anden tid eller sted"), (LATER, "Aftales senere")]

    def _initial(self, base: ContactRow | None, begins: datetime) -> dict[str, Any]:
        local = begins.astimezone(clock.ZONE)
        everyone = [key for key, _ in person_choices(self.page)]
        there = [card.public_id for card in base.invited or base.there] if base else everyone
        where = _place_value(self.page, base)
        workers = self._workers(base)
        return {
            "version": self.contact.version if self.contact else 1,
            "form_token": uuid.uuid4(),
            "day": local.date(),
            "hour": local.time().replace(second=0, microsecond=0),
            "minutes": base.minutes if base else DEFAULT_MINUTES,
            "people": there,
            "workers": workers,
            "about": [key for key, _ in child_choices(self.page)],
            "where": where,
            "place": base.place if base and not base.household_id else "",
            "methods": list(self._methods(base)),
            "next": FIRST if self.offers and self.next_planned is None else LATER,
            "next_where": where,
            "next_people": there,
            "next_workers": workers,
            "others": ", ".join(self.contact.others) if self.contact else "",
            "film_yes": [
                row.card.public_id for row in self.page.parties if row.card.id in self.page.filmed
            ],
        }

    def _methods(self, base: ContactRow | None) -> tuple[str, ...]:
        last = self.page.last_held
        return (base.method_keys if base else ()) or (last.method_keys if last else ())

    def _workers(self, base: ContactRow | None) -> list[str]:
        own = [w.row.user_public_id for w in self.page.workers if w.row.user_id == self.user.pk]
        if base is None:
            return own
        planned = [
            w.row.user_public_id for w in self.page.workers if w.row.user_id in base.worker_ids
        ]
        return planned or own

    @property
    def next_planned(self) -> ContactRow | None:
        """Return the nearest other contact that is planned already."""
        own = self.contact.id if self.contact else None
        others = [row for row in self.page.planned if row.id != own]
        return others[0] if others else None

    @property
    def goal_fields(self) -> list[forms.BoundField]:
        """Return the goals to touch, in the family's words."""
        return [self[name] for name in self.fields if name.startswith("goal_")]

    @property
    def has_siblings(self) -> bool:
        """Return whether the note must say which child it is about."""
        return len(self.page.course.children) > 1

    def clean(self) -> dict[str, Any]:
        """Return the form with moments made of days and hours."""
        data = super().clean() or {}
        data["begins"] = moment_in(self, "day", "hour")
        if data.get("next") == ELSEWHEN:
            if not data.get("next_day") or not data.get("next_hour"):
                self.add_error("next_day", "Skriv dag og klokkeslæt for næste gang.")
            else:
                data["next_begins"] = moment_in(self, "next_day", "next_hour")
        return data

    def note(self) -> Note:
        """Return what was typed as the note to write."""
        data, page = self.cleaned_data, self.page
        setting, home = place_of(data["where"])
        about = data["about"] or [card.public_id for card in page.course.children]
        return Note(
            starts_at=data["begins"],
            minutes=data["minutes"],
            setting=setting,
            home=home,
            place=data["place"],
            workers=user_ids(page, data["workers"]),
            there=person_ids(page, data["people"]),
            about=person_ids(page, about),
            others=split_names(data["others"]),
            methods=data["methods"],
            is_formal=data["kind"] == ContactKind.FORMAL and not page.course.is_prevention,
            goals={
                goal.id: Judgement(data[f"goal_{goal.public_id}"])
                for goal in page.goals
                if data.get(f"goal_{goal.public_id}")
            },
            text=data["text"],
            agreed_next=data["agreed_next"],
            next=self._appointment(),
            film_yes=person_ids(page, data.get("film_yes", [])),
        )

    def _appointment(self) -> Appointment | None:
        data, page = self.cleaned_data, self.page
        begins = self._next_moment()
        if begins is None:
            return None
        setting, home = place_of(data["next_where"] or data["where"])
        return Appointment(
            starts_at=begins,
            minutes=data["minutes"],
            setting=setting,
            home=home,
            workers=user_ids(page, data["next_workers"] or data["workers"]),
            invited=person_ids(page, data["next_people"]),
            others=split_names(data["next_others"]),
            two=Two() if self.contact and self.contact.needs_two else None,
        )

    def _next_moment(self) -> datetime | None:
        chosen = self.cleaned_data["next"]
        if chosen == ELSEWHEN:
            found: datetime = self.cleaned_data["next_begins"]
            return found
        place = {FIRST: 0, SECOND: 1}.get(chosen)
        return self.offers[place] if place is not None else None


def _place_value(page: CoursePage, base: ContactRow | None) -> str:
    choices = [key for key, _ in place_choices(page)]
    if base is None:
        return choices[0]
    homes = [f"{HOME_PREFIX}{home.public_id}" for home in page.homes if home.label == base.place]
    wanted = homes[0] if base.household_id and homes else base.setting
    return wanted if wanted in choices else choices[0]


def _offer_words(moment: datetime, *, is_first: bool) -> str:
    if is_first:
        return f"Ja, {long_day(moment)} kl. {clock_time(moment)}"
    return f"{weekday_day(moment).capitalize()} kl. {clock_time(moment)}"


def _round(now: datetime) -> datetime:
    """Return an hour ago, on the quarter: a note is written when the visit is over."""
    began = now - timedelta(minutes=DEFAULT_MINUTES)
    return began.replace(minute=began.minute - began.minute % 15, second=0, microsecond=0)


def day_words(moment: datetime, minutes: int, today: date) -> str:
    """Return “I dag 06.45–08.00”."""
    ends = moment + timedelta(minutes=minutes)
    local = local_day(moment)
    day = "I dag" if local == today else long_day(moment).capitalize()
    return f"{day} {clock_time(moment)}–{clock_time(ends)}"
