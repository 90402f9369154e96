"""Places days on a line and names the months along it."""

from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.ui.words import SHORT_MONTHS

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Axis:
    """A stretch of days laid from `near` to `far` (pixels, sideways or downwards)."""

    start: date
    end: date
    near: float
    far: float

    def at(self, day: date) -> float:
        """Return where a day lies, held inside the stretch."""
        days = max((self.end - self.start).days, 1)
        inside = min(max((day - self.start).days, 0), days)
        return self.near + (self.far - self.near) * inside / days

    def holds(self, day: date) -> bool:
        """Return whether the day lies on the stretch."""
        return self.start <= day <= self.end

    def months(self, every: int = 1) -> tuple[tuple[float, str], ...]:
        """Return place and name of each (n-th) first of a month; January carries its year."""
        firsts: list[tuple[float, str]] = []
        day = self.start.replace(day=1)
        while day <= self.end:
            if day >= self.start and (day.month - 1) % every == 0:
                name = SHORT_MONTHS[day.month - 1]
                is_named = day.month == 1 or not firsts
                firsts.append((self.at(day), f"{name} {day.year}" if is_named else name))
            day = (day + timedelta(days=32)).replace(day=1)
        return tuple(firsts)

    def month_step(self, room: float) -> int:
        """Return how many months to skip so that each name has `room` pixels."""
        months = max((self.end - self.start).days / 30.4, 1)
        each = abs(self.far - self.near) / months
        return next((n for n in (1, 2, 3, 6, MONTHS_IN_YEAR) if each * n >= room), MONTHS_IN_YEAR)
