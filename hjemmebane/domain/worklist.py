"""What to do first on Min dag, and why it stands where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hjemmebane.domain.calendar import local_day, sunday_of
from hjemmebane.domain.deadlines import Due
from hjemmebane.domain.explanation import left_words
from hjemmebane.domain.prose_dates import day_month, days, sentence

DAYS_IN_A_WEEK = 7


class WorkGroup(StrEnum):
    """The headings of the list, most pressing first."""

    OVER = "over"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LATER = "later"

    @property
    def label(self) -> str:
        """Return the heading in Danish."""
        return {
            "over": "Over tiden",
            "this_week": "Denne uge",
            "next_week": "Næste uge",
            "later": "Senere",
        }[self.value]


class Whose(StrEnum):
    """Who answers for a duty, seen from the reader."""

    OWN = "own"
    OWN_AND_NOBODYS = "own_and_nobodys"
    NOBODYS = "nobodys"
    COLLEAGUES = "colleagues"
    EVERYBODYS = "everybodys"
    STOOD_IN_FOR = "stood_in_for"


@dataclass(frozen=True, slots=True)
class WorkWeights:
    """How many days ahead a heavy case and a fresh signal move an item (profile data)."""

    days_per_weight_point: int
    days_per_signal: int
    signal_window_days: int
    most_days_ahead: int


@dataclass(frozen=True, slots=True)
class Signal:
    """Something new in a case that should be seen: a turned answer, a notification, silence."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to reach: when, how heavy the case is (0 none), what is new in it."""

    key: str
    due: Due
    case_weight: int = 0
    signals: Sequence[Signal] = ()


@dataclass(frozen=True, slots=True)
class RankedItem:
    """An item in its place, with the reason in words."""

    item: WorkItem
    group: WorkGroup
    days_ahead: int
    reason: str


def order_worklist(
    items: Iterable[WorkItem], now: datetime, weights: WorkWeights
) -> tuple[RankedItem, ...]:
    """Return the items by due day, moved ahead by weight and signals, each with its reason.

    Late items stand first and nothing moves past them; weight and signals order within a group.
    """
    ranked = [_ranked(item, now, weights) for item in items]
    return tuple(sorted(ranked, key=_place))


def _place(ranked: RankedItem) -> tuple[int, date, datetime, str]:
    due = ranked.item.due
    ahead = due.on - timedelta(ranked.days_ahead)
    return list(WorkGroup).index(ranked.group), ahead, due.at, ranked.item.key


def _ranked(item: WorkItem, now: datetime, weights: WorkWeights) -> RankedItem:
    fresh = _fresh(item, local_day(now), weights)
    heavy = item.case_weight * weights.days_per_weight_point
    ahead = min(heavy + len(fresh) * weights.days_per_signal, weights.most_days_ahead)
    parts = [_due_part(item.due, now)]
    if heavy:
        parts.append(f"sagen vejer {item.case_weight}")
    parts += [f"{signal.words} {day_month(signal.on)}" for signal in fresh]
    if ahead:
        parts.append(f"står derfor {days(ahead)} tidligere på listen")
    return RankedItem(item, work_group(item.due, now), ahead, " ".join(sentence(p) for p in parts))


def _fresh(item: WorkItem, today: date, weights: WorkWeights) -> list[Signal]:
    oldest = today - timedelta(weights.signal_window_days)
    fresh = [signal for signal in item.signals if oldest <= signal.on <= today]
    return sorted(fresh, key=lambda signal: signal.on, reverse=True)


def _due_part(due: Due, now: datetime) -> str:
    words = left_words(due, now)
    return words if due.is_whole_day or now > due.at else f"{words} tilbage"


def work_group(due: Due, now: datetime) -> WorkGroup:
    """Return under which heading something due falls at a moment."""
    return WorkGroup.OVER if now > due.at else _by_week(due.on, local_day(now))


def group_of(day: date, today: date) -> WorkGroup:
    """Return under which heading a day falls."""
    return WorkGroup.OVER if day < today else _by_week(day, today)


def group_ends(today: date) -> tuple[tuple[WorkGroup, date], ...]:
    """Return the last day of this week's heading and of the next one's; the rest comes later."""
    sunday = sunday_of(today)
    return (
        (WorkGroup.THIS_WEEK, sunday),
        (WorkGroup.NEXT_WEEK, sunday + timedelta(DAYS_IN_A_WEEK)),
    )


def _by_week(day: date, today: date) -> WorkGroup:
    return next((group for group, last in group_ends(today) if day <= last), WorkGroup.LATER)
