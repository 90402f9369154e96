"""How closely authority, provider and parents keep together through a course (S2-FAV-31)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hjemmebane.domain.contacts import Party
from hjemmebane.domain.course_pauses import Pause, paused_days
from hjemmebane.domain.prose_dates import days, listed, short_full

THE_THREE = frozenset({Party.ADVISER, Party.WORKER, Party.PARENT})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch longer than the profile's most in which the three did not sit together."""

    from_on: date
    to_on: date
    days: int
    is_now: bool

    @property
    def words(self) -> str:
        """Return “6. okt. – 12. nov. 2026 (37 dage)”; the one that runs says so."""
        end = "i dag" if self.is_now else short_full(self.to_on)
        return f"{short_full(self.from_on)} – {end} ({days(self.days)})"


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The days the three sat together, and where there was too long between."""

    days: tuple[date, ...]
    gaps: tuple[Gap, ...]
    most_days: int

    @property
    def is_open(self) -> bool:
        """Return whether there is too long since the last time, today."""
        return any(gap.is_now for gap in self.gaps)

    @property
    def words(self) -> str:
        """Return how often and when last, and the gaps."""
        if self.days:
            times = f"{len(self.days)} gang{'e' if len(self.days) > 1 else ''}"
            said = f"Rådgiver, behandler og forældre har siddet sammen {times}, "
            said += f"senest {short_full(self.days[-1])}."
        else:
            said = "Rådgiver, behandler og forældre har ikke siddet sammen endnu."
        if not self.gaps:
            return said
        gaps = listed(gap.words for gap in self.gaps)
        return f"{said} Over {days(self.most_days)} imellem: {gaps}."


def three_way(
    meetings: Iterable[tuple[date, frozenset[Party]]],
    period: tuple[date, date],
    most_days: int,
    pauses: Sequence[Pause] = (),
) -> ThreeWay:
    """Return how the three kept together from the course's first day to today, or to its end.

    `meetings` are those held, with who sat there; `most_days` is the profile's
    (`coordination.three_way_days`). Days of a pause do not count.
    """
    first, last = period
    met = sorted({on for on, there in meetings if there >= THE_THREE and first <= on <= last})
    ends = [first, *met, last]
    gaps = []
    for begins, ends_on in pairwise(ends):
        length = (ends_on - begins).days
        length -= paused_days(begins + ONE_DAY, ends_on, pauses) if length else 0
        if length > most_days:
            gaps.append(Gap(begins, ends_on, length, ends_on == last and ends_on not in met))
    return ThreeWay(tuple(met), tuple(gaps), most_days)
