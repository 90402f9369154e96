"""A greater Lindeborg: as many cases as asked for, each family's life told on its own.

A family is known by its number alone. Its life follows from seed, anchor day and number, so that
families can be told in any order, in any process, some at a time, and come out the same.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from hjemmebane.domain.access import Relation
from hjemmebane.edges.jobs.demo import authority, prevention
from hjemmebane.edges.jobs.demo.book import Book, Row
from hjemmebane.edges.jobs.demo.districts import (
    ADVISERS_IN_TEAM,
    AUTHORITY_FAMILIES,
    CASES_IN_DISTRICT,
    PREVENTION_FAMILIES,
    District,
    open_districts,
)
from hjemmebane.edges.jobs.demo.lengths import BRIEF_BELOW, length_for
from hjemmebane.edges.jobs.demo.long_life import live_long
from hjemmebane.edges.jobs.demo.municipality import OPEN_AFTER, tell_cast
from hjemmebane.edges.jobs.demo.staff import ADVISERS
from hjemmebane.edges.jobs.demo.standing import note_standing
from hjemmebane.edges.jobs.demo.today import looked_at
from hjemmebane.edges.jobs.demo.town import YEARS, Town
from hjemmebane.edges.jobs.demo.traces import write_audit

# Nine families in twenty-five come to the prevention unit, as in the demo of 300.
OF, PREVENTION = 25, 9
AUTHORITY = OF - PREVENTION
# Two families with a case in three are open today; of the prevention families one in four.
OPEN_OF, OPEN_PREVENTION_OF = 3, 4
# One family with a case in eight has the twelve intensive weeks.
INTENSIVE_OF, INTENSIVE_PLACE = 8, 3
# Anna has the cast's eight cases already: that many families fewer are hers.
ANNAS_OWN = 9


@dataclass(frozen=True, slots=True)
class Scale:
    """What was asked for: how many cases in all, how full their lives, for which day."""

    cases: int
    events: int
    seed: int
    anchor: date
    long_events: int = 0

    @property
    def districts(self) -> int:
        """Return how many teams it takes."""
        return max(1, -(-self.cases // CASES_IN_DISTRICT))


class LifeTown(Town):
    """A town that tells one family at a time: the book is new for each."""

    number = 0

    def chance(self, *parts: object) -> random.Random:
        """Return a chance of this family alone."""
        return super().chance("greater", self.number, *parts)

    def least_loaded(self, keys: list[str], most: dict[str, int] | None = None) -> str:
        """Return the family's own adviser; else whose turn it is."""
        if tuple(keys) == ADVISERS:
            return ADVISERS[0]
        return keys[self.number % len(keys)]


@dataclass
class Greater:
    """The whole: the cast's town with its districts, and a town to tell families in."""

    scale: Scale
    cast: Town = field(init=False)
    districts: list[District] = field(init=False)
    town: LifeTown = field(init=False)

    def __post_init__(self) -> None:
        scale = self.scale
        self.cast = tell_cast(scale.seed, scale.anchor)
        self.districts = open_districts(self.cast, scale.districts)
        if scale.long_events:
            live_long(self.cast, scale.long_events)
        self.town = LifeTown(scale.seed, scale.anchor, 0)
        self.town.length = length_for(scale.events)
        self.town.is_brief = scale.events < BRIEF_BELOW

    def family(self, number: int) -> Book:
        """Return the rows of one family, with ids that begin at 1 in each table."""
        town, scale = self.town, self.scale
        town.number = number
        town.book = Book(f"{scale.seed}/{scale.anchor}/{number}", prefix=number + 1)
        for kept in (town.duties, town.titles, town.numbers):
            kept.clear()
        town.running.clear()
        turn, place = divmod(number, OF)
        if place < PREVENTION:
            self._prevention(turn * PREVENTION + place)
        else:
            self._authority(turn * AUTHORITY + place - PREVENTION)
        note_standing(town.book)
        looked_at(town)
        write_audit(town.book, _adviser_of(town.book), town.now)
        return town.book

    def _stand_in(self, place: int, size: int, adviser: int | None) -> None:
        """Let the cast's keys stand for the people of the family's own district."""
        town = self.town
        district = self.districts[min(place // size, len(self.districts) - 1)]
        town.units, town.partners = district.units, district.partners
        town.teams = dict.fromkeys(("nord", "syd"), district.team)
        town.users = district.users if adviser is None else district.users_of(adviser)

    def _prevention(self, place: int) -> None:
        self._stand_in(place, PREVENTION_FAMILIES, None)
        prevention.live(self.town, place, is_open=place % OPEN_PREVENTION_OF == 0)

    def _authority(self, place: int) -> None:
        place += ANNAS_OWN
        in_team = place % AUTHORITY_FAMILIES
        self._stand_in(place, AUTHORITY_FAMILIES, in_team * ADVISERS_IN_TEAM // AUTHORITY_FAMILIES)
        is_intensive = place % INTENSIVE_OF == INTENSIVE_PLACE and not self.town.is_brief
        slot = self._slot() if is_intensive else None
        is_open = place % OPEN_OF != 0
        if slot is not None:
            is_open = slot > self.town.anchor - OPEN_AFTER
        authority.live(self.town, place, is_open=is_open, intensive_on=slot)

    def _slot(self) -> date:
        """Return the Monday on which a family's intensive weeks begin, some time in five years."""
        town = self.town
        back = town.chance("slot").randint(0, 365 * YEARS - 400)
        day = town.anchor - timedelta(days=back)
        return day - timedelta(days=day.weekday())


def _adviser_of(book: Book) -> int | None:
    ties: list[Row] = book.of("access.Tie")
    return next((row["user_id"] for row in ties if row["relation"] is Relation.ADVISER), None)
