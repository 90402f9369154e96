"""A number of visits a year: the next one is due before any twelve months hold too few.

The law says "a year" without saying which (barnets lov § 156, stk. 5), so both are counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane.domain.calendar import MONTHS_IN_A_YEAR, local_day, plus_months


@dataclass(frozen=True, slots=True)
class VisitCount:
    """How many visits a calendar year and the last twelve months hold, and the next one's day."""

    in_calendar_year: int
    in_twelve_months: int
    next_by: date


def visit_anchors(
    start: datetime, held: Sequence[datetime], count: int
) -> Iterable[tuple[datetime, datetime | None]]:
    """Return where each twelve months begin that must hold `count` visits, and when they did.

    The first begin at the start; each later one begins at a visit that falls out of the twelve
    months as they move on. Only the last can be open.
    """
    visits = sorted(held)
    # The window that opens at a moment is full when `count` visits were held after it.
    for number, anchor in enumerate([start, *visits[: max(len(visits) - count + 1, 0)]]):
        place = number + count - 1
        yield anchor, visits[place] if place < len(visits) else None


def count_visits(start: datetime, held: Sequence[datetime], count: int, today: date) -> VisitCount:
    """Return the visits of this year and of the last twelve months, and when the next is due."""
    days = sorted(local_day(moment) for moment in held)
    year_ago = plus_months(today, -MONTHS_IN_A_YEAR)
    since = days[-count] if len(days) >= count else local_day(start)
    return VisitCount(
        in_calendar_year=sum(day.year == today.year for day in days),
        in_twelve_months=sum(year_ago < day <= today for day in days),
        next_by=plus_months(since, MONTHS_IN_A_YEAR),
    )
