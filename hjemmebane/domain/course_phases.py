"""Phases of a course: planned windows, actual days and the drift between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.programmes import Phase
from hjemmebane.domain.prose_dates import days


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


def phase_standings(
    phases: Sequence[Phase],
    start: date,
    actuals: Sequence[PhaseActual],
    last_day: date,
    ended_on: date | None = None,
) -> tuple[PhaseStanding, ...]:
    """Return each phase; they neither overlap nor leave a gap, planned or actual."""
    begun = _begun(phases, start, actuals, last_day)
    standings: list[PhaseStanding] = []
    push = 0
    for index, phase in enumerate(phases):
        began = begun.get(phase.key)
        after = [begun[item.key] for item in phases[index + 1 :] if item.key in begun]
        finished = min(after) - timedelta(days=1) if after else ended_on
        standing = _standing(index, phase, start, began, finished if began else None, last_day)
        if began is None and not after:
            forecast = standing.planned_from + timedelta(days=push)
            standing = _standing(index, phase, start, None, None, last_day, forecast)
        push = standing.overrun_days if standing.is_running else push
        if standing.is_running and not standing.overrun_days:
            push = max(0, standing.start_drift_days)
        standings.append(standing)
    return tuple(standings)


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
    start: date,
    began: date | None,
    finished: date | None,
    last_day: date,
    forecast: date | None = None,
) -> PhaseStanding:
    planned_from = start + timedelta(weeks=phase.from_week - 1)
    planned_to = start + timedelta(weeks=phase.to_week, days=-1)
    is_running = began is not None and finished is None
    until = finished or last_day
    overrun = (until - planned_to).days if began and (finished or until > planned_to) else 0
    length = _length_drift(phase, began, finished, last_day)
    return PhaseStanding(
        key=phase.key,
        number=index + 1,
        title=phase.title,
        about=phase.about,
        from_week=phase.from_week,
        to_week=phase.to_week,
        planned_from=planned_from,
        planned_to=planned_to,
        actual_from=began,
        actual_to=finished,
        forecast_from=forecast,
        is_running=is_running,
        start_drift_days=(began - planned_from).days if began else 0,
        overrun_days=overrun,
        words=_words(index + 1, length, is_running=is_running) if began else "",
    )


def _length_drift(phase: Phase, began: date | None, finished: date | None, last_day: date) -> int:
    if began is None:
        return 0
    length = ((finished or last_day) - began).days + 1
    drift = length - phase.weeks * 7
    return drift if finished else max(0, drift)


def _words(number: int, drift: int, *, is_running: bool) -> str:
    if is_running:
        over = f" og er {days(drift)} længere end planlagt" if drift else ""
        return f"fase {number} er i gang{over}"
    if drift == 0:
        return f"fase {number} gik som planlagt"
    return f"fase {number} blev {days(abs(drift))} {'længere' if drift > 0 else 'kortere'}"
