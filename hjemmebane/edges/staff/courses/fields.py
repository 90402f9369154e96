"""Fields every form about a course shares: days that can be, and the lists to choose from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from hjemmebane.domain.people import PartyRole
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.records.people.queries import PartyRow
from hjemmebane.ui.forms import DayInput, TimeInput

FIRST_YEAR, LAST_YEAR = 2000, 2100
OWN_PROCESS = "Hvad prøvede familien, og hvad tog de selv med? De kan læse det."
"""A note tells of the family's own process, not of what was done to them."""
HOME_PREFIX = "home:"
HOME = "home"
Choices = list[tuple[str, str]]

NO_SUCH_DAY = f"Skriv en dag mellem {FIRST_YEAR} og {LAST_YEAR}."


class DayField(forms.DateField):
    """A day that a course can lie on."""

    widget = DayInput
    default_error_messages = {"invalid": "Skriv dagen som en dato."}

    def clean(self, value: object) -> date | None:
        """Return the day; refuse one no course can lie on."""
        day: date | None = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(NO_SUCH_DAY)
        return day


class HourField(forms.TimeField):
    """A time of day."""

    widget = TimeInput
    default_error_messages = {"invalid": "Skriv klokken som timer og minutter."}


class OneLine(forms.CharField):
    """A short text."""

    def __init__(self, label: str, max_length: int = 200, **more: Any) -> None:
        super().__init__(label=label, max_length=max_length, required=False, **more)


class Text(forms.CharField):
    """A longer text that may be left empty."""

    def __init__(self, label: str, rows: int = 4, max_length: int = 8000, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        more.setdefault("required", False)
        super().__init__(label=label, max_length=max_length, widget=widget, **more)


def person_choices(page: CoursePage) -> Choices:
    """Return the parties of the course, by first name and what they are to the children."""
    return [(row.card.public_id, _called(row)) for row in page.parties]


def _called(row: PartyRow) -> str:
    """Return “Frida, mor”; a child of the course is called by name alone."""
    is_child = row.role == PartyRole.CHILD
    return str(row.card.given_name) + (f", {row.kin}" if row.kin and not is_child else "")


def child_choices(page: CoursePage) -> Choices:
    """Return the children the course is about."""
    return [(card.public_id, str(card.given_name)) for card in page.course.children]


def worker_choices(page: CoursePage) -> Choices:
    """Return the workers on the course."""
    return [(worker.row.user_public_id, worker.row.name) for worker in page.workers]


def team_choices(page: CoursePage) -> Choices:
    """Return everybody around the family, workers and advisers, once each."""
    found = {row.user_public_id: f"{row.name}, {row.title}" for row in page.team}
    return list(found.items())


def place_choices(page: CoursePage) -> Choices:
    """Return the family's homes by their labels, then the programme's other places."""
    homes = [(f"{HOME_PREFIX}{home.public_id}", home.label) for home in page.homes]
    others = [
        (setting.key, setting.title)
        for setting in page.programme.settings
        if not (homes and setting.key == HOME)
    ]
    is_home_offered = any(setting.key == HOME for setting in page.programme.settings)
    return [*(homes if is_home_offered else []), *others]


def method_choices(page: CoursePage) -> Choices:
    """Return the work methods of the programme."""
    return [(method.key, method.title) for method in page.programme.methods]


def place_of(value: str) -> tuple[str, str]:
    """Return (setting, home) of a chosen place."""
    if value.startswith(HOME_PREFIX):
        return HOME, value.removeprefix(HOME_PREFIX)
    return value, ""


def person_ids(page: CoursePage, public_ids: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of chosen persons."""
    known = {row.card.public_id: row.card.id for row in page.parties}
    known |= {card.public_id: card.id for card in page.course.children}
    return tuple(known[public_id] for public_id in public_ids)


def user_ids(page: CoursePage, public_ids: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of chosen workers."""
    known = {row.user_public_id: row.user_id for row in page.team}
    return tuple(known[public_id] for public_id in public_ids)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a line, parted by commas."""
    return tuple(part.strip()[:80] for part in text.split(",") if part.strip())
