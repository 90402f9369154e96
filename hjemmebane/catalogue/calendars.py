"""The working calendar: public holidays from the catalogue; the domain gets it finished."""

from calendar import isleap
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

from hjemmebane.catalogue.files import REPOSITORY, Table, read_file
from hjemmebane.domain.calendar import WorkingCalendar
from hjemmebane.domain.profile import Profile

HOLIDAYS = REPOSITORY / "holidays.toml"
YEARS = range(1998, 2101)
LEAP_YEAR, LEAP_DAY = 2024, (2, 29)


def calendar_for(profile: Profile) -> WorkingCalendar:
    """Return the working calendar of a profile: public holidays, own closing days, Saturday."""
    return calendar_with(profile.closing_days, saturday_counts=profile.is_on("saturday_counts"))


@cache
def calendar_with(closing_days: tuple[str, ...], *, saturday_counts: bool) -> WorkingCalendar:
    """Return a calendar with the given closing days, written “12-24” or “2026-05-15”."""
    closed = frozenset(day for written in closing_days for day in closing_dates(written))
    return WorkingCalendar(_holidays(), closed, saturday_counts)


def closing_dates(written: str) -> tuple[date, ...]:
    """Return the days a written closing day stands for; raise ValueError where there is no such.

    One that names its year is that day alone; 29 February comes only in leap years.
    """
    parts = [int(part) for part in written.split("-")]
    if len(parts) == len(("year", "month", "day")):
        return (date(*parts),)
    month, day = parts
    date(LEAP_YEAR, month, day)
    is_leap_day = (month, day) == LEAP_DAY
    return tuple(date(y, month, day) for y in YEARS if isleap(y) or not is_leap_day)


@cache
def _holidays() -> frozenset[date]:
    rows = holiday_table()["holiday"]
    return frozenset(_day(row, year) for row in rows for year in YEARS if _is_kept(row, year))


def holiday_table() -> Table:
    """Return the public holidays and their worked examples; raise CatalogueError for a fault.

    The whole country's, so they are read from our own folder, never from a municipality's.
    """
    return read_file("holidays", HOLIDAYS, HOLIDAYS.parent).table


def _day(row: Table, year: int) -> date:
    if "from_easter" in row:
        return easter(year) + timedelta(row["from_easter"])
    return date(year, row["month"], row["day"])


def _is_kept(row: Table, year: int) -> bool:
    return bool(row.get("first_year", year) <= year <= row.get("last_year", year))
