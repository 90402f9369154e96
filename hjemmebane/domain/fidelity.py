"""Do we follow the programme, week by week: about the course, never about a worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hjemmebane.domain.programmes import FidelityKind, FidelityPoint
from hjemmebane.domain.prose_dates import listed

DAYS_IN_A_WEEK = 7
TWO = 2
REASONS_SHOWN = 2


class WeekMark(StrEnum):
    """How a point went in a week; `none` where the week is not the one it is counted in."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ContactSeen:
    """A contact as the points count it; `missed` is why one that was planned was not held."""

    on: date
    workers: int = 1
    parents: frozenset[int] = frozenset()
    has_child: bool = False
    missed: str = ""
    methods: frozenset[str] = frozenset()
    setting: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class FidelityLine:
    """One point with a mark for each week so far, how often it was as described, and why not."""

    key: str
    title: str
    marks: tuple[WeekMark, ...]
    full: int
    counted: int
    reason: str

    @property
    def words(self) -> str:
        """Return “4 af 6”."""
        return f"{self.full} af {self.counted}"


Weeks = Mapping[int, Sequence[ContactSeen]]


def fidelity(
    points: Sequence[FidelityPoint],
    start: date,
    contacts: Sequence[ContactSeen],
    last_day: date,
    most_weeks: int | None = None,
) -> tuple[FidelityLine, ...]:
    """Return each point of the programme week by week up to the last day.

    A point counted every second week is judged on its second week, over both. A week that is not
    over is open until the point is met; open weeks are not counted.
    """
    weeks = week_count(start, last_day)
    weeks = min(weeks, most_weeks) if most_weeks else weeks
    held = by_week(start, [c for c in contacts if not c.missed], last_day)
    missed = by_week(start, [c for c in contacts if c.missed], date.max)
    return tuple(_line(point, start, held, missed, last_day, weeks) for point in points)


def week_count(start: date, last_day: date) -> int:
    """Return how many weeks of the course have begun by the day; the first always has."""
    return max(1, (last_day - start).days // DAYS_IN_A_WEEK + 1)


def by_week(
    start: date, contacts: Sequence[ContactSeen], last_day: date
) -> dict[int, list[ContactSeen]]:
    """Return the contacts up to the day by the week of the course they lie in."""
    weeks: dict[int, list[ContactSeen]] = {}
    for contact in contacts:
        if start <= contact.on <= last_day:
            weeks.setdefault((contact.on - start).days // DAYS_IN_A_WEEK + 1, []).append(contact)
    return weeks


def _line(
    point: FidelityPoint,
    start: date,
    held: Weeks,
    missed: Weeks,
    last_day: date,
    weeks: int,
) -> FidelityLine:
    marks = tuple(_mark(point, start, held, last_day, week) for week in range(1, weeks + 1))
    judged = [mark for mark in marks if mark not in (WeekMark.NONE, WeekMark.OPEN)]
    return FidelityLine(
        point.key,
        point.title,
        marks,
        judged.count(WeekMark.FULL),
        len(judged),
        _reason(missed, marks),
    )


def _mark(point: FidelityPoint, start: date, held: Weeks, last_day: date, week: int) -> WeekMark:
    if week % point.every_weeks:
        return WeekMark.NONE
    counted = range(week - point.every_weeks + 1, week + 1)
    count = _count(point.kind, [contact for number in counted for contact in held.get(number, ())])
    if count >= point.least:
        return WeekMark.FULL
    if last_day < start + timedelta(weeks=week, days=-1):
        return WeekMark.OPEN
    return WeekMark.HALF if count else WeekMark.EMPTY


def _count(kind: FidelityKind, seen: Sequence[ContactSeen]) -> int:
    if kind is FidelityKind.BY_TWO:
        return sum(contact.workers >= TWO for contact in seen)
    if kind is FidelityKind.PARENTS:
        return len(frozenset().union(*(contact.parents for contact in seen)))
    if kind is FidelityKind.CHILD:
        return sum(contact.has_child for contact in seen)
    return len(seen)


def _reason(missed: Weeks, marks: Sequence[WeekMark]) -> str:
    """Return why weeks fell short, from what was cancelled in them: “uge 3: sygdom”."""
    weeks_of: dict[str, list[str]] = {}
    for week, mark in enumerate(marks, start=1):
        if mark in (WeekMark.HALF, WeekMark.EMPTY):
            for why in dict.fromkeys(contact.missed for contact in missed.get(week, ())):
                weeks_of.setdefault(why, []).append(str(week))
    told = [f"uge {listed(weeks)}: {why.lower()}" for why, weeks in weeks_of.items()]
    return " · ".join(told[:REASONS_SHOWN])
