"""The town while it is being made: the book, the law, the staff and their loads, and chance."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import WorkingCalendar
from hjemmebane.edges.jobs.demo.book import Book, Row

MORNING = (9, 30)
YEARS = 5
SUMMER = ((7, 6), (7, 26))
CHRISTMAS = ((12, 22), (12, 31))


class Chance(random.Random):  # made-up lives, no secret
    """The library's own chance, throw for throw, without its checks: most of a life is chance."""

    def randint(self, a: int, b: int) -> int:
        """Return a whole number from a to b, both included."""
        width = b - a + 1
        bits = width.bit_length()
        thrown = self.getrandbits(bits)
        while thrown >= width:
            thrown = self.getrandbits(bits)
        return a + thrown

    def choice(self, seq: Any) -> Any:
        """Return one of a sequence."""
        return seq[self.randint(0, len(seq) - 1)]


@dataclass
class Town:
    """Everything the modules share; the anchor morning is the town's "now"."""

    seed: int
    anchor: date
    size: int
    book: Book = field(init=False)
    law: catalogue.Catalogue = field(init=False)
    calendar: WorkingCalendar = field(init=False)
    units: dict[str, Row] = field(default_factory=dict)
    teams: dict[str, Row] = field(default_factory=dict)
    users: dict[str, Row] = field(default_factory=dict)
    partners: dict[str, Row] = field(default_factory=dict)
    loads: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    duties: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    running: list[Any] = field(default_factory=list)
    titles: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    # How long lives with a case are, beside those of the demo: see lengths.py.
    length: float = 1.0
    # Whether lives with a case are told in a few words, for the greatest of towns.
    is_brief: bool = False

    def __post_init__(self) -> None:
        self.book = Book(f"{self.seed}/{self.anchor}")
        self.law = catalogue.current()
        self.calendar = catalogue.current_calendar()

    @property
    def now(self) -> datetime:
        """Return the anchor morning."""
        return clock.moment(self.anchor, *MORNING)

    @property
    def begins_on(self) -> date:
        """Return the day the five years begin."""
        return self.anchor - timedelta(days=365 * YEARS)

    def chance(self, *parts: object) -> random.Random:
        """Return a chance of its own for a part of the town, so that no part disturbs another."""
        key = "/".join(str(part) for part in (self.seed, self.anchor, *parts))
        return Chance(key)

    def least_loaded(self, keys: list[str], most: dict[str, int] | None = None) -> str:
        """Return who has most room, by own target where one is given; the load is counted up."""
        room = most or dict.fromkeys(keys, 1)
        chosen = min(keys, key=lambda key: (self.loads[key] / room[key], keys.index(key)))
        self.loads[chosen] += 1
        return chosen

    def stretched(self, number: int, least: int = 1) -> int:
        """Return a number of days or weeks as long as lives are in this town."""
        return max(least, round(number * self.length))

    def working_day(self, day: date) -> date:
        """Return the day itself, or the next one on which people are at work."""
        while not self.calendar.is_working_day(day):
            day += timedelta(days=1)
        return day

    def is_quiet(self, day: date) -> bool:
        """Return whether the day lies in the weeks of summer or Christmas when visits rest."""
        return any(a <= (day.month, day.day) <= b for a, b in (SUMMER, CHRISTMAS))

    def is_past(self, moment: datetime | date) -> bool:
        """Return whether a moment lies before the anchor morning, or a day before the anchor."""
        if isinstance(moment, datetime):
            return moment <= self.now
        return moment < self.anchor


def later(day: date, rng: random.Random, least: int, most: int) -> date:
    """Return a day some days later."""
    return day + timedelta(days=rng.randint(least, most))


def office_hours(day: date, rng: random.Random) -> datetime:
    """Return a moment in office hours, on a quarter."""
    return clock.moment(day, rng.randint(8, 14), rng.choice((0, 15, 30, 45)))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a Danish clock time on a day."""
    return clock.moment(day, hour, minute)


def end_of(moment: datetime, minutes: int) -> datetime:
    """Return the moment some minutes later."""
    return moment + timedelta(minutes=minutes)
