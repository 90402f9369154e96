"""What a course's weeks are made of."""

from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.ui.charts.timeline_parts import Bar, TimelineMark
from hjemmebane.ui.words import short_date

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Drift:
    """A difference between plan and reality, always with its size in words."""

    start: date
    end: date
    words: str
    is_forecast: bool = False


@dataclass(frozen=True)
class VisitMark:
    """A visit in its week. state: both, one, cancelled or planned."""

    on: date
    state: str
    label: str
    href: str = ""
    is_outside_hours: bool = False


@dataclass(frozen=True)
class WeekRow:
    """One row over the weeks; `say` tells the row as a sentence to the right."""

    title: str
    note: str = ""
    plan: tuple[Bar, ...] = ()
    actual: tuple[Bar, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[TimelineMark, ...] = ()
    visits: tuple[VisitMark, ...] = ()
    drifts: tuple[Drift, ...] = ()
    say: str = ""
    say_more: str = ""


@dataclass(frozen=True)
class Weeks:
    """The weeks of a course from its first Monday."""

    first_monday: date
    weeks: int
    today: date
    rows: tuple[WeekRow, ...]
    label: str = "Forløbets uger"
    week_notes: tuple[tuple[int, str], ...] = ()
    # Weeks of the course that lie before the first one shown.
    skipped: int = 0

    @property
    def end(self) -> date:
        """Return the day after the last week."""
        return self.first_monday + timedelta(weeks=self.weeks)

    @property
    def week_now(self) -> int:
        """Return the number of the week today lies in (0 before, past the last after)."""
        return (self.today - self.first_monday).days // DAYS_IN_WEEK + 1

    @property
    def standing(self) -> str:
        """Return "uge 8 af 12", counted from the course's first week."""
        return f"uge {self.number(self.week_now)} af {self.number(self.weeks)}"

    def number(self, week: int) -> int:
        """Return which week of the course a shown week is."""
        return week + self.skipped

    def monday(self, week: int) -> date:
        """Return the Monday of a week counted from 1."""
        return self.first_monday + timedelta(weeks=week - 1)

    def week_of(self, day: date) -> int:
        """Return the week a day lies in, counted from 1."""
        return (day - self.first_monday).days // DAYS_IN_WEEK + 1


VISIT_WORDS = {
    "both": "begge behandlere",
    "one": "én behandler",
    "cancelled": "aflyst",
    "planned": "planlagt",
}


def visit_title(visit: VisitMark) -> str:
    """Return all a visit's square says."""
    outside = ", uden for kl. 8–16" if visit.is_outside_hours else ""
    return f"{short_date(visit.on)}: {visit.label} ({VISIT_WORDS[visit.state]}{outside})"
