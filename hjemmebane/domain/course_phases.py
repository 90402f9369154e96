"""Phases of a course: planned windows, actual days and the drift between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.course_pauses import Pause, moved, paused_days
from hjemmebane.domain.programmes import Phase
from hjemmebane.domain.prose_dates import days

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class PhaseActual:
    """The day a phase really began; it runs until the next one begins."""

    phase: str
    started_on: date


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """One phase on a day: as planned, as it went, and the difference."""

    key: str
    number: int
    title: str
    about: str
    from_week: int
    to_week: int
    planned_from: date
    planned_to: date
    actual_from: date | None
    actual_to: date | None
    forecast_from: date | None
    is_running: bool
    start_drift_days: int
    overrun_days: int
    words: str


@dataclass(frozen=True, slots=True)
class _Window:
    """The days a phase is planned for; it may begin from `earliest` on without being early."""

    planned_from: date
    planned_to: date
    earliest: date


def phase_standings(
    phases: Sequence[Phase],
    start: date,
    actuals: Sequence[PhaseActual],
    last_day: date,
    ended_on: date | None = None,
    pauses: Sequence[Pause] = (),
) -> tuple[PhaseStanding, ...]:
    """Return each phase; they neither overlap nor leave a gap, planned or actual."""
    begun = _begun(phases, start, actuals, last_day)
    windows = _windows(phases, start, pauses)
    standings: list[PhaseStanding] = []
    push = 0
    for index, phase in enumerate(phases):
        began = begun.get(phase.key)
        after = [begun[item.key] for item in phases[index + 1 :] if item.key in begun]
        finished = min(after) - timedelta(days=1) if after else ended_on
        forecast = None
        if began is None and not after:
            forecast = windows[index].planned_from + timedelta(days=push)
        length = _length_drift(phase, began, finished, last_day, pauses)
        ends = finished if began else None
        standing = _standing(
            index, phase, windows[index], (began, ends), last_day, length, forecast
        )
        push = standing.overrun_days if standing.is_running else push
        if standing.is_running and not standing.overrun_days:
            push = max(0, standing.start_drift_days)
        standings.append(standing)
    return tuple(standings)


def _windows(phases: Sequence[Phase], start: date, pauses: Sequence[Pause]) -> list[_Window]:
    """Return each phase's planned days; a pause between two phases lengthens the first of them."""
    windows = []
    least = 0
    for index, phase in enumerate(phases):
        first = moved(start + timedelta(weeks=phase.from_week - 1), pauses)
        if index + 1 < len(phases):
            after = start + timedelta(weeks=phases[index + 1].from_week - 1)
            last = moved(after, pauses) - timedelta(days=1)
        else:
            last = moved(start + timedelta(weeks=phase.to_week, days=-1), pauses)
        windows.append(_Window(first, last, moved(start + timedelta(weeks=least), pauses)))
        least += phase.least_weeks or phase.weeks
    return windows


def _begun(
    phases: Sequence[Phase], start: date, actuals: Sequence[PhaseActual], last_day: date
) -> dict[str, date]:
    """Return the first day of each phase that began; the first begins with the course."""
    days_by_key: dict[str, date] = {}
    if phases and start <= last_day:
        days_by_key[phases[0].key] = start
    for actual in sorted(actuals, key=lambda item: item.started_on):
        if actual.phase != phases[0].key:
            days_by_key.setdefault(actual.phase, max(actual.started_on, start))
    return days_by_key


def _standing(
    index: int,
    phase: Phase,
    window: _Window,
    actual: tuple[date | None, date | None],
    last_day: date,
    length: int,
    forecast: date | None = None,
) -> PhaseStanding:
    began, finished = actual
    is_running = began is not None and finished is None
    until = finished or last_day
    over = (until - window.planned_to).days
    if finished and over < 0 and phase.least_weeks:
        over = min(0, over + (phase.weeks - phase.least_weeks) * DAYS_IN_A_WEEK)
    overrun = over if began and (finished or over > 0) else 0
    return PhaseStanding(
        key=phase.key,
        number=index + 1,
        title=phase.title,
        about=phase.about,
        from_week=phase.from_week,
        to_week=phase.to_week,
        planned_from=window.planned_from,
        planned_to=window.planned_to,
        actual_from=began,
        actual_to=finished,
        forecast_from=forecast,
        is_running=is_running,
        start_drift_days=_start_drift(window, began),
        overrun_days=overrun,
        words=_words(index + 1, length, is_running=is_running) if began else "",
    )


def _start_drift(window: _Window, began: date | None) -> int:
    """Return how far outside its window a phase began: late days above zero, early ones below."""
    if began is None:
        return 0
    if began > window.planned_from:
        return (began - window.planned_from).days
    return min(0, (began - min(window.earliest, window.planned_from)).days)


def _length_drift(
    phase: Phase,
    began: date | None,
    finished: date | None,
    last_day: date,
    pauses: Sequence[Pause],
) -> int:
    if began is None:
        return 0
    until = finished or last_day
    length = (until - began).days + 1 - paused_days(began, until, pauses)
    most, least = phase.weeks * DAYS_IN_A_WEEK, (phase.least_weeks or phase.weeks) * DAYS_IN_A_WEEK
    if length > most:
        return length - most
    return min(0, length - least) if finished else 0


def _words(number: int, drift: int, *, is_running: bool) -> str:
    if is_running:
        over = f" og er {days(drift)} længere end planlagt" if drift else ""
        return f"fase {number} er i gang{over}"
    if drift == 0:
        return f"fase {number} gik som planlagt"
    return f"fase {number} blev {days(abs(drift))} {'længere' if drift > 0 else 'kortere'}"
