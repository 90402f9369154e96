"""What is due next in a course, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hjemmebane.domain.contacts import PARTY_WORDS, Party
from hjemmebane.domain.course_pauses import Pause, moved
from hjemmebane.domain.course_phases import PhaseStanding
from hjemmebane.domain.programmes import Milestone, MilestoneKind
from hjemmebane.domain.prose_dates import days, listed, short_full

SOON_DAYS = 14


class DueState(StrEnum):
    """Where something due stands on a day."""

    DONE = "done"
    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One milestone on a day."""

    key: str
    title: str
    kind: MilestoneKind
    due_on: date | None
    state: DueState
    done_on: date | None
    parties: tuple[Party, ...]
    absent: tuple[Party, ...]
    why: str
    words: str


Done = Mapping[str, Sequence[tuple[date, frozenset[Party]]]]
"""The days each milestone was met, oldest first, and who was there."""


def due_items(
    milestones: Sequence[Milestone],
    start: date,
    phases: Sequence[PhaseStanding],
    expected_end: date | None,
    done: Done,
    today: date,
    pauses: Sequence[Pause] = (),
) -> tuple[DueItem, ...]:
    """Return the milestones by day, those without a day last.

    A meeting that comes back is due again so many weeks after it was last held, as long as its
    phase runs; when the phase is over it is gone.
    """
    by_key = {phase.key: phase for phase in phases}
    titles = {item.key: item.title for item in milestones}
    items = []
    for milestone in milestones:
        phase = by_key.get(milestone.in_phase)
        if phase is not None and milestone.every_weeks:
            if phase.actual_to is None:
                again = _next_time(milestone.every_weeks, phase, done.get(milestone.key, ()))
                items.append(_due_item(milestone, again, {}, titles, today))
            continue
        due_on = _due_on(milestone, start, by_key, expected_end, pauses)
        items.append(_due_item(milestone, due_on, done, titles, today))
    return tuple(sorted(items, key=lambda item: item.due_on or date.max))


def _next_time(
    every_weeks: int, phase: PhaseStanding, held: Sequence[tuple[date, frozenset[Party]]]
) -> date:
    begins = phase.actual_from or phase.forecast_from or phase.planned_from
    last = held[-1][0] if held else begins - timedelta(days=1)
    return max(last, begins - timedelta(days=1)) + timedelta(weeks=every_weeks)


def _due_on(
    milestone: Milestone,
    start: date,
    phases: Mapping[str, PhaseStanding],
    expected_end: date | None,
    pauses: Sequence[Pause],
) -> date | None:
    if milestone.week:
        return moved(start + timedelta(weeks=milestone.week, days=-1), pauses)
    phase = phases.get(milestone.ends_phase)
    return phase.planned_to if phase else expected_end


def _due_item(
    milestone: Milestone, due_on: date | None, done: Done, titles: Mapping[str, str], today: date
) -> DueItem:
    met = done.get(milestone.key)
    done_on, present = met[0] if met else (None, frozenset())
    is_meeting = milestone.kind is MilestoneKind.MEETING
    absent = tuple(p for p in milestone.parties if done_on and is_meeting and p not in present)
    words = _words(due_on, done_on, absent, today)
    before = done.get(milestone.after)
    if milestone.after and done_on and (before is None or before[0][0] > done_on):
        words += f". Før {titles[milestone.after].lower()}, som det skulle følge"
    elif milestone.after and not done_on:
        words += f". Kommer efter {titles[milestone.after].lower()}"
    return DueItem(
        key=milestone.key,
        title=milestone.title,
        kind=milestone.kind,
        due_on=due_on,
        state=due_state(due_on, done_on, today),
        done_on=done_on,
        parties=milestone.parties,
        absent=absent,
        why=milestone.why,
        words=words,
    )


def due_state(due_on: date | None, done_on: date | None, today: date) -> DueState:
    """Return where something due stands: done, late, within a fortnight, or later."""
    if done_on:
        return DueState.DONE
    if due_on is None:
        return DueState.LATER
    if due_on < today:
        return DueState.LATE
    return DueState.SOON if (due_on - today).days <= SOON_DAYS else DueState.LATER


def _words(
    due_on: date | None, done_on: date | None, absent: tuple[Party, ...], today: date
) -> str:
    if done_on:
        late = (done_on - due_on).days if due_on else 0
        tail = f", {days(late)} efter planen" if late > 0 else ""
        without = f". Ikke med: {listed(PARTY_WORDS[p] for p in absent)}" if absent else ""
        return f"Sket {short_full(done_on)}{tail}{without}"
    if due_on is None:
        return "Før forløbet slutter"
    if due_on < today:
        return f"Senest {short_full(due_on)}: {days((today - due_on).days)} over"
    return f"Senest {short_full(due_on)}"
