"""How often a course's contacts are held, and when the next might be."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from hjemmebane.domain.programmes import RHYTHM_WORDS, Rhythm, RhythmKind
from hjemmebane.domain.prose_dates import days

SATURDAY = 5
SECOND_CHOICE_DAYS = 2


@dataclass(frozen=True, slots=True)
class ContactRhythm:
    """Days between the contacts held, and the days proposed for the next."""

    gaps: tuple[int, ...]
    days_since_last: int | None
    interval_days: int | None
    suggestions: tuple[date, ...]
    words: str


def contact_rhythm(
    rhythm: Rhythm,
    start: date,
    held: Sequence[date],
    today: date,
    adviser_interval_days: int | None = None,
) -> ContactRhythm:
    """Return the rhythm so far and, where the programme has one, the next days to choose."""
    ordered = sorted(held)
    gaps = tuple((b - a).days for a, b in itertools.pairwise(ordered))
    since = (today - ordered[-1]).days if ordered else None
    interval = adviser_interval_days or planned_interval(rhythm, len(ordered) + 1)
    last = ordered[-1] if ordered else start
    return ContactRhythm(
        gaps=gaps,
        days_since_last=since,
        interval_days=interval,
        suggestions=next_days(last, interval, today),
        words=_words(rhythm, gaps, since, interval, is_set=bool(adviser_interval_days)),
    )


def planned_interval(rhythm: Rhythm, contact_number: int) -> int | None:
    """Return the days before the contact with this number, as the programme foresees."""
    if rhythm.kind in {RhythmKind.FREE, RhythmKind.ADVISER_SET}:
        return None
    fitting = [step.days for step in rhythm.steps if step.from_contact <= contact_number]
    return fitting[-1] if fitting else None


def next_days(last: date, interval: int | None, today: date) -> tuple[date, ...]:
    """Return two weekdays to choose between: by the rhythm, and a little later."""
    if interval is None:
        return ()
    first = _weekday_from(max(last + timedelta(days=interval), today + timedelta(days=1)))
    return (first, _weekday_from(first + timedelta(days=SECOND_CHOICE_DAYS)))


def _weekday_from(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _words(
    rhythm: Rhythm, gaps: Sequence[int], since: int | None, interval: int | None, *, is_set: bool
) -> str:
    parts = [f"Rådgiveren har fastsat {days(interval)}" if is_set and interval else ""]
    parts = [*parts] if parts[0] else [RHYTHM_WORDS[rhythm.kind]]
    if gaps:
        parts.append(f"typisk {days(round(median(gaps)))} imellem, længst {days(max(gaps))}")
    if since is not None:
        parts.append("sidste kontakt i dag" if since == 0 else f"{days(since)} siden sidst")
    return " · ".join(parts)
