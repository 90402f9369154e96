"""The only place that asks the `holidays` library; the domain gets a finished calendar."""

from datetime import date
from functools import cache

import holidays

from hjemmebane.domain.calendar import WorkingCalendar
from hjemmebane.domain.profile import Profile

YEARS = range(1998, 2101)


def calendar_for(profile: Profile) -> WorkingCalendar:
    """Return the working calendar of a profile: public holidays, own closing days, Saturday."""
    return calendar_with(profile.closing_days, saturday_counts=profile.is_on("saturday_counts"))


@cache
def calendar_with(closing_days: tuple[str, ...], *, saturday_counts: bool) -> WorkingCalendar:
    """Return a calendar with the given closing days, written “12-24”."""
    closed = {
        date(year, int(month), int(day))
        for year in YEARS
        for month, day in (written.split("-") for written in closing_days)
    }
    return WorkingCalendar(_holidays(), frozenset(closed), saturday_counts)


@cache
def _holidays() -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=YEARS))
