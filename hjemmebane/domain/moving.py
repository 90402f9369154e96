"""Moving a running deadline, where its rule lets it: extended with notice, or paused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane.domain.arithmetic import end_day
from hjemmebane.domain.calendar import WorkingCalendar
from hjemmebane.domain.deadlines import DeadlineRule, Due, MoveKind, whole_day
from hjemmebane.domain.prose_dates import full, weekday_full


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline moved: how, to which day, and why."""

    kind: MoveKind
    to: date
    reason: str


class CannotMoveError(ValueError):
    """The deadline cannot be moved so; `key` says why, for the screen's own words."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def paused_to(due: Due, from_on: date, until_on: date) -> date:
    """Return the day a deadline falls when the days from one to another do not count."""
    return due.on + timedelta((until_on - from_on).days)


def check_move(
    rule: DeadlineRule,
    first: Due,
    current: Due,
    moved: Moved,
    *,
    at: datetime,
    calendar: WorkingCalendar,
) -> None:
    """Raise CannotMoveError unless the rule lets the deadline be moved there at that moment.

    `first` is the deadline before any move: how far it may be moved at most is counted from it.
    """
    known = rule.move(moved.kind)
    if known is None or not first.is_whole_day:
        raise CannotMoveError("rule_does_not_move")
    if at > current.at:
        raise CannotMoveError("moved_too_late")
    if moved.to <= current.on:
        raise CannotMoveError("moved_not_later")
    if known.most is not None and moved.to > end_day(known.most, first.on, calendar):
        raise CannotMoveError("moved_too_far")


def move(due: Due, moved: Moved, calendar: WorkingCalendar) -> Due:
    """Return the deadline where it was moved to, with the move as a step of its own."""
    words = "forlænget" if moved.kind is MoveKind.EXTEND else "sat på pause og flyttet"
    said = f"Fristen var {full(due.on)} og er {words} til {weekday_full(moved.to)}."
    return whole_day(moved.to, (*due.steps, said), calendar)
