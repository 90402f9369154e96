"""Pauses of a course: days that do not count, and what lies after them moves by as many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PauseReason(StrEnum):
    """Why a course stands still: at most six choices, text is optional."""

    FAMILY_ILL = "family_ill"
    NEW_BABY = "new_baby"
    AWAY = "away"
    FAMILY_WISH = "family_wish"
    WORKER_ABSENT = "worker_absent"
    OTHER = "other"


PAUSE_WORDS = {
    PauseReason.FAMILY_ILL: "Sygdom i familien",
    PauseReason.NEW_BABY: "Fødsel",
    PauseReason.AWAY: "Familien er bortrejst",
    PauseReason.FAMILY_WISH: "Familien ønsker en pause",
    PauseReason.WORKER_ABSENT: "Behandleren er væk",
    PauseReason.OTHER: "Andet",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of days, both ends included, in which the course stands still."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """Return how many days the course stands still."""
        return (self.to_on - self.from_on).days + 1


def joined(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return the pauses in order, those that touch or overlap made one: no day counts twice."""
    kept: list[Pause] = []
    for pause in sorted(pauses, key=lambda item: item.from_on):
        if kept and pause.from_on <= kept[-1].to_on + timedelta(days=1):
            kept[-1] = Pause(kept[-1].from_on, max(kept[-1].to_on, pause.to_on))
        else:
            kept.append(pause)
    return tuple(kept)


def moved(day: date, pauses: Sequence[Pause]) -> date:
    """Return where a planned day lies once the pauses that begin on or before it are put in."""
    for pause in pauses:
        if pause.from_on > day:
            break
        day += timedelta(days=pause.days)
    return day


def paused_days(first: date, last: date, pauses: Sequence[Pause]) -> int:
    """Return how many days of a stretch, both ends included, the course stood still."""
    overlaps = ((min(last, pause.to_on) - max(first, pause.from_on)).days + 1 for pause in pauses)
    return sum(max(0, overlap) for overlap in overlaps)
