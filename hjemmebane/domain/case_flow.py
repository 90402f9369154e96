"""How cases come and go, and how long they have stood open. Pure, in counts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

MONTHS_SHOWN = 12
MONTHS_IN_YEAR = 12


class AgeBand(StrEnum):
    """For how long an open case has stood open, by the month it was opened in."""

    UNDER_3 = "under_3"
    UNDER_6 = "under_6"
    UNDER_12 = "under_12"
    UNDER_24 = "under_24"
    OLDER = "older"

    @property
    def label(self) -> str:
        """Return the band in Danish."""
        return {
            "under_3": "Under 3 måneder",
            "under_6": "3 til 6 måneder",
            "under_12": "6 til 12 måneder",
            "under_24": "1 til 2 år",
            "older": "Over 2 år",
        }[self.value]


LIMITS = (
    (3, AgeBand.UNDER_3),
    (6, AgeBand.UNDER_6),
    (MONTHS_IN_YEAR, AgeBand.UNDER_12),
    (2 * MONTHS_IN_YEAR, AgeBand.UNDER_24),
)


class MonthCount(NamedTuple):
    """Cases opened in a month, cases closed in it, and how many of the opened stand open still."""

    month: date
    opened: int = 0
    closed: int = 0
    still_open: int = 0


class FlowMonth(NamedTuple):
    """One month as it is shown: what came, what went, and how many stood open at its end."""

    month: date
    opened: int
    closed: int
    open_at_end: int


class CaseFlow(NamedTuple):
    """The flow of the last months, and the ages of the cases that stand open."""

    months: tuple[FlowMonth, ...]
    ages: tuple[tuple[AgeBand, int], ...]

    @property
    def open_now(self) -> int:
        """Return how many cases stand open."""
        return sum(number for _, number in self.ages)

    @property
    def opened(self) -> int:
        """Return how many were opened in the months shown."""
        return sum(month.opened for month in self.months)

    @property
    def closed(self) -> int:
        """Return how many were closed in the months shown."""
        return sum(month.closed for month in self.months)


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def months_until(today: date, number: int = MONTHS_SHOWN) -> tuple[date, ...]:
    """Return the last months up to and with the one of today."""
    now = _number(today)
    return tuple(
        date(place // MONTHS_IN_YEAR, place % MONTHS_IN_YEAR + 1, 1)
        for place in range(now - number + 1, now + 1)
    )


def age_band(opened_in: date, today: date) -> AgeBand:
    """Return for how long a case opened in a month has stood open."""
    months = _number(today) - _number(opened_in)
    return next((band for limit, band in LIMITS if months < limit), AgeBand.OLDER)


def flow_of(counts: Iterable[MonthCount], today: date) -> CaseFlow:
    """Return the flow from the counts of every month a team has had a case in."""
    came: Counter[date] = Counter()
    went: Counter[date] = Counter()
    ages: Counter[AgeBand] = Counter()
    for month, opened, closed, still_open in counts:
        came[month] += opened
        went[month] += closed
        ages[age_band(month, today)] += still_open
    shown = months_until(today)
    before = sum(n for month, n in came.items() if month < shown[0])
    before -= sum(n for month, n in went.items() if month < shown[0])
    stock = list(accumulate((came[month] - went[month] for month in shown), initial=before))[1:]
    months = tuple(
        FlowMonth(month, came[month], went[month], left)
        for month, left in zip(shown, stock, strict=True)
    )
    return CaseFlow(months, tuple((band, ages[band]) for band in AgeBand))


def _number(day: date) -> int:
    return day.year * MONTHS_IN_YEAR + day.month - 1
