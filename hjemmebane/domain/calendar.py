"""The Danish working calendar: days that count, lengths of time, the clock in Copenhagen."""

import calendar as month_lengths
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SATURDAY, SUNDAY = 5, 6
MONTHS_IN_A_YEAR = 12


class Unit(StrEnum):
    """What a deadline is counted in."""

    HOURS = "hours"
    HVERDAGE = "hverdage"
    ARBEJDSDAGE = "arbejdsdage"
    WEEKS = "weeks"
    MONTHS = "months"
    CASE = "case"
    BEFORE = "before"
    VISITS_PER_YEAR = "visits_per_year"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in one unit; `case` has no count, since the day is chosen."""

    unit: Unit
    count: int | None = None

    def __post_init__(self) -> None:
        if self.unit is Unit.CASE:
            if self.count is not None:
                raise ValueError("a day chosen case by case has no count")
        elif self.count is None or self.count < 0:
            raise ValueError(f"{self.unit} needs a count of 0 or more")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Public holidays, the municipality's own closing days, and whether Saturday counts.

    Closing days (5 June, 24 and 31 December) are no holidays by law: they still count as
    *hverdage*, so that a legal deadline never gets later because the town hall is shut.
    """

    holidays: frozenset[date] = frozenset()
    closing_days: frozenset[date] = frozenset()
    saturday_counts: bool = True

    def is_hverdag(self, day: date) -> bool:
        """Return whether the day counts as *hverdag* (Saturday by flag, never Sunday)."""
        if day in self.holidays or day.weekday() == SUNDAY:
            return False
        return self.saturday_counts or day.weekday() != SATURDAY

    def is_working_day(self, day: date) -> bool:
        """Return whether people are at work that day: Monday to Friday and not closed."""
        closed = day in self.holidays or day in self.closing_days
        return not closed and day.weekday() < SATURDAY

    def plus_hverdage(self, day: date, count: int) -> date:
        """Return the day `count` *hverdage* later; the first day is not counted."""
        return _step(day, count, self.is_hverdag)

    def plus_working_days(self, day: date, count: int) -> date:
        """Return the day `count` working days later; the first day is not counted."""
        return _step(day, count, self.is_working_day)

    def working_day_at_or_before(self, day: date) -> date:
        """Return the day itself, or the last working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(1)
        return day

    def skipped_hverdage(self, start: date, end: date) -> tuple[date, ...]:
        """Return the days after `start` up to `end` that do not count as *hverdage*."""
        return tuple(day for day in _days(start, end) if not self.is_hverdag(day))

    def skipped_working_days(self, start: date, end: date) -> tuple[date, ...]:
        """Return the days after `start` up to `end` that are no working days."""
        return tuple(day for day in _days(start, end) if not self.is_working_day(day))


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(n) for n in range(1, (end - start).days + 1)]


def _step(day: date, count: int, counts: Callable[[date], bool]) -> date:
    while count > 0:
        day += timedelta(1)
        count -= counts(day)
    return day


def plus_months(day: date, count: int) -> date:
    """Return the same day `count` months later, or the last day of a shorter month."""
    months = day.year * MONTHS_IN_A_YEAR + day.month - 1 + count
    year, month = divmod(months, MONTHS_IN_A_YEAR)
    last = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def plus_hours(moment: datetime, count: int) -> datetime:
    """Return the moment `count` hours later on a running clock, told in Danish time."""
    later = aware(moment).astimezone(UTC) + timedelta(hours=count)
    return later.astimezone(COPENHAGEN)


def aware(moment: datetime) -> datetime:
    """Return the moment unchanged; refuse one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


def local_day(moment: datetime | date) -> date:
    """Return the Danish calendar day of a moment."""
    if isinstance(moment, datetime):
        return aware(moment).astimezone(COPENHAGEN).date()
    return moment


def start_of_day(day: date) -> datetime:
    """Return the first moment of a Danish day."""
    return datetime.combine(day, time.min, COPENHAGEN)


def end_of_day(day: date) -> datetime:
    """Return the last moment of a Danish day."""
    return datetime.combine(day, time.max, COPENHAGEN)


def sunday_of(day: date) -> date:
    """Return the last day of a day's week, which begins on a Monday."""
    return day + timedelta(SUNDAY - day.weekday())


def as_moment(moment: datetime | date) -> datetime:
    """Return a moment in Danish time; a mere day stands for its beginning.

    A time the clock skipped (02.30 on the night to summer time) is told as it showed it: 03.30.
    """
    if isinstance(moment, datetime):
        return aware(moment).astimezone(UTC).astimezone(COPENHAGEN)
    return start_of_day(moment)


def from_clock(written: datetime) -> datetime:
    """Return the moment a Danish clock showed, from what somebody wrote without a time zone.

    A time that did not exist is the one an hour later; of two that did, the first: a deadline
    reckoned from it falls early rather than late.
    """
    if written.tzinfo is not None:
        raise ValueError("a moment with a time zone needs no clock")
    return as_moment(written.replace(tzinfo=COPENHAGEN, fold=0))
