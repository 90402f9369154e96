"""A family's week across everybody who helps: one row a party, and where two things clash."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import combinations

DAYS_IN_A_WEEK = 7
HOUR_MINUTES = 60
LENGTH_WHERE_NONE_IS_SAID = 30
MARK_SIGNS = 40


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """One thing somebody does on a day; `takes` are those of the family whose time it takes."""

    party: str
    on: date
    what: str
    starts: time | None = None
    ends: time | None = None
    takes: frozenset[int] = frozenset()
    who: str = ""
    href: str = ""

    @property
    def span(self) -> tuple[int, int] | None:
        """Return the minutes of the day it fills; half an hour where no end is said."""
        if self.starts is None:
            return None
        first = self.starts.hour * HOUR_MINUTES + self.starts.minute
        if self.ends is None:
            return first, first + LENGTH_WHERE_NONE_IS_SAID
        return first, max(self.ends.hour * HOUR_MINUTES + self.ends.minute, first + 1)


class ClashChoice(StrEnum):
    """How the coordinator settled a clash with those it takes: at most six choices."""

    MOVED = "moved"
    FIRST = "first"
    TOGETHER = "together"
    HELP = "help"
    STANDS = "stands"
    OTHER = "other"


CLASH_CHOICE_WORDS = {
    ClashChoice.MOVED: "Én af aftalerne flyttes",
    ClashChoice.FIRST: "Den ene går forud for den anden",
    ClashChoice.TOGETHER: "Aftalerne lægges sammen",
    ClashChoice.HELP: "En anden træder til",
    ClashChoice.STANDS: "Det kan lade sig gøre, som det er",
    ClashChoice.OTHER: "Andet",
}


@dataclass(frozen=True, slots=True)
class WeekClash:
    """Where a week does not hold: the label, the person it is about, and what meets.

    `most` is the number of the practice profile where there is simply too much, else None.
    """

    label: str
    person_id: int
    entries: tuple[WeekEntry, ...]
    most: int | None = None

    @property
    def mark(self) -> str:
        """Return what knows this clash again: who it is about, what meets, and at which hours.

        What meets at the same hours the week after is the same clash; once anything of it is
        another, so is the mark, and what was settled before says nothing of it. A week that is too
        full is one of its own.
        """
        week = "" if self.most is None else str(monday_of(self.entries[0].on))
        met = sorted(
            f"{e.party}|{e.on.weekday()}|{e.starts}|{e.ends}|{e.what}" for e in self.entries
        )
        parts = [str(self.person_id), week, *met]
        return sha256("\n".join(parts).encode()).hexdigest()[:MARK_SIGNS]

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties it takes to settle it, in the order they meet."""
        return tuple(dict.fromkeys(entry.party for entry in self.entries))

    @property
    def on(self) -> date | None:
        """Return the day two things meet; None where the whole week is too full."""
        return self.entries[0].on if self.most is None and self.entries else None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def in_week(entries: Iterable[WeekEntry], monday: date) -> tuple[WeekEntry, ...]:
    """Return the entries of one week by day and hour; those without an hour first."""
    last = monday + timedelta(days=DAYS_IN_A_WEEK)
    found = [entry for entry in entries if monday <= entry.on < last]
    return tuple(sorted(found, key=lambda e: (e.on, e.starts or time.min, e.party, e.what)))


def clashes(entries: Sequence[WeekEntry], most_a_week: int) -> tuple[WeekClash, ...]:
    """Return where one person should be at two places at once, or has more than the profile's most.

    Two things of the same party never clash: they arrange their own day. `most_a_week` counts the
    appointments with an hour that take one person's time in a week (`coordination.most_a_week`).
    """
    by_person: dict[int, list[WeekEntry]] = defaultdict(list)
    for entry in entries:
        for person_id in entry.takes:
            if entry.span is not None:
                by_person[person_id].append(entry)
    found: list[tuple[int, tuple[WeekEntry, ...], int | None]] = []
    for person_id, own in by_person.items():
        found += [(person_id, group, None) for group in _meeting(own)]
    for person_id, own in by_person.items():
        if len(own) > most_a_week:
            found.append((person_id, tuple(own), most_a_week))
    found.sort(key=lambda one: (one[2] is not None, one[1][0].on, one[1][0].starts or time.min))
    return tuple(
        WeekClash(f"K{number}", person_id, group, most)
        for number, (person_id, group, most) in enumerate(found, start=1)
    )


def _meeting(entries: Sequence[WeekEntry]) -> list[tuple[WeekEntry, ...]]:
    """Return the groups of entries that fill the same time of the same day."""
    groups: list[set[int]] = []
    for (i, one), (j, other) in combinations(enumerate(entries), 2):
        if one.on == other.on and one.party != other.party and _overlap(one, other):
            joined = {i, j}.union(*(group for group in groups if group & {i, j}))
            groups = [group for group in groups if not group & joined] + [joined]
    return [tuple(entries[n] for n in sorted(group)) for group in groups]


def _overlap(one: WeekEntry, other: WeekEntry) -> bool:
    first, second = one.span, other.span
    if first is None or second is None:
        return False
    return first[0] < second[1] and second[0] < first[1]
